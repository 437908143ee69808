"""`journey timeline VICTIM`: one victim's journey, from the running platform."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import orjson
import typer

from caseworkers.journey_answers import ObligationLine, TimelineLine, VictimJourney, WaitLine
from cli.instant_arguments import known_at
from cli.output import Format, console, print_rows
from cli.victim_arguments import AsOf, Victim, ask_journey
from web import (
    correction_view,
    formats,
    obligation_words,
    recipient_words,
    timeline_view,
    wording,
)


def timeline(
    victim: Victim,
    as_of: AsOf = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """One victim's journey: what happened; as a table also the waits and what is owed."""
    journey = ask_journey(victim, as_of)
    if format_ is not Format.TABLE:
        print_rows([_data_row(entry, format_) for entry in journey.timeline], format_)
        return
    if journey.as_of:
        console.print(known_at(journey.as_of), highlight=False)
    if journey.goes_on_as:
        console.print(f"This person's journey goes on as {journey.goes_on_as}", highlight=False)
    print_rows([_table_row(entry, journey) for entry in journey.timeline], format_, "What happened")
    contradicted = [
        {"what": what, "who_said_what": "\n".join(sayings)}
        for what, sayings in timeline_view.contradictions(journey)
    ]
    if contradicted:
        print_rows(contradicted, format_, "Contradictions and questions")
    print_rows([_wait(wait) for wait in journey.intervals], format_, "Waits")
    print_rows([_duty(duty, journey) for duty in journey.obligations], format_, "What is owed")


def _table_row(entry: TimelineLine, journey: VictimJourney) -> dict[str, Any]:
    by = f"\nrecorded by {entry.recorded_by}" if entry.recorded_by else ""
    return {
        "when": timeline_view.entry_time(entry),
        "what_happened": "\n".join(_happened(entry, journey)),
        "reported_by": wording.agency(entry.agency) + by,
        "received": formats.moment(entry.received) if entry.received else "",
    }


def _happened(entry: TimelineLine, journey: VictimJourney) -> Iterator[str]:
    yield timeline_view.entry_text(entry)
    if entry.unsafe:
        yield timeline_view.UNSAFE
    yield from correction_view.notes(entry, journey.corrections)
    yield from _case(entry.case_id, journey.timeline)


def _case(case: str, lines: Iterable[TimelineLine | ObligationLine]) -> Iterator[str]:
    """Which case it is of, where the lines are of several."""
    if len({each.case_id for each in lines}) > 1:
        yield wording.case_reference(case)


def _data_row(entry: TimelineLine, how: Format) -> dict[str, Any]:
    row = entry.model_dump(mode="json")
    data = orjson.dumps(entry.data).decode() if how is Format.CSV else entry.data
    return row | {"data": data, "what_happened": timeline_view.entry_text(entry)}


def _wait(wait: WaitLine) -> dict[str, Any]:
    return {
        "stage": wording.STAGES[wait.stage],
        "waiting_on": wording.court(wait.court) if wait.court else wording.agency(wait.agency),
        "days": wait.days,
        "since": formats.london_day(wait.started) if wait.started else "",
        "how_it_stands": timeline_view.wait_end(wait),
    }


def _raised(duty: ObligationLine, journey: VictimJourney) -> Iterator[str]:
    yield obligation_words.since_what(
        duty.suspect, duty.trigger_kind, duty.triggered, duty.known_by, duty.detail
    )
    if whom := recipient_words.for_whom(duty.owed_to):
        yield wording.capital(whom)
    if duty.enhanced:
        yield "Enhanced Rights"
    yield from _case(duty.case_id, journey.obligations)


def _duty(duty: ObligationLine, journey: VictimJourney) -> dict[str, Any]:
    return {
        "rule": obligation_words.marked(duty.code, duty.rule),
        "duty": "\n".join([obligation_words.name(duty.rule), *_raised(duty, journey)]),
        "owed_by": obligation_words.owed_by(duty.agency, duty.held_by),
        "due": obligation_words.due(duty.due_on),
        "how_it_stands": "\n".join(
            [obligation_words.stands_since(duty), *correction_view.marks(duty)]
        ),
        "working_days_late": duty.days_late,
    }
