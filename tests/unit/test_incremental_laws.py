"""A worker takes fact after fact; what it has said comes to what the fold says of all of them."""

from datetime import date, timedelta

import pytest

from agencies.simulator import simulate
from events.clocks import london_day_after
from events.identifiers import Pseudonym, pseudonym
from processors.journey import fold
from pure_worker import Worker
from taken_in import KEY, counting, taken_in

ENDING = date(2026, 9, 30)


@pytest.mark.parametrize("seed", [1])
def test_what_simulated_agencies_deliver_is_said_as_the_fold_says_it(seed: int) -> None:
    """Given late, doubled and jumbled deliveries, corrections, merges, and a day's tick between."""
    deliveries = simulate(150, seed, ENDING, charged_share=0.8).deliveries
    worker, tomorrow = Worker(), deliveries[0].at
    for logged in taken_in(deliveries):
        while logged.received >= tomorrow:
            worker.tick(tomorrow)
            tomorrow += timedelta(days=1)
        if logged.victim:
            worker.fact(logged)
        while worker.waiting:
            worker.lend()
    worker.tick(london_day_after(ENDING))

    for reference, facts in counting(deliveries):
        victim = Pseudonym(pseudonym(reference, KEY))
        expected = fold(facts, london_day_after(ENDING)).rows
        assert worker.rows(victim) == expected, reference
