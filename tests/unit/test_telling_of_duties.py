"""Which duties and alerts are answered by telling the victim, and of what."""

from uuid import uuid4

import pytest

from an_alert_line import alert_line
from caseworkers.alert_lines import alert_of_duty
from caseworkers.telling_of_duties import (
    ContactMade,
    is_answered_by_telling,
    matter_of,
    telling_of,
)
from events.contact import Channel, ContactOutcome, ToldAbout
from events.identifiers import Agency
from processors.victims_code.all_duties import DUTIES
from schemas.alert_row import AlertKind, AlertState
from web.acts.act_choices import OTHER_MATTERS

MET, COURT, UNIT = Agency.MET_POLICE, Agency.HMCTS, Agency.WITNESS_CARE
BY_TELEPHONE = ContactMade(Channel.TELEPHONE, ContactOutcome.REACHED, is_unsafe=False)


@pytest.mark.parametrize(
    ("rule", "agency", "matter"),
    [
        ("R6.1", MET, ToldAbout.ARREST),
        ("R6.9", MET, ToldAbout.PROGRESS),
        ("R6.9", UNIT, None),  # the police owe the updates
        ("R9.1b", UNIT, ToldAbout.CASE_OUTCOME),
        ("R9.1a", COURT, None),  # the court tells the unit, and not the victim
        ("R4.2", MET, None),  # a referral
        ("R1.2", MET, None),  # an interpreter is offered
    ],
)
def test_what_the_victim_is_told_of_to_do_a_duty(
    rule: str, agency: Agency, matter: ToldAbout | None
) -> None:
    assert matter_of(rule, agency) is matter


def test_every_rule_has_an_answer() -> None:
    for duty in DUTIES:
        matter_of(duty.rule, MET)


def test_an_alert_of_no_duty_may_be_answered_by_telling_as_well() -> None:
    answered = {kind for kind in AlertKind if is_answered_by_telling(kind, "R6.1", MET)}
    without_rule = {kind for kind in AlertKind if is_answered_by_telling(kind, None, MET)}

    assert without_rule == {AlertKind.SILENCE, AlertKind.HEARING_NEAR}
    assert answered == {AlertKind.LATE, AlertKind.DUE_SOON, *without_rule}


@pytest.mark.parametrize("matter", OTHER_MATTERS)
def test_a_matter_of_no_duty_is_told_by_itself(matter: ToldAbout) -> None:
    fact = telling_of([], [matter], MET, BY_TELEPHONE)

    assert (fact.about, fact.also_about, fact.triggers, fact.safe) == (matter, (), (), None)


def test_of_nothing_nobody_is_told() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        telling_of([], [], MET, BY_TELEPHONE)


def test_a_contact_over_an_unsafe_channel_says_so() -> None:
    unsafe = ContactMade(Channel.LETTER, ContactOutcome.SENT, is_unsafe=True)

    assert telling_of([], [ToldAbout.PROGRESS], MET, unsafe).safe is False


def test_the_alert_of_a_duty_is_that_of_whoever_owes_it() -> None:
    """Given that the court's alert was closed, and the unit's stands, which waits for the news."""
    duty = uuid4()
    closed = alert_line(obligation=duty, agency=COURT, state=AlertState.CLOSED)
    waits = alert_line(obligation=duty, agency=UNIT, kind=AlertKind.HAND_OFF)
    raised = alert_line(obligation=duty, agency=COURT)

    assert alert_of_duty([waits, closed], duty) is None
    assert alert_of_duty([waits, raised], duty) is raised
    assert alert_of_duty([raised], uuid4()) is None
