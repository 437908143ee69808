"""Every standing question of the task group over a release, beside a million intervals."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bench.largest_release import fill_largest
from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed
from bench.simulated_log import log_of
from processors.fold.journey import fold
from projections.projection_rows import changes_rows
from projections.store import Store
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact
from task_group.hotspot_answer import HotspotQuestion, hotspots
from task_group.lattice import Breakdown
from task_group.lattice_places import PLACES
from task_group.releases import releases
from web.hotspot_view import hotspot_view

VICTIMS = 2_000
INTERVALS = 1_000_000
RUNS = 40
AIM = 200
"""Milliseconds."""

NOW = datetime(2026, 7, 1, tzinfo=UTC)

_COPY = """
INSERT INTO intervals
SELECT concat(victim, '-', toString(number)), generateUUIDv4(number), waits.* EXCEPT (victim, id)
FROM (SELECT * FROM intervals FINAL) AS waits CROSS JOIN numbers(1, {copies}) AS copies
"""


def measure(say: Say, intervals: int = INTERVALS) -> Measured:
    """Ask every question over the largest release there can be, beside so many intervals."""
    with TemporaryDirectory() as folder:
        store = Store.open(path=Path(folder) / "chdb")
        try:
            found = _filled(store, intervals, say)
            figures = fill_largest(store)
            rows = [_row(store, name, asked, say) for name, asked in _questions()]
        finally:
            store.close()
    slowest = max(rows, key=lambda row: row["p95 ms"])
    figure = f"{slowest['p95 ms']:,.0f} ms, {slowest['question']}, the slowest"
    aim = Aim(
        f"each standing question over a release: at most {AIM} ms in 95 of 100",
        figure,
        slowest["p95 ms"] <= AIM,
    )
    notes = [
        f"chDB in this process, beside {found:,} intervals: those of {VICTIMS:,} simulated victims,"
        f" copied to other victims. The release has {figures:,} figures, as many as one can have:"
        " every cell of the lattice is shown, with the same figures. Each question as the page asks"
        f" it, with its sentences and chart. {RUNS} runs each, after one that is not counted.",
    ]
    return Measured("Questions over a release", notes, {"Milliseconds": rows}, [aim])


def _questions() -> Iterator[tuple[str, HotspotQuestion]]:
    for by in Breakdown:
        yield f"by {by}", HotspotQuestion(by)
    yield "by court in a quarter", HotspotQuestion(Breakdown.COURT, period="2026-Q2")
    yield "by borough in one stage", HotspotQuestion(Breakdown.BOROUGH, stage="trial")
    yield "one court", HotspotQuestion(Breakdown.COURT, place=PLACES[Breakdown.COURT][0])


def _filled(store: Store, intervals: int, say: Say) -> int:
    store.migrate()
    store.insert("intervals", _waits())
    own = store.counts()["intervals"]
    store.command(_COPY.replace("{copies}", str(max(0, -(-intervals // own) - 1))))
    found = store.counts()["intervals"]
    say(f"{found:,} intervals")
    return found


def _waits() -> Iterator[Mapping[str, Any]]:
    victims: dict[str, list[LoggedFact]] = {}
    for logged in log_of(VICTIMS):
        if logged.victim is not None:
            victims.setdefault(logged.victim, []).append(logged)
    for facts in victims.values():
        victim = facts[0].victim
        assert victim is not None
        rows = tuple(fold(facts, NOW).rows.values())
        yield from changes_rows(encode_changes(Changes(victim, 0, rows))).get("intervals", [])


def _row(store: Store, name: str, asked: HotspotQuestion, say: Say) -> TableValues:
    _asked(store, asked)
    walls = [_asked(store, asked) for _ in range(RUNS)]
    middle, highest = quantiles(walls, n=20)[9], quantiles(walls, n=20)[18]
    say(f"{name}: {middle:,.0f} ms, {highest:,.0f} ms")
    return {"question": name, "p50 ms": middle, "p95 ms": highest}


def _asked(store: Store, asked: HotspotQuestion) -> float:
    """Milliseconds that an answer takes, from the newest release to the page's sentences."""
    with timed() as spent:
        hotspot_view(hotspots(store, releases(store)[0], asked))
    return spent.wall * 1e3
