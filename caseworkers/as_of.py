"""What was known of a victim at a moment, by the received clock: folded again from the log."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworkers.journey_answers import Entry
from events.clocks import Precision, london_date
from events.identifiers import Pseudonym
from processors.case.victim_rights import enhanced
from processors.fold.journey import Journey, fold, with_facts
from processors.stream.merged_facts import Facts, kept_as, that_count
from schemas.changes import TimelineEntry
from schemas.log_records import Logged, decode_log

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_FACTS = Path(__file__).with_name("facts.sql").read_text()

Told = Mapping[Pseudonym, Facts]
"""What the log says of a victim and of whoever was ever merged with them, by whose it is."""


def told(store: "Store", victim: str) -> Told:
    """Everything that the log says of a victim and of those merged with them, however long ago."""
    found: dict[Pseudonym, Facts] = {}
    asked = {Pseudonym(victim)}
    while asked:
        records = [_record(row) for row in store.query(_FACTS, {"victims": sorted(asked)})]
        for name in asked:
            found[name] = with_facts({}, (each for each in records if each.victim == name))
        named = chain.from_iterable((each.kept, each.joined) for each in records)
        asked = {name for name in named if name} - found.keys()
    return found


def _record(row: Mapping[str, Any]) -> Logged:
    logged = decode_log(row["record"].encode())
    assert isinstance(logged, Logged), "a tick is nobody's"
    return logged


def those(facts: Told, hold: Callable[[Logged], bool]) -> Told:
    """What was told, as far as something holds of it."""
    return {
        owner: {event: logged for event, logged in theirs.items() if hold(logged)}
        for owner, theirs in facts.items()
    }


def _known(victim: Pseudonym, facts: Told, at: datetime) -> tuple[Facts, Told]:
    """What the platform knew at an instant: the victim's own, and everybody's."""
    known = those(facts, lambda logged: logged.learned <= at)
    return known.get(victim, {}), known


def journey_at(victim: str, facts: Told, at: datetime) -> Journey:
    """The journey as the platform knew it at an instant, judged by the clock of that instant."""
    own, known = _known(Pseudonym(victim), facts, at)
    return fold(that_count(Pseudonym(victim), own, known), at)


def goes_on_as(victim: str, facts: Told, at: datetime) -> str | None:
    """The pseudonym of the victim into whose journey this one's was merged, as was known then."""
    own, _ = _known(Pseudonym(victim), facts, at)
    return kept_as(Pseudonym(victim), own)


def entries(journey: Journey) -> list[Entry]:
    """What happened, as it counted in a journey, in the order of the timeline."""
    rows = (row for row in journey.rows.values() if isinstance(row, TimelineEntry))
    return [Entry.model_validate(asdict(row)) for row in sorted(rows, key=_order)]


def _order(row: TimelineEntry) -> tuple[object, ...]:
    undated = row.precision is Precision.NOT_BEFORE_MONTH
    return row.occurred, undated, row.received, row.kind, row.id


def has_enhanced_rights(journey: Journey) -> bool:
    """Whether, by what is told, the victim has Enhanced Rights in a case on the journey's day."""
    on = london_date(journey.now)
    periods = chain(*(enhanced(case.history) for case in journey.cases.values()))
    return any(period.since <= on < period.until for period in periods)
