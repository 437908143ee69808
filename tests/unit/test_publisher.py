"""An agency's publisher: to its own topic, bounded, and honest about what did not arrive."""

from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from typing import Any, NamedTuple

import pytest
from kafka.errors import KafkaTimeoutError, TopicAuthorizationFailedError
from kafka.future import Future

from agencies import publisher as module
from agencies.publisher import Full, NotDelivered, Publisher, Publishers, Stored
from events.identifiers import Agency
from events.identity import VictimsMerged
from golden import ACCEPTED
from schemas.cloudevents import AgencyEvent, decode, encode, headers
from schemas.refusal import Refused
from schemas.topics import LARGEST_RECORD


class StoredPlace(NamedTuple):
    """Where the broker says that a record is."""

    topic: str
    partition: int
    offset: int


class FakeProducer:
    """kafka-python's producer, with a broker that confirms or fails at `flush` and no sooner."""

    error: Exception | None = None

    def __init__(self, **config: Any) -> None:
        self.config = config
        self.sent: list[tuple[Any, ...]] = []
        self.waiting: list[Future] = []
        self.full = Event()
        self.closed = False

    def send(self, *record: Any) -> Future:
        self.sent.append(record)
        self.waiting.append(Future())
        if len(self.sent) == 3:
            self.full.set()
        return self.waiting[-1]

    def flush(self, timeout: float | None = None) -> None:
        waiting, self.waiting = self.waiting, []
        for future in waiting:
            if self.error:
                future.failure(self.error)
            else:
                future.success(StoredPlace("agency.met-police", 1, 7))

    def close(self, timeout: float | None = None) -> None:
        self.closed = True


EVENT = decode(ACCEPTED["suspect-arrested.v1.ordinary"])
COURT = decode(ACCEPTED["trial-listed.v1.ordinary"])


def police() -> tuple[Publisher, FakeProducer]:
    producer = FakeProducer()

    def make(**config: Any) -> FakeProducer:
        producer.config = config
        return producer

    return Publisher("broker:9092", Agency.MET_POLICE, make), producer


def test_an_event_goes_to_the_agencys_topic_keyed_by_its_case() -> None:
    publisher, producer = police()
    with publisher:
        publisher.publish(EVENT)
        assert publisher.flush() == 1
    topic, value, key, record_headers = producer.sent[0]
    assert (topic, key) == ("agency.met-police", b"crime:met-police:4401234/25")
    assert decode(value, record_headers) == EVENT
    assert producer.closed
    assert producer.config["max_request_size"] == LARGEST_RECORD


def test_where_each_event_is_stored_is_told_or_why_it_is_not() -> None:
    publisher, producer = police()
    first = publisher.publish(EVENT)
    assert not first.done()
    publisher.flush()
    assert first.result() == Stored("agency.met-police", 1, 7)

    producer.error = KafkaTimeoutError()
    second = publisher.publish(EVENT)
    with pytest.raises(NotDelivered):
        publisher.flush()
    assert isinstance(second.exception(), KafkaTimeoutError)


@pytest.mark.parametrize("wrong", [{"case": "Amira Khan"}, {"id": ""}, {"sequence": 10**18}])
def test_an_event_that_intake_would_refuse_is_not_sent(wrong: dict[str, Any]) -> None:
    publisher, producer = police()
    with publisher, pytest.raises(Refused) as told:
        publisher.publish(replace(EVENT, **wrong))
    assert "Amira" not in str(told.value)
    assert not producer.sent


def test_by_a_clock_an_event_of_the_future_is_not_sent() -> None:
    producer, day_before = FakeProducer(), EVENT.occurred.at - timedelta(days=1)
    publisher = Publisher(
        "broker:9092", Agency.MET_POLICE, lambda **_: producer, clock=lambda: day_before
    )
    with publisher, pytest.raises(Refused, match="in_the_future"):
        publisher.publish(EVENT)
    assert not producer.sent


def test_one_reference_is_not_merged_with_itself() -> None:
    publisher, producer = police()
    once = replace(EVENT, fact=VictimsMerged(), victim="cps:1", other_victim="cps:1")
    with publisher, pytest.raises(Refused, match="othervictim: the_same_victim"):
        publisher.publish(once)
    assert not producer.sent


def test_whoever_will_not_wait_is_told_that_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "ON_THEIR_WAY", 2)
    producer = FakeProducer()
    publisher = Publisher("broker:9092", Agency.MET_POLICE, lambda **_: producer, patience=0.0)
    publisher.publish(EVENT)
    publisher.publish(EVENT)
    with pytest.raises(Full, match="2 events are on their way"):
        publisher.publish(EVENT)

    producer.flush()

    publisher.publish(EVENT)
    assert len(producer.sent) == 3


def test_another_agencys_event_is_not_sent() -> None:
    publisher, producer = police()
    with publisher, pytest.raises(ValueError, match=r"event of hmcts .* agency\.met-police"):
        publisher.publish(COURT)
    assert not producer.sent


def test_bytes_are_sent_as_they_are() -> None:
    publisher, producer = police()
    with publisher:
        publisher.publish_raw(b"{", None, [("a", b"b")])
    assert producer.sent == [("agency.met-police", b"{", None, [("a", b"b")])]


def test_what_failed_is_counted_by_the_type_of_its_error() -> None:
    publisher, producer = police()
    publisher.publish(EVENT)
    assert publisher.flush() == 1
    producer.error = TopicAuthorizationFailedError("agency.met-police")
    publisher.publish(EVENT)
    publisher.publish(EVENT)
    with pytest.raises(NotDelivered, match="2 events were not delivered: 2 Topic") as told:
        publisher.__exit__(None, None, None)
    assert told.value.failures == {"TopicAuthorizationFailedError": 2}
    assert producer.closed


def test_an_error_within_is_not_hidden_by_what_was_not_delivered() -> None:
    publisher, producer = police()
    producer.error = KafkaTimeoutError()
    publisher.publish(EVENT)
    with pytest.raises(KeyError), publisher:
        raise KeyError
    assert producer.closed


def test_whoever_publishes_more_than_the_broker_takes_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "ON_THEIR_WAY", 3)
    publisher, producer = police()
    thread = Thread(target=lambda: [*map(publisher.publish, [EVENT] * 4)])
    thread.start()
    assert producer.full.wait(30)
    assert len(producer.sent) == 3
    assert thread.is_alive()

    producer.flush()

    thread.join(30)
    assert len(producer.sent) == 4


def test_room_is_given_back_where_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ON_THEIR_WAY", 1)
    publisher, producer = police()
    monkeypatch.setattr(producer, "send", lambda *_: 1 / 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            publisher.publish(EVENT)


def test_each_agency_has_its_own_publisher_opened_when_it_first_speaks() -> None:
    producers: dict[str, FakeProducer] = {}

    def open_one(bootstrap: str, agency: Agency) -> Publisher:
        return Publisher(
            bootstrap, agency, lambda **_: producers.setdefault(agency, FakeProducer())
        )

    with Publishers("broker:9092", open_one) as publishers:
        for event in (EVENT, COURT, EVENT):
            publishers.publish(event)
        assert publishers.flush() == 3

    assert {name: [said(each) for each in made.sent] for name, made in producers.items()} == {
        "met-police": [EVENT, EVENT],
        "hmcts": [COURT],
    }
    assert all(made.closed for made in producers.values())


def said(record: tuple[Any, ...]) -> AgencyEvent:
    return decode(record[1], record[3])


def test_what_is_sent_is_the_event_in_structured_mode() -> None:
    publisher, producer = police()
    with publisher:
        publisher.publish(EVENT)
    assert producer.sent[0][1] == encode(EVENT)
    assert producer.sent[0][3] == headers()
