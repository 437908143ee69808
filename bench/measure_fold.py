"""The pure fold: facts one by one, together and folded whole; long journeys; one long case."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from uuid import UUID

from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed
from bench.simulated_log import log_of
from events.corrections import CorrectionProposed
from events.identifiers import Pseudonym
from events.identity import also_called
from processors.fold.journey import fold
from processors.stream.garbage import look_for_garbage_seldom
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from processors.stream.merged_facts import is_merge
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact

VICTIMS = 1000
RUNS = 5
TOGETHER = 2_000
"""Records taken in at once: as many as a worker takes when so many wait."""

SIZES = (10, 100, 1000)
MORE = 20
"""Facts folded in a run, into a journey of the asked size."""

CASE_SIZES = (750, 1_500, 3_000, 6_000)
CASE = "crime:met-police:1"
NOW = datetime(2025, 6, 1, tzinfo=UTC)


def measure(say: Say) -> Measured:
    """All of it over the facts of simulated victims, in processor time."""
    look_for_garbage_seldom()
    facts = [logged for logged in log_of(VICTIMS) if logged.victim is not None]
    ways = _ways(facts, say)
    long = [replace(logged, victim=facts[0].victim) for logged in facts]
    grown = [_grown(long, size) for size in SIZES]
    cases = [_case(_of_one_case(facts, size)) for size in CASE_SIZES]
    say(f"{grown[-1]}; {cases[-2]}")
    whole = next(float(row["microseconds a fact"]) for row in ways if row["way"] == "folded whole")
    judged = next(float(row["seconds"]) for row in cases if row["facts"] == 3_000)
    tables = {
        "One fact of the journeys as they are": ways,
        "One more fact in a journey that has so many": grown,
        "A case of so many facts, folded whole": cases,
    }
    aims = [
        Aim("a journey folded whole: at most 60 µs a fact", f"{whole:.0f} µs", whole <= 60),
        Aim("a case of 3,000 facts judged: under 0.5 s", f"{judged:.2f} s", judged < 0.5),
    ]
    return Measured("The fold", _notes(facts), tables, aims)


def _notes(facts: Sequence[LoggedFact]) -> list[str]:
    victims = len({logged.victim for logged in facts})
    return [
        "Processor time in pure Python, without Kafka; facts are decoded before, changes and what"
        " the table stores are written as bytes. Garbage is looked for as seldom as in a worker.",
        f"The facts of {victims:,} simulated victims, {len(facts) / victims:.0f} each: one by one"
        f" as they arrive; {TOGETHER:,} at a time, as a worker takes what waits; and each journey"
        f" whole, as a rebuild does, with its rows. Median, lowest and highest of {RUNS} runs,"
        " in turns.",
        f"Long journeys are the same facts under one pseudonym, {MORE} more each run. The long case"
        " has the facts of all kinds as one case, without corrections, merges and links.",
    ]


def _ways(facts: Sequence[LoggedFact], say: Say) -> list[TableValues]:
    by_victim: dict[Pseudonym | None, list[LoggedFact]] = defaultdict(list)
    for logged in facts:
        by_victim[logged.victim].append(logged)

    def whole() -> None:
        for of_victim in by_victim.values():
            assert fold(of_victim, NOW).rows

    ways: dict[str, Callable[[], object]] = {
        "one by one": lambda: _take(JourneyProcessor({}, lambda _: 0), facts, 1),
        "taken in together": lambda: _take(JourneyProcessor({}, lambda _: 0), facts, TOGETHER),
        "folded whole": whole,
    }
    costs: dict[str, list[float]] = defaultdict(list)
    for number in range(RUNS):
        for way, run in ways.items():
            costs[way].append(_cost(run, len(facts)))
        say(f"run {number + 1}: " + ", ".join(f"{way} {costs[way][-1]:.0f} µs" for way in ways))
    return [{"way": way, **_spread(each)} for way, each in costs.items()]


def _grown(facts: Sequence[LoggedFact], size: int) -> TableValues:
    table: dict[str, bytes] = {}
    costs = []
    for first in range(0, RUNS * MORE, MORE):
        table.clear()
        journeys = JourneyProcessor(table, lambda _: 0)
        _take(journeys, facts[first : first + size], TOGETHER)
        stored = sum(map(len, table.values()))
        more = facts[first + size : first + size + MORE]
        costs.append(_cost(lambda: _take(journeys, more, 1, size), MORE))  # noqa: B023 - run at once
    return {"facts in the journey": size, **_spread(costs), "bytes stored": stored}


def _of_one_case(facts: Iterable[LoggedFact], size: int) -> list[LoggedFact]:
    plain = (
        logged
        for logged in facts
        if not is_merge(logged)
        and not isinstance(logged.fact, CorrectionProposed)
        and also_called(logged.fact) is None
    )
    return [
        replace(logged, event=UUID(int=number), case=CASE, victim=Pseudonym("victim-of-one-case"))
        for number, logged in zip(range(size), plain, strict=False)
    ]


def _case(facts: Sequence[LoggedFact]) -> TableValues:
    cost = median(_cost(lambda: fold(facts, NOW), len(facts)) for _ in range(RUNS))
    seconds = round(cost * len(facts) / 1e6, 3)
    return {"facts": len(facts), "seconds": seconds, "microseconds a fact": cost}


def _take(
    journeys: JourneyProcessor, facts: Sequence[LoggedFact], together: int, offset: int = 0
) -> None:
    for first in range(0, len(facts), together):
        part = facts[first : first + together]
        records = [StreamRecord(0, offset + first + n, each) for n, each in enumerate(part)]
        for output in journeys.take(records):
            if isinstance(output, Changes):
                encode_changes(output)


def _cost(run: Callable[[], object], facts: int) -> float:
    """Microseconds of processor time a fact."""
    with timed() as spent:
        run()
    return spent.processor / facts * 1e6


def _spread(costs: Sequence[float]) -> dict[str, float]:
    return {"microseconds a fact": median(costs), "lowest": min(costs), "highest": max(costs)}
