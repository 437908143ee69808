"""Comparisons of a release as lines of tables."""

from collections.abc import Iterable
from typing import Any

from task_group.release_figures import Comparison, ComparisonVerdict
from web import lattice_words, wording


def most_excess(compared: Iterable[Comparison]) -> list[Comparison]:
    """What is slower than London would be, the most victim-days of excess wait first."""
    slower = (each for each in compared if each.verdict is ComparisonVerdict.SLOWER)
    return sorted(slower, key=lambda each: -(each.excess_days.value if each.excess_days else 0))


def comparison_row(figure: Comparison) -> dict[str, Any]:
    """A comparison as a line of a table; what is withheld is empty."""
    ratio, excess = figure.ratio, figure.excess_days
    return {
        "where": lattice_words.name_of(figure),
        "wait": wording.lower_first(wording.STAGES.get(figure.stage, figure.stage)),
        "x_as_long": ratio and f"{ratio.value:g} ({ratio.low:g} to {_high(ratio.high)})",
        "victim_days_more": excess and f"{excess.value:,.0f}",
        "victims": figure.persons,
    }


def _high(high: float | None) -> str:
    return "no end" if high is None else f"{high:g}"
