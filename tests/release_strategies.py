"""Figures of releases as Hypothesis makes them up: any that a release could have."""

from collections.abc import Sequence
from datetime import date, timedelta

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


@st.composite
def cells(draw: st.DrawFn) -> dict[str, str]:
    """A cell of any breakdown, in the year or a quarter."""
    by = draw(st.sampled_from(Breakdown))
    return {
        "dimension": by,
        "place": draw(st.sampled_from(PLACES[by])) if PLACES[by] else "",
        "stage": draw(st.sampled_from(stages_of(by))),
        "period": draw(st.sampled_from([YEAR, QUARTER])),
    }


def _shares(day: int) -> st.SearchStrategy[WaitingShares]:
    share = st.none() | SHARES
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
    median = draw(st.none() | DAYS)
    over = draw(st.none() | st.integers(1, 2000)) if median is None else None
    return WaitFigure.model_validate(
        {
            **(cell or draw(cells())),
            **{name: draw(COUNTS) for name in names},
            "shares": [draw(_shares(day)) for day in days],
            "median": median,
            "median_over": over,
            "net_median": draw(st.none() | DAYS),
        }
    )


@st.composite
def comparisons(draw: st.DrawFn, cell: dict[str, str] | None = None) -> Comparison:
    """A comparison with any verdict; one that is told apart has its ratio."""
    verdict = draw(st.sampled_from(ComparisonVerdict))
    told_apart = verdict in (ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER)
    return Comparison.model_validate(
        {
            **(cell or draw(cells())),
            "verdict": verdict,
            "persons": draw(COUNTS),
            "ratio": draw(RATIOS if told_apart else st.none() | RATIOS),
            "excess_days": draw(st.none() | estimates(-90_000, 90_000)),
            "explained_by_court": draw(st.booleans()),
            "explained_by_boroughs": draw(st.lists(st.sampled_from(BOROUGHS), unique=True)),
            "compared_share": draw(st.none() | st.integers(1, 100)),
            "ratio_at_least": draw(st.booleans()),
        }
    )


@st.composite
def stalls(draw: st.DrawFn) -> Stall:
    """A stall that was noticed some weeks after it had begun."""
    since = date(2025, 1, 6) + timedelta(weeks=draw(st.integers(0, 40)))
    noticed = since + timedelta(weeks=draw(st.integers(0, 12)))
    figure = {
        "since": since,
        "noticed": noticed,
        "ratio": draw(RATIOS),
        "ratio_at_least": draw(st.booleans()),
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
            "verdict": draw(st.sampled_from(ComparisonVerdict)),
            "ratio": draw(st.none() | RATIOS),
        }
    )


@st.composite
def court_comparisons(draw: st.DrawFn) -> list[Comparison]:
    """Some courts in one stage, in their order; the name of none is part of another's."""
    where = {"dimension": Breakdown.COURT, "stage": Stage.TRIAL, "period": YEAR}
    courts = draw(st.lists(st.sampled_from(COURTS), unique=True, max_size=4))
    found = [draw(comparisons({**where, "place": court})) for court in courts]
    return in_order(found, draw(st.sampled_from(RankedBy)))


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
        stage=draw(st.sampled_from(["", Stage.TRIAL])),
        place="",
        period=YEAR,
        order=RankedBy.EXCESS,
        comparisons=compared,
        waits=[draw(wait_figures({**where, "place": court}, [90])) for court in COURTS[:3]],
        london=[draw(wait_figures({**london, "stage": each}, [90])) for each in _TWO],
        changed=QUARTER,
        changes=changes,
        stalls=draw(st.lists(stalls(), max_size=2)),
        interventions=draw(st.lists(interventions(), max_size=2)),
    )
