"""A paused intake is seen: on the agency's page, in the list of agencies, and in the API."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from aiokafka import ConsumerRecord, TopicPartition

from events.identifiers import Agency
from example_journeys import NOW
from example_server import served
from projections.sink import block_of, write
from projections.store import Store
from schemas.intake_pauses import Paused, PauseRecord, RateLimited, Resumed, encode_pause, rate_key
from schemas.topics import INTAKE_PAUSES
from store_copies import empty_store

pytestmark = pytest.mark.platform

SINCE = NOW - timedelta(hours=2)


def project(
    store: Store, offset: int, said: PauseRecord, key: bytes = Agency.MET_POLICE.encode()
) -> None:
    """Write what was said of the Met's intake as the sink does."""
    value = encode_pause(said)
    at = int(SINCE.timestamp() * 1000)
    record = ConsumerRecord(
        INTAKE_PAUSES, 0, offset, at, 1, key, value, None, len(key), len(value), ()
    )
    write(store, block_of({TopicPartition(INTAKE_PAUSES, 0): [record]}))


def test_a_pause_is_seen_until_it_is_resumed(tmp_path: Path) -> None:
    with (
        empty_store(tmp_path / "chdb") as store,
        served(store) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        project(store, 0, Paused(refused=26, events=50))

        (told,) = client.get("/api/pauses").json()
        assert told == {
            "agency": "met-police",
            "since": SINCE.isoformat().replace("+00:00", "Z"),
            "refused": 26,
            "events": 50,
        }
        assert client.get("/api/agencies/met-police").json()["paused"] == told
        assert client.get("/api/agencies/cps").json()["paused"] is None
        page = " ".join(client.get("/agencies/met-police").text.split())
        assert "26 of 50 events in a row were refused" in page
        assert "Intake is paused since" in page
        assert "journey rejected resume met-police" in page
        assert client.get("/agencies").text.count("Paused</strong>") == 1
        for wherever in ("/overview", "/alerts"):
            seen = " ".join(client.get(wherever).text.split())
            assert "Nothing has been taken in from" in seen
            assert 'href="/agencies/met-police#paused"' in seen
        assert 'id="paused"' not in client.get("/agencies/cps").text

        project(store, 1, Resumed())

        assert client.get("/api/pauses").json() == []
        assert 'id="paused"' not in client.get("/agencies/met-police").text
        assert "Paused</strong>" not in client.get("/agencies").text
        assert "Nothing has been taken in" not in client.get("/overview").text


def test_a_full_minute_is_seen_until_it_is_over_and_hides_no_pause(tmp_path: Path) -> None:
    """Given a pause and a full minute of an agency, then both are shown while they last."""
    since = (NOW - SINCE).total_seconds()
    full = RateLimited(events=300_000, seconds=since + 40)
    over = RateLimited(events=300_000, seconds=since - 1)
    with (
        empty_store(tmp_path / "chdb") as store,
        served(store) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        project(store, 0, Paused(refused=26, events=50))
        project(store, 1, full, rate_key(Agency.MET_POLICE))
        project(store, 2, over, rate_key(Agency.CPS))

        (limit,) = client.get("/api/rate-limits").json()
        until = (NOW + timedelta(seconds=40)).isoformat().replace("+00:00", "Z")
        assert limit == {"agency": "met-police", "until": until, "events": 300_000}
        assert len(client.get("/api/pauses").json()) == 1
        for wherever in ("/agencies", "/agencies/met-police"):
            seen = " ".join(client.get(wherever).text.split())
            assert "300,000 events of Metropolitan Police were taken in within a minute" in seen
            assert "then intake goes on by itself" in seen
        assert "goes on by itself" not in client.get("/agencies/cps").text

        project(store, 3, over, rate_key(Agency.MET_POLICE))
        assert client.get("/api/rate-limits").json() == []
