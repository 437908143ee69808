"""What was known of a victim at a moment, by the received clock: folded again from the timeline."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from caseworkers.answers import Entry
from events.clocks import Occurred
from events.identifiers import Pseudonym
from events.vocabulary import FACTS, AnyFact
from processors.journey import Journey, fold
from processors.rights import enhanced
from schemas.changes import Row, TimelineEntry
from schemas.log import Logged

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_TIMELINE = Path(__file__).with_name("journey_timeline.sql").read_text()


def entries(store: "Store", victim: str) -> list[Entry]:
    """Everything that is known to have happened to a victim, in order; nothing of an unknown."""
    return [Entry.model_validate(row) for row in store.query(_TIMELINE, {"victim": victim})]


def known_by(timeline: Iterable[Entry], at: datetime) -> list[Entry]:
    """What of it had reached the platform by an instant, in the same order."""
    return [entry for entry in timeline if _learned(entry) <= at]


def _learned(entry: Entry) -> datetime:
    at = entry.linked or entry.received
    assert at, "what was read back from an answer is not complete"
    return at


def as_told(timeline: Iterable[Entry], rows: Iterable[Row]) -> list[Entry]:
    """The entries as rows say that they counted, before what was corrected since; in this order."""
    then = {row.id: row for row in rows if isinstance(row, TimelineEntry)}
    return [Entry.model_validate(asdict(then[entry.id])) for entry in timeline if entry.id in then]


def journey_at(victim: str, timeline: Iterable[Entry], at: datetime) -> Journey:
    """The journey as the platform knew it at an instant, judged by the clock of that instant."""
    return fold((logged(victim, entry) for entry in known_by(timeline, at)), at)


def logged(victim: str, entry: Entry) -> Logged:
    """The record of the log from which an entry of a victim's timeline was made: as reported.

    Its instants are to the millisecond, as the database keeps them.
    """
    assert entry.occurred is not None, "what was read back from an answer is not complete"
    assert entry.received is not None, "what was read back from an answer is not complete"
    reported = entry.reported or {}
    at = datetime.fromisoformat(reported["occurred"]) if reported else entry.occurred
    data = reported.get("data", entry.data)
    return Logged(
        event=entry.id,
        agency=entry.agency,
        case=entry.case_id,
        victim=Pseudonym(victim),
        occurred=Occurred(at, entry.precision),
        recorded=entry.recorded,
        known=entry.known,
        received=entry.received,
        linked=entry.linked,
        fact=cast(AnyFact, FACTS[entry.kind].model_validate(data)),
    )


def has_enhanced_rights(victim: str, timeline: Iterable[Entry], on: date) -> bool:
    """Whether, by what is told, the victim has Enhanced Rights in a case on a London day."""
    cases = fold(logged(victim, entry) for entry in timeline).cases.values()
    periods = chain(*(enhanced(case.history) for case in cases))
    return any(period.since <= on < period.until for period in periods)
