"""How the waits of a quarter went against the year before it, place by place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from task_group.comparison_counts import Stratum, StratumCount
from task_group.comparison_strata import (
    StageAndPlace,
    StratumRisk,
    against_others,
    pooled,
    risks,
    summed,
)
from task_group.fair_comparison import NOTHING, Numbers, Score, against

AtCourt = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pace:
    """A place's score in a quarter and in the year before it, both against London in that year.

    `within_courts` is the score of the quarter where each court's own change is expected too.
    """

    now: Score
    within_courts: Score
    past: Score


def paces(
    quarter: Sequence[StratumCount], before: Sequence[StratumCount]
) -> dict[StageAndPlace, Pace]:
    """Each place's pace, by stage and place."""
    into = pooled([*before, *quarter])
    london = {risk.stratum: risk for risk in risks(before, into)}
    past = summed(london.values(), against_others)
    strata = [risk for risk in risks(quarter, into) if risk.stratum in london]
    now = summed(strata, lambda risk: _scores(risk, london[risk.stratum]))
    change = _change_of_courts(strata, london)
    within = summed(
        strata,
        lambda risk: _scaled(_scores(risk, london[risk.stratum]), change.get(_court(risk), 1.0)),
    )
    return {at: Pace(now[at], within[at], past.get(at, NOTHING)) for at in now}


def _scores(risk: StratumRisk, london: StratumRisk) -> list[Score]:
    return against(risk.waiting, risk.ended, *_all_of(london))


def _all_of(risk: StratumRisk) -> tuple[Numbers, Numbers]:
    return risk.waiting.sum(axis=0), risk.ended.sum(axis=0)


def _court(risk: StratumRisk) -> AtCourt:
    return risk.stratum.stage, risk.stratum.court


def _change_of_courts(
    strata: Iterable[StratumRisk], london: Mapping[Stratum, StratumRisk]
) -> dict[AtCourt, float]:
    """What of the expected stopped waiting at each court, in all its cases, by stage and court."""
    totals: dict[AtCourt, Score] = defaultdict(lambda: NOTHING)
    for risk in strata:
        totals[_court(risk)] += sum(_scores(risk, london[risk.stratum]), NOTHING)
    return {
        at: total.observed / total.expected
        for at, total in totals.items()
        if at[1] and total.expected > 0
    }


def _scaled(scores: Iterable[Score], change: float) -> list[Score]:
    """What is expected, times a change; the variance with it."""
    return [
        replace(score, expected=score.expected * change, variance=score.variance * change)
        for score in scores
    ]
