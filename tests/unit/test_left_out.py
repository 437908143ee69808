"""Stories of faults of the program: one thing is left out and seen, and all others are told."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import notifier.message_contents as contents
from access.viewer import Role
from events.identifiers import Agency
from faulty_words import BAD, FRIDAY, GOOD, PLAIN, office_of_one, words_fail
from notifier import audiences, planning
from notifier.faults import LeftOutKind
from notifier.notification_record import RECORD, written
from notifier.notifier_counts import NotifierCounts, left_out_of, notifier_counts
from notifier.quiet_times import QuietTimes
from running_notifier import VICTIM, a_preference, an_alert, assigned, named
from schemas.alert_row import Alert
from schemas.changes import Changes, encode_changes
from schemas.operator_notices import OperatorNotice
from told_people import Office, london


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    return office_of_one(tmp_path)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The words of one rule fail; whoever calls it mends them."""
    return words_fail(monkeypatch)


def counts(office: Office) -> NotifierCounts:
    found = notifier_counts(office.folder / RECORD, written(office.now))
    assert found
    return found


def test_a_message_that_cannot_be_written_is_dead_and_the_other_alert_is_told(
    office: Office, faulty: Callable[[], None]
) -> None:
    office.reads(BAD, GOOD)

    told = [message for _, message in office.told()]

    assert sorted(each.subject for each in told) == [
        "1 thing due",
        "1 thing due for case 01CP/4321/26",
    ]
    assert next(each for each in told if each.subject == "1 thing due").lines == (PLAIN,)
    (dead,) = counts(office).given_up
    assert (dead.recipient, dead.alerts) == ("staff:met-police/MP1001", 1)
    assert dead.error.startswith("AttributeError at notifier/message_contents.py:")
    (left_out,) = left_out_of(office.folder / RECORD, Agency.MET_POLICE)
    assert left_out.recipient == dead.recipient
    assert left_out_of(office.folder / RECORD, Agency.CPS) == ()


def test_what_could_not_be_written_is_written_once_the_program_is_mended(
    office: Office, faulty: Callable[[], None]
) -> None:
    office.reads(BAD)
    office.told()
    assert not office.told(FRIDAY + timedelta(hours=1))
    office.starts_again()
    assert not office.told()  # it still fails: who was told that something is due is told once
    assert counts(office).dead == 1

    faulty()
    office.starts_again()

    ((_, message),) = office.told()
    assert message.subject == "1 thing due for case 01CP/4321/26"
    assert not counts(office).left_out
    assert not counts(office).given_up
    office.starts_again()
    assert not office.told()


def test_of_many_that_come_in_one_message_the_others_are_written(
    office: Office, faulty: Callable[[], None]
) -> None:
    office.silence(FRIDAY, FRIDAY + timedelta(hours=1))
    office.reads(BAD, GOOD, *(an_alert(f"more {n}", raised=FRIDAY) for n in range(5)))
    assert not office.told()

    told = [message.subject for _, message in office.told(FRIDAY + timedelta(hours=1))]

    assert sorted(told) == ["1 thing due", "6 things due for case 01CP/4321/26"]


def test_what_cannot_be_written_when_it_is_tried_again_is_taken_apart(
    office: Office, monkeypatch: pytest.MonkeyPatch, faulty: Callable[[], None]
) -> None:
    """Given two alerts in a message that was not taken; then the words of one fail."""
    faulty()
    office.reads(BAD, GOOD)
    office.planning.plan(office.now)
    times = QuietTimes(office.now, office.policy, {})
    (claim,) = office.claims.new(times, (), 10)
    office.claims.put_off(claim.message.id, "smtp-450", office.now, may_have_arrived=False)
    words = contents._due
    monkeypatch.setattr(
        contents, "_due", lambda row: 1 / 0 if row["rule"] == BAD.rule else words(row)
    )

    told = [message.subject for _, message in office.told()]

    assert sorted(told) == ["1 thing due", "1 thing due for case 01CP/4321/26"]
    (dead,) = counts(office).given_up
    assert dead.error.startswith("ZeroDivisionError")


def test_that_something_is_due_is_said_again_where_it_was_not_taken(
    office: Office, faulty: Callable[[], None]
) -> None:
    office.reads(BAD)
    office.planning.plan(office.now)
    times = QuietTimes(office.now, office.policy, {})
    (plain,) = office.claims.new(times, (), 10)
    office.claims.put_off(plain.message.id, "timeout", office.now, may_have_arrived=True)

    ((_, message),) = office.told()

    assert message.id == plain.message.id
    assert message.lines[0] == PLAIN
    assert "may have arrived twice" in message.lines[1]


def test_an_alert_whose_person_cannot_be_decided_stops_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = audiences.recipients_of

    def undecided(audience: Any, victim: str, *given: Any) -> frozenset[str]:
        if victim != VICTIM:
            raise RecursionError
        return decided(audience, victim, *given)

    monkeypatch.setattr(planning, "recipients_of", undecided)
    other = type(VICTIM)("b" * 32)
    office.reads(BAD, victim=other)
    office.reads(GOOD)

    assert len(office.told()) == 1

    (left_out,) = counts(office).left_out
    assert (left_out.kind, left_out.name) == (LeftOutKind.ALERT, str(BAD.id))
    assert left_out.agency == Agency.MET_POLICE
    monkeypatch.setattr(planning, "recipients_of", decided)
    office.reads(assigned("MP2002"), victim=other)
    office.signs_in(staff="MP2002")
    assert not office.told()
    office.starts_again()
    assert [address for address, _ in office.told()] == ["mp2002@met-police.example"]
    assert counts(office).left_out == ()


def test_a_row_that_says_the_alert_anew_tries_it_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        faulty.setattr(audiences, "_caseworkers", lambda *_: 1 / 0)
        office.reads(GOOD)
        assert not office.told()

    office.reads(GOOD)

    assert len(office.told()) == 1


def test_an_alert_of_a_kind_not_known_here_leaves_the_others_of_its_record(office: Office) -> None:
    """Given an older notifier, and an alert as a later version has it."""
    change = encode_changes(Changes(VICTIM, 7, (BAD, GOOD)))
    later = change.replace(b'"late"', b'"of-tomorrow"', 1)
    assert later != change

    office.reader.changes(later, office.now)

    assert len(office.told()) == 1
    (left_out,) = counts(office).left_out
    assert left_out.error.startswith("ValueError at notifier/escalation_policy.py:")


def test_an_alert_at_the_end_of_time_stops_no_other(office: Office) -> None:
    end: Alert = an_alert("end", raised=london("9999-12-31 20:00"))
    office.reads(end, GOOD)

    assert len(office.told()) == 1


def test_what_is_to_be_mended_and_cannot_be_written_is_said_without_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.signs_in(a_preference("MP7000", roles=frozenset({Role.AGENCY_OPERATOR})))
    notice = OperatorNotice(Agency.MET_POLICE, FRIDAY, False, "1 event refused. Send it again")
    office.alerts_operators(str(named("refused")), notice)
    monkeypatch.setattr(contents, "operators_wording", lambda _: 1 / 0)

    ((_, message),) = office.told()

    assert message.subject == "1 thing to mend"
    assert message.link == "https://j.example/agencies/met-police"


def test_a_database_that_cannot_be_written_is_no_fault_of_one_message(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Any:
        raise sqlite3.OperationalError("database or disk is full")

    office.reads(GOOD)
    monkeypatch.setattr(contents, "_due", full)

    with pytest.raises(sqlite3.OperationalError):
        office.told()
    monkeypatch.undo()
    assert len(office.told()) == 1
