"""How long the task group waits for hotspots over a million intervals."""

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

from bench.measured import Aim, Measured, Row, Say
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.places import BOROUGHS, Court
from processors.stages import WAITING_ON, Stage
from projections.store import Store
from task_group.hotspots import GroupBy, hotspots

INTERVALS = 1_000_000
BLOCK = 50_000
RUNS = 7
NOW = datetime(2026, 9, 30, tzinfo=UTC)


def measure(say: Say) -> Measured:
    """Fill a table, merge it as the sink does, and ask each question several times."""
    with TemporaryDirectory() as folder:
        store = Store.open(path=Path(folder))
        store.migrate()
        try:
            _fill(store, say)
            store.merge_small_parts()
            rows = [_row(store, by, say) for by in GroupBy]
        finally:
            store.close()
    slowest = max(float(row["milliseconds (median)"]) for row in rows)
    notes = [f"Each question {RUNS} times over {INTERVALS:,} intervals in chDB, parts merged."]
    aim = Aim(
        "hotspots over 1 million intervals within 200 ms",
        f"{slowest:.0f} ms (median of the slowest question)",
        slowest <= 200,
    )
    return Measured("Hotspots", notes, {"By question": rows}, [aim])


def _row(store: Store, by: GroupBy, say: Say) -> Row:
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        hotspots(store, by, NOW)
        spent.append((time.perf_counter() - began) * 1000)
    say(f"by {by}: {median(spent):.0f} ms")
    return {
        "by": str(by),
        "milliseconds (median)": median(spent),
        "lowest": min(spent),
        "highest": max(spent),
    }


def _fill(store: Store, say: Say) -> None:
    chance = random.Random(1)
    for start in range(0, INTERVALS, BLOCK):
        store.insert("intervals", [_interval(chance) for _ in range(BLOCK)])
        say(f"{start + BLOCK:,} intervals")


def _interval(chance: random.Random) -> dict[str, object]:
    stage = chance.choice(list(Stage))
    started = NOW - timedelta(days=chance.randrange(5, 700))
    ended = started + timedelta(days=chance.lognormvariate(4, 1))
    is_open = ended > NOW or chance.random() < 0.1
    return {
        "victim": f"victim-{chance.randrange(300_000)}",
        "id": UUID(int=chance.getrandbits(128)),
        "revision": 1,
        "case_id": "crime:met-police:1",
        "stage": str(stage),
        "next_stage": None,
        "waiting_on": str(WAITING_ON[stage]),
        "started": started,
        "ended": None if is_open else ended,
        "end": "open" if is_open else "completed",
        "agency": str(chance.choice(list(Agency)[:4])),
        "court": str(chance.choice(list(Court))),
        "borough": chance.choice(list(BOROUGHS)),
        "offence": str(chance.choice(list(OffenceGroup))),
        "victim_kind": "person",
    }
