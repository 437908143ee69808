"""Simulated waits, stored until the code or the tables that they come from change."""

import pickle
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench.compared_world import Wait, simulated_waits
from projections.store import Store

_HOUSE = Path(__file__).parents[1]
_FOLDER = _HOUSE / ".cache" / "worlds"
_FROM = (
    *("events", "processors", "schemas", "simulator"),
    *("bench/compared_world.py", "bench/simulated_log.py", "projections/projection_rows.py"),
    *("task_group/counted_waits.py", "task_group/counted_waits.sql"),
)


def saved_waits(store: Store, victims: int, seed: int, charged_share: float) -> list[Wait]:
    """What `simulated_waits` gives, from the last time that the same was asked of the same code."""
    path = _FOLDER / f"{_code()}-{victims}-{seed}-{charged_share}.pickle"
    if not path.exists():
        _FOLDER.mkdir(parents=True, exist_ok=True)
        waits = simulated_waits(store, victims, seed, charged_share)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(pickle.dumps(waits))
        unfinished.replace(path)
    found: list[Wait] = pickle.loads(path.read_bytes())
    return found


def _code() -> str:
    """What all of the code comes to; another where one letter of it is."""
    everything = sha256()
    for path in sorted(_files()):
        everything.update(f"{path.relative_to(_HOUSE)} {path.stat().st_size} ".encode())
        everything.update(path.read_bytes())
    return everything.hexdigest()[:12]


def _files() -> Iterator[Path]:
    for name in _FROM:
        where = _HOUSE / name
        inside = where.rglob("*") if where.is_dir() else (where,)
        yield from (each for each in inside if each.suffix in (".py", ".csv", ".sql"))
