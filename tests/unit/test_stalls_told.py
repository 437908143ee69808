"""The task group is told where a stall began: once, who asked for it, and nobody else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from access.viewer import Role
from events.identifiers import Agency
from notifier.escalation_policy import Audience
from notifier.message_writing import MAY_BE_SILENT
from running_notifier import a_member, a_preference
from schemas.operator_notices import OperatorNotice, decode_notice, encode_notice
from told_people import Office, london

MONDAY = london("2026-11-02 10:00")
FOUND = MONDAY - timedelta(minutes=1)
SAYS = (
    "Victims at Wood Green Crown Court from charge to first hearing: stalled since the week of"
    " 5 October 2026"
)
STALL = OperatorNotice(None, FOUND, False, SAYS, "/hotspots?by=court&place=wood-green")
OTHER = replace(STALL, says=SAYS.replace("Wood Green", "Harrow"), page="/hotspots?place=harrow")
MEMBER = a_member()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Nobody of the task group yet; an operator of the Met, and a caseworker who chose e-mail."""
    opened = Office(tmp_path, MONDAY - timedelta(days=3))
    opened.signs_in(a_preference("MP7000", roles=frozenset({Role.AGENCY_OPERATOR}), chosen=True))
    opened.signs_in(a_preference(chosen=True))
    opened.now = MONDAY
    return opened


def test_who_asked_is_told_once_of_place_stage_week_and_page(office: Office) -> None:
    office.signs_in(MEMBER)
    office.alerts_operators("stall", STALL)

    ((address, message),) = office.told()

    assert address == MEMBER.address
    assert message.subject == "1 place began to stall"
    assert message.lines == (SAYS, MAY_BE_SILENT)
    assert message.link == "https://j.example/hotspots?by=court&place=wood-green"
    later = replace(STALL, says=SAYS.replace("5 October", "12 October"))
    office.alerts_operators("stall", later)  # the next release found it again
    assert not office.told(MONDAY + timedelta(days=30))


def test_where_nobody_asked_nobody_is_told(office: Office) -> None:
    office.signs_in(a_member("silent", address=None))
    office.signs_in(a_member("noted", chosen=False))
    office.alerts_operators("stall", STALL)

    assert not office.told()
    assert not office.record.ask("SELECT * FROM messages")

    office.signs_in(MEMBER)  # who asks later hears of what begins later
    office.alerts_operators("other", OTHER)
    assert [message.lines for _, message in office.told()] == [(OTHER.says, MAY_BE_SILENT)]


def test_who_asks_no_more_before_it_is_sent_is_told_nothing(office: Office) -> None:
    office.signs_in(MEMBER)
    office.alerts_operators("stall", STALL)
    office.planning.plan(MONDAY)

    office.signs_in(MEMBER.model_copy(update={"address": None}))

    assert not office.told()
    assert not office.record.ask("SELECT * FROM messages")


def test_several_come_in_one_message_with_the_page_of_all(office: Office) -> None:
    office.signs_in(MEMBER)
    office.alerts_operators("stall", STALL)
    office.alerts_operators("other", OTHER)

    ((_, message),) = office.told()

    assert message.subject == "2 places began to stall"
    assert set(message.lines[:-1]) == {STALL.says, OTHER.says}
    assert message.lines[-1] == MAY_BE_SILENT
    assert message.link == "https://j.example/hotspots"


def test_what_a_newer_release_has_no_more_before_it_is_sent_is_told_to_nobody(
    office: Office,
) -> None:
    office.signs_in(MEMBER)
    office.alerts_operators("stall", STALL)
    office.planning.plan(MONDAY)

    office.alerts_operators("stall", None)

    assert not office.told()


@pytest.mark.parametrize(("agency", "is_held_back"), [(None, True), (Agency.MET_POLICE, False)])
def test_a_silence_of_all_holds_it_back_and_its_end_lets_go(
    office: Office, agency: Agency | None, is_held_back: bool
) -> None:
    office.signs_in(MEMBER)
    office.silence(MONDAY, MONDAY + timedelta(hours=4), agency)
    office.alerts_operators("stall", STALL)

    assert (not office.told()) is is_held_back
    assert bool(office.told(MONDAY + timedelta(hours=4))) is is_held_back


def test_at_night_it_waits_for_the_morning_and_for_the_hour_that_somebody_chose(
    office: Office,
) -> None:
    office.signs_in(MEMBER)
    office.signs_in(a_member("digest", hour=11))
    office.now = london("2026-11-02 22:00")
    office.alerts_operators("stall", replace(STALL, since=office.now))

    told = office.told_until(london("2026-11-03 12:00"))

    assert told == {"one": "Tue 09:00", "digest": "Tue 11:00"}


def test_an_operator_who_is_of_the_task_group_gets_both_in_messages_apart(office: Office) -> None:
    roles = frozenset({Role.AGENCY_OPERATOR, Role.TASK_GROUP})
    office.signs_in(a_preference("MP8000", roles=roles, chosen=True))
    office.alerts_operators("stall", STALL)
    office.alerts_operators("pause", OperatorNotice(Agency.MET_POLICE, FOUND, False, "Paused"))

    told = [message.subject for address, message in office.told() if "mp8000" in address]

    assert sorted(told) == ["1 place began to stall", "1 thing to mend in what your agency sends"]


def test_a_record_without_a_page_is_read_as_before() -> None:
    notice = OperatorNotice(Agency.CPS, FOUND, False, "Intake paused")
    written = encode_notice(notice).replace(b',"page":""', b"")

    assert b"page" not in written
    assert decode_notice(b"pause", written) == ("pause", notice)
    assert decode_notice(b"stall", encode_notice(STALL)) == ("stall", STALL)


def test_no_step_of_the_policy_that_comes_with_the_platform_leads_to_the_task_group(
    office: Office,
) -> None:
    policy = office.policy
    steps = (policy.default, policy.operators, *policy.kinds.values())

    assert not any(step.to is Audience.TASK_GROUP for each in steps for step in each.steps)
