"""Open cases that are published with their beginnings at go-live do not look like delay."""

import pytest

from task_group.aalen_johansen import WaitCurve
from wait_days import MOVED_ON, OPEN, WatchedWait, counts_of

GO_LIVE, LAST = 1_500, 1_865
"""Days since the first case began."""

EACH_DAY = 40
TRUE_MEDIAN = 178


def _lasts(number: int) -> int:
    """The same lengths among the cases of each day: half of them are over after 178 days."""
    share_over = (number + 0.5) / EACH_DAY
    halves = [TRUE_MEDIAN * share_over / 0.5, TRUE_MEDIAN + 700 * (share_over - 0.5)]
    return int(halves[0] if share_over <= 0.5 else halves[1])


def _published(*, watched_from_go_live: bool) -> list[WatchedWait]:
    waits = []
    for began in range(LAST):
        for number in range(EACH_DAY):
            over = began + _lasts(number)
            if over <= GO_LIVE and began < GO_LIVE:
                continue  # it was over before anybody published here
            first = max(0, GO_LIVE + 1 - began) if watched_from_go_live else 0
            end = OPEN if over > LAST else MOVED_ON
            waits.append(WatchedWait(first, min(over, LAST) - began, end))
    return waits


@pytest.fixture(scope="module")
def naive() -> float:
    median = WaitCurve(counts_of(_published(watched_from_go_live=False))).median()
    assert median is not None
    return median.value


def test_counted_from_their_beginnings_they_make_the_wait_look_long(naive: float) -> None:
    assert naive > 1.3 * TRUE_MEDIAN


def test_counted_from_go_live_on_they_give_the_truth(naive: float) -> None:
    curve = WaitCurve(counts_of(_published(watched_from_go_live=True)))

    median = curve.median()

    assert median is not None
    assert median.value == pytest.approx(TRUE_MEDIAN, rel=0.03)
    assert curve.waiting[90] == pytest.approx(1 - 90 / TRUE_MEDIAN / 2, abs=0.02)
