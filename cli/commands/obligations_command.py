"""`journey obligations VICTIM`: all that is owed to one victim, from the running platform."""

from typing import Annotated, Any

import typer

from caseworkers.journey_answers import ObligationLine
from cli.instant_arguments import known_at
from cli.output import Format, console, print_rows
from cli.victim_arguments import AsOf, Victim, ask_journey
from web import correction_view, formats, obligation_words, recipient_words


def obligations(
    victim: Victim,
    as_of: AsOf = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """All that is owed to a victim, with the events that raised, moved and ended each duty.

    Each has an id: `journey explain ID` tells why it stands as it does.
    """
    journey = ask_journey(victim, as_of)
    if format_ is not Format.TABLE:
        print_rows([duty.model_dump(mode="json") for duty in journey.obligations], format_)
        return
    if journey.as_of:
        console.print(known_at(journey.as_of), highlight=False)
    if not journey.obligations:
        console.print("Nothing is owed")
        return
    print_rows([_table_row(duty) for duty in journey.obligations], format_, "What is owed")


def _table_row(duty: ObligationLine) -> dict[str, Any]:
    late = f"{formats.counted(duty.days_late, 'working day')} late" if duty.days_late else ""
    state = obligation_words.stands_since(duty)
    stands = [duty.due_on.isoformat() if duty.due_on else "", state, late]
    stands += correction_view.marks(duty)
    return {
        "due,_and_how_it_stands": "\n".join(filter(None, stands)),
        "duty_and_its_events": "\n".join(_lines(duty)),
    }


def _lines(duty: ObligationLine) -> list[str]:
    events = {"raised": duty.trigger, "moved": duty.retimed_by, "ended": duty.ended_by}
    return [
        f"{obligation_words.marked(duty.code, duty.rule)} {obligation_words.name(duty.rule)}",
        obligation_words.since_what(
            duty.suspect, duty.trigger_kind, duty.triggered, duty.known_by, duty.detail
        ),
        f"owed by {obligation_words.owed_by(duty.agency, duty.held_by)}",
        *filter(None, [recipient_words.for_whom(duty.owed_to)]),
        f"id {duty.id}",
        *(f"{what} by {event}" for what, event in events.items() if event),
    ]
