"""Two references that turn out to be one person between two releases: the next counts one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker_notes import london
from events.identifiers import Agency
from one_person_twice import MERGED, UNMERGED, of_two
from projections.projection_rows import changes_rows
from projections.store import Store
from pure_worker import PureWorker
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact
from store_copies import empty_store
from task_group.counted_waits import count_waits

pytestmark = pytest.mark.platform

LAST = date(2025, 5, 31)


class StoringWorker(PureWorker):
    """A worker whose changes the sink writes to a database."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    def happened(self, *facts: LoggedFact) -> None:
        for logged in facts:
            self.facts(logged)
        while self.waiting:
            self.take_merge_records()
        self.tick(london("2025-06-01 00:00"))

    def _project(self, changes: Changes) -> None:
        super()._project(changes)
        if rows := changes_rows(encode_changes(changes)).get("intervals"):
            self.store.insert("intervals", rows)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[StoringWorker]:
    with empty_store(tmp_path / "chdb") as store:
        yield StoringWorker(store)


def released(store: Store) -> list[tuple[str, int, int, int]]:
    """What a release counts: of each stage the persons, the crimes and the waits."""
    count_waits(store, LAST, dict.fromkeys(Agency, LAST), dict.fromkeys(Agency, date(2000, 1, 1)))
    rows = store.query(
        "SELECT stage, uniqExact(person) AS persons, uniqExact(crime) AS crimes, count() AS waits"
        " FROM counted_waits GROUP BY stage ORDER BY stage"
    )
    return [(row["stage"], row["persons"], row["crimes"], row["waits"]) for row in rows]


def test_who_was_counted_twice_is_counted_once_until_they_are_two_again(
    worker: StoringWorker,
) -> None:
    """Given the police's victim and Victim Support's, both of one crime, who are one person.

    Victim Support knew of the crime only after the arrest: there she waits from the arrest on.
    """
    police, support = of_two()
    worker.happened(*police, *support)
    two = released(worker.store)
    assert two == [("arrested", 2, 1, 2), ("reported", 1, 1, 1)]

    worker.happened(*MERGED)
    assert released(worker.store) == [("arrested", 1, 1, 1), ("reported", 1, 1, 1)]

    worker.happened(*UNMERGED)
    assert released(worker.store) == two
