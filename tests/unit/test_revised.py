"""What had been said of a duty is marked where a correction made it another. Times are London's."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest

from caseworker_notes import Notes, london
from caseworkers.alert_lines import AlertLine
from caseworkers.as_of import LogRecords
from caseworkers.explanations import Explanation, explained
from caseworkers.journey_answers import ObligationLine, VictimJourney
from caseworkers.victim_journeys import journey_as_of
from events.contact import ContactOutcome, ToldAbout
from events.corrections import (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionProposed,
    DisputeReason,
    ReportWithdrawn,
)
from events.identifiers import Agency
from events.investigation import SuspectArrested
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from processors.stream.journey_table import ROWS_VERSION
from pure_worker import PureWorker
from schemas.alert_row import Alert
from schemas.changes import Obligation, ObligationState, Row
from story_facts import told
from web import correction_view, timeline_view
from web.obligation_view import statements_about

SUPPORT = Agency.VICTIM_SUPPORT
OF_TODAY = f',"rows":{ROWS_VERSION}'.encode()
AGREED = CorrectionAgreed(proposed_by=SUPPORT, correction="VS-17")
DISPUTED = CorrectionDisputed(
    proposed_by=SUPPORT, correction="VS-17", reason=DisputeReason.STANDS_BY_IT
)


@pytest.fixture
def notes() -> Notes:
    return Notes()


def said(notes: Notes) -> LogRecords:
    return {notes.victim: with_facts({}, notes.facts)}


def journey(notes: Notes, when: str) -> VictimJourney:
    return journey_as_of(notes.victim, said(notes), london(when))


def revised(notes: Notes, when: str) -> set[str | None]:
    """The rules of the duties and alerts that are marked."""
    told_then = journey(notes, when)
    lines: list[ObligationLine | AlertLine] = [*told_then.obligations, *told_then.alerts]
    return {line.rule for line in lines if line.revised}


def why(notes: Notes, rule: str, when: str) -> tuple[Explanation, dict[str, str]]:
    (duty,) = [duty for duty in journey(notes, when).obligations if duty.rule == rule]
    found = explained(notes.victim, said(notes), duty.id, london(when))
    assert found is not None
    return found, {each.about: each.text for each in statements_about(found)}


def arrested_on_the_wrong_day(notes: Notes) -> UUID:
    """Arrested on 14 March, as the Met wrote: on the 4th."""
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    value = london("2025-03-14 14:00").isoformat()
    wrong = CorrectionProposed(correction="VS-17", event=arrest.event, field="time", value=value)
    notes.happened("2025-03-17 10:00", wrong, SUPPORT)
    return arrest.event


def test_a_duty_that_a_correction_moved_and_its_alerts_are_marked(notes: Notes) -> None:
    arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)

    assert revised(notes, "2025-03-19 12:00") == set()
    assert revised(notes, "2025-03-20 12:00") == {"R6.1"}
    found, said = why(notes, "R6.1", "2025-03-20 12:00")
    assert found.before is not None
    assert (found.before.due_on, found.duty.due_on) == (date(2025, 3, 11), date(2025, 3, 21))
    assert said["Revised"].endswith("due Tuesday 11 March 2025: late and not done")
    assert "time from 4 March 2025, 2:00pm to 14 March 2025, 2:00pm" in said["Raised by"]
    assert said["Raised by"].endswith("It counts so since 20 March 2025.")
    assert "Moved by" in said


def test_the_rows_of_the_worker_carry_the_mark(notes: Notes) -> None:
    """Taken in one by one with the clock between them, as folded at once; unmarked before."""
    arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)
    worker = PureWorker()
    marked = []
    for logged in notes.facts:
        worker.tick(logged.received)
        worker.facts(logged)
        marked.append(_marked(worker.rows(notes.victim)))
    worker.tick(london("2025-03-25 09:00"))

    assert marked == [set(), set(), set(), set(), {("R6.1", Obligation), ("R6.1", Alert)}]
    assert worker.rows(notes.victim) == fold(notes.facts, london("2025-03-25 09:00")).rows
    assert _marked(worker.rows(notes.victim)) == marked[-1]


def test_a_worker_that_takes_over_an_earlier_version_publishes_the_marks(notes: Notes) -> None:
    """Neither that version's lines in the table nor the rows that it published had them."""
    arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)
    worker = PureWorker()
    worker.facts(*notes.facts)
    worker.tick(london("2025-03-25 09:00"))
    published = worker.rows(notes.victim)
    for key, record in list(worker.changelog.items()):
        worker.changelog[key] = record.replace(OF_TODAY, b"", 1)
    worker.table.clear()
    worker.killed()

    worker.tick(london("2025-03-25 09:01"))

    assert worker.rows(notes.victim) == published
    assert _marked(published) == {("R6.1", Obligation), ("R6.1", Alert)}
    worker.table.clear()
    worker.killed()
    worker.tick(london("2025-03-25 09:02"))
    assert not worker.rows(notes.victim)


def _marked(rows: Mapping[UUID, Row]) -> set[tuple[str | None, type[Row]]]:
    return {
        (row.rule, type(row))
        for row in rows.values()
        if isinstance(row, Obligation | Alert) and row.revised
    }


def test_before_it_was_corrected_it_is_explained_as_it_counted_then(notes: Notes) -> None:
    arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", AGREED)

    found, said = why(notes, "R6.1", "2025-03-19 12:00")

    assert found.before is None
    assert said["Raised by"].startswith("A suspect was arrested, 4 March 2025, 2:00pm, as the")
    assert "Revised" not in said


def test_a_duty_is_marked_whose_deed_was_corrected_away(notes: Notes) -> None:
    """No event moved it: only what had ended it does not count any more."""
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    call = notes.happened("2025-03-05 09:00", told(ToldAbout.ARREST))
    wrong = CorrectionProposed(
        correction="M-1", event=call.event, field="outcome", value=ContactOutcome.NO_ANSWER
    )
    notes.happened("2025-03-20 09:00", wrong)

    assert revised(notes, "2025-03-19 12:00") == set()
    assert revised(notes, "2025-03-20 12:00") == {"R6.1"}
    found, said = why(notes, "R6.1", "2025-03-20 12:00")
    assert found.duty.state is ObligationState.BREACHED
    assert said["Revised"].endswith("due Tuesday 11 March 2025: done in time")
    assert "outcome from reached to no answer" in said["Did not count"]


def test_a_duty_is_marked_whose_deed_was_taken_back(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    call = notes.happened("2025-03-05 09:00", told(ToldAbout.ARREST))
    notes.happened("2025-03-20 09:00", ReportWithdrawn(event=call.event))

    assert revised(notes, "2025-03-19 12:00") == set()
    assert revised(notes, "2025-03-20 12:00") == {"R6.1"}


def test_a_day_that_stays_is_not_said_to_have_moved(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    value = london("2025-03-04 15:00").isoformat()
    wrong = CorrectionProposed(correction="M-2", event=arrest.event, field="time", value=value)
    notes.happened("2025-03-05 09:00", wrong)

    _, said = why(notes, "R6.1", "2025-03-05 12:00")

    assert "Counted again after" in said
    assert "Moved by" not in said


def test_what_is_disputed_lets_nobody_guess_when_it_was(notes: Notes) -> None:
    event = arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", DISPUTED)

    then = journey(notes, "2025-03-20 12:00")
    told_then = then.model_dump(mode="json")

    entry = told_then["timeline"][-1]
    assert entry["id"] == str(event)
    clocks = ("occurred", "recorded", "received", "linked", "known")
    assert {entry[clock] for clock in clocks} == {None}
    proposal = next(each for each in told_then["timeline"] if each["kind"] == "correction-proposed")
    assert proposal["data"] == {}
    assert {(wait["started"], wait["days"]) for wait in told_then["intervals"]} == {(None, None)}
    assert all("not shown" in timeline_view.wait(wait) for wait in then.intervals)
    again = VictimJourney.model_validate(told_then)
    assert [timeline_view.entry_text(each) for each in again.timeline][-1] == "Suspect arrested"


def test_a_duty_and_an_alert_say_that_what_they_rest_on_is_disputed(notes: Notes) -> None:
    arrested_on_the_wrong_day(notes)
    notes.happened("2025-03-20 09:00", DISPUTED)

    then = journey(notes, "2025-03-20 12:00")

    both: list[ObligationLine | AlertLine] = [*then.obligations, *then.alerts]
    lines = [line for line in both if line.rule == "R6.1"]
    assert len(lines) > 1
    assert {tuple(correction_view.marks(line)) for line in lines} == {
        ("What it rests on is disputed",)
    }
    found, said = why(notes, "R6.1", "2025-03-20 12:00")
    assert (found.since, found.days, found.count) == (None, None, [])
    assert "4 March" not in " ".join(said.values())
