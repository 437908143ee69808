"""How fast blocks of changes go into chDB."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.log import log_of
from bench.measured import Measured, Row, Say
from processors.held import Held, absorb
from projections.rows import changes_rows
from projections.sink import Block, Range, write
from projections.store import Store
from schemas.changes import encode_changes
from schemas.topics import JOURNEY_CHANGES

VICTIMS = 3_000
SIZES = (200, 2_000, 20_000)


def measure(say: Say) -> Measured:
    """Write the changes of simulated journeys in blocks of several sizes."""
    said = _said()
    rows = []
    with TemporaryDirectory() as folder:
        store = Store.open(path=Path(folder))
        store.migrate()
        try:
            for size in SIZES:
                say(f"blocks of {size:,} records")
                rows.append(_row(store, said, size))
        finally:
            store.close()
    notes = [
        f"{len(said):,} records of `journey-changes` of {VICTIMS:,} simulated victims, from their"
        " bytes to rows in chDB: read, put into rows, noted as pending, inserted table by table"
        " under tokens, noted as done. At most ten blocks of each size."
    ]
    return Measured("The sink", notes, {"Blocks into chDB": rows})


def _said() -> list[bytes]:
    held: dict[str, Held] = {}
    said = []
    for offset, logged in enumerate(log_of(VICTIMS)):
        if logged.victim:
            before = held.get(logged.victim) or Held(logged.victim)
            held[logged.victim], changes = absorb(before, logged, offset, before.now)
            said += [encode_changes(changes)] if changes else []
    return said


def _row(store: Store, said: list[bytes], size: int) -> Row:
    seconds, written = [], 0
    for number, start in enumerate(range(0, len(said), size)):
        if number == 10:
            break
        began = time.perf_counter()
        block = _block(said[start : start + size], number, size)
        write(store, block)
        seconds.append(time.perf_counter() - began)
        written += sum(map(len, block.rows.values()))
    return {
        "records a block": size,
        "blocks": len(seconds),
        "rows": written,
        "rows a second": written / sum(seconds),
        "milliseconds a block (median)": median(seconds) * 1000,
    }


def _block(said: list[bytes], number: int, size: int) -> Block:
    rows: dict[str, list[dict[str, object]]] = {}
    for value in said:
        for table, told in changes_rows(value).items():
            rows.setdefault(table, []).extend(told)
    first = size * 1_000_000 + number * size
    return Block((Range(JOURNEY_CHANGES, 0, first, first + len(said) - 1),), rows)
