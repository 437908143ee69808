"""A wait that is there only because it lasted until another defendant's case was over."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest

from events.identifiers import Agency
from projections.store import Store
from task_group.counted_waits import count_waits

pytestmark = pytest.mark.platform

LAST = date(2025, 9, 30)
WAIT = {
    "victim": "victim-amira",
    "revision": 1,
    "case_id": "crime:met-police:1",
    "stage": "first-hearing",
    "waiting_on": "court",
    "started": "2025-03-03 10:00:00",
    "agency": "hmcts",
    "court": "snaresbrook",
    "borough": "E09000026",
    "offence": "robbery",
    "victim_kind": "person",
    "reported_by": "met-police",
    "first_known": "2025-03-03 10:00:00",
}
COMPLETED = {"ended": "2025-05-05 10:00:00", "end": "completed"}
RESUMED = {"resumed": "2025-06-06 11:00:00", "end": "open"}


@pytest.mark.parametrize("whole_since", [{}, {Agency.HMCTS: date(2020, 1, 1)}])
def test_it_is_as_old_as_it_is_and_counts_from_that_sentence_on(
    empty_store: Store, whole_since: Mapping[Agency, date]
) -> None:
    """Given a history that is whole or not, then no shorter wait of the kind would be there."""
    empty_store.insert(
        "intervals",
        [{**WAIT, **COMPLETED, "id": UUID(int=1)}, {**WAIT, **RESUMED, "id": UUID(int=2)}],
    )
    count_waits(empty_store, LAST, dict.fromkeys(Agency, LAST), whole_since)

    counted = empty_store.query("SELECT began, entered, until FROM counted_waits ORDER BY until")
    assert [tuple(each.values()) for each in counted] == [
        (date(2025, 3, 3), date(2025, 3, 2), date(2025, 5, 5)),
        (date(2025, 3, 3), date(2025, 6, 6), LAST),
    ]
