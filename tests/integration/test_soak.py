"""A short soak: the real platform under load, killed three times, beside the fold."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import orjson
import pytest

from processors.fold.judging_clock import Clock
from projections.store import Store
from simulator import simulate
from soak.row_comparison import KEYS, compare
from soak.soak_oracle import PublishedRecord, rows_of
from soak.soak_plan import ENDING

pytestmark = pytest.mark.platform
ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 7, 1, tzinfo=UTC)
KINDS = ("kill-part", "kill-broker", "kill-supervisor")


def test_nothing_is_lost_doubled_or_different_after_kills() -> None:
    """Given agencies that publish in three ways, when parts are killed, all comes out right."""
    only = [option for kind in KINDS for option in ("--only", kind)]
    size = ["--minutes", "0.6", "--seed", "3", "--rate", "8"]
    command = [sys.executable, "-m", "soak", *size, *only, "--format", "json"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    report = orjson.loads(done.stdout)
    assert {each["count"] for each in report["sections"]["Must be zero"]} == {0}
    assert report["kills"]
    assert {each["client"] for each in report["clients"] if each["confirmed"]} == {
        "kafka-python",
        "confluent-kafka, transactions",
        "HTTP gateway",
    }
    rows = {each["table"]: each["rows"] for each in report["tables"]}
    assert min(rows[name] for name in ("events", "timeline", "obligations", "alerts")) > 0


def published() -> list[PublishedRecord]:
    deliveries = simulate(4, 7, ENDING).deliveries
    return [PublishedRecord(each.agency, each.event, each.at) for each in deliveries]


def test_a_database_that_differs_from_the_fold_is_seen(empty_store: Store) -> None:
    """Given all rows as the fold has them, when some are changed, each table says what is wrong."""
    expected = rows_of(published(), b"a key for tests", Clock(NOW))
    for table in KEYS:
        empty_store.insert(table, expected.get(table, []))
    assert not any(each.examples for each in compare(empty_store, expected))

    lost, changed = expected["timeline"][0], expected["obligations"][0]
    empty_store.insert("timeline", [lost | {"revision": 1, "is_deleted": 1}])
    empty_store.insert("obligations", [changed | {"revision": 1, "days_late": 99}])
    empty_store.insert("events", [expected["events"][0] | {"event": uuid4()}])

    seen = {each.table: each for each in compare(empty_store, expected) if each.examples}
    found = {table: (each.lost, each.doubled, each.different) for table, each in seen.items()}
    assert found == {"timeline": (1, 0, 0), "obligations": (0, 0, 1), "events": (0, 1, 0)}
    assert seen["obligations"].examples[0].startswith("different in days_late: victim-")
