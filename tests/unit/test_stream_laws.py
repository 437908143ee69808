"""A worker takes facts, one by one or as many as wait; what it has said comes to what the fold says
of all of them.
"""

from datetime import date, datetime, timedelta

import pytest

from events.clocks import london_day_after
from events.identifiers import Agency, Pseudonym, pseudonym
from processors.fold.journey import fold
from pure_worker import PureWorker
from record_strategies import timing_of
from schemas.alert_policy import AlertPolicy
from schemas.log_records import LoggedFact
from schemas.ticks import Tick
from simulated_intake import KEY, counting, taken_in
from simulator import simulate

ENDING = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("cases", "seed", "most", "days"),
    [
        (8, 3, 3, 7),
        pytest.param(150, 1, 1, 1, marks=pytest.mark.simulation),
        pytest.param(150, 2, 400, 30, marks=pytest.mark.simulation),
    ],
)
def test_what_simulated_agencies_deliver_is_said_as_the_fold_says_it(
    cases: int, seed: int, most: int, days: int
) -> None:
    """Given late, doubled and jumbled deliveries, corrections, merges, ticks every so many days,
    and at most so many facts that wait for the worker.
    """
    deliveries = simulate(cases, seed, ENDING, charged_share=0.8).deliveries
    worker, tick_at, told = PureWorker(), deliveries[0].at, list[Tick]()
    waiting: list[LoggedFact] = []
    for logged in taken_in(deliveries):
        if logged.received >= tick_at or len(waiting) == most:
            _take(worker, waiting)
            waiting.clear()
        while logged.received >= tick_at:
            told.append(Tick(tick_at, _policy(tick_at)))
            worker.tick(tick_at, told[-1].policy)
            tick_at += timedelta(days=days)
        waiting.append(logged)
    _take(worker, waiting)
    worker.tick(london_day_after(ENDING))

    for reference, facts in counting(deliveries):
        victim = Pseudonym(pseudonym(reference, KEY))
        expected = fold(facts, london_day_after(ENDING), timing_of(told)).rows
        assert worker.rows(victim) == expected, reference


def _policy(at: datetime) -> AlertPolicy:
    """Another one each month: how long people are waited for is not the same all year."""
    return AlertPolicy(
        timedelta(minutes=at.month), ((Agency.MET_POLICE, timedelta(hours=at.month)),)
    )


def _take(worker: PureWorker, facts: list[LoggedFact]) -> None:
    worker.facts(*facts)
    worker.take_all_merge_records()
