"""Gaps in agencies' sequences, from the events that were accepted, on a real chDB."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from agencies.sequence_gaps import gaps
from events.identifiers import Agency
from example_journeys import NOW
from example_server import served
from golden import ACCEPTED
from projections.projection_rows import log_rows
from projections.store import Store
from schemas.cloudevents import decode, encode
from schemas.log_records import LoggedFact, decode_log
from store_copies import empty_store

pytestmark = pytest.mark.platform

EVENT = decode(ACCEPTED["suspect-arrested.v1.ordinary"])
EARLIER = NOW - timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with empty_store(tmp_path / "chdb") as store:
        yield store


def accepted(store: Store, source: str, *numbers: int, at: datetime = EARLIER) -> None:
    for number in numbers:
        event = replace(EVENT, source=source, id=f"{source} {number}", sequence=number)
        logged = LoggedFact.accepted(decode(encode(event)), None, at)
        assert decode_log(logged.written) == logged
        for table, rows in log_rows(logged.written).items():
            store.insert(table, rows)


def found(store: Store) -> list[tuple[str, int, int]]:
    return [(gap.source, gap.first, gap.last) for gap in gaps(store, NOW)]


def test_what_is_missing_between_two_numbers_of_a_source_is_a_gap(store: Store) -> None:
    """In whatever order they came; the lowest that came is where counting begins."""
    accepted(store, "custody", 11, 7, 6, 8, 15)
    accepted(store, "crime-file", 1, 2, 3)

    assert found(store) == [("custody", 9, 10), ("custody", 12, 14)]
    assert gaps(store, NOW, Agency.HMCTS) == []


def test_a_mended_or_late_event_closes_its_gap(store: Store) -> None:
    accepted(store, "custody", 1, 3)
    assert found(store) == [("custody", 2, 2)]

    accepted(store, "custody", 2, at=NOW)

    assert found(store) == []


def test_an_event_that_came_twice_under_two_numbers_leaves_no_gap(store: Store) -> None:
    accepted(store, "custody", 1, 2, 3)
    twice = replace(EVENT, source="custody", id="custody 2", sequence=4)
    store.insert("sequences", log_rows(LoggedFact.accepted(twice, None, NOW).written)["sequences"])

    assert found(store) == []


def test_a_number_that_may_still_be_on_its_way_is_not_missing_yet(store: Store) -> None:
    accepted(store, "custody", 1)
    accepted(store, "custody", 3, at=NOW - timedelta(seconds=30))
    assert found(store) == []
    assert gaps(store, NOW + timedelta(seconds=31))[0].missing == 1


def test_events_without_a_number_have_none(store: Store) -> None:
    assert "sequences" not in log_rows(LoggedFact.accepted(EVENT, None, NOW).written)


def test_gaps_are_on_the_agencys_page_and_in_the_api(store: Store) -> None:
    accepted(store, "custody", 1, 3, 7)
    with served(store) as url, httpx.Client(base_url=url, timeout=60) as client:
        page = " ".join(client.get("/agencies/met-police").text.split())
        assert '<h2 class="govuk-heading-m" id="missing">Missing</h2>' in page
        assert "4 to 6" in page
        assert 'id="missing"' not in client.get("/agencies/cps").text
        assert client.get("/api/gaps", params={"agency": "met-police"}).json() == [
            {"agency": "met-police", "source": "custody", "first": 2, "last": 2},
            {"agency": "met-police", "source": "custody", "first": 4, "last": 6},
        ]
