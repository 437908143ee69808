"""Figures of releases as Hypothesis makes them up: any that a release could have."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from example_release import QUARTER, header
from processors.case.course.stages import Stage
from task_group.comparison_order import RankedBy, in_order
from task_group.hotspot_answer import HotspotAnswer
from task_group.lattice import Breakdown
from task_group.lattice_places import PLACES, stages_of
from task_group.release_figures import (
    Comparison,
    ComparisonVerdict,
    Estimate,
    Intervention,
    Stall,
    WaitFigure,
    WaitingShares,
)
from task_group.release_periods import YEAR

_TWO = (Stage.CHARGED, Stage.TRIAL)
BOROUGHS = ("E09000008", "E09000017", "E09000029")
COURTS = ("snaresbrook", "harrow", "isleworth", "wood-green", "central-criminal-court")


def estimates(least: float, most: float) -> st.SearchStrategy[Estimate]:
    """An estimate in its interval, which may have no upper end."""
    ends = st.lists(st.floats(least, most), min_size=3, max_size=3).map(sorted)
    return st.builds(
        lambda three, is_open: Estimate(
            value=three[1], low=three[0], high=None if is_open else three[2]
        ),
        ends,
        st.booleans(),
    )


RATIOS = estimates(0.05, 20)
DAYS = estimates(0, 2000)
SHARES = estimates(0, 100)
COUNTS = st.none() | st.integers(1, 5000)

# Each is made once: to make a strategy, and to check it, takes longer than to draw from it.
_YES_OR_NO = st.booleans()
_VERDICTS = st.sampled_from(ComparisonVerdict)
_BREAKDOWNS = st.sampled_from(Breakdown)
_PERIODS = st.sampled_from([YEAR, QUARTER])
_SOME_RATIO, _SOME_DAYS, _SOME_SHARE = (st.none() | each for each in (RATIOS, DAYS, SHARES))
_SOME_EXCESS = st.none() | estimates(-90_000, 90_000)
_DAYS_EXCEEDED = st.none() | st.integers(1, 2000)
_PERCENT = st.none() | st.integers(1, 100)
_SOME_BOROUGHS = st.lists(st.sampled_from(BOROUGHS), unique=True)
_SOME_COURTS = st.lists(st.sampled_from(COURTS), unique=True, max_size=4)
_PLACES = {by: st.sampled_from(PLACES[by]) if PLACES[by] else st.just("") for by in Breakdown}
_STAGES = {by: st.sampled_from(stages_of(by)) for by in Breakdown}
_WEEKS, _FEW_WEEKS = st.integers(0, 40), st.integers(0, 12)
_ORDERS = st.sampled_from(RankedBy)
_STAGE_ASKED = st.sampled_from(["", Stage.TRIAL])


@st.composite
def cells(draw: st.DrawFn) -> dict[str, str]:
    """A cell of any breakdown, in the year or a quarter."""
    by = draw(_BREAKDOWNS)
    return {
        "dimension": by,
        "place": draw(_PLACES[by]),
        "stage": draw(_STAGES[by]),
        "period": draw(_PERIODS),
    }


@cache
def _shares(day: int) -> st.SearchStrategy[WaitingShares]:
    share = _SOME_SHARE
    return st.builds(
        WaitingShares, day=st.just(day), waiting=share, moved_on=share, ended_otherwise=share
    )


@st.composite
def wait_figures(
    draw: st.DrawFn,
    cell: dict[str, str] | None = None,
    days: Sequence[int] = (30, 90, 180, 365),
) -> WaitFigure:
    """A wait's figure: its median, or how many days it exceeds, or neither."""
    names = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")
    median = draw(_SOME_DAYS)
    over = draw(_DAYS_EXCEEDED) if median is None else None
    return WaitFigure.model_validate(
        {
            **(cell or draw(cells())),
            **{name: draw(COUNTS) for name in names},
            "shares": [draw(_shares(day)) for day in days],
            "median": median,
            "median_over": over,
            "net_median": draw(_SOME_DAYS),
        }
    )


@st.composite
def comparisons(draw: st.DrawFn, cell: dict[str, str] | None = None) -> Comparison:
    """A comparison with any verdict; one that is told apart has its ratio."""
    verdict = draw(_VERDICTS)
    told_apart = verdict in (ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER)
    return Comparison.model_validate(
        {
            **(cell or draw(cells())),
            "verdict": verdict,
            "persons": draw(COUNTS),
            "ratio": draw(RATIOS if told_apart else _SOME_RATIO),
            "excess_days": draw(_SOME_EXCESS),
            "explained_by_court": draw(_YES_OR_NO),
            "explained_by_boroughs": draw(_SOME_BOROUGHS),
            "compared_share": draw(_PERCENT),
            "ratio_at_least": draw(_YES_OR_NO),
        }
    )


@st.composite
def stalls(draw: st.DrawFn) -> Stall:
    """A stall that was noticed some weeks after it had begun."""
    since = date(2025, 1, 6) + timedelta(weeks=draw(_WEEKS))
    noticed = since + timedelta(weeks=draw(_FEW_WEEKS))
    figure = {
        "since": since,
        "noticed": noticed,
        "ratio": draw(RATIOS),
        "ratio_at_least": draw(_YES_OR_NO),
    }
    return Stall.model_validate(draw(cells()) | figure)


@st.composite
def interventions(draw: st.DrawFn) -> Intervention:
    """An intervention with any verdict."""
    return Intervention.model_validate(
        draw(cells())
        | {
            "id": "one",
            "kind": "more-sitting-days",
            "began": date(2025, 4, 7),
            "verdict": draw(_VERDICTS),
            "ratio": draw(_SOME_RATIO),
        }
    )


@st.composite
def court_comparisons(draw: st.DrawFn) -> list[Comparison]:
    """Some courts in one stage, in their order; the name of none is part of another's."""
    where = {"dimension": Breakdown.COURT, "stage": Stage.TRIAL, "period": YEAR}
    courts = draw(_SOME_COURTS)
    found = [draw(comparisons({**where, "place": court})) for court in courts]
    return in_order(found, draw(_ORDERS))


_TWO_STALLS = st.lists(stalls(), max_size=2)
_TWO_INTERVENTIONS = st.lists(interventions(), max_size=2)


@st.composite
def answers(draw: st.DrawFn) -> HotspotAnswer:
    """An answer about courts, with whatever figures."""
    compared = draw(court_comparisons())
    where = {"dimension": Breakdown.COURT, "stage": Stage.TRIAL, "period": YEAR}
    london = {"dimension": Breakdown.STAGE, "place": "", "period": YEAR}
    changes = [each.model_copy(update={"period": QUARTER}) for each in compared]
    return HotspotAnswer(
        release=header(),
        by=Breakdown.COURT,
        stage=draw(_STAGE_ASKED),
        place="",
        period=YEAR,
        order=RankedBy.EXCESS,
        comparisons=compared,
        waits=[draw(wait_figures({**where, "place": court}, [90])) for court in COURTS[:3]],
        london=[draw(wait_figures({**london, "stage": each}, [90])) for each in _TWO],
        changed=QUARTER,
        changes=changes,
        stalls=draw(_TWO_STALLS),
        interventions=draw(_TWO_INTERVENTIONS),
    )
