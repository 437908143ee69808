"""A simulated London's waits, and worlds made of it: shuffled, or with a stall that is new."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from random import Random
from typing import Any

from bench.simulated_log import ENDING, log_of
from events.identifiers import Agency, Pseudonym
from processors.case.counted.case_histories import case_histories
from processors.case.course.case_course import case_waits
from processors.case.course.case_holders import case_holders
from processors.case.history.case_history import CaseHistory
from processors.case.suspects.case_suspects import suspects
from processors.fold.stage_intervals import stage_intervals
from projections.projection_rows import changes_rows
from projections.store import Store
from schemas.changes import Changes, StageInterval, encode_changes
from schemas.log_records import LoggedFact
from task_group.cell_waits import waits_by_day
from task_group.comparisons import RANKED, with_year_before
from task_group.counted_waits import count_waits
from task_group.disclosure import FEWEST
from task_group.lattice import Breakdown, Cell, Period, Tier
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells

Wait = Mapping[str, Any]
"""A row of `counted_waits`."""

PERIODS = periods(ENDING)

_LABELS = (("agency",), ("court",), ("borough", "bcu"), ("offence",), ("victim_kind",))

_SHOW = """
INSERT INTO shown_blocks
SELECT {dimension:String}, {column:Identifier} AS place, stage, {period:String}, reported_by
FROM counted_waits
WHERE until >= {first:Date32} AND entered < {last:Date32} AND place != ''
GROUP BY place, stage, reported_by
HAVING uniqExact(person) >= {fewest:UInt16} AND uniqExact(crime) >= {fewest:UInt16}
"""


def simulated_waits(store: Store, victims: int, seed: int, charged_share: float) -> list[Wait]:
    """The waits that a release would count of a simulated London, planted delays and all."""
    for table in ("intervals", "counted_waits"):
        store.command(f"TRUNCATE TABLE {table}")
    store.insert("intervals", _intervals(victims, seed, charged_share))
    spoken = dict.fromkeys(Agency, ENDING)
    count_waits(store, ENDING, spoken, dict.fromkeys(Agency, date(2000, 1, 1)))
    return [*store.query("SELECT * FROM counted_waits ORDER BY crime, person, stage, began")]


def shuffled(waits: Sequence[Wait], random: Random) -> list[Wait]:
    """The same waits where nothing differs: each label is dealt out anew over a tier's crimes."""
    dealt: dict[tuple[str, str, int], dict[str, str]] = {}
    by_tier: dict[tuple[str, str], dict[int, Wait]] = {}
    for wait in waits:
        by_tier.setdefault((wait["stage"], wait["tier"]), {})[wait["crime"]] = wait
    for (stage, tier), crimes in by_tier.items():
        for columns in _LABELS:
            labels = [{column: wait[column] for column in columns} for wait in crimes.values()]
            random.shuffle(labels)
            for crime, label in zip(crimes, labels, strict=True):
                dealt.setdefault((stage, tier, crime), {}).update(label)
    return [{**wait, **dealt[wait["stage"], wait["tier"], wait["crime"]]} for wait in waits]


@dataclass(frozen=True, slots=True)
class NewStall:
    """A court where what is waited in a stage after a day takes `factor` times as long."""

    stage: str
    court: str
    since: date
    factor: int = 3

    def stalled(self, waits: Sequence[Wait]) -> list[Wait]:
        """The waits as they would be, up to the last day."""
        return [self._stalled(wait) if self._is_at(wait) else wait for wait in waits]

    def _is_at(self, wait: Wait) -> bool:
        at = wait["stage"] == self.stage and wait["court"] == self.court
        return bool(at and wait["end"] != "open" and wait["until"] > self.since)

    def _stalled(self, wait: Wait) -> Wait:
        start = max(self.since, wait["began"])
        until = start + (wait["until"] - start) * self.factor
        if until > ENDING:
            return {**wait, "until": ENDING, "end": "open"}
        return {**wait, "until": until}


def busiest_courts(waits: Sequence[Wait], number: int) -> list[tuple[str, str]]:
    """The courts where most crimes waited in the last quarter, each with its busiest stage."""
    quarter = PERIODS[1]
    crimes = Counter(
        (wait["stage"], wait["court"])
        for wait in waits
        if wait["tier"] in list(Tier) and wait["until"] >= quarter.first
    )
    busiest = {court: (stage, court) for (stage, court), _ in reversed(crimes.most_common())}
    return sorted(busiest.values(), key=lambda at: -crimes[at])[:number]


@contextmanager
def filled(store: Store, waits: Sequence[Wait]) -> Iterator[ShownCells]:
    """While it is open, a release compares these waits: over the year and the last quarter.

    The cells that are shown.
    """
    for table in ("counted_waits", "shown_blocks"):
        store.command(f"TRUNCATE TABLE {table}")
    store.insert("counted_waits", waits)
    shown = shown_cells(store, PERIODS[:2])
    with waits_by_day(store, with_year_before(PERIODS[:2])):
        yield shown


def shown_cells(store: Store, over: Sequence[Period]) -> ShownCells:
    """The cells with blocks of enough victims and crimes, without secondary suppression."""
    for dimension in RANKED:
        for period in over:
            asked = {"dimension": dimension, "column": dimension.replace("-", "_")}
            window = {"period": period.code, "first": period.first, "last": period.last}
            store.query(_SHOW, {**asked, **window, "fewest": FEWEST})
    blocks: dict[Cell, frozenset[Agency]] = {}
    for row in store.query("SELECT * FROM shown_blocks"):
        place = row["place"], row["stage"], row["period"]
        cell = Cell(Breakdown(row["dimension"]), *place)
        blocks[cell] = blocks.get(cell, frozenset()) | {Agency(row["reported_by"])}
    return ShownCells(blocks)


def _intervals(victims: int, seed: int, charged_share: float) -> Iterator[Mapping[str, Any]]:
    facts_of: dict[Pseudonym, list[LoggedFact]] = {}
    for logged in log_of(victims, seed, charged_share):
        if logged.victim is not None:
            facts_of.setdefault(logged.victim, []).append(logged)
    for victim, facts in facts_of.items():
        waits = tuple(chain.from_iterable(map(_waits_of, case_histories(facts))))
        changes = encode_changes(Changes(victim, 0, waits))
        yield from changes_rows(changes).get("intervals", [])


def _waits_of(history: CaseHistory) -> list[StageInterval]:
    """The waits that the fold would find: what is owed, which costs most of its time, is left."""
    waits = case_waits(history, suspects(history))
    return stage_intervals(history, waits, case_holders(history))
