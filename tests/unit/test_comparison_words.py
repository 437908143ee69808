"""Sentences about comparisons have the numbers of their figure, and blame nobody for chance."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.case.course.stages import Stage
from release_strategies import (
    BOROUGHS,
    COURTS,
    RATIOS,
    comparisons,
    court_comparisons,
    estimates,
    interventions,
    stalls,
)
from sentence_numbers import days_named, numbers, plurals_are_right
from task_group.lattice import NOT_RECORDED, Breakdown
from task_group.release_figures import (
    Comparison,
    ComparisonVerdict,
    Estimate,
    Intervention,
    Stall,
)
from task_group.release_periods import YEAR
from web.comparison_words import (
    TOLD_APART,
    changed,
    excess,
    finding,
    finding_of_place,
    intervened,
    not_named,
    stalled,
    tally,
    times,
    title,
    why,
)
from web.lattice_words import place

TOLD = comparisons().filter(lambda each: each.verdict in TOLD_APART)


def a_court(court: str, verdict: ComparisonVerdict, ratio: float, **other: object) -> Comparison:
    given = {
        "dimension": Breakdown.COURT,
        "place": court,
        "stage": Stage.FIRST_HEARING,
        "period": YEAR,
        "verdict": verdict,
        "persons": 120,
        "ratio": Estimate(value=ratio, low=ratio - 0.5, high=ratio + 0.6),
        "excess_days": Estimate(value=3400, low=2900, high=4100),
        "explained_by_court": False,
    }
    return Comparison.model_validate(given | other)


def rounded(ratio: Estimate, *, at_least: bool = False) -> list[float]:
    """A ratio's numbers as a sentence has them: without an upper end where there is none."""
    places = 1 if ratio.value >= 2 else 2
    known = [ratio.value, ratio.low, *([] if ratio.high is None or at_least else [ratio.high])]
    return [float(f"{number:.{places}f}") for number in known]


def test_a_slow_court_is_named_with_how_much_and_why() -> None:
    slow = a_court("snaresbrook", ComparisonVerdict.SLOWER, 2.4)
    assert finding(Breakdown.COURT, [slow]) == (
        "Victims at Snaresbrook Crown Court waited 2.4 times (1.9 to 3.0) as long from first"
        " hearing to trial as London takes with the same mix of cases"
    )
    assert why(slow).endswith(
        "120 victims waited. Together they waited 3,400 more victim-days (2,900 to 4,100)"
        " than London would have taken for as many of them to stop waiting"
    )


def test_what_rests_on_fewer_than_can_be_counted_is_at_least_so_much() -> None:
    days = Estimate(value=3400, low=2900, high=None)
    slow = a_court(
        "snaresbrook", ComparisonVerdict.SLOWER, 2.4, ratio_at_least=True, excess_days=days
    )
    assert "waited at least 2.4 times (1.9 or more) as long" in title(slow)
    assert "waited at least 3,400 more victim-days (2,900 or more) than" in why(slow)


def test_what_its_court_explains_is_named_after_what_it_does_not() -> None:
    explained = a_court("harrow", ComparisonVerdict.SLOWER, 3.0, explained_by_court=True)
    slow = a_court("snaresbrook", ComparisonVerdict.SLOWER, 2.4)
    assert "Snaresbrook" in finding(Breakdown.COURT, [explained, slow])
    assert finding(Breakdown.COURT, [explained]).endswith(", which its courts explain")
    assert "Its courts explain it" in why(explained)


def test_a_unit_that_its_boroughs_explain_is_named_after_one_that_is_slow_itself() -> None:
    unit = {"dimension": Breakdown.BCU, "explained_by_boroughs": ["E09000029", "E09000008"]}
    explained = a_court("South", ComparisonVerdict.SLOWER, 3.0, **unit)
    slow = a_court("North East", ComparisonVerdict.SLOWER, 2.4, dimension=Breakdown.BCU)
    assert "command unit North East" in finding(Breakdown.BCU, [explained, slow])
    said = ", which its boroughs Croydon and Sutton explain"
    assert finding(Breakdown.BCU, [explained]).endswith(said)
    assert why(explained).endswith(
        "Its boroughs Croydon and Sutton explain it: its other boroughs are together not known to"
        " be slower"
    )
    assert changed(explained.model_copy(update={"period": "2026-Q3"})).endswith(said)


def test_where_courts_explain_that_a_place_waits_longer_it_says_so_though_it_is_not_named() -> None:
    alike = a_court("harrow", ComparisonVerdict.NOT_TOLD_APART, 1.1, explained_by_court=True)
    quick = a_court("harrow", ComparisonVerdict.QUICKER, 0.7, explained_by_court=True)
    said = "It looks slower until its courts are taken into account"
    assert not_named(alike) == f"1.10 times (0.60 to 1.70). {said}"
    assert why(quick).endswith(said)
    assert "explain" not in f"{finding_of_place([quick])} {why(quick)}"


@pytest.mark.parametrize(
    ("verdicts", "says"),
    [
        ([ComparisonVerdict.NOT_TOLD_APART], "No court can be told apart from London’s others"),
        ([ComparisonVerdict.NOT_COMPARABLE], "No court can be compared with London’s others"),
        ([], "No court can be compared with London’s others"),
        (
            [ComparisonVerdict.QUICKER, ComparisonVerdict.NOT_TOLD_APART],
            "No court is known to be slower than London’s others; some are quicker",
        ),
    ],
)
def test_where_none_is_slower_none_is_named(verdicts: list[ComparisonVerdict], says: str) -> None:
    courts = [a_court(court, each, 0.9) for court, each in zip(COURTS, verdicts, strict=False)]
    assert finding(Breakdown.COURT, courts) == says


@given(court_comparisons())
def test_only_a_slower_place_is_named(found: list[Comparison]) -> None:
    said = finding(Breakdown.COURT, found)
    named = {court for court in COURTS if place(Breakdown.COURT, court) in said}
    slower = {each.place for each in found if each.verdict is ComparisonVerdict.SLOWER}
    assert named <= slower
    assert bool(named) == bool(slower)


@given(TOLD)
def test_a_title_has_the_numbers_of_its_ratio(each: Comparison) -> None:
    assert each.ratio is not None
    said = title(each)
    assert numbers(said) == rounded(each.ratio, at_least=each.ratio_at_least)
    assert ("or more" in said) == (each.ratio.high is None or each.ratio_at_least)
    assert ("at least" in said) == each.ratio_at_least
    assert said[0].isupper()


@given(comparisons().filter(lambda each: each.verdict not in TOLD_APART))
def test_nothing_is_named_that_may_be_chance(each: Comparison) -> None:
    for words in (title, changed):
        with pytest.raises(ValueError, match="not told apart"):
            words(each)
    said = finding_of_place([each])
    assert said is not None
    assert "cannot be" in said
    assert numbers(said) == []
    alone = each.verdict is ComparisonVerdict.NOT_COMPARABLE
    unknown = alone and each.place == NOT_RECORDED
    assert ("too few of London’s others" in said) == (alone and not unknown)
    assert ("not recorded which" in said) == unknown


@given(TOLD)
def test_why_says_what_the_figure_has_and_no_more(each: Comparison) -> None:
    assert each.ratio is not None
    said = why(each)
    expected = rounded(each.ratio, at_least=each.ratio_at_least)
    expected += [] if each.persons is None else [each.persons]
    expected += numbers(excess(each.excess_days)) if each.excess_days else []
    expected += [] if each.compared_share is None else [each.compared_share]
    assert numbers(said) == expected
    is_slower = each.verdict is ComparisonVerdict.SLOWER
    assert ("courts explain" in said) == (each.explained_by_court and is_slower)
    assert ("until its courts" in said) == (each.explained_by_court and not is_slower)
    rest = said.removeprefix(title(each))
    named = {code for code in BOROUGHS if place(Breakdown.BOROUGH, code) in rest}
    assert named == set(each.explained_by_boroughs)
    assert plurals_are_right(said)


@given(estimates(-90_000, 90_000))
def test_an_excess_is_read_again_as_it_was(days: Estimate) -> None:
    said = excess(days)
    read = re.fullmatch(r"(\S+) (more|fewer) victim-days? \((.+)\)", said)
    assert read is not None
    sign = 1 if read[2] == "more" else -1
    assert sign * numbers(read[1])[0] == round(days.value)
    low, high = _interval(read[3], sign)
    assert (low, high) == (round(days.low), None if days.high is None else round(days.high))
    assert plurals_are_right(said)


def _interval(said: str, sign: int) -> tuple[float, float | None]:
    """The signed ends of an interval in words."""
    ends = numbers(said)
    if said.endswith("any number more"):
        return -ends[0], None
    if "fewer to" in said:
        return -ends[0], ends[1]
    if said.endswith("or more"):
        return ends[0], None
    low, high = sorted(sign * end for end in ends)
    return low, high


@given(RATIOS)
def test_a_ratio_has_two_decimals_below_2_and_one_above(ratio: Estimate) -> None:
    assert numbers(times(ratio)) == rounded(ratio)


@given(TOLD.filter(lambda each: each.period != YEAR))
def test_a_change_says_its_quarter(each: Comparison) -> None:
    assert each.ratio is not None
    said = changed(each)
    assert numbers(said) == [
        int(each.period[:4]),
        *rounded(each.ratio, at_least=each.ratio_at_least),
    ]
    assert said.startswith("In ")


@given(stalls())
def test_a_stall_says_its_weeks_and_how_much_longer(stall: Stall) -> None:
    said = stalled(stall)
    assert days_named(said) == [stall.since, stall.noticed]
    assert numbers(said.rpartition("Since then")[2]) == rounded(
        stall.ratio, at_least=stall.ratio_at_least
    )
    assert ("is at least" in said) == stall.ratio_at_least


@given(interventions())
def test_an_intervention_says_a_difference_only_where_there_is_one(each: Intervention) -> None:
    said = intervened(each)
    assert days_named(said) == [each.began]
    told_apart = each.verdict in TOLD_APART and each.ratio is not None
    rest = said.partition(": ")[2]
    assert numbers(rest) == (rounded(each.ratio) if told_apart and each.ratio else [])
    assert ("waited longer after" in rest) == (
        told_apart and each.verdict is ComparisonVerdict.SLOWER
    )


@given(st.lists(st.sampled_from(ComparisonVerdict), min_size=1, max_size=9))
def test_a_tally_counts_every_comparison(verdicts: list[ComparisonVerdict]) -> None:
    said = tally(Breakdown.COURT, [a_court("harrow", verdict, 1.1) for verdict in verdicts])
    assert numbers(said)[0] == len(verdicts) == sum(numbers(said)[1:])
