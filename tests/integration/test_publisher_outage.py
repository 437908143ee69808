"""A publisher outlives a broker that is away for longer than a record is waited for."""

import time
from typing import Any

import pytest
from kafka import KafkaProducer

from agencies import delivery_attempt
from agencies.gateway_publisher import Gateway, TryAgain
from agencies.http_events import Arrived
from agencies.publisher import NotDelivered, Publisher
from events.identifiers import Agency
from schemas.cloudevents import headers
from stopped_broker import away

pytestmark = pytest.mark.platform


def impatient(**config: Any) -> KafkaProducer:
    """A producer whose records expire after two seconds, not two minutes."""
    return KafkaProducer(**config | {"delivery_timeout_ms": 2000, "request_timeout_ms": 1000})


def test_what_expired_is_counted_and_a_new_producer_goes_on(kafka: str) -> None:
    with Publisher(kafka, Agency.MET_POLICE, impatient) as publisher:
        publisher.publish_raw(b"{", b"case", headers()).result(timeout=30)
        with away(kafka):
            lost = publisher.publish_raw(b"{", b"case", headers())
            with pytest.raises(NotDelivered, match="1 events were not delivered: 1 KafkaTimeout"):
                publisher.flush()
        assert lost.exception(timeout=0)

        publisher.publish_raw(b"{", b"case", headers()).result(timeout=30)

        assert publisher.flush() == 2


def test_a_flush_ends_where_the_producer_itself_gives_nothing_up(
    kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_attempt, "DELIVERY_LIMIT", 2.0)
    with Publisher(kafka, Agency.MET_POLICE) as publisher:
        publisher.publish_raw(b"{", b"case", headers()).result(timeout=30)
        with away(kafka):
            for _ in range(3):
                publisher.publish_raw(b"{", b"case", headers())
            before = time.monotonic()
            with pytest.raises(NotDelivered, match="3 events were not delivered"):
                publisher.flush()
            assert time.monotonic() - before < 10


def test_the_gateway_takes_events_again_after_an_outage(
    kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agencies.gateway_publisher.PATIENCE", 3.0)
    gateway = Gateway({}, lambda agency: Publisher(kafka, agency, impatient, patience=3.0))
    events = [Arrived(id="1", value=b"{", key=b"case", headers=headers())]
    gateway.publish(Agency.MET_POLICE, events)
    with away(kafka), pytest.raises(TryAgain):
        gateway.publish(Agency.MET_POLICE, events)

    gateway.publish(Agency.MET_POLICE, events)

    gateway.close()
