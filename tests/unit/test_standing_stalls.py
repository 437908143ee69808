"""A stall that release after release finds is one stall; one that was gone is another."""

from datetime import UTC, date, datetime, timedelta

import pytest

from made_releases import NOVEMBER, stall
from task_group.standing_stalls import SAME_WITHIN, StandingStall, followed

BEGAN = date(2026, 10, 5)
DECEMBER = datetime(2026, 12, 1, 6, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 6, tzinfo=UTC)


@pytest.fixture
def first() -> list[StandingStall]:
    """What stands in a first release, which finds one stall."""
    return followed([], [stall(BEGAN)], 1, NOVEMBER)


@pytest.mark.parametrize("apart", [-SAME_WITHIN, timedelta(0), SAME_WITHIN])
def test_the_next_release_finds_the_same_stall_a_few_weeks_apart(
    first: list[StandingStall], apart: timedelta
) -> None:
    (now,) = followed(first, [stall(BEGAN + apart)], 2, DECEMBER)

    assert (now.identity, now.first_made) == (first[0].identity, NOVEMBER)
    assert now.stall.since == BEGAN + apart


def test_it_stays_the_same_while_each_release_moves_its_beginning(
    first: list[StandingStall],
) -> None:
    second = followed(first, [stall(BEGAN + timedelta(weeks=4))], 2, DECEMBER)
    (third,) = followed(second, [stall(BEGAN + timedelta(weeks=8))], 3, JANUARY)

    assert third.identity == first[0].identity


@pytest.mark.parametrize("other", [stall(BEGAN + timedelta(weeks=5)), stall(BEGAN, place="harrow")])
def test_what_began_later_or_elsewhere_is_another(
    first: list[StandingStall], other: object
) -> None:
    (now,) = followed(first, [other], 2, DECEMBER)  # type: ignore[list-item]

    assert now.identity != first[0].identity
    assert now.first_made == DECEMBER


def test_what_a_release_did_not_have_is_new_in_the_next(first: list[StandingStall]) -> None:
    gone = followed(first, [], 2, DECEMBER)
    (again,) = followed(gone, [stall(BEGAN)], 3, JANUARY)

    assert again.identity != first[0].identity
