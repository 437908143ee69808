"""What was known of a victim at a moment, by the received clock: folded again from the log."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworkers.journey_answers import TimelineLine
from events.clocks import Precision, london_date
from events.identifiers import Pseudonym
from processors.case.enhanced_rights import enhanced_periods
from processors.fold.journey import FactsByEvent, Journey, fold, with_facts
from processors.stream.merged_facts import facts_of_journey, merged_into
from schemas.changes import TimelineEntry
from schemas.log_records import LoggedFact, decode_log

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_FACTS = Path(__file__).with_name("facts.sql").read_text()

LogRecords = Mapping[Pseudonym, FactsByEvent]
"""What the log says of a victim and of whoever was ever merged with them, by whose it is."""


def log_records(store: "Store", victim: str) -> LogRecords:
    """Everything that the log says of a victim and of those merged with them, however long ago."""
    found: dict[Pseudonym, FactsByEvent] = {}
    asked = {Pseudonym(victim)}
    while asked:
        records = [_record(row) for row in store.query(_FACTS, {"victims": sorted(asked)})]
        for name in asked:
            found[name] = with_facts({}, (each for each in records if each.victim == name))
        named = chain.from_iterable((each.kept, each.joined) for each in records)
        asked = {name for name in named if name} - found.keys()
    return found


def _record(row: Mapping[str, Any]) -> LoggedFact:
    logged = decode_log(row["record"].encode())
    assert isinstance(logged, LoggedFact), "a tick is nobody's"
    return logged


def filtered(facts: LogRecords, hold: Callable[[LoggedFact], bool]) -> LogRecords:
    """What was told, as far as something holds of it."""
    return {
        owner: {event: logged for event, logged in theirs.items() if hold(logged)}
        for owner, theirs in facts.items()
    }


def _known(victim: Pseudonym, facts: LogRecords, at: datetime) -> tuple[FactsByEvent, LogRecords]:
    """What the platform knew at an instant: the victim's own, and everybody's."""
    known = filtered(facts, lambda logged: logged.learned <= at)
    return known.get(victim, {}), known


def journey_at(victim: str, facts: LogRecords, at: datetime) -> Journey:
    """The journey as the platform knew it at an instant, judged by the clock of that instant."""
    own, known = _known(Pseudonym(victim), facts, at)
    return fold(facts_of_journey(Pseudonym(victim), own, known), at)


def goes_on_as(victim: str, facts: LogRecords, at: datetime) -> str | None:
    """The pseudonym of the victim into whose journey this one's was merged, as was known then."""
    own, _ = _known(Pseudonym(victim), facts, at)
    return merged_into(Pseudonym(victim), own)


def entries(journey: Journey) -> list[TimelineLine]:
    """What happened, as it counted in a journey, in the order of the timeline."""
    rows = (row for row in journey.rows.values() if isinstance(row, TimelineEntry))
    return [TimelineLine.model_validate(asdict(row)) for row in sorted(rows, key=_order)]


def _order(row: TimelineEntry) -> tuple[object, ...]:
    undated = row.precision is Precision.NOT_BEFORE_MONTH
    return row.occurred, undated, row.received, row.kind, row.id


def has_enhanced_rights(journey: Journey) -> bool:
    """Whether, by what is told, the victim has Enhanced Rights in a case on the journey's day."""
    on = london_date(journey.now)
    periods = chain(*(enhanced_periods(case.history) for case in journey.cases.values()))
    return any(period.since <= on < period.until for period in periods)
