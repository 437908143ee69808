"""What a flow comes to, by cases counted by hand."""

import pytest

from task_group.flow_rates import a_month, clearance, to_clear


@pytest.mark.parametrize(
    ("came_in", "went_out", "per_cent"),
    [(200, 150, 75.0), (150, 150, 100.0), (80, 120, 150.0), (7, 0, 0.0), (0, 12, None)],
)
def test_clearance_is_what_went_out_for_every_hundred_that_came_in(
    came_in: int, went_out: int, per_cent: float | None
) -> None:
    assert clearance(came_in, went_out) == per_cent


def test_a_month_is_a_twelfth_of_a_year_whatever_the_period() -> None:
    assert a_month(1200, days=365) == 100
    assert a_month(300, days=92) == pytest.approx(99.18, abs=0.01)


@pytest.mark.parametrize(
    ("at_end", "came_in", "days", "a_month_out"),
    [
        (1200, 1200, 365, 200),  # 100 for those that stand, 100 for those that come
        (0, 1200, 365, 100),  # nothing stands: as many out as in
        (2313, 0, 365, 193),  # nothing comes: 192.75, and no case is cleared by quarters
        (120, 90, 90, 41),  # a quarter: 10 and 30.4
        (0, 0, 365, 0),
    ],
)
def test_what_it_takes_to_clear_in_twelve_months(
    at_end: int, came_in: int, days: int, a_month_out: int
) -> None:
    assert to_clear(at_end, came_in, days) == a_month_out


def test_at_that_rate_nothing_stands_after_twelve_months_and_at_one_less_something_does() -> None:
    stands, came_in = 2313, 1980
    rate = to_clear(stands, came_in, days=365)

    assert stands + came_in - 12 * rate <= 0 < stands + came_in - 12 * (rate - 1)
