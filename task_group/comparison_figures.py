"""What comparisons come to, chance and their number counted in, as figures to publish."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isinf

from task_group.disclosure import FEWEST, rounded_days, rounded_share, shown
from task_group.explaining_boroughs import explaining_boroughs
from task_group.fair_comparison import DOUBTFUL, Interval, Score, discoveries, excess
from task_group.lattice import NOT_RECORDED, Cell
from task_group.release_figures import Comparison, ComparisonVerdict, Estimate

LEAST_EXPECTED = 5
"""Where fewer were expected to stop waiting among others of the same mix, nothing is compared."""


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """A place's score, and how likely so much difference is by chance.

    `times` is its ratio, from the same test; as if `FEWEST` had stopped waiting where fewer did.
    `courtless` and `courtless_chance` are the same where courts are not taken into account.
    `waited` are the days of all victims there.
    """

    score: Score
    chance: float
    times: Interval | None
    courtless: Score
    courtless_chance: float
    waited: int


def comparison_figures(
    scores: Mapping[Cell, PlaceScore], cells: Collection[Cell]
) -> Iterator[Comparison]:
    """The figures of all that is ranked together: one of every cell that is shown."""
    seen = {cell: scores[cell] for cell in cells if cell in scores}
    ranked = {cell: each for cell, each in seen.items() if _is_comparable(cell, each.score)}
    found = discoveries({cell: each.chance for cell, each in ranked.items()})
    blamed = {cell: each for cell, each in seen.items() if _is_comparable(cell, each.courtless)}
    courtless = discoveries({cell: each.courtless_chance for cell, each in blamed.items()})
    can_be_named = {cell for cell in found if _has_enough(scores[cell].score)}
    verdicts = {
        cell: _verdict(cell, cell in ranked, cell in can_be_named, scores) for cell in cells
    }
    slower = {cell for cell, each in verdicts.items() if each is ComparisonVerdict.SLOWER}
    boroughs = explaining_boroughs({cell: each.score for cell, each in seen.items()}, slower)
    for cell, verdict in verdicts.items():
        explained = {
            "explained_by_court": cell in courtless and _is_explained(blamed[cell]),
            "explained_by_boroughs": boroughs.get(cell, []),
        }
        yield _figure(cell, verdict, ranked.get(cell), explained)


def _is_comparable(cell: Cell, score: Score) -> bool:
    return cell.place != NOT_RECORDED and score.expected >= LEAST_EXPECTED and score.variance > 0


def _has_enough(score: Score) -> bool:
    """Whether a ratio may be shown. Where none may, a place is not named either."""
    return max(score.observed, score.expected) >= FEWEST


def _is_explained(each: PlaceScore) -> bool:
    """Whether a place that stands out without its courts no longer does, not even doubtfully."""
    doubtful = _is_slower(each.score) and each.chance < DOUBTFUL
    return _is_slower(each.courtless) and not doubtful


def _is_slower(score: Score) -> bool:
    return score.observed < score.expected


def _verdict(
    cell: Cell, ranked: bool, found: bool, scores: Mapping[Cell, PlaceScore]
) -> ComparisonVerdict:
    if not ranked:
        return ComparisonVerdict.NOT_COMPARABLE
    if not found:
        return ComparisonVerdict.NOT_TOLD_APART
    slower = _is_slower(scores[cell].score)
    return ComparisonVerdict.SLOWER if slower else ComparisonVerdict.QUICKER


def _figure(
    cell: Cell,
    verdict: ComparisonVerdict,
    compared: PlaceScore | None,
    explained: Mapping[str, object],
) -> Comparison:
    place = {
        "dimension": cell.dimension,
        "place": cell.place,
        "stage": cell.stage,
        "period": cell.period,
        "verdict": verdict,
        "persons": None,
        **explained,
    }
    estimates = _estimates(compared, verdict) if compared else _NONE
    return Comparison.model_validate({**place, **estimates})


_NONE: Mapping[str, object] = {"ratio": None, "excess_days": None}


def _estimates(compared: PlaceScore, verdict: ComparisonVerdict) -> Mapping[str, object]:
    """The estimates as they may be shown: none rests on fewer than may be counted."""
    score = compared.score
    share = score.compared / score.days
    shown_of = {
        "expected": shown(round(score.expected)),
        "compared_share": rounded_share(100 * share),
    }
    times = compared.times
    if times is None or not _has_enough(score):
        return {**_NONE, **shown_of}
    few = score.observed < FEWEST
    if few and verdict is ComparisonVerdict.SLOWER:
        # As if `FEWEST` had stopped, it may be chance; as few as did, it is not.
        times = replace(times, low=max(1.0, times.low))
    return {
        **shown_of,
        "ratio": _rounded_ratio(times),
        "ratio_at_least": few,
        "excess_days": _rounded_days(excess(times, compared.waited * share), few),
    }


def _rounded_ratio(times: Interval) -> Estimate:
    high = None if isinf(times.high) else round(times.high, 2)
    return Estimate(value=round(times.value, 2), low=round(times.low, 2), high=high)


def _rounded_days(days: Interval, few: bool) -> Estimate:
    value, low, high = (rounded_days(each) for each in (days.value, days.low, days.high))
    return Estimate(value=value, low=low, high=None if few else high)
