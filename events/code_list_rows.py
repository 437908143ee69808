"""The field's own lists of codes, as they stand in `code_lists`: each a table with its source."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("code_lists")


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes: where it is from, the day as of which it stands, and a row a code."""

    source: str
    as_of: str
    rows: tuple[Mapping[str, str], ...]


@cache
def code_list(name: str) -> CodeList:
    """The list in `code_lists/<name>.csv`. Two first lines have its source and its day.

    FileNotFoundError for a list that is not there, ValueError for one without source and day.
    """
    source, as_of, *table = (_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return CodeList(
        _after("# source: ", source), _after("# as of: ", as_of), tuple(csv.DictReader(table))
    )


def _after(label: str, line: str) -> str:
    if not line.startswith(label):
        raise ValueError(f"a list of codes begins with {label!r}")
    return line.removeprefix(label)
