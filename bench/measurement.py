"""A measurement and its run, stored as JSON in bench/results until the part is measured again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

RESULTS = Path(__file__).with_name("results")
"""Committed, so that one part can be measured again in a fresh clone and the others stay."""

Say = Callable[[str], None]
"""Prints a line of progress."""

TableValues = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """A section of the page: how it was measured, the figures, and the aims.

    `notes` are sentences before the tables, `tables` rows by heading.
    """

    title: str
    notes: Sequence[str]
    tables: Mapping[str, Sequence[TableValues]]
    aims: Sequence["Aim"] = ()


@dataclass(frozen=True)
class Aim:
    """An aim, the figure that was measured, and whether it is good enough."""

    aim: str
    figure: str
    met: bool


@dataclass(frozen=True)
class Run:
    """When and on what a measurement was taken; `load` is the machine's before and after.

    `seconds` is wall-clock time. `processor_seconds` is user and system time, of this process and
    of the child processes that ended; None where it was not measured.
    """

    day: str
    commit: str
    load_before: float
    load_after: float
    seconds: float
    processor_seconds: float | None = None


@dataclass(frozen=True)
class SavedMeasurement:
    """A measurement with its run; `name` is the part's."""

    name: str
    run: Run
    measured: Measured


def save(measurement: SavedMeasurement, folder: Path = RESULTS) -> None:
    """Write a measurement, over the one before under that name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = orjson.dumps(asdict(measurement), option=orjson.OPT_INDENT_2)
    (folder / f"{measurement.name}.json").write_bytes(written + b"\n")


def load(name: str, folder: Path = RESULTS) -> SavedMeasurement | None:
    """The last measurement of a part; None where it was never measured."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    raw = orjson.loads(path.read_bytes())
    measured = raw["measured"]
    aims = [Aim(**aim) for aim in measured.pop("aims")]
    return SavedMeasurement(raw["name"], Run(**raw["run"]), Measured(**measured, aims=aims))
