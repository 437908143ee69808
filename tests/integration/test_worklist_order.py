"""In which order a worklist has what is due, by rows of its own table alone."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from caseworkers.urgency import Urgency
from caseworkers.worklist import AlertQuery, worklist, worklist_victims
from projections.store import Store
from schemas.alert_row import AlertKind, AlertState

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
TOMORROW, NEXT_DAYS = date(2025, 3, 11), date(2025, 3, 12)

pytestmark = pytest.mark.platform


def _alert(number: int, due: date, *, enhanced: bool) -> dict[str, Any]:
    return {
        "victim": f"victim-{number}",
        "id": UUID(int=number),
        "revision": 1,
        "is_deleted": 0,
        "case_id": "crime:met-police:1",
        "kind": AlertKind.DUE_SOON,
        "state": AlertState.RAISED,
        "obligation": UUID(int=100 + number),
        "rule": "R6.1",
        "agency": "met-police",
        "due_on": due,
        "raised": "2025-03-10 00:00:00",
        "enhanced": enhanced,
    }


def test_enhanced_rights_come_first_among_what_is_due_tomorrow(empty_store: Store) -> None:
    rows = [
        _alert(1, NEXT_DAYS, enhanced=True),
        _alert(2, TOMORROW, enhanced=False),
        _alert(3, TOMORROW, enhanced=True),
    ]
    empty_store.insert("alerts", rows)

    found = worklist(empty_store, NOW).alerts
    by_victim = worklist_victims(empty_store, NOW, AlertQuery()).page

    expected = ["victim-3", "victim-2", "victim-1"]
    assert [alert.victim for alert in found] == list(by_victim) == expected
    assert [alert.urgency for alert in found[:2]] == [Urgency.DUE_NOW] * 2
