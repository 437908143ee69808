"""The hotspots as lines for programs: one for each place and stage, as CSV and JSON have them."""

from collections.abc import Iterator, Mapping
from typing import Any

from task_group.hotspot_answer import HotspotAnswer
from task_group.release_figures import Comparison, Estimate, ReleaseHeader, WaitFigure
from web.comparison_words import TOLD_APART, why
from web.lattice_words import name_of

_COUNTS = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")
_DAYS = (30, 90, 180, 365)
_SHARES = ("waiting", "moved_on", "ended_otherwise")


def hotspot_rows(answer: HotspotAnswer) -> list[dict[str, Any]]:
    """A line for each place and stage, compared ones in their order; None is withheld.

    Each line has the release's number, when it was made, up to which day it counts and its method.
    """
    waits = {figure.cell: figure for figure in answer.waits}
    compared = [(each, waits.pop(each.cell, None)) for each in answer.comparisons]
    lines = [_row(each, wait) for each, wait in [*compared, *((None, w) for w in waits.values())]]
    return [_release(answer.release) | line for line in lines]


def _release(release: ReleaseHeader) -> dict[str, Any]:
    return {
        "release": release.number,
        "made": release.made.isoformat(),
        "last_day": release.last.isoformat(),
        "method": release.method,
    }


def _row(comparison: Comparison | None, wait: WaitFigure | None) -> dict[str, Any]:
    cell = comparison or wait
    assert cell is not None
    return {
        "by": str(cell.dimension),
        "place": cell.place,
        "place_name": name_of(cell),
        "stage": cell.stage,
        "period": cell.period,
        **_compared(comparison),
        **_waited(wait),
    }


def _compared(comparison: Comparison | None) -> dict[str, Any]:
    if comparison is None:
        nothing = ("verdict", "ratio_at_least", *_names("ratio"), "compared_share")
        more = (*_names("excess_days"), "explained_by_court", "explained_by_boroughs", "why")
        return dict.fromkeys((*nothing, *more))
    told_apart = comparison.verdict in TOLD_APART and comparison.ratio is not None
    return {
        "verdict": str(comparison.verdict),
        "ratio_at_least": comparison.ratio_at_least,
        **_ends("ratio", comparison.ratio),
        "compared_share": comparison.compared_share,
        **_ends("excess_days", comparison.excess_days),
        "explained_by_court": comparison.explained_by_court,
        "explained_by_boroughs": " ".join(comparison.explained_by_boroughs),
        "why": why(comparison) if told_apart else None,
    }


def _waited(wait: WaitFigure | None) -> dict[str, Any]:
    counts = {name: getattr(wait, name, None) for name in _COUNTS}
    return counts | {
        **_ends("median", wait.median if wait else None),
        "median_over": wait.median_over if wait else None,
        **_ends("net_median", wait.net_median if wait else None),
        **dict(_shares(wait)),
    }


def _shares(wait: WaitFigure | None) -> Iterator[tuple[str, float | None]]:
    by_day: Mapping[int, Any] = {each.day: each for each in wait.shares} if wait else {}
    for after in _DAYS:
        for name in _SHARES:
            share = getattr(by_day.get(after), name, None)
            yield from _ends(f"{name}_by_day_{after}", share).items()


def _names(estimate: str) -> tuple[str, str, str]:
    return estimate, f"{estimate}_low", f"{estimate}_high"


def _ends(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    return {
        name: estimate.value if estimate else None,
        f"{name}_low": estimate.low if estimate else None,
        f"{name}_high": estimate.high if estimate else None,
    }
