"""Comparisons in simulated worlds: planted delays are found, shuffled labels name nobody."""

from collections.abc import Iterator
from random import Random

import pytest

from bench.compared_world import PERIODS, Wait, filled, shuffled, simulated_waits
from bench.named_slower import anybody_named, named_slower
from projections.store import Store
from store_copies import empty_store
from task_group.comparisons import changes, comparisons

pytestmark = [pytest.mark.platform, pytest.mark.simulation]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("worlds") / "chdb") as store:
        yield store


@pytest.fixture(scope="module")
def waits(store: Store) -> list[Wait]:
    return simulated_waits(store, 1_000, 1, charged_share=0.8)


def test_planted_delays_are_among_the_first(store: Store, waits: list[Wait]) -> None:
    """Given five planted delays, then at least three stand among the first of their list."""
    named = named_slower(store, waits)

    assert named.first >= 3
    assert named.others <= 1


def test_where_labels_are_shuffled_nobody_is_named(store: Store, waits: list[Wait]) -> None:
    """Given six worlds in which nothing differs, then one at most names anybody."""
    worlds = [fill_and_compare(store, shuffled(waits, Random(seed))) for seed in range(6)]

    assert sum(worlds) <= 1


def fill_and_compare(store: Store, waits: list[Wait]) -> bool:
    with filled(store, waits) as shown:
        of_year = comparisons(store, shown, PERIODS[:1])
        return anybody_named(of_year + changes(store, shown, PERIODS[1:2]))
