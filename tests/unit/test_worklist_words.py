"""How urgent an alert is, by when it is due, and which end a closed one had."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_alert_line import alert_line
from caseworkers.urgency import NEWLY_LATE_DAYS, newly_late_since
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from processors.victims_code.working_days import working_days_after
from schemas.alert_row import AlertKind, AlertState
from schemas.changes import ObligationState
from web.worklist_view import ended, to_do, when

FRIDAY = date(2025, 8, 22)
BREACHED = datetime(2025, 8, 18, 23, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_newly_late_is_up_to_five_working_days(today: date) -> None:
    since = newly_late_since(today)
    assert working_days_after(since, today) == NEWLY_LATE_DAYS
    before = date.fromordinal(since.toordinal() - 1)
    assert working_days_after(before, today) == NEWLY_LATE_DAYS + 1


def test_a_bank_holiday_does_not_make_it_long_late() -> None:
    """Due on a Friday; the Monday after it is the summer bank holiday."""
    assert newly_late_since(date(2025, 9, 1)) == FRIDAY


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": AlertKind.DUE_SOON}, "Due today"),
        ({"kind": AlertKind.DUE_SOON, "due_on": date(2025, 8, 23)}, "Due tomorrow"),
        ({"kind": AlertKind.DUE_SOON, "due_on": date(2025, 8, 26)}, "Due 26 August"),
        ({"kind": AlertKind.UNSAFE_CONTACT, "rule": None, "due_on": None}, "At once"),
        ({"days_late": 3}, "3 working days late"),
        ({"kind": AlertKind.HEARING_NEAR, "due_on": date(2025, 8, 26)}, "Hearing 26 August"),
        ({"kind": AlertKind.HEARING_NEAR, "due_on": FRIDAY}, "Hearing today"),
        ({"kind": AlertKind.PROTECTION_ENDING, "due_on": FRIDAY}, "Last day today"),
        (
            {"kind": AlertKind.HEARING_NEAR, "due_on": date(2025, 8, 25), "in_week": True},
            "Hearing in the week of 25 August",
        ),
        ({"kind": AlertKind.SILENCE, "breached": BREACHED}, "Since 19 August"),
        ({"kind": AlertKind.HAND_OFF, "rule": "R9.1a", "breached": BREACHED}, "Since 19 August"),
    ],
)
def test_a_line_says_by_when(changes: dict[str, object], said: str) -> None:
    (line,) = to_do([alert_line(**changes)], FRIDAY)
    assert line.when == said


@pytest.mark.parametrize("kind", AlertKind)
def test_what_waits_without_a_day_says_since_when(kind: AlertKind) -> None:
    """A hand-off, a silence, a referral and a dispute have no day to be late by."""
    waits = kind in ("hand-off", "silence", "referral-waiting", "data-disputed")
    breached = datetime(2025, 8, 20, 23, tzinfo=UTC)
    line = alert_line(kind=kind, breached=breached, rule="R9.1a" if kind == "hand-off" else None)
    assert (when(line, FRIDAY) == "Since 21 August") is waits


def test_of_a_hearing_that_is_off_the_victim_is_to_be_told_that() -> None:
    off = alert_line(rule="R8.1", trigger_kind="hearing-cancelled")
    listed = alert_line(rule="R8.1", trigger_kind="hearing-listed")

    assert [line.what for line in to_do([off, listed], FRIDAY)] == [
        "Tell the victim that the hearing, of which they were told, is off",
        "Tell the victim when and where the hearing is",
    ]


def test_of_a_hearing_without_a_date_she_is_to_be_told_that_and_no_when() -> None:
    told = alert_line(rule="R8.1", trigger_kind="hearing-without-date")
    unit = alert_line(rule="R8.1a", trigger_kind="hearing-without-date")
    asks = alert_line(
        rule="R8.1a",
        trigger_kind="hearing-without-date",
        kind=AlertKind.HAND_OFF,
        breached=BREACHED,
    )

    said = [line.what for line in to_do([told, unit, asks], FRIDAY)]

    assert said[0].startswith("Tell the victim that the hearing of the suspect, of which they were")
    assert said[0].endswith("has no date now")
    assert said[1].startswith("Tell the Witness Care Unit that the hearing of the suspect has no")
    assert said[2].startswith("Ask the court whether the hearing of the suspect has a date")


def test_lines_of_a_victim_that_begin_alike_are_shown_whole_on_a_telephone() -> None:
    """Given three suspects' arrests, and one line that begins with words of its own."""
    arrests = [alert_line(suspect=number) for number in ("1", "2", "3")]
    unlike = alert_line(rule="R8.1", trigger_kind="hearing-listed")

    lines = to_do([*arrests, unlike], FRIDAY)

    assert [line.begins_alike for line in lines] == [True, True, True, False]
    assert not to_do(arrests[:1], FRIDAY)[0].begins_alike


def test_a_line_says_whose_it_is_unless_it_is_the_viewers_own() -> None:
    assert to_do([alert_line()], FRIDAY, Agency.MET_POLICE)[0].marks == []
    assert to_do([alert_line()], FRIDAY, Agency.CPS)[0].marks == ["Metropolitan Police"]
    (elsewhere,) = to_do([alert_line(held_by=InvestigatingBody.CUMBRIA)], FRIDAY, Agency.MET_POLICE)
    assert "ask there" in elsewhere.marks[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": AlertState.SUPERSEDED}, "Replaced by a late alert"),
        (
            {"state": AlertState.RESOLVED, "duty_state": ObligationState.DISCHARGED_LATE},
            "Resolved: done late",
        ),
        (
            {
                "state": AlertState.RESOLVED,
                "duty_state": ObligationState.WITHDRAWN,
                "duty_reason": "case-ended",
            },
            "Resolved: no longer owed, the case had ended",
        ),
        (
            {"state": AlertState.RETRACTED, "duty_state": ObligationState.DISCHARGED},
            "Retracted: done in time, and the record of that came late",
        ),
        (
            {"state": AlertState.RETRACTED, "duty_state": None},
            "Retracted: what it rested on was corrected since",
        ),
        (
            {"state": AlertState.RESOLVED, "kind": AlertKind.UNSAFE_CONTACT, "rule": None},
            "Resolved: contact was agreed with the victim anew",
        ),
        (
            {"state": AlertState.SUPERSEDED, "kind": AlertKind.HEARING_NEAR},
            "Over: the day of the hearing has passed",
        ),
        (
            {"state": AlertState.RETRACTED, "kind": AlertKind.SILENCE},
            "Retracted: that had been so in time, and the record of it came late",
        ),
        (
            {"state": AlertState.RETRACTED, "kind": AlertKind.SILENCE, "revised": True},
            "Retracted: what it rested on was corrected since",
        ),
        (
            {"state": AlertState.CLOSED, "note": "done-not-recorded"},
            "Closed by a supervisor: it was done, and when cannot be found out",
        ),
    ],
)
def test_a_closed_alert_says_which_end_it_had(changes: dict[str, object], said: str) -> None:
    assert ended(alert_line(**changes)) == said
