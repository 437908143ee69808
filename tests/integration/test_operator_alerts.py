"""What an agency's operators are alerted to, and when that is over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import orjson
import pytest

from agencies.operator_alerts import OperatorAlert, operator_alerts
from events.identifiers import Agency
from example_journeys import NOW
from example_server import served
from golden import ACCEPTED
from notifier.faults import LeftOutKind
from notifier.notifier_counts import LeftOut, NotifierCounts
from projections.projection_rows import log_rows, pause_rows, refusal_rows
from projections.store import Store
from schemas.cloudevents import decode
from schemas.intake_pauses import Paused, PauseRecord, Resumed, encode_pause
from schemas.log_records import LoggedFact
from schemas.refusal import Reason
from schemas.rejected_records import RejectedRecord
from store_copies import empty_store
from web.page_faults import PageFault

pytestmark = pytest.mark.platform

EVENT = decode(ACCEPTED["suspect-arrested.v1.ordinary"])
MET = EVENT.agency
TODAY = NOW.replace(hour=8)
"""A Monday."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with empty_store(tmp_path / "chdb") as store:
        yield store


def refused(
    store: Store,
    offset: int,
    at: datetime,
    name: str | None = None,
    reason: Reason = Reason.INVALID,
) -> None:
    """An event was refused; without a name nobody can say which it was."""
    value = orjson.dumps({"source": EVENT.source, "id": name}) if name else b"not JSON"
    record = RejectedRecord(MET, offset, reason, (), 0, offset, at, None, value, ())
    for table, rows in refusal_rows(record).items():
        store.insert(table, rows)


def accepted(store: Store, name: str, at: datetime, number: int | None = None) -> None:
    event = replace(EVENT, id=name, sequence=number)
    for table, rows in log_rows(LoggedFact.accepted(event, None, at).written).items():
        store.insert(table, rows)


def said(store: Store, offset: int, at: datetime, pause: PauseRecord) -> None:
    for table, rows in pause_rows(MET.encode(), encode_pause(pause), offset, at).items():
        store.insert(table, rows)


def asked(store: Store, now: datetime = NOW) -> list[OperatorAlert]:
    return operator_alerts(store, now)


def test_refusals_of_one_reason_within_a_working_day_are_one_alert(store: Store) -> None:
    for offset, reason in enumerate([Reason.INVALID, Reason.INVALID, Reason.WRONG_KEY]):
        refused(store, offset, TODAY + timedelta(minutes=offset), f"e{offset}", reason)

    found = {alert.about: alert for alert in asked(store)}

    assert {reason: alert.count for reason, alert in found.items()} == {
        "invalid": 2,
        "wrong-key": 1,
    }
    assert {alert.state for alert in found.values()} == {"raised"}
    assert found["invalid"].since == TODAY


def test_what_came_at_the_week_end_is_of_the_friday(store: Store) -> None:
    for offset, days in enumerate([3, 2, 1, 0]):
        refused(store, offset, TODAY - timedelta(days=days), f"e{offset}")
    assert [alert.count for alert in asked(store)] == [3, 1]


def test_it_is_over_when_all_that_was_refused_is_accepted(store: Store) -> None:
    refused(store, 0, TODAY, "first")
    refused(store, 1, TODAY, "second")
    (before,) = asked(store)
    accepted(store, "first", TODAY + timedelta(hours=1))
    (half,) = asked(store)
    accepted(store, "second", TODAY + timedelta(hours=2))
    (after,) = asked(store)

    assert (half.state, half.resolved_at) == ("raised", None)
    assert (after.state, after.resolved_at) == ("resolved", TODAY + timedelta(hours=2))
    assert before.id == half.id == after.id


def test_more_of_the_same_day_is_the_same_alert(store: Store) -> None:
    refused(store, 5, TODAY, "first")
    (before,) = asked(store)
    refused(store, 4, TODAY - timedelta(minutes=1), "earlier")
    (after,) = asked(store)
    assert (before.id, before.count + 1) == (after.id, after.count)


def test_another_agencys_event_of_that_id_mends_nothing(store: Store) -> None:
    refused(store, 0, TODAY, "first")
    accepted(store, "another", TODAY)
    assert [alert.state for alert in asked(store)] == ["raised"]


def test_what_nobody_can_know_again_is_over_after_a_quiet_working_day(store: Store) -> None:
    """Refused on Friday; the Monday is over, and nothing like it came."""
    friday = TODAY - timedelta(days=3)
    refused(store, 0, friday, reason=Reason.NOT_JSON)
    monday_night = NOW.replace(hour=22, minute=59)
    assert [alert.state for alert in asked(store, monday_night)] == ["raised"]
    (over,) = asked(store, monday_night + timedelta(hours=1))
    assert over.resolved_at == NOW.replace(hour=23, minute=0, second=0, microsecond=0)

    refused(store, 1, TODAY, reason=Reason.NOT_JSON)
    states = [alert.state for alert in asked(store, monday_night + timedelta(hours=1))]
    assert states == ["raised", "raised"]


def test_a_pause_is_over_when_intake_goes_on_and_the_next_is_another(store: Store) -> None:
    said(store, 0, TODAY, Paused(refused=26, events=50))
    said(store, 1, TODAY + timedelta(seconds=5), Paused(refused=27, events=50))
    (standing,) = asked(store)
    assert (standing.kind, standing.since, standing.count) == ("paused", TODAY, 26)

    said(store, 2, TODAY + timedelta(hours=1), Resumed())
    said(store, 3, TODAY + timedelta(hours=2), Paused(refused=30, events=50))
    first, second = sorted(asked(store), key=lambda alert: alert.since)
    assert (first.id, first.resolved_at) == (standing.id, TODAY + timedelta(hours=1))
    assert (second.state, second.since) == ("raised", TODAY + timedelta(hours=2))


def test_missing_numbers_are_over_when_they_came(store: Store) -> None:
    accepted(store, "1", TODAY, 1)
    accepted(store, "5", TODAY + timedelta(minutes=10), 5)
    (before,) = asked(store)
    accepted(store, "3", TODAY + timedelta(minutes=30), 3)
    (half,) = asked(store)
    for number in (2, 4):
        accepted(store, str(number), TODAY + timedelta(hours=number), number)
    (after,) = asked(store)

    assert (before.kind, before.about, before.count) == ("missing-numbers", EVENT.source, 3)
    assert before.since == TODAY + timedelta(minutes=10)
    assert half.state == "raised"
    assert (after.state, after.resolved_at) == ("resolved", TODAY + timedelta(hours=4))
    assert before.id == half.id == after.id
    assert before.count == half.count == after.count


def test_numbers_that_come_in_another_order_within_a_moment_are_not_missing(store: Store) -> None:
    for seconds, number in enumerate([3, 1, 2]):
        accepted(store, str(number), TODAY + timedelta(seconds=seconds), number)
    assert asked(store) == []


def test_what_is_over_stays_for_a_week(store: Store) -> None:
    refused(store, 0, TODAY, "first")
    accepted(store, "first", TODAY)
    assert len(asked(store, TODAY + timedelta(days=6))) == 1
    assert asked(store, TODAY + timedelta(days=8)) == []


def test_pages_and_api_show_what_to_do_first(store: Store) -> None:
    refused(store, 0, TODAY, "first")
    said(store, 0, TODAY, Paused(refused=26, events=50))
    accepted(store, "1", TODAY, 1)
    accepted(store, "3", TODAY, 3)
    with served(store) as url, httpx.Client(base_url=url, timeout=60) as client:
        answer = client.get("/api/operator-alerts").json()
        own = client.get(f"/agencies/{MET}").text
        others = client.get("/agencies/cps").text
        operators = client.get("/operators").text

    assert [alert["kind"] for alert in answer] == ["paused", "refused", "missing-numbers"]
    first = own[own.index('id="paused"') : own.index('id="refused"')]
    assert "What to do first" in first
    assert "1 event refused" in first
    assert "Mend the fields named below" in first
    assert "journey rejected resume met-police" in first
    assert "1 number missing" in first
    assert "What to do first" not in others
    assert "1 event refused" in operators
    assert Agency.MET_POLICE.label in operators


def test_an_agencys_operators_see_which_alerts_could_not_be_told(store: Store) -> None:
    """Given a message that a fault stopped; the platform's operators see that of all agencies."""
    error, to = "KeyError at notifier/message_writing.py:7", "staff:met-police/MP1001"
    stopped = LeftOut(LeftOutKind.MESSAGE, "vj-1", MET, error, TODAY, to)
    messages = NotifierCounts(0, 0, 0, 1, 0, {}, (), (stopped,))

    with (
        served(store, messages=messages) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        own, others = client.get(f"/agencies/{MET}").text, client.get("/agencies/cps").text
        operators = client.get("/operators").text

    for page in (own, operators):
        assert f"A message to {to}" in page
        assert error in page
    assert "could not be told" in own
    assert to not in others


def test_operators_see_what_pages_could_not_show_and_how_often(store: Store) -> None:
    fault = PageFault("alert", "KeyError at web/what_to_do.py:63", 3, TODAY)

    with served(store, page_faults=[fault]) as met, served(store, page_faults=[]) as none:
        page, other = (httpx.get(f"{url}/operators", timeout=60).text for url in (met, none))

    assert fault.error in page
    assert "3 times" in page
    assert "The program kept nothing from being shown" in other
