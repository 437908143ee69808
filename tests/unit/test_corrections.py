"""Wrong data put right by agreement, or restricted where there is none. Times are London's."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from caseworker_notes import Notes, london
from events.charging import ChargingDecision, ChargingDecisionMade
from events.contact import ToldAbout
from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
    DisputeReason,
    ReportWithdrawn,
    TakenBackReason,
)
from events.identifiers import Agency
from events.investigation import SuspectArrested
from processors.case.counted.counted_facts import counted_facts
from processors.case.history.facts_by_event import with_facts
from schemas.alert_row import Alert
from schemas.changes import (
    CorrectionRow,
    CorrectionState,
    EntryState,
    ObligationState,
    TimelineEntry,
)
from story_facts import told

SUPPORT = Agency.VICTIM_SUPPORT
IN_ERROR = TakenBackReason.ENTERED_IN_ERROR


def proposed(event: UUID, value: str | None, field: str = "time") -> CorrectionProposed:
    return CorrectionProposed(correction="VS-17", event=event, field=field, value=value)


AGREED = CorrectionAgreed(proposed_by=SUPPORT, correction="VS-17")
DISPUTED = CorrectionDisputed(
    proposed_by=SUPPORT, correction="VS-17", reason=DisputeReason.STANDS_BY_IT
)


def arrested_on_the_wrong_day(notes: Notes) -> UUID:
    """Arrested on 14 March, as the Met wrote: on the 4th."""
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    value = london("2025-03-14 14:00").isoformat()
    notes.happened("2025-03-17 10:00", proposed(arrest.event, value), SUPPORT)
    return arrest.event


def test_10_the_wrong_date(notes: Notes) -> None:
    event = arrested_on_the_wrong_day(notes)
    before = notes.as_at("2025-03-19 12:00")
    assert before.obligation("R6.1").state is ObligationState.BREACHED
    agreement = notes.happened("2025-03-20 09:00", AGREED)

    seen = notes.as_at("2025-03-20 12:00")

    entry = seen.journey.rows[event]
    assert isinstance(entry, TimelineEntry)
    assert (entry.occurred, entry.state) == (london("2025-03-14 14:00"), EntryState.CORRECTED)
    duty = seen.obligation("R6.1")
    assert (duty.due_on, duty.state) == (date(2025, 3, 21), ObligationState.OPEN)
    assert duty.retimed_by == agreement.event
    assert duty.id == before.obligation("R6.1").id
    assert seen.alerts("R6.1") == {"due-soon": "raised", "late": "retracted"}
    assert {wait.revised for wait in seen.intervals} == {True}
    assert notes.known_at("2025-03-19 12:00").obligation("R6.1").due_on == date(2025, 3, 11)


def test_10_an_own_report_put_right_retracts_what_was_alerted_upon_it(notes: Notes) -> None:
    """Nobody answers when an agency corrects itself: people had been told all the same."""
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    before = notes.as_at("2025-03-17 09:00").alerts("R6.1")
    right = london("2025-03-14 14:00").isoformat()
    notes.happened("2025-03-17 10:00", proposed(arrest.event, right))

    assert before == {"due-soon": "superseded", "late": "raised"}
    for now in ("2025-03-17 10:02", "2025-03-20 12:00"):
        assert notes.as_at(now).alerts("R6.1")["late"] == "retracted"
    assert notes.as_at("2025-03-22 00:01").alerts("R6.1")["late"] == "raised"


def test_10_both_values_and_who_agreed_are_told(notes: Notes) -> None:
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)
    passed_on = CorrectionNotified(proposed_by=SUPPORT, correction="VS-17", recipient=Agency.CPS)
    notes.happened("2025-03-20 09:05", passed_on)
    taken = CorrectionAcknowledged(proposed_by=SUPPORT, correction="VS-17")
    notes.happened("2025-03-21 09:00", taken, Agency.CPS)

    (row,) = _corrections(notes, "2025-03-22 00:00")

    assert (row.event, row.field, row.state) == (event, "time", CorrectionState.APPLIED)
    assert row.was == london("2025-03-04 14:00").isoformat()
    assert row.now == london("2025-03-14 14:00").isoformat()
    assert (row.proposed_by, row.answered_by) == (SUPPORT, Agency.MET_POLICE)
    assert row.answered == london("2025-03-20 09:00")
    assert (row.notified, row.acknowledged) == ((Agency.CPS,), (Agency.CPS,))


def test_11_disputed(notes: Notes) -> None:
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", DISPUTED)

    seen = notes.as_at("2025-03-20 12:00")

    entry = seen.journey.rows[event]
    assert isinstance(entry, TimelineEntry)
    assert (entry.occurred, entry.state) == (london("2025-03-04 14:00"), EntryState.DISPUTED)
    assert {wait.restricted for wait in seen.intervals} == {True}
    assert seen.obligation("R6.1").disputed
    alerts = [row for row in seen.journey.rows.values() if isinstance(row, Alert)]
    assert {alert.disputed for alert in alerts if alert.rule == "R6.1"} == {True}


def test_only_who_reported_it_can_agree(notes: Notes) -> None:
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED, Agency.CPS)

    seen = notes.as_at("2025-03-20 12:00")

    entry = seen.journey.rows[event]
    assert isinstance(entry, TimelineEntry)
    assert entry.state is EntryState.REPORTED
    (row,) = _corrections(notes, "2025-03-20 12:00")
    assert (row.state, row.answered_by) == (CorrectionState.PROPOSED, None)


def test_who_reported_it_puts_it_right_alone(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    charge = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
    made = notes.happened("2025-03-04 14:00", charge, Agency.CPS)
    no_charge = proposed(made.event, "no-charge", "decision")
    notes.happened("2025-03-05 10:00", no_charge, Agency.CPS)

    seen = notes.as_at("2025-03-06 00:00")

    entry = seen.journey.rows[made.event]
    assert isinstance(entry, TimelineEntry)
    assert (entry.state, entry.data.count("no-charge")) == (EntryState.CORRECTED, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("time", "yesterday"), ("time", "2025-03-14T14:00:00"), ("suspect", "none"), ("age", "3")],
)
def test_what_cannot_be_changes_nothing(notes: Notes, field: str, value: str) -> None:
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-17 10:00", proposed(arrest.event, value, field), SUPPORT)
    notes.happened("2025-03-20 09:00", AGREED)

    (row,) = _corrections(notes, "2025-03-22 00:00")

    assert row.state is CorrectionState.IMPOSSIBLE
    entry = notes.as_at("2025-03-22 00:00").journey.rows[arrest.event]
    assert isinstance(entry, TimelineEntry)
    assert entry.occurred == london("2025-03-04 14:00")


def test_told_on_the_day_that_was_wrong_is_told_before_it_happened(notes: Notes) -> None:
    """What follows from a value follows from the right one: the telling no longer counts."""
    arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-06 10:00", told(ToldAbout.ARREST))
    assert notes.as_at("2025-03-18 00:00").obligation("R6.1").state is ObligationState.DISCHARGED
    notes.happened("2025-03-20 09:00", AGREED)

    assert notes.as_at("2025-03-20 12:00").obligation("R6.1").state is ObligationState.OPEN


def _corrections(notes: Notes, when: str) -> list[CorrectionRow]:
    rows = notes.as_at(when).journey.rows.values()
    return [row for row in rows if isinstance(row, CorrectionRow)]


def test_a_later_proposal_of_a_third_agency_lifts_no_dispute(notes: Notes) -> None:
    """Given a disputed arrest, when the CPS proposes something else, then it stays restricted."""
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", DISPUTED)
    other = CorrectionProposed(
        correction="CPS-1",
        event=event,
        field="time",
        value=london("2025-03-05 14:00").isoformat(),
    )
    notes.happened("2025-03-21 09:00", other, Agency.CPS)

    seen = notes.as_at("2025-03-22 12:00")
    assert seen.obligation("R6.1").disputed
    assert [wait.restricted for wait in seen.intervals if wait.ended] == [True]


def test_a_later_proposal_of_a_third_agency_undoes_no_correction(notes: Notes) -> None:
    """Given an arrest put right, when the CPS proposes something else, then it stays so."""
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)
    value = london("2025-03-05 14:00").isoformat()
    other = CorrectionProposed(correction="CPS-1", event=event, field="time", value=value)
    notes.happened("2025-03-21 09:00", other, Agency.CPS)

    seen = notes.as_at("2025-03-22 12:00")

    entry = seen.journey.rows[event]
    assert isinstance(entry, TimelineEntry)
    assert (entry.occurred, entry.state) == (london("2025-03-14 14:00"), EntryState.CORRECTED)
    assert {wait.revised for wait in seen.intervals} == {True}


def test_a_report_that_was_put_right_and_then_taken_back_is_taken_back(notes: Notes) -> None:
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)
    notes.happened("2025-03-21 09:00", ReportWithdrawn(event=event, reason=IN_ERROR))

    seen = notes.as_at("2025-03-22 12:00")

    entry = seen.journey.rows[event]
    assert isinstance(entry, TimelineEntry)
    assert entry.state is EntryState.WITHDRAWN
    assert "R6.1" not in [duty.rule for duty in seen.obligations]


@pytest.mark.parametrize("state", ["proposed", "awaited", "not-its-own"])
def test_while_nobody_decides_a_correction_it_was_decided_at_no_moment(
    notes: Notes, state: str
) -> None:
    """Nothing is retracted then: what was known before is what is known."""
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    asked = {
        "proposed": proposed(arrest.event, "2", "suspect"),
        "awaited": ReportWithdrawn(event=uuid4(), reason=IN_ERROR),
        "not-its-own": ReportWithdrawn(event=arrest.event, reason=IN_ERROR),
    }
    notes.happened("2025-03-17 10:00", asked[state], SUPPORT)

    (row,) = _corrections(notes, "2025-03-22 00:00")
    assert row.state == state
    assert counted_facts(with_facts({}, notes.facts)).last_decided is None
