"""Sentences about waits have the numbers of their figure; what is withheld says nothing."""

from hypothesis import given
from hypothesis import strategies as st

from processors.case.course.stages import Stage
from release_strategies import DAYS, SHARES, wait_figures
from sentence_numbers import numbers, plurals_are_right
from task_group.lattice import Breakdown
from task_group.release_figures import Estimate, WaitFigure
from task_group.release_periods import YEAR
from web.lattice_words import span, victims_of
from web.wait_statements import (
    WITHHELD,
    came_where,
    days,
    half,
    longest,
    median,
    net_median,
    of_one_stage,
    share,
)


def rounded(estimate: Estimate) -> list[float]:
    known = [estimate.value, estimate.low, *([] if estimate.high is None else [estimate.high])]
    return [round(number) for number in known]


def in_london(stage: Stage, low: float | None, high: float | None) -> WaitFigure:
    """A stage of London with the interval of its median, or with more than 365 days."""
    found = None if low is None else Estimate(value=low, low=low, high=high)
    names = ("persons", "cases", "waits", "open", "moved_on", "ended_otherwise", "revised")
    return WaitFigure.model_validate(
        {
            **{"dimension": Breakdown.STAGE, "place": "", "stage": stage, "period": YEAR},
            **dict.fromkeys(names, 100),
            "shares": [],
            "median": found,
            "median_over": None if found else 365,
            "net_median": None,
        }
    )


def test_the_longest_stage_is_named_where_it_can_be_told_apart() -> None:
    short, long = in_london(Stage.CHARGED, 20, 30), in_london(Stage.TRIAL, 85, 95)
    assert longest([short, long]) == (
        "Victims wait longest from trial to verdict: half no longer waited after 85 days (85 to 95)"
    )


def test_stages_whose_intervals_meet_are_not_told_apart() -> None:
    some = [in_london(stage, 80, 95) for stage in (Stage.TRIAL, Stage.CHARGED)]
    assert longest([*some, in_london(Stage.REFERRED, 5, 9)]) == (
        "Victims wait longest from trial to verdict and from charge to first hearing, which cannot"
        " be told apart"
    )


def test_a_stage_in_which_half_still_wait_is_longer_than_its_bound() -> None:
    stalled = in_london(Stage.FIRST_HEARING, None, None)
    assert longest([in_london(Stage.TRIAL, 85, 95), stalled]) == (
        "Victims wait longest from first hearing to trial: more than half still waited after 365"
        " days"
    )


def test_where_many_stages_may_be_the_longest_it_says_where_most_wait() -> None:
    alike = [in_london(stage, 80, 95) for stage in (Stage.TRIAL, Stage.CHARGED, Stage.REFERRED)]
    assert longest(alike) == "It cannot be told in which stage victims wait longest"

    most = alike[1].model_copy(update={"persons": 650})
    assert longest([alike[0], most, alike[2]]) == (
        "650 victims waited from charge to first hearing, more than in any other stage shown:"
        " half no longer waited after 80 days (80 to 95)"
    )


@given(st.lists(wait_figures(), max_size=6))
def test_the_longest_is_one_that_no_other_can_exceed(figures: list[WaitFigure]) -> None:
    said = longest(figures)
    if not any(half(each) for each in figures):
        assert "Too few" in said
    assert plurals_are_right(said)


@given(wait_figures())
def test_half_is_said_of_the_median_or_of_its_bound(figure: WaitFigure) -> None:
    said = half(figure)
    if figure.median is not None:
        assert said is not None
        assert numbers(said) == rounded(figure.median)
        assert "more than" not in said
        assert numbers(median(figure)) == rounded(figure.median)
    elif figure.median_over is not None:
        assert said is not None
        assert "more than half" in said
        assert numbers(said) == [figure.median_over]
        assert numbers(median(figure)) == [figure.median_over]
    else:
        assert said is None
        assert median(figure) == WITHHELD
    assert plurals_are_right(said or "")


@given(wait_figures())
def test_a_finding_of_one_stage_says_what_its_median_says(figure: WaitFigure) -> None:
    said = of_one_stage(figure)
    known = half(figure)
    assert numbers(said) == numbers(known or "")
    assert said.startswith("Too few ") == (known is None)
    assert span(figure.stage) in said


@given(wait_figures(), st.sampled_from([30, 90, 180, 365]))
def test_where_they_came_is_said_where_no_share_is_withheld(figure: WaitFigure, day: int) -> None:
    said = came_where(figure, day)
    (found,) = [shares for shares in figure.shares if shares.day == day]
    shares = [found.waiting, found.moved_on, found.ended_otherwise]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        assert said is None
        return
    assert said is not None
    assert numbers(said) == [day, *(number for share in known for number in rounded(share))]
    assert victims_of(figure.dimension, figure.place) in said


@given(st.none() | SHARES)
def test_a_share_is_said_with_its_interval_or_withheld(estimate: Estimate | None) -> None:
    said = share(estimate)
    assert (said == WITHHELD) == (estimate is None)
    assert numbers(said) == (rounded(estimate) if estimate else [])


@given(DAYS)
def test_days_have_their_interval(estimate: Estimate) -> None:
    said = days(estimate)
    assert numbers(said) == rounded(estimate)
    assert ("or more" in said) == (estimate.high is None)
    assert plurals_are_right(said)


@given(wait_figures())
def test_a_net_median_is_said_where_it_is_known(figure: WaitFigure) -> None:
    assert numbers(net_median(figure)) == (rounded(figure.net_median) if figure.net_median else [])
