"""What to do, in the imperative: for every rule, and no two of one victim alike."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_alert_line import alert_line
from caseworkers.alert_lines import AlertLine
from events.contact import Channel
from events.identifiers import Agency
from events.representatives import OwedTo
from processors.fold.hand_offs import SECOND_LEGS
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.imperatives import ACTS, ASKS
from processors.victims_code.rules import RULES as RULES_IN_FORCE
from schemas.alert_row import AlertKind
from schemas.changes import DutyHolder
from web.what_to_do import told_apart, what_to_do

ASN = "2501ZD0100000104411J"
ARRESTED = datetime(2025, 3, 4, 14, 30, tzinfo=UTC)
RULES = [duty.rule for duty in DUTIES]
AGENCIES = {rule.duty_holder for rule in RULES_IN_FORCE.values()} - {"victim"}


LATE_IN_MARCH: dict[str, object] = {
    "obligation": None,
    "due_on": date(2025, 3, 11),
    "raised": ARRESTED + timedelta(days=7),
    "days_late": 1,
    "triggered": ARRESTED,
}


def alert(rule: str | None = "R6.1", **more: object) -> AlertLine:
    return alert_line(**LATE_IN_MARCH | {"rule": rule} | more)


def test_a_caseworker_reads_whom_to_tell_of_what_and_which_suspect() -> None:
    assert what_to_do(alert(suspect="2")) == (
        "Tell the victim of the arrest of suspect 2 on 4 March 2025"
    )


def test_the_year_of_today_is_left_out() -> None:
    said = what_to_do(alert(suspect="2"), date(2025, 9, 1))
    assert said == "Tell the victim of the arrest of suspect 2 on 4 March"


def test_where_the_clock_starts_with_the_news_the_day_is_not_said_to_be_the_events() -> None:
    assert what_to_do(alert("R9.2b")) == (
        "Tell the victim of the sentence of the suspect, what it means, and how to ask for a review"
        " (since 4 March 2025)"
    )


def test_nor_where_the_victim_became_known_later() -> None:
    said = what_to_do(alert(known_by=uuid4()))
    assert said == "Tell the victim of the arrest of the suspect (since 4 March 2025)"


def test_no_day_is_named_where_it_is_hidden() -> None:
    assert what_to_do(alert(triggered=None)) == "Tell the victim of the arrest of the suspect"


def test_whoever_is_told_in_the_victims_place_is_named() -> None:
    said = what_to_do(alert(owed_to=OwedTo.BEREAVED_RELATIVE))
    assert said.startswith("Tell the bereaved relative of the arrest")


@pytest.mark.parametrize(
    ("rule", "kind", "detail", "says"),
    [
        ("R8.1", "hearing-listed", "section-28", "hearing to record evidence before the trial"),
        ("R8.1", "trial-listed", "", "where the trial is"),
        ("R8.1", "hearing-held", "", "where the hearing is"),
        ("R9.10", "protective-order-made", "stalking-protection", "the stalking protection order"),
        ("R9.10", "protective-order-made", "", "the protective order against"),
    ],
)
def test_hearings_and_orders_of_one_victim_are_told_apart(
    rule: str, kind: str, detail: str, says: str
) -> None:
    assert says in what_to_do(alert(rule, trigger_kind=kind, detail=detail))


_OF_EVENTS = (
    AlertKind.HEARING_NEAR,
    AlertKind.CUSTODY_LIMIT_NEAR,
    AlertKind.PROTECTION_ENDING,
)


@pytest.mark.parametrize("kind", _OF_EVENTS)
@pytest.mark.parametrize(
    ("suspect", "named"),
    [("2", " suspect 2"), (ASN, f" the suspect with ASN {ASN}"), (None, "")],
)
def test_an_alert_of_an_event_names_the_suspect_as_a_duty_does(
    kind: AlertKind, suspect: str | None, named: str
) -> None:
    said = what_to_do(alert(None, kind=kind, suspect=suspect, trigger_kind="trial-listed"))
    assert named in said
    assert ("suspect" in said) == (suspect is not None)


def test_an_unsafe_contact_says_which_channel_when_and_by_whom() -> None:
    unsafe = {"kind": AlertKind.UNSAFE_CONTACT, "channel": Channel.TEXT}
    again = "Agree anew with the victim how to be in contact"
    assert what_to_do(alert(None, **unsafe, recorded_by="MP1001")) == (
        f"Unsafe contact: by text on 4 March 2025, by MP1001 of the Metropolitan Police. {again}"
    )
    assert what_to_do(alert(None, **unsafe, triggered=None)) == (
        f"Unsafe contact: by text, by the Metropolitan Police. {again}"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"kind": AlertKind.HAND_OFF, "rule": "R9.1a", "suspect": "2"},
            "Ask the court how the case against suspect 2 ended on 4 March 2025",
        ),
        (
            {"kind": AlertKind.SILENCE},
            "Get in touch with the victim: no contact has reached them since 4 March 2025",
        ),
        (
            {"kind": AlertKind.HEARING_NEAR, "trigger_kind": "trial-listed", "suspect": "2"},
            "Tell the victim when and where the trial of suspect 2 on 11 March 2025 is: it is near",
        ),
        (
            {"kind": AlertKind.HEARING_NEAR, "trigger_kind": "hearing-listed", "detail": "newton"},
            "Tell the victim when and where the Newton hearing on what happened on 11 March 2025"
            " is: it is near",
        ),
        (
            {"kind": AlertKind.PROTECTION_ENDING, "detail": "non-molestation"},
            "See whether the victim needs protection once the non-molestation order ends",
        ),
        (
            {"kind": AlertKind.PROTECTION_ENDING, "suspect": "2"},
            "See whether the victim needs protection once the protective order against suspect 2"
            " ends",
        ),
        (
            {"kind": AlertKind.REFERRAL_WAITING, "other_agency": Agency.MET_POLICE},
            "Answer the referral of the victim by the Metropolitan Police on 4 March 2025",
        ),
        (
            {"kind": AlertKind.REFERRAL_WAITING},
            "Ask the support service for its answer to the referral of the victim on 4 March 2025",
        ),
        (
            {"kind": AlertKind.DATA_DISPUTED, "other_agency": Agency.CPS},
            "Settle with the Crown Prosecution Service the event that you do not agree on since"
            " 4 March 2025",
        ),
    ],
)
def test_what_waits_or_is_near_asks_for_what_clears_it_up(
    changes: dict[str, object], said: str
) -> None:
    assert what_to_do(alert_line(**LATE_IN_MARCH | {"rule": None} | changes)) == said


def near(**changed: object) -> AlertLine:
    kind = {"kind": AlertKind.HEARING_NEAR, "rule": None, "trigger_kind": "hearing-listed"}
    return alert_line(**LATE_IN_MARCH | kind | {"detail": "mention"} | changed)


def test_of_two_hearings_that_are_near_each_says_which_it_is() -> None:
    """By its kind and its day; two of one kind and day by when each was listed."""
    march = date(2025, 3, 10)
    listed_later = near(triggered=ARRESTED + timedelta(days=1))

    assert told_apart([near(), near(detail="sentence"), near(due_on=march, in_week=True)]) == [
        "Tell the victim when and where the mention hearing on 11 March 2025 is: it is near",
        "Tell the victim when and where the sentencing hearing on 11 March 2025 is: it is near",
        "Tell the victim when and where the mention hearing in the week of 10 March 2025 is: it is"
        " near",
    ]
    assert told_apart([near(), listed_later]) == [
        "Tell the victim when and where the mention hearing on 11 March 2025, listed on"
        " 4 March 2025, 2:30pm, is: it is near",
        "Tell the victim when and where the mention hearing on 11 March 2025, listed on"
        " 5 March 2025, 2:30pm, is: it is near",
    ]


def test_each_second_leg_is_named_by_one_first_leg() -> None:
    second = [duty.rule for duty in DUTIES if duty.leg == 2]
    assert sorted(duty.rule for duty in SECOND_LEGS.values()) == sorted(second)


def test_whoever_owes_an_agency_news_holds_up_a_duty_of_that_agency() -> None:
    """Then that agency is warned while the news does not come. Who asks for a review owes none."""
    rules = (RULES_IN_FORCE[duty.rule] for duty in DUTIES if duty.holder is not DutyHolder.VICTIM)
    to_agencies = {rule.rule for rule in rules if rule.owed_to in AGENCIES}
    assert to_agencies == SECOND_LEGS.keys()
    for rule in to_agencies:
        assert RULES_IN_FORCE[SECOND_LEGS[rule].rule].duty_holder == RULES_IN_FORCE[rule].owed_to


def test_every_first_leg_has_what_is_asked_for() -> None:
    for rule in ASKS:
        for triggered in (ARRESTED, None):
            said = what_to_do(alert(rule, kind=AlertKind.HAND_OFF, triggered=triggered))
            assert "{" not in said
            assert ("4 March 2025" in said) is (triggered is not None)


def test_no_two_rules_have_the_same_imperative() -> None:
    assert len(set(ACTS.values())) == len(ACTS)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_reads_as_a_sentence(rule: str) -> None:
    suspects = (None, "2", "unsaid", "2100000000000000001A")
    for suspect, triggered in product(suspects, (ARRESTED, None)):
        said = what_to_do(alert(rule, suspect=suspect, triggered=triggered))
        assert said[0].isupper()
        assert "{" not in said
        assert "None" not in said
        assert "  " not in said
        assert ("4 March 2025" in said) is (triggered is not None)


def test_two_arrests_of_one_day_are_told_apart_by_the_time() -> None:
    later = ARRESTED + timedelta(hours=2)
    assert told_apart([alert(), alert(triggered=later), alert("R6.2")]) == [
        "Tell the victim of the arrest of the suspect on 4 March 2025, 2:30pm",
        "Tell the victim of the arrest of the suspect on 4 March 2025, 4:30pm",
        "Tell the victim of the interview of the suspect on 4 March 2025",
    ]


def test_two_of_one_moment_are_told_apart_by_their_case() -> None:
    first, second = told_apart([alert(), alert(case_id="urn:01MP1234525")])
    assert first.endswith(": crime reference 4401234/25")
    assert second.endswith(": URN 01MP1234525")


@given(
    st.lists(
        st.builds(
            alert,
            rule=st.sampled_from(RULES),
            suspect=st.sampled_from([None, "1", "unsaid"]),
            triggered=st.sampled_from([None, ARRESTED, ARRESTED + timedelta(hours=1)]),
        ),
        max_size=30,
    )
)
def test_no_two_alerts_of_one_victim_read_the_same(alerts: list[AlertLine]) -> None:
    said = told_apart(alerts)
    assert len(set(said)) == len(alerts)
