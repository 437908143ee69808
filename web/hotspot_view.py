"""What the page of hotspots shows, from an answer: its title, its chart and its tables."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from processors.case.course.stages import Stage
from task_group.hotspot_answer import HotspotAnswer
from task_group.lattice import Breakdown, Cell
from task_group.release_figures import Comparison, ComparisonVerdict, WaitFigure
from web import comparison_words, wait_statements
from web.comparison_words import TOLD_APART
from web.interval_chart import SHARES, IntervalDot, interval_chart, ratio_axis
from web.lattice_words import name_of, span, victims_of
from web.wording import STAGES, lower_first

CHARTED_DAY = 90
"""The chart of London's stages shows who still waited after so many days."""


@dataclass(frozen=True)
class ComparedLine:
    """A line of the tables: a place in a stage, and its waits where they are shown."""

    comparison: Comparison
    wait: WaitFigure | None


@dataclass(frozen=True)
class HotspotView:
    """The parts of the page. Sentences have no full stop."""

    title: str
    summary: str | None
    """Where those who began to wait had come, if one place and one stage are asked for."""
    chart: Markup
    caption: str
    told_apart: list[ComparedLine]
    others: list[ComparedLine]
    """What cannot be told apart."""
    not_comparable: list[ComparedLine]
    not_compared: list[WaitFigure]
    withheld: list[tuple[str, str]]
    """The name of each place, and the stages in which it is withheld."""
    shown_waits: list[WaitFigure]
    """Whose shares are shown: of the place that is asked for, or of London."""
    changes: list[str]
    stalls: list[str]
    interventions: list[str]


def hotspot_view(answer: HotspotAnswer) -> HotspotView:
    """The page's parts, from an answer of one release."""
    waits = {figure.cell: figure for figure in answer.waits}
    lines = [ComparedLine(each, waits.get(each.cell)) for each in answer.comparisons]
    compared = {each.cell for each in answer.comparisons}
    changed = [each for each in answer.changes if each.verdict in TOLD_APART and each.ratio]
    stage = _charted_stage(answer)
    return HotspotView(
        title=title(answer),
        summary=_summary(answer),
        chart=_chart(answer, stage),
        caption=_caption(answer, stage) if stage or answer.by is Breakdown.STAGE else "",
        told_apart=[line for line in lines if _is_told_apart(line.comparison)],
        others=sorted((line for line in lines if _is_like_london(line)), key=_by_name),
        not_comparable=sorted((line for line in lines if _is_alone(line)), key=_by_name),
        not_compared=_not_compared(answer, compared),
        withheld=list(_withheld(answer.waits)),
        shown_waits=_in_order_of_law(answer.waits if answer.place else answer.london),
        changes=[comparison_words.changed(each) for each in changed],
        stalls=[comparison_words.stalled(each) for each in answer.stalls],
        interventions=[comparison_words.intervened(each) for each in answer.interventions],
    )


def title(answer: HotspotAnswer) -> str:
    """What the page finds, in a true sentence."""
    if answer.by is Breakdown.STAGE:
        return _title_of_waits(answer.london, answer.stage)
    if not answer.place:
        return comparison_words.finding(answer.by, answer.comparisons, answer.stage)
    found = comparison_words.finding_of_place(answer.comparisons)
    if found:
        return found
    shown = [figure for figure in answer.waits if figure.persons is not None]
    if shown:
        return _title_of_waits(shown, answer.stage)
    return f"Too few {victims_of(answer.by, answer.place)} waited to say how long"


def _summary(answer: HotspotAnswer) -> str | None:
    one_place = answer.place or answer.by is Breakdown.STAGE
    if not (answer.stage and one_place and answer.waits):
        return None
    return wait_statements.came_where(answer.waits[0], CHARTED_DAY)


def _title_of_waits(figures: Sequence[WaitFigure], stage: str) -> str:
    if stage and figures:
        return wait_statements.of_one_stage(figures[0])
    return wait_statements.longest(figures)


def _is_alone(line: ComparedLine) -> bool:
    return line.comparison.verdict is ComparisonVerdict.NOT_COMPARABLE


def _is_like_london(line: ComparedLine) -> bool:
    return not (_is_told_apart(line.comparison) or _is_alone(line))


def _by_name(line: ComparedLine) -> tuple[str, int]:
    return name_of(line.comparison), Stage(line.comparison.stage).rank


def _is_told_apart(comparison: Comparison) -> bool:
    return comparison.verdict in TOLD_APART and comparison.ratio is not None


def _not_compared(answer: HotspotAnswer, compared: Set[Cell]) -> list[WaitFigure]:
    """What has waits to show and no comparison; London itself is what others are compared with."""
    if answer.by is Breakdown.STAGE:
        return []
    found = [each for each in answer.waits if each.waits is not None and each.cell not in compared]
    return sorted(found, key=lambda each: (name_of(each), Stage(each.stage).rank))


def _withheld(figures: Sequence[WaitFigure]) -> Iterator[tuple[str, str]]:
    hidden = sorted((each for each in figures if each.waits is None), key=name_of)
    for name, theirs in groupby(hidden, key=name_of):
        stages = [lower_first(STAGES[each.stage]) for each in _in_order_of_law(list(theirs))]
        yield name, ", ".join(stages)


def _in_order_of_law(figures: Sequence[WaitFigure]) -> list[WaitFigure]:
    return sorted(figures, key=lambda each: Stage(each.stage).rank)


def _charted_stage(answer: HotspotAnswer) -> str:
    """One axis is of one stage: the one asked for, else that of the first that stands out."""
    if answer.stage:
        return answer.stage
    slower = [e for e in answer.comparisons if e.verdict is ComparisonVerdict.SLOWER]
    first = min(slower, key=lambda each: each.is_explained, default=None)
    compared = [each for each in answer.comparisons if each.ratio]
    found = [*([first] if first else []), *compared]
    return found[0].stage if found else ""


def _chart(answer: HotspotAnswer, stage: str) -> Markup:
    if answer.by is Breakdown.STAGE:
        found = filter(None, map(_share_dot, _in_order_of_law(answer.london)))
        return interval_chart(list(found), SHARES)
    known = [each for each in answer.comparisons if each.stage == stage and each.ratio]
    dots = [_ratio_dot(each) for each in sorted(known, key=_charted)]
    return interval_chart(dots, ratio_axis(dots))


def _charted(each: Comparison) -> tuple[int, str]:
    """Those told apart stand first, the slower in their order, all others by name."""
    order = (ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER)
    if each.verdict in order:
        return order.index(each.verdict), ""
    return len(order), name_of(each)


def _ratio_dot(each: Comparison) -> IntervalDot:
    ratio = each.ratio
    assert ratio is not None
    stands_out = each.verdict in TOLD_APART
    verdict = f", {comparison_words.VERDICTS[each.verdict].lower()}" if stands_out else ""
    label = f"{comparison_words.as_long(each)}{verdict}"
    return IntervalDot(name_of(each), label, ratio.value, ratio.low, ratio.high, stands_out)


def _share_dot(figure: WaitFigure) -> IntervalDot | None:
    waiting = next((each.waiting for each in figure.shares if each.day == CHARTED_DAY), None)
    if waiting is None:
        return None
    label = wait_statements.share(waiting)
    return IntervalDot(
        STAGES[figure.stage], label, waiting.value, waiting.low, waiting.high, stands_out=True
    )


def _caption(answer: HotspotAnswer, stage: str) -> str:
    if answer.by is Breakdown.STAGE:
        return f"Of those who began to wait, per cent who still waited after {CHARTED_DAY} days"
    return (
        f"How many times as long victims waited {span(stage)} as London takes with the same mix of"
        " cases. The thick upright line at 1 is London. The line through a dot is its 95% interval."
        " A hollow dot cannot be told apart, or has nothing to compare with"
    )
