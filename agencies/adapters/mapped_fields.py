"""Which field of a system becomes which of ours: a table for each adapter, as data."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("mapped")


@cache
def mapped_fields(adapter: str) -> Mapping[str, str]:
    """What each field that is read becomes, by its path without the places in lists."""
    with (_FOLDER / f"{adapter}.csv").open(encoding="utf-8", newline="") as table:
        return {row["field"]: row["ours"] for row in csv.DictReader(table)}
