"""What a release's figures say of how long victims wait, in plain English.

A figure that is withheld says nothing: the answer is then None, or the word "withheld".
"""

from collections.abc import Sequence

from task_group.release_figures import Estimate, WaitFigure
from web.formats import counted, number
from web.lattice_words import listed, span, victims_of
from web.wording import capital

WITHHELD = "withheld"

_MOST_NAMED = 2
"""Of so many stages at most it is said that they may be the longest."""


def count(value: int | None, one: str, many: str = "") -> str:
    """A number as a release has it, with what is counted: "120 victims"."""
    return WITHHELD if value is None else counted(value, one, many)


def share(estimate: Estimate | None) -> str:
    """A share with its interval: "62% (58% to 66%)"."""
    if estimate is None:
        return WITHHELD
    return f"{estimate.value:.0f}% ({between(estimate, '%')})"


def days(estimate: Estimate) -> str:
    """A length of time with its interval: "210 days (195 to 225)"."""
    return f"{counted(round(estimate.value), 'day')} ({between(estimate)})"


def between(estimate: Estimate, unit: str = "") -> str:
    """The interval of whole numbers: "195 to 225", or "195 or more" where it has no upper end."""
    low = f"{number(round(estimate.low))}{unit}"
    if estimate.high is None:
        return f"{low} or more"
    return f"{low} to {number(round(estimate.high))}{unit}"


def median(figure: WaitFigure) -> str:
    """By when half no longer waited, or that this is not reached: "210 days (195 to 225)".

    Where it is not reached, fewer than 10 were watched for longer.
    """
    if figure.median is not None:
        return days(figure.median)
    if figure.median_over is None:
        return WITHHELD
    known = counted(figure.median_over, "day")
    return f"not reached in {known}: too few were watched for longer"


def net_median(figure: WaitFigure) -> str:
    """Kaplan and Meier's median, or that there is none."""
    return "not known" if figure.net_median is None else days(figure.net_median)


def half(figure: WaitFigure) -> str | None:
    """What the median says, in mid-sentence; None where it is withheld."""
    if figure.median is not None:
        return f"half no longer waited after {days(figure.median)}"
    if figure.median_over is not None:
        return f"more than half still waited after {counted(figure.median_over, 'day')}"
    return None


def came_where(figure: WaitFigure, after: int) -> str | None:
    """Where those who began to wait had come by a day; None where a share is withheld."""
    found = next((shares for shares in figure.shares if shares.day == after), None)
    if found is None or not (found.waiting and found.moved_on and found.ended_otherwise):
        return None
    who = victims_of(figure.dimension, figure.place)
    return (
        f"After {counted(after, 'day')} {span(figure.stage)}, {share(found.waiting)} of {who} still"
        f" waited, {share(found.moved_on)} had moved on and the case of"
        f" {share(found.ended_otherwise)} had ended otherwise"
    )


def longest(figures: Sequence[WaitFigure]) -> str:
    """In which stage victims wait longest, as far as the figures tell stages apart."""
    known = [(*_interval(figure), figure) for figure in figures if half(figure)]
    if not known:
        return "Too few victims waited to say where they wait longest"
    least = max(low for low, _, _ in known)
    found = [figure for _, high, figure in known if high >= least]
    if len(found) == 1:
        return f"Victims wait longest {span(found[0].stage)}: {half(found[0])}"
    if len(found) > _MOST_NAMED:
        return _most_victims(figures)
    stages = listed(span(figure.stage) for figure in found)
    return f"Victims wait longest {stages}, which cannot be told apart"


def _most_victims(figures: Sequence[WaitFigure]) -> str:
    """Where most wait, if so many stages may be the longest that to name them says nothing."""
    first, second, *_ = sorted(figures, key=lambda figure: -(figure.persons or 0))
    if not first.persons or first.persons == second.persons or not half(first):
        return "It cannot be told in which stage victims wait longest"
    who = f"{counted(first.persons, 'victim')} waited {span(first.stage)}"
    return f"{who}, more than in any other stage shown: {half(first)}"


def of_one_stage(figure: WaitFigure) -> str:
    """The finding about one stage of a place, without its full stop."""
    who = capital(victims_of(figure.dimension, figure.place))
    known = half(figure)
    if known is None:
        return f"Too few {who[0].lower()}{who[1:]} waited {span(figure.stage)} to say how long"
    return f"{who} {span(figure.stage)}: {known}"


def _interval(figure: WaitFigure) -> tuple[float, float]:
    """The interval of days in which the median lies."""
    if figure.median is None:
        return float(figure.median_over or 0), float("inf")
    high = figure.median.high
    return figure.median.low, float("inf") if high is None else high
