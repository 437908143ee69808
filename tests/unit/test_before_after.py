"""Before and after an intervention, in worlds whose truth is known."""

import numpy as np

from task_group.before_after import TimeChange, time_change

WEEKS, FIRST = 104, 80


def _changed(seed: int, *, quicker: float = 1.0, all_slower: float = 1.0) -> TimeChange:
    random = np.random.default_rng(seed)
    expected = np.full((12, WEEKS), 15.0)
    truth = expected * random.uniform(0.6, 1.4, (12, 1))
    truth[:, FIRST:] /= all_slower
    truth[0, FIRST:] *= quicker
    ends = random.poisson(truth).astype(float)
    change = time_change(ends[0], expected[0], FIRST, (ends[1:], expected[1:]))
    assert change is not None
    return change


def test_what_became_quicker_is_seen_though_all_of_london_became_slower() -> None:
    changes = [_changed(seed, quicker=1.5, all_slower=1.3) for seed in range(20)]
    assert sum(each.low <= 1 / 1.5 <= each.high for each in changes) >= 17
    assert sum(each.chance < 0.05 and each.ratio < 1 for each in changes) >= 17


def test_where_nothing_changed_chance_explains_it_as_often_as_stated() -> None:
    worlds = 200
    sure = sum(_changed(seed).chance < 0.05 for seed in range(worlds))
    assert sure / worlds <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / worlds)


def test_too_few_ends_or_untouched_places_are_no_comparison() -> None:
    ends = np.full((4, WEEKS), 5.0)
    assert time_change(ends[0], ends[0], FIRST, (ends[1:], ends[1:])) is not None
    assert time_change(ends[0], ends[0], FIRST, (ends[2:], ends[2:])) is None
    assert time_change(ends[0], ends[0], WEEKS - 1, (ends[1:], ends[1:])) is None
    assert time_change(ends[0], ends[0], 0, (ends[1:], ends[1:])) is None
    assert time_change(ends[0], ends[0], -5, (ends[1:], ends[1:])) is None
