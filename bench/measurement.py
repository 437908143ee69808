"""What one measurement found, kept as JSON in bench-out/ until it is taken again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

KEPT = Path("bench-out")

Say = Callable[[str], None]
"""Tells whoever waits how far it is."""

TableValues = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """A section of the report: how it was measured, what came of it, against which aim.

    `notes` are sentences before the tables, `tables` rows by heading.
    """

    title: str
    notes: Sequence[str]
    tables: Mapping[str, Sequence[TableValues]]
    aims: Sequence["Aim"] = ()


@dataclass(frozen=True)
class Aim:
    """What was aimed at, what was found, and whether that is good enough."""

    aim: str
    found: str
    met: bool


@dataclass(frozen=True)
class Run:
    """When and on what a measurement was taken; `load` is the machine's before and after."""

    day: str
    commit: str
    load_before: float
    load_after: float
    seconds: float


@dataclass(frozen=True)
class SavedMeasurement:
    """A measurement with its run."""

    name: str
    run: Run
    measured: Measured = field()


def keep(kept: SavedMeasurement, folder: Path = KEPT) -> None:
    """Write it down, over what was kept under that name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = orjson.dumps(asdict(kept), option=orjson.OPT_INDENT_2)
    (folder / f"{kept.name}.json").write_bytes(written)


def load(name: str, folder: Path = KEPT) -> SavedMeasurement | None:
    """What was kept under a name; None where it was never measured."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    raw = orjson.loads(path.read_bytes())
    measured = raw["measured"]
    aims = [Aim(**aim) for aim in measured.pop("aims")]
    return SavedMeasurement(raw["name"], Run(**raw["run"]), Measured(**measured, aims=aims))
