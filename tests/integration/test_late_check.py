"""What is late is counted twice, and a difference is seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest

import example_journeys
from caseworkers.late_check import late_check
from events.clocks import london_midnight
from projections.store import Store

NOW = example_journeys.NOW

pytestmark = pytest.mark.platform

Row = dict[str, Any]


def one(store: Store, table: str, where: str) -> Row:
    """The first of some rows."""
    (row,) = store.query(f"SELECT * FROM {table} FINAL WHERE {where} ORDER BY id LIMIT 1")
    return row


@contextmanager
def planted(store: Store, table: str, row: Row, **changes: object) -> Iterator[None]:
    """The row is another for a while, as if the stream had got it wrong."""
    newest = store.query(f"SELECT max(revision) AS n FROM {table}")[0]["n"]
    store.insert(table, [{**row, **changes, "revision": newest + 1}])
    yield
    store.insert(table, [{**row, "revision": newest + 2}])


def test_of_journeys_as_the_stream_folds_them_nothing_differs(store: Store) -> None:
    found = late_check(store, NOW)
    assert found.by_tables == found.by_alerts > 0
    assert found.in_words.endswith("difference: 0")


def test_the_victims_own_time_limits_are_nobodys_to_be_late_with(store: Store) -> None:
    """Nobody is alerted to them, however long they are over."""
    late = one(store, "obligations", "state = 'breached'")
    before = late_check(store, NOW)
    with planted(store, "obligations", late, agency=None):
        assert late_check(store, NOW).by_tables == before.by_tables - 1


def test_a_late_duty_without_its_alert_is_named(store: Store, api: httpx.Client) -> None:
    before = late_check(store, NOW)
    lost = one(store, "alerts", "kind = 'late' AND state = 'raised'")
    with planted(store, "alerts", lost, is_deleted=1):
        found = late_check(store, NOW)
        answer = api.get("/api/late-check")

    assert (found.by_tables, found.by_alerts) == (before.by_tables, before.by_alerts - 1)
    assert (found.difference, found.duties_without_alert) == (1, [lost["obligation"]])
    assert answer.json()["duties_without_alert"] == [str(lost["obligation"])]
    assert lost["victim"] not in answer.text


def test_an_alert_of_a_duty_that_was_done_is_named(store: Store) -> None:
    ended = one(store, "alerts", "kind = 'late' AND state = 'resolved'")
    with planted(store, "alerts", ended, state="raised", closed=None):
        found = late_check(store, NOW)
    assert (found.difference, found.alerts_without_duty) == (1, [ended["obligation"]])
    assert found.duties_without_alert == []


@pytest.mark.parametrize("state", ["pending", "acknowledged", "snoozed", "closed"])
def test_a_duty_is_late_whatever_people_did_with_its_alert(store: Store, state: str) -> None:
    """Also before they are told of it."""
    late = one(store, "alerts", "kind = 'late' AND state = 'raised'")
    with planted(store, "alerts", late, state=state):
        assert late_check(store, NOW).difference == 0


def test_what_fell_due_at_the_midnight_just_passed_is_in_neither_set(store: Store) -> None:
    """The tick that makes it late may be on its way; some minutes later it is a difference."""
    duty = one(store, "obligations", "state = 'open' AND agency IS NOT NULL")
    midnight = london_midnight(NOW.date() + timedelta(days=1))
    at_once, later = (midnight + timedelta(minutes=each) for each in (1, 6))
    with planted(store, "obligations", duty, due_on=NOW.date()):
        assert duty["id"] not in late_check(store, at_once).duties_without_alert
        assert duty["id"] in late_check(store, later).duties_without_alert
