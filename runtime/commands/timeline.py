"""`journey timeline VICTIM`: one victim's journey, asked of the running platform."""

from typing import Annotated, Any
from urllib.parse import quote

import orjson
import typer
from pydantic import TypeAdapter, ValidationError

from caseworkers.journeys import Duty, Entry, VictimJourney, Wait
from events.identifiers import VictimReference, pseudonym
from runtime.asking import ask
from runtime.failure import Failure
from runtime.found import found_settings
from runtime.output import Format, print_rows
from runtime.settings import Settings
from web import formats, wording
from web.sentences import sentence_of

_REFERENCE = TypeAdapter(VictimReference)


def timeline(
    victim: Annotated[
        str,
        typer.Argument(
            help="A pseudonym (victim-…), or an agency's reference such as met-police:V1,"
            " which is turned into the pseudonym here and sent to nobody."
        ),
    ],
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """One victim's journey: what happened; as a table also the waits and what is owed."""
    settings = found_settings()
    name = victim if victim.startswith("victim-") else _pseudonym(settings, victim)
    journey = VictimJourney.model_validate(ask(settings, f"/api/victims/{quote(name, safe='')}"))
    if format_ is not Format.TABLE:
        print_rows([_coded(entry, format_) for entry in journey.timeline], format_)
        return
    print_rows([_told(entry) for entry in journey.timeline], format_, "What happened")
    print_rows([_wait(wait) for wait in journey.intervals], format_, "Waits")
    print_rows([_duty(duty) for duty in journey.obligations], format_, "What is owed")


def _pseudonym(settings: Settings, reference: str) -> str:
    """The platform's name for a victim. Never makes a key: a new one would name nobody."""
    try:
        _REFERENCE.validate_python(reference)
    except ValidationError:
        raise Failure("not a victim: give victim-… or AGENCY:REFERENCE") from None
    if not settings.pseudonym_key and not (settings.data / "pseudonym.key").exists():
        raise Failure(
            f"no pseudonym key in {settings.data}: set JOURNEY_DATA to the platform's directory"
        )
    return pseudonym(reference, settings.secret_key())


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "when": formats.occurred(entry.occurred, entry.precision),
        "what_happened": sentence_of(entry.kind, entry.data),
        "reported_by": wording.agency(entry.agency),
        "received": formats.moment(entry.received),
    }


def _coded(entry: Entry, how: Format) -> dict[str, Any]:
    row = entry.model_dump(mode="json")
    data = orjson.dumps(entry.data).decode() if how is Format.CSV else entry.data
    return row | {"data": data, "what_happened": sentence_of(entry.kind, entry.data)}


def _wait(wait: Wait) -> dict[str, Any]:
    return {
        "stage": wording.STAGES[wait.stage],
        "waiting_on": wording.court(wait.court) if wait.court else wording.agency(wait.agency),
        "days": wait.days,
        "since": formats.london_day(wait.started),
        "how_it_stands": wording.wait_end(wait.end, wait.next_stage),
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "rule": duty.rule,
        "duty": wording.duty(duty.rule),
        "owed_by": wording.owed_by(duty.agency),
        "due": formats.day(duty.due_on),
        "how_it_stands": wording.OBLIGATION_STATES[duty.state],
        "working_days_late": duty.days_late,
    }
