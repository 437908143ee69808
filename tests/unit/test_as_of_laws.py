"""Laws of what was known: whatever was told, it can be asked as of any moment, and explained."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given

from caseworkers.as_of import LogRecords
from caseworkers.differences import ChangeKind, JourneyLine, compared
from caseworkers.explanations import explained
from caseworkers.journey_answers import VictimJourney
from caseworkers.victim_journeys import journey_as_of
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from record_strategies import START, VICTIM, instants, journeys
from schemas.alert_row import Alert, AlertKind
from schemas.changes import Obligation, StageInterval, TimelineEntry
from schemas.log_records import LoggedFact
from web import diff_view
from web.obligation_view import statements_about

LATER = START + timedelta(days=400)

OF_DUTY = ("suspect", "trigger_kind", "triggered", "detail")
"""What of the event of a duty its own row says, and not the row of an alert about it."""

NOT_SHOWN = ("days_late", "first_known", "reported_by", "resumed")
"""What the page works out by itself, and what statistics alone need of a wait."""


def told(facts: list[LoggedFact]) -> LogRecords:
    """What the log says of the victim, of each event once."""
    return {VICTIM: with_facts({}, facts)}


def lines(journey: VictimJourney) -> list[JourneyLine]:
    return [*journey.timeline, *journey.intervals, *journey.obligations, *journey.alerts]


@given(facts=journeys, at=instants)
def test_what_was_known_then_is_what_was_folded_then(facts: list[LoggedFact], at: datetime) -> None:
    learned = [logged for logged in fold(facts).facts.values() if logged.learned <= at]
    kinds = (TimelineEntry, StageInterval, Obligation, Alert)
    rows = [row for row in fold(learned, at).rows.values() if isinstance(row, kinds)]

    known = {line.id: line.model_dump() for line in lines(journey_as_of(VICTIM, told(facts), at))}
    assert known.keys() == {row.id for row in rows}
    duties = {row.id: row for row in rows if isinstance(row, Obligation)}
    for row in rows:
        if not isinstance(row, TimelineEntry):
            assert _said(row, duties).items() <= known[row.id].items()


def _said(
    row: StageInterval | Obligation | Alert, duties: Mapping[UUID, Obligation]
) -> dict[str, Any]:
    """What the rows say of a line."""
    said = {name: each for name, each in asdict(row).items() if name not in NOT_SHOWN}
    duty = duties.get(row.obligation) if isinstance(row, Alert) and row.obligation else None
    if duty is None:
        return said
    of_duty = {name: getattr(duty, name) for name in OF_DUTY}
    agency = {"other_agency": duty.agency} if said["kind"] is AlertKind.HAND_OFF else {}
    return said | of_duty | agency


@given(facts=journeys)
def test_every_duty_is_explained_from_events_that_are_known(facts: list[LoggedFact]) -> None:
    known = told(facts)
    events = set(known[VICTIM])
    for duty in journey_as_of(VICTIM, known, LATER).obligations:
        found = explained(VICTIM, known, duty.id, LATER)
        assert found is not None
        assert found.duty == duty
        assert not found.count or found.count[-1].day == duty.due_on
        statements = statements_about(found)
        assert {each.event for each in statements if each.event} <= events
        named = {each.event for each in statements}
        assert {
            duty.trigger,
            duty.retimed_by or duty.trigger,
            duty.ended_by or duty.trigger,
        } <= named


@given(facts=journeys, one=instants, other=instants)
def test_a_difference_leads_from_one_moment_to_the_other(
    facts: list[LoggedFact], one: datetime, other: datetime
) -> None:
    known, since, until = told(facts), min(one, other), max(one, other)
    changes = compared(VICTIM, known, since, until).changes
    before, after = (journey_as_of(VICTIM, known, at) for at in (since, until))

    new = {each.after.id for each in changes if each.what is ChangeKind.NEW and each.after}
    gone = {each.before.id for each in changes if each.what is ChangeKind.GONE and each.before}
    was, then = ({line.id for line in lines(journey)} for journey in (before, after))
    assert (was | new) - gone == then
    assert all(diff_view.in_words(change) for change in changes)


@given(facts=journeys, at=instants)
def test_between_a_moment_and_itself_nothing_differs(facts: list[LoggedFact], at: datetime) -> None:
    assert compared(VICTIM, told(facts), at, at).changes == []


@given(facts=journeys, at=instants)
def test_what_the_api_passes_on_is_the_whole_journey(facts: list[LoggedFact], at: datetime) -> None:
    journey = journey_as_of(VICTIM, told(facts), at)

    assert VictimJourney.model_validate_json(journey.model_dump_json()) == journey
