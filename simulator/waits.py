"""How long victims truly wait: whole waits, also those that end after the last day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from processors.case.stages import WAITING_ON, Stage
from schemas.changes import WaitingOn
from simulator.case import Case
from simulator.happening import Wait
from simulator.planted import Dimension, Planted


@dataclass(frozen=True, slots=True)
class StageTruth:
    """A stage's waits that led on to what follows it, whenever that was, one a case.

    `court` tells the tiers apart where the wait is on a court, for they wait very differently:
    crown or magistrates, by which tries the case.
    """

    stage: str
    court: str | None
    waits: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class PlantedTruth:
    """A planted delay and its effect: medians in days over all waits, however they ended.

    `cases` had begun the wait by the last day. Elsewhere is the rest of London, for a court the
    other courts of its tier.
    """

    dimension: str
    value: str
    stage: str
    factor: float
    cases: int
    median_days: float | None
    median_days_elsewhere: float | None


def stage_truths(cases: Sequence[Case]) -> tuple[StageTruth, ...]:
    """Every stage in order, by tier where it is spent before a court."""
    return tuple(
        _stage(stage, tier, cases)
        for stage in Stage
        for tier in (("crown", "magistrates") if _at_court(stage) else (None,))
    )


def planted_truth(delay: Planted, cases: Iterable[Case], over: datetime) -> PlantedTruth:
    """What a planted delay came to; `over` is the instant at which the last day is over."""
    here: list[Wait] = []
    elsewhere: list[Wait] = []
    for case in cases:
        if delay.covers(case, delay.stage):
            here.extend(_waits(case, delay.stage))
        elif _compares(delay, case):
            elsewhere.extend(_waits(case, delay.stage))
    return PlantedTruth(
        dimension=str(delay.dimension),
        value=str(delay.value),
        stage=str(delay.stage),
        factor=delay.factor,
        cases=sum(wait.started < over for wait in here),
        median_days=_median(here),
        median_days_elsewhere=_median(elsewhere),
    )


def _at_court(stage: Stage) -> bool:
    return WAITING_ON[stage] is WaitingOn.COURT


def _tier(case: Case) -> str:
    return "crown" if case.at_crown_court else "magistrates"


def _stage(stage: Stage, tier: str | None, cases: Iterable[Case]) -> StageTruth:
    own = (case for case in cases if tier in (None, _tier(case)))
    complete = [wait for case in own for wait in _waits(case, stage) if wait.completed]
    return StageTruth(str(stage), tier, len(complete), _median(complete))


def _compares(delay: Planted, case: Case) -> bool:
    if delay.dimension is not Dimension.COURT:
        return True
    crown = not delay.value.endswith("-magistrates")
    return case.court_of(delay.stage).is_crown_court is crown


def _waits(case: Case, stage: Stage) -> list[Wait]:
    return [wait for wait in case.waits if wait.stage is stage]


def _median(waits: Sequence[Wait]) -> float | None:
    return round(median(wait.days for wait in waits), 2) if waits else None
