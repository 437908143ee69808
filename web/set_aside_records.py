"""The records that could not be read, with what follows from each and what to do, in words."""

from dataclasses import dataclass
from pathlib import Path

from projections.store import Store
from schemas.records_set_aside import FULL_CASE, NO_OFFSET, RecordReader, RecordSetAside
from schemas.topics import (
    CASE_LINKS,
    INTAKE_PAUSES,
    INTERVENTIONS,
    JOURNEY,
    JOURNEY_CHANGES,
    JOURNEY_LENT,
    SET_ASIDE,
    STAFFING,
)

_RECORDS = Path(__file__).with_name("set_aside.sql").read_text()

_LATER = "Find out what wrote the record. If it was a newer version, install that version again"


@dataclass(frozen=True)
class SetAsideAdvice:
    """What follows from a record that could not be read, and what an operator does."""

    follows: str
    to_do: str


_VICTIM = SetAsideAdvice(
    "This victim’s journey stands still: no alert is raised or closed, and no figure has what came"
    " later. The victim’s page shows what could be read, with a warning. All others go on.",
    f"Follow this victim’s case by other means. {_LATER} and make the journeys again from the log.",
)
_EVENT = SetAsideAdvice(
    "What is stored of the event’s case could not be read, so the event was not taken in.",
    "Make intake’s table again, then ask the agency to send the event again.",
)
_FULL_CASE = SetAsideAdvice(
    "The case has as many victims or links as one can have. What further cases pass on to it waits:"
    " it does not know of those victims or links. What else comes to it is taken in.",
    "Ask the agencies whether all that is linked with the case belongs together. A wrong link is"
    " corrected by its agency.",
)
_CASE_TABLE = SetAsideAdvice(
    "What is stored of a case could not be read. New events of this case are set aside, too.",
    f"{_LATER}; else ask the agencies to send the events of the case again under a new table.",
)
_JOURNEY_TABLE = SetAsideAdvice(
    "It belongs to no victim. The platform makes a clock again by itself.", "Nothing more."
)
_NOBODY = SetAsideAdvice(
    "It names no victim: no journey is changed.",
    f"{_LATER}; else close the topic to whoever wrote it.",
)
_BY_TOPIC = {
    JOURNEY: _NOBODY,
    JOURNEY_LENT: _NOBODY,
    CASE_LINKS: SetAsideAdvice(
        "A victim or a link may not have reached another case.",
        "Ask the agencies to send again what identifies the victims of the case or links it.",
    ),
    INTAKE_PAUSES: SetAsideAdvice(
        "An intake was perhaps not paused, or did not go on.",
        "See which intakes are paused, and give the command again.",
    ),
    STAFFING: SetAsideAdvice(
        "Cover, a hand-over or a return may be missing: somebody may see too few or too many"
        " victims.",
        "Ask the agency to send again what it said of its staff; until then supervisors see who has"
        " nobody.",
    ),
    INTERVENTIONS: SetAsideAdvice(
        "An intervention may be missing from the statistics, or stand there although it was"
        " withdrawn.",
        "Ask the agency to send again what it said of its interventions.",
    ),
    JOURNEY_CHANGES: SetAsideAdvice(
        "Rows of a journey may be missing on the pages.",
        f"{_LATER} and make the journeys again from the log.",
    ),
    SET_ASIDE: SetAsideAdvice(
        "The place of another record is not known.",
        "Look for other places in the logs of intake and of the journey processor.",
    ),
}
_REFUSED = SetAsideAdvice(
    "A refused event is missing in its agency’s list.",
    "The event itself is in the agency’s topic for 90 days.",
)


def records_set_aside(store: Store, victim: str = "") -> list[RecordSetAside]:
    """The records that could not be read, newest first; or those that stop one victim's journey."""
    rows = store.query(_RECORDS, {"victim": victim})
    return [
        RecordSetAside(
            **row | {"reader": RecordReader(row["reader"]), "victim": row["victim"] or None}
        )
        for row in rows
    ]


def advice_on(record: RecordSetAside) -> SetAsideAdvice:
    """What follows from a record and what to do."""
    if record.victim and record.reader is RecordReader.JOURNEYS:
        return _VICTIM
    if record.error == FULL_CASE:
        return _FULL_CASE
    if record.offset == NO_OFFSET:
        return _JOURNEY_TABLE
    if record.topic.endswith("-changelog"):
        return _CASE_TABLE
    if record.topic.startswith("agency."):
        return _EVENT
    return _BY_TOPIC.get(record.topic, _REFUSED)


def place_in_words(record: RecordSetAside) -> str:
    """Where a record is."""
    if record.offset == NO_OFFSET:
        return f"{record.topic}, partition {record.partition}"
    return f"{record.topic}, partition {record.partition}, offset {record.offset}"
