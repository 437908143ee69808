"""Figures of a release as lines of tables."""

from collections.abc import Iterable
from typing import Any

from processors.case.course.stages import Stage
from task_group.comparison_order import in_order
from task_group.lattice import KINDS_OF_CASE
from task_group.release_figures import Comparison, ComparisonVerdict, Figure, WaitFigure
from web import comparison_words, lattice_words, wait_statements, wording


def slower_places(compared: Iterable[Comparison]) -> list[Comparison]:
    """Places slower than London would be, the most victim-days of excess wait first."""
    return [each for each in _slower(compared) if each.dimension not in KINDS_OF_CASE]


def slower_kinds(compared: Iterable[Comparison]) -> list[Comparison]:
    """Kinds of case that take longer than London's others, the most victim-days first."""
    return [each for each in _slower(compared) if each.dimension in KINDS_OF_CASE]


def _slower(compared: Iterable[Comparison]) -> list[Comparison]:
    return [each for each in in_order(compared) if each.verdict is ComparisonVerdict.SLOWER]


def in_order_of_law(figures: Iterable[WaitFigure]) -> list[WaitFigure]:
    """By stage as the law has them, and of one stage as they came."""
    return sorted(figures, key=lambda figure: Stage(figure.stage).rank)


def where(figure: Figure) -> str:
    """A place and a stage in one cell: "Harrow Crown Court: first hearing to trial"."""
    stage = wording.lower_first(wording.STAGES[figure.stage])
    return f"{lattice_words.name_of(figure)}: {stage}"


def against_london(figure: Comparison) -> dict[str, Any]:
    """How a place compares with London, in two cells; what is withheld is empty."""
    return {
        "as_long_as_London": comparison_words.as_long(figure),
        "excess_wait": comparison_words.excess_wait(figure) or "",
    }


def comparison_row(figure: Comparison) -> dict[str, Any]:
    """A comparison as a line of a table."""
    victims = wait_statements.count(figure.persons, "victim")
    place = f"{where(figure)}{comparison_words.explained(figure)}"
    return {"where": place, **against_london(figure), "who_waited": victims}
