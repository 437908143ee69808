"""Published figures, as packaged with the simulator: what it is calibrated to."""

import csv
from functools import cache
from importlib import resources

from events.places import Court


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the simulator's CSV files."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def figure(measure: str) -> float:
    """A published figure by its measure's name; days, per cent or cases as its row says.

    KeyError where no such measure is packaged.
    """
    values = {row["measure"]: row["value"] for row in rows("published_figures.csv")}
    return float(values[measure])


def share(measure: str) -> float:
    """A published percentage as a share of 1."""
    return figure(measure) / 100


@cache
def crown_court_caseload() -> dict[Court, int]:
    """Cases open at each of London's Crown Courts on 31 March 2025."""
    return {
        Court(row["court"].lower().replace(" ", "-")): int(row["open_cases_2025_03_31"])
        for row in rows("london_crown_courts_open_cases.csv")
    }
