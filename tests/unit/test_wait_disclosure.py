"""What a cell shows of how long victims wait, and what it does not."""

import pytest

from task_group.cell_waits import CellWaits, Repeats
from task_group.disclosure import rounded_days, shown
from task_group.lattice import Breakdown, Cell
from task_group.release_figures import WaitFigure, WaitingShares
from task_group.wait_figures import wait_figure
from wait_days import ENDED_OTHERWISE, MOVED_ON, OPEN, WatchedWait, counts_of

HARROW = Cell(Breakdown.COURT, "harrow", "trial", "year")


def moved(number: int, day: int) -> list[WatchedWait]:
    return number * [WatchedWait(0, day, MOVED_ON)]


def closed(number: int, day: int) -> list[WatchedWait]:
    return number * [WatchedWait(0, day, ENDED_OTHERWISE)]


def waiting(number: int, day: int, first: int = 0) -> list[WatchedWait]:
    return number * [WatchedWait(first, day, OPEN)]


def figure(waits: list[WatchedWait], repeats: Repeats | None = None) -> WaitFigure:
    return wait_figure(HARROW, CellWaits(counts_of(waits), 0, repeats or Repeats()))


def by(day: int, waits: list[WatchedWait], repeats: Repeats | None = None) -> WaitingShares:
    [shares] = [shares for shares in figure(waits, repeats).shares if shares.day == day]
    return shares


@pytest.mark.parametrize(
    ("days", "shown"), [(12.4, 12), (103.6, 105), (-12.4, -12), (-103.6, -105), (-729, -730)]
)
def test_days_are_rounded_on_both_sides_of_london(days: float, shown: float) -> None:
    assert rounded_days(days) == shown


def test_where_enough_are_in_each_all_three_shares_are_shown() -> None:
    shares = by(30, moved(50, 12) + closed(20, 20) + waiting(30, 400))

    assert shares.waiting is not None
    assert shares.moved_on is not None
    assert shares.ended_otherwise is not None
    assert shares.waiting.value == 30
    assert shares.moved_on.value == 50
    assert shares.ended_otherwise.value == 20


@pytest.mark.parametrize(("still", "over"), [(9, 40), (40, 9)])
def test_a_share_with_fewer_than_10_on_one_side_is_not_shown(still: int, over: int) -> None:
    assert by(30, moved(over, 12) + waiting(still, 400)).waiting is None


def test_with_9_whose_cases_ended_otherwise_neither_end_is_shown() -> None:
    shares = by(30, moved(50, 12) + closed(9, 20) + waiting(41, 400))

    assert shares.waiting is not None
    assert (shares.moved_on, shares.ended_otherwise) == (None, None)


def test_nothing_is_shown_by_a_day_on_which_fewer_than_10_were_watched() -> None:
    waits = moved(50, 12) + closed(20, 20) + waiting(30, 80) + waiting(9, 400)

    assert by(30, waits).waiting is not None
    assert by(90, waits) == WaitingShares(day=90, waiting=None, moved_on=None, ended_otherwise=None)


def test_nothing_is_shown_after_a_gap_even_if_many_are_watched_again() -> None:
    """From 20 to 40 days nobody was watched: who came to an end then was not seen."""
    waits = moved(50, 12) + waiting(20, 20) + waiting(90, 400, first=40)

    assert by(90, waits).waiting is None
    assert figure(waits).median is not None


def test_nothing_is_estimated_where_none_was_watched_from_the_beginning() -> None:
    found = figure(waiting(90, 400, first=40))

    assert found.median is None
    assert found.median_over is None
    assert all(shares.waiting is None for shares in found.shares)


def test_a_median_has_10_on_each_side() -> None:
    shown = figure(moved(10, 7) + moved(2, 12) + waiting(10, 50)).median
    too_few_after = figure(moved(12, 7) + waiting(9, 50))

    assert shown is not None
    assert shown.value == 12
    assert too_few_after.median is None
    assert too_few_after.median_over is None


def test_where_more_than_half_still_wait_the_bound_is_one_they_have_passed() -> None:
    found = figure(moved(20, 7) + waiting(40, 119))

    assert found.median is None
    assert found.median_over == 115


def test_nothing_is_said_where_only_the_day_is_known_on_which_they_began() -> None:
    """Given ten of whom one is known for a day only, then no bound of 0 days is shown."""
    begun = figure(moved(1, 0) + waiting(9, 50))
    a_day_on = figure(moved(1, 1) + waiting(9, 50))

    assert (begun.median, begun.median_over) == (None, None)
    assert a_day_on.median_over == 1


def test_the_net_median_is_as_if_cases_that_ended_otherwise_went_on() -> None:
    found = figure(closed(40, 5) + moved(30, 10) + moved(15, 30) + waiting(15, 90))

    assert found.median is not None
    assert found.median.value == 10
    assert found.net_median is not None
    assert found.net_median.value == 10
    assert figure(closed(60, 5) + moved(15, 15) + waiting(15, 90)).net_median is not None


def test_an_interval_grows_where_its_days_are_rounded() -> None:
    waits = [wait for day in range(100) for wait in moved(3, day)] + waiting(20, 100)

    median = figure(waits).median

    assert median is not None
    assert median.value == 55
    assert median.low == 45
    assert median.high == 60


def test_ten_waits_of_one_person_are_not_ten() -> None:
    """One victim in three cases counts three times among the waits, and once among persons."""
    waits = moved(11, 12) + waiting(40, 400)
    thrice = Repeats(beyond_persons=2, most_of_a_person=3)

    assert by(30, waits).waiting is not None
    assert by(30, waits, thrice).waiting is None
    assert by(30, moved(12, 12) + waiting(40, 400), thrice).waiting is not None


def test_ten_victims_of_one_crime_are_not_ten_crimes() -> None:
    waits = moved(18, 12) + waiting(60, 400)
    pairs = Repeats(beyond_crimes=30, most_of_a_crime=2)

    assert by(30, waits, pairs).waiting is None
    assert by(30, moved(19, 12) + waiting(60, 400), pairs).waiting is not None


def test_counts_are_of_persons_cases_and_waits() -> None:
    repeats = Repeats(beyond_persons=2, most_of_a_person=3, beyond_crimes=5, most_of_a_crime=6)

    found = figure(moved(20, 5) + closed(11, 5) + waiting(30, 9), repeats)

    assert (found.waits, found.persons, found.cases) == (61, 59, 56)
    assert (found.moved_on, found.ended_otherwise, found.open) == (20, 11, 30)


def test_ten_are_shown_and_nine_are_not() -> None:
    assert [shown(count) for count in (9, 10, 11, 13)] == [None, 10, 10, 15]
