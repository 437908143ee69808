"""How long events wait, told by the broker's time of the record that waits."""

from datetime import UTC, datetime, timedelta

import pytest
from kafka import KafkaProducer

from events.identifiers import Pseudonym
from runtime.platform_status import SINK, Lag, Oldest, oldest
from runtime.settings import Settings
from schemas.log_records import LoggedFact
from schemas.ticks import Tick, encode_tick
from schemas.topics import JOURNEY
from simulator import simulate

pytestmark = pytest.mark.platform

NOW = datetime(2026, 3, 14, 10, 0, tzinfo=UTC)


def test_an_event_sent_again_waits_since_it_came_again(kafka: str) -> None:
    """Given a tick, and an event that first came long ago, then it waits since just now."""
    again = NOW - timedelta(seconds=3)
    said = simulate(1, seed=7, ending=NOW.date()).deliveries[0].event
    event = LoggedFact.accepted(said, Pseudonym("victim-amira"), NOW - timedelta(days=300))
    tick = encode_tick(Tick(NOW - timedelta(minutes=1)))
    with KafkaProducer(bootstrap_servers=kafka) as producer:
        for value, at in [(tick, NOW - timedelta(minutes=1)), (event.written, again)]:
            moment = int(at.timestamp() * 1000)
            producer.send(JOURNEY, value=value, partition=0, timestamp_ms=moment)

    waiting = [Lag(SINK, JOURNEY, 0, position=0, waiting=2)]

    found = oldest(Settings(kafka=kafka), waiting, NOW)

    assert found == Oldest(again, timedelta(seconds=3), SINK, JOURNEY, 0)
