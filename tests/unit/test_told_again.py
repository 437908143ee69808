"""Stories of alerts that come back to the worklist: whoever is told of them is told anew."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest

from access.viewer import Role
from events.identifiers import Agency
from notifier.notification_record import RECORD, NotificationRecord
from running_notifier import VICTIM, a_preference, an_alert, assigned
from schemas.alert_row import Alert, AlertState
from schemas.changes import Changes, Row, encode_changes
from schemas.operator_notices import OperatorNotice
from told_people import Office, london

FRIDAY = london("2026-06-12 10:00")
WEDNESDAY = london("2026-06-17 10:00")
THURSDAY = london("2026-06-18 09:00")
LATE = an_alert(raised=FRIDAY)
TAKEN_UP = replace(
    LATE, state=AlertState.ACKNOWLEDGED, acted=WEDNESDAY, acted_by="MP1001", until=THURSDAY
)
BACK = replace(TAKEN_UP, state=AlertState.RAISED)
SAYS = "Tell the victim of the arrest of the suspect: was due on 3 March"


def opened(folder: Path) -> Office:
    """The notifier of a caseworker, a colleague and a supervisor of one team."""
    office = Office(folder, FRIDAY - timedelta(days=3))
    office.signs_in(staff="MP1001")
    office.signs_in(staff="MP1002")
    office.signs_in(staff="MP1900", roles=frozenset({Role.SUPERVISOR}))
    office.reads(assigned("MP1001"))
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An alert of Friday, of which all three were told by Wednesday morning."""
    office = opened(tmp_path)
    office.now = FRIDAY
    office.reads(LATE)
    for at in ("2026-06-12 10:00", "2026-06-15 10:00", "2026-06-16 10:00"):
        assert len(office.told(london(at))) == 1
    office.now = WEDNESDAY
    return office


def told(office: Office, at: str) -> dict[str, str]:
    """Who is told at an instant, and the first line of what."""
    return {
        address.partition("@")[0]: message.lines[0] for address, message in office.told(london(at))
    }


def test_what_was_taken_up_after_the_last_step_and_comes_back_is_told_from_the_first(
    office: Office,
) -> None:
    office.reads(TAKEN_UP)
    assert not told(office, "2026-06-18 08:59")

    office.reads(BACK)

    assert told(office, "2026-06-18 09:00") == {
        "mp1001": f"{SAYS}; was put aside, and is back since 18 June"
    }
    assert not told(office, "2026-06-18 16:59")
    assert list(told(office, "2026-06-19 09:00")) == ["mp1002"]
    assert list(told(office, "2026-06-22 09:00")) == ["mp1900"]
    assert not told(office, "2026-06-29 12:00")


def test_a_return_is_told_once_though_it_is_read_again_late_and_after_a_restart(
    office: Office, tmp_path: Path
) -> None:
    office.reads(TAKEN_UP)
    office.reads(BACK)
    assert told(office, "2026-06-18 09:00")
    office.record.close()
    again = Office(tmp_path, THURSDAY, revision=office.revision)

    def read(row: Row, revision: int) -> None:
        again.reader.changes(encode_changes(Changes(VICTIM, revision, (row,))), THURSDAY)

    read(TAKEN_UP, again.revision - 1)
    read(BACK, again.revision)
    again.reads(BACK)

    assert not told(again, "2026-06-18 09:05")


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_in_whichever_order_and_however_often_it_is_read_a_return_is_told_once(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    office = opened(tmp_path)
    office.now = THURSDAY
    rows = {1: LATE, 2: TAKEN_UP, 3: BACK}
    for number in (*order, *order):
        change = Changes(VICTIM, office.revision + number, (rows[number],))
        office.reader.changes(encode_changes(change), THURSDAY)

    assert list(told(office, "2026-06-18 09:00")) == ["mp1001"]
    assert not told(office, "2026-06-18 09:05")


def test_a_snooze_set_again_is_told_at_its_end_alone(office: Office) -> None:
    until = london("2026-06-22 09:00")
    office.reads(TAKEN_UP)
    snoozed = replace(TAKEN_UP, state=AlertState.SNOOZED, until=until)
    office.reads(snoozed)

    assert not told(office, "2026-06-18 09:00")
    office.reads(replace(snoozed, state=AlertState.RAISED))

    assert "back since 22 June" in told(office, "2026-06-22 09:00")["mp1001"]


def test_each_time_it_is_put_aside_its_return_is_told(office: Office) -> None:
    office.reads(TAKEN_UP)
    office.reads(BACK)
    told(office, "2026-06-18 09:00")
    once_more = replace(TAKEN_UP, acted=THURSDAY, until=london("2026-06-19 09:00"))
    office.reads(once_more)
    assert not told(office, "2026-06-18 18:00")
    office.reads(replace(once_more, state=AlertState.RAISED))

    assert "back since 19 June" in told(office, "2026-06-19 09:00")["mp1001"]


def test_news_ends_a_snooze_and_is_told_once_whichever_news_is_counted_later(
    office: Office,
) -> None:
    snoozed = replace(TAKEN_UP, state=AlertState.SNOOZED, until=WEDNESDAY + timedelta(days=28))
    office.reads(snoozed)
    news = WEDNESDAY + timedelta(hours=2)
    office.reads(replace(snoozed, state=AlertState.RAISED, until=news))
    assert list(told(office, "2026-06-17 12:00")) == ["mp1001"]

    earlier = news - timedelta(hours=1)  # by a merge an earlier record turned out to be news
    office.reads(replace(snoozed, state=AlertState.RAISED, until=earlier))

    assert not told(office, "2026-06-17 12:10")


def test_what_was_put_aside_and_is_back_before_the_notifier_read_of_it_is_told(
    office: Office,
) -> None:
    office.reads(BACK)

    assert list(told(office, "2026-06-18 09:30")) == ["mp1001"]


def test_what_was_taken_up_before_a_merge_of_two_references_is_told_at_its_end_alone(
    office: Office,
) -> None:
    """Given the alert under its id in the journey that goes on, and the old one gone."""
    office.reads(TAKEN_UP)
    again = replace(TAKEN_UP, id=UUID(int=77), raised=WEDNESDAY)
    gone = Changes(VICTIM, office.revision + 1, (again,), (("alert", TAKEN_UP.id),))
    office.reader.changes(encode_changes(gone), WEDNESDAY)
    assert not told(office, "2026-06-18 08:59")

    back = Changes(VICTIM, office.revision + 2, (replace(again, state=AlertState.RAISED),))
    office.reader.changes(encode_changes(back), THURSDAY)

    assert list(told(office, "2026-06-18 09:00")) == ["mp1001"]


def test_what_was_never_sent_is_not_sent_beside_its_return(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.now = london("2026-06-17 18:00")
    late = replace(LATE, raised=office.now)
    office.reads(late)
    assert not office.told()
    office.reads(replace(TAKEN_UP, raised=office.now))
    office.reads(replace(BACK, raised=office.now))

    (message,) = [message for _, message in office.told(THURSDAY)]

    assert message.lines == (f"{SAYS}; was put aside, and is back since 18 June",)


def test_a_step_that_waited_when_it_was_put_aside_is_left_out_at_the_return(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.reads(LATE)
    tuesday = london("2026-06-16 09:30")
    assert [*told(office, "2026-06-12 10:00"), *told(office, "2026-06-15 10:00")]
    office.silence(tuesday, tuesday + timedelta(hours=2))
    assert not told(office, "2026-06-16 10:00")  # the supervisor's step: it waits
    morning = london("2026-06-17 09:00")
    taken_up = replace(TAKEN_UP, acted=tuesday, until=morning)
    office.reads(taken_up)
    assert not told(office, "2026-06-16 12:00")
    office.reads(replace(taken_up, state=AlertState.RAISED))

    assert list(told(office, "2026-06-17 09:00")) == ["mp1001"]


@pytest.mark.parametrize("over", [AlertState.RESOLVED, AlertState.RETRACTED, AlertState.PENDING])
def test_what_was_over_and_is_raised_again_is_told_anew(over: AlertState, office: Office) -> None:
    office.reads(replace(LATE, state=over, closed=WEDNESDAY))
    assert not office.told()
    office.reads(LATE)

    assert told(office, "2026-06-17 10:01") == {
        "mp1001": f"{SAYS}; back on the worklist since 17 June"
    }
    assert list(told(office, "2026-06-18 10:00")) == ["mp1002"]


def test_what_is_on_the_worklist_again_because_the_act_was_withdrawn_is_told(
    office: Office,
) -> None:
    office.reads(TAKEN_UP)
    office.reads(LATE)

    assert told(office, "2026-06-17 10:01") == {
        "mp1001": f"{SAYS}; back on the worklist since 17 June"
    }


def test_who_has_the_case_by_then_is_told_of_the_return(office: Office) -> None:
    office.reads(replace(TAKEN_UP, acted_by="MP1001"))
    was = replace(assigned("MP1001"), until=WEDNESDAY, replaced=True)
    to = replace(assigned("MP2001", team="camden-1"), since=WEDNESDAY)
    office.signs_in(staff="MP2001", teams=frozenset({"camden-1"}))
    office.reads(was, to)
    office.reads(BACK)

    assert list(told(office, "2026-06-18 09:00")) == ["mp2001"]


def test_who_put_it_aside_is_told_with_the_first_step_while_they_are_there(office: Office) -> None:
    office.reads(replace(TAKEN_UP, acted_by="MP1900"))
    office.reads(replace(BACK, acted_by="MP1900"))
    assert sorted(told(office, "2026-06-18 09:00")) == ["mp1001", "mp1900"]

    office.left("MP1002", THURSDAY)
    again = replace(TAKEN_UP, acted_by="MP1002", until=london("2026-06-19 09:00"))
    office.reads(again)
    office.reads(replace(again, state=AlertState.RAISED))

    assert list(told(office, "2026-06-19 09:00")) == ["mp1001"]


def test_of_what_was_raised_before_there_was_a_notifier_the_return_is_told(tmp_path: Path) -> None:
    office = opened(tmp_path)
    old: Alert = replace(LATE, raised=FRIDAY - timedelta(days=90))
    office.reads(old)
    assert not office.told(WEDNESDAY)
    office.reads(replace(TAKEN_UP, raised=old.raised))
    assert not office.told()
    office.reads(replace(BACK, raised=old.raised))

    assert list(told(office, "2026-06-18 09:00")) == ["mp1001"]


def test_operators_are_told_once_of_what_comes_and_goes(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.signs_in(a_preference("MP7000", roles=frozenset({Role.AGENCY_OPERATOR})))
    pause = OperatorNotice(Agency.MET_POLICE, FRIDAY, False, "Intake paused")
    office.alerts_operators("pause", pause)
    assert office.told(FRIDAY)
    office.alerts_operators("pause", replace(pause, is_over=True))
    office.alerts_operators("pause", pause)

    assert not office.told(FRIDAY + timedelta(minutes=5))


def test_a_record_from_before_there_were_rounds_goes_on(tmp_path: Path) -> None:
    before = """CREATE TABLE alerts (victim TEXT, id TEXT, revision INTEGER NOT NULL,
        case_id TEXT NOT NULL, kind TEXT NOT NULL, agency TEXT NOT NULL, rule TEXT, obligation TEXT,
        due_on TEXT, state TEXT NOT NULL, raised TEXT NOT NULL, until TEXT,
        taken INTEGER NOT NULL DEFAULT 0, taken_before INTEGER NOT NULL DEFAULT 0, step_due TEXT,
        PRIMARY KEY (victim, id)) WITHOUT ROWID"""
    with closing(sqlite3.connect(tmp_path / RECORD)) as old:
        old.execute(before)
    NotificationRecord(tmp_path / RECORD, FRIDAY - timedelta(days=9)).close()

    office = opened(tmp_path)
    office.reads(TAKEN_UP)
    office.reads(BACK)

    assert list(told(office, "2026-06-18 09:00")) == ["mp1001"]
