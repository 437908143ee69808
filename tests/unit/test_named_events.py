"""Stories of alerts about hearings: a message says which hearing is meant, and nobody's data."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from faulty_words import FRIDAY, office_of_one
from notifier import notification_record
from notifier.notification_record import RECORD
from running_notifier import CASE, MET, an_alert, named, reported
from schemas.alert_row import Alert, AlertKind
from schemas.changes import DutyHolder, EntryState, Obligation, ObligationState, TimelineEntry
from told_people import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    return office_of_one(tmp_path)


def listed(name: str, kind: str, **data: Any) -> TimelineEntry:
    """A hearing, as an entry of a timeline."""
    entry = replace(reported(), id=named(name), kind=kind)
    return replace(entry, data=orjson.dumps({"court": "snaresbrook", **data}).decode())


def near(name: str, day: date) -> Alert:
    """The alert that it is near."""
    about = {"event": named(name), "obligation": None, "rule": None, "due_on": day}
    return an_alert(f"near {name}", kind=AlertKind.HEARING_NEAR, raised=FRIDAY, **about)


def lines(office: Office) -> list[str]:
    return [line for _, message in office.told() for line in message.lines]


def test_two_hearings_that_are_near_are_told_apart(office: Office) -> None:
    office.reads(
        listed("bail", "hearing-listed", hearing="bail", suspect=2, asn="2501ZD0100000104411J"),
        listed("trial", "trial-listed", week_of="2026-06-15"),
        near("bail", date(2026, 6, 16)),
        near("trial", date(2026, 6, 15)),
    )

    assert sorted(lines(office)) == [
        "Tell the victim when and where the bail hearing of suspect 2 on 16 June is: it is near",
        "Tell the victim when and where the trial in the week of 15 June is: it is near",
    ]


def test_of_a_disputed_hearing_a_message_says_the_day_alone(office: Office) -> None:
    bail = listed("bail", "hearing-listed", hearing="bail", suspect=2)
    office.reads(bail)
    office.reads(replace(bail, state=EntryState.DISPUTED), near("bail", date(2026, 6, 16)))

    assert lines(office) == ["Tell the victim when and where the hearing on 16 June is: it is near"]


def owed(name: str, of: str) -> Obligation:
    """The duty to tell of a hearing, which the alert of the same name is about."""
    return Obligation(
        id=named(f"duty of {name}"),
        case_id=CASE,
        rule="R8.1",
        code="2020",
        duty_holder=DutyHolder.WITNESS_CARE,
        agency=MET,
        trigger=named(of),
        triggered=FRIDAY,
        due_on=date(2026, 6, 12),
        enhanced=False,
        retimed_by=None,
        state=ObligationState.BREACHED,
        ended=None,
        ended_by=None,
        reason=None,
        days_late=0,
        disputed=False,
        suspect="1",
    )


def test_a_duty_names_the_hearing_that_raised_it(office: Office) -> None:
    late = an_alert("told", rule="R8.1", raised=FRIDAY, due_on=date(2026, 6, 12))
    office.reads(listed("trial", "trial-listed"), owed("told", "trial"), late)

    (line,) = lines(office)
    assert line.startswith("Tell the victim when and where the trial of suspect 1 is")


def test_a_record_of_an_older_version_goes_on(tmp_path: Path) -> None:
    """Given one that has not yet which event an alert and a duty are about."""
    with closing(sqlite3.connect(tmp_path / RECORD)) as old:
        tables = notification_record._TABLES.replace(
            ", step_due TEXT, event TEXT", ", step_due TEXT"
        )
        old.executescript(tables.replace("owed_to TEXT NOT NULL, raised_by TEXT", "owed_to TEXT"))

    office = office_of_one(tmp_path)
    office.reads(listed("trial", "trial-listed"), near("trial", date(2026, 6, 16)))

    assert lines(office) == ["Tell the victim when and where the trial on 16 June is: it is near"]
