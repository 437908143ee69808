"""What comparisons come to, chance and their number counted in, as figures to publish."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isinf

from task_group.disclosure import FEWEST, rounded_days, rounded_share, shown
from task_group.fair_comparison import Interval, Score, discoveries, excess, ratio
from task_group.lattice import NOT_RECORDED, Cell
from task_group.release_figures import Comparison, ComparisonVerdict, Estimate

LEAST_EXPECTED = 5
"""Where fewer were expected to stop waiting among others of the same mix, nothing is compared."""

DOUBTFUL = 0.01
"""Something less likely than this by chance is not explained away."""


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """A place's score, and how likely so much difference is by chance.

    `courtless` and `courtless_chance` are the same where courts are not taken into account.
    `waited` are the days of all victims there.
    """

    score: Score
    chance: float
    courtless: Score
    courtless_chance: float
    waited: int


def comparison_figures(
    scores: Mapping[Cell, PlaceScore], persons: Mapping[Cell, int]
) -> Iterator[Comparison]:
    """The figures of all that is ranked together; `persons` has every cell that is shown."""
    seen = {cell: scores[cell] for cell in persons if cell in scores}
    ranked = {cell: each for cell, each in seen.items() if _is_comparable(cell, each.score)}
    found = discoveries({cell: each.chance for cell, each in ranked.items()})
    blamed = {cell: each for cell, each in seen.items() if _is_comparable(cell, each.courtless)}
    courtless = discoveries({cell: each.courtless_chance for cell, each in blamed.items()})
    for cell, count in persons.items():
        verdict = _verdict(cell, cell in ranked, cell in found, scores)
        explained = cell in courtless and _is_explained(blamed[cell])
        yield _figure(cell, verdict, count, ranked.get(cell), explained)


def _is_comparable(cell: Cell, score: Score) -> bool:
    return cell.place != NOT_RECORDED and score.expected >= LEAST_EXPECTED and score.variance > 0


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
    persons: int,
    compared: PlaceScore | None,
    explained: bool,
) -> Comparison:
    place = {
        "dimension": cell.dimension,
        "place": cell.place,
        "stage": cell.stage,
        "period": cell.period,
        "verdict": verdict,
        "persons": persons,
        "explained_by_court": explained,
    }
    return Comparison.model_validate({**place, **(_estimates(compared) if compared else _NONE)})


_NONE: Mapping[str, object] = {"ratio": None, "excess_days": None}


def _estimates(compared: PlaceScore) -> Mapping[str, object]:
    """The estimates as they may be shown: none rests on fewer than may be counted."""
    score = compared.score
    share = score.compared / score.days
    shown_of = {
        "expected": shown(round(score.expected)),
        "compared_share": rounded_share(100 * share),
    }
    few = score.observed < FEWEST
    times, bare = ratio(score, FEWEST), ratio(score)
    if times is None or bare is None or (few and score.expected < FEWEST):
        return {**_NONE, **shown_of}
    return {
        **shown_of,
        "ratio": _rounded_ratio(times),
        "ratio_at_least": few,
        "excess_days": _rounded_days(excess(bare, compared.waited * share)),
    }


def _rounded_ratio(times: Interval) -> Estimate:
    high = None if isinf(times.high) else round(times.high, 2)
    return Estimate(value=round(times.value, 2), low=round(times.low, 2), high=high)


def _rounded_days(days: Interval) -> Estimate:
    value, low, high = (rounded_days(each) for each in (days.value, days.low, days.high))
    return Estimate(value=value, low=low, high=high)
