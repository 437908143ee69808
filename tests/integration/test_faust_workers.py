"""The real broker and real Faust workers: what goes in comes out, also when a worker is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    NotCoordinatorError,
)

from agencies.publisher import Publisher
from agencies.simulator import simulate
from events.clocks import Occurred
from events.court import HearingKind, HearingListed, TrialListed
from events.identifiers import Agency
from events.identity import CaseLinked
from events.places import Court
from events.reporting import VictimIdentified
from events.vocabulary import AnyFact
from processors.journey import BEFORE_TIME, fold
from real_broker import running_broker
from runtime.settings import Settings
from runtime.topics import ensure_topics
from schemas.cloudevents import AgencyEvent, encode
from schemas.log import Logged, Tick, decode_log, encode_tick
from schemas.refusal import Problem
from schemas.rejected import decode_rejected
from schemas.topics import JOURNEY, JOURNEY_CHANGES, agency_topic, rejected_topic

pytestmark = pytest.mark.platform

PARTITIONS = 2
ENDING = date(2026, 6, 30)
APRIL = datetime(2025, 4, 14, 9, tzinfo=UTC)


RUNNING: "list[Worker]" = []


class Worker:
    """A Faust worker in a process of its own."""

    def __init__(
        self, app: str, bootstrap: str, data: Path, number: int = 0, before: str = ""
    ) -> None:
        key = ", b'secret'" if app == "intake" else ""
        code = (
            f"{before}\n"
            "from pathlib import Path; from processors.faust_app import Place;"
            f"from processors.{app}_app import run;"
            f"run(Place({bootstrap!r}, Path({str(data)!r}), {PARTITIONS}, worker={number}){key})"
        )
        with (data / f"{app}-{number}.log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-c", code], stdout=log, stderr=log)
        RUNNING.append(self)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)


def read_all(bootstrap: str, topic: str) -> list[Any]:
    """Every record of a topic, as kafka-python gives it."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    places = [TopicPartition(topic, n) for n in consumer.partitions_for_topic(topic) or ()]
    consumer.assign(places)
    ends = consumer.end_offsets(places)
    found: list[Any] = []
    while any(consumer.position(place) < ends[place] for place in places):
        for records in consumer.poll(timeout_ms=500).values():
            found += records
    consumer.close()
    return found


def until(true: Callable[[], bool], what: str, seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, f"waited {seconds} s in vain: {what}"
        time.sleep(0.3)


@pytest.fixture
def kafka(tmp_path: Path) -> Iterator[str]:
    """A broker of its own: nothing but this test's events is in its topics."""
    with running_broker(tmp_path / "kafka") as bootstrap:
        ensure_topics(Settings(kafka=bootstrap, partitions=PARTITIONS))
        yield bootstrap
        _stop_all()


def _stop_all() -> None:
    for worker in RUNNING:
        if worker.process.poll() is None:
            worker.kill()
    RUNNING.clear()


def _projected(bootstrap: str) -> dict[UUID, dict[str, object]]:
    """The newest revision of each row in `journey-changes`, deleted ones left out."""
    table: dict[UUID, tuple[int, dict[str, object] | None]] = {}
    for record in read_all(bootstrap, JOURNEY_CHANGES):
        said = orjson.loads(record.value)
        rows = [(row["id"], row) for told in said["rows"].values() for row in told]
        gone = [(row, None) for lost in said["gone"].values() for row in lost]
        for row, value in rows + gone:
            if table.get(UUID(row), (-1, None))[0] <= said["revision"]:
                table[UUID(row)] = (said["revision"], value)
    return {row: value for row, (_, value) in table.items() if value}


def _expected(bootstrap: str) -> dict[UUID, dict[str, object]]:
    """What the pure fold says of the log, with the clock where the last tick put it."""
    records = [decode_log(record.value) for record in read_all(bootstrap, JOURNEY)]
    now = max((record.at for record in records if isinstance(record, Tick)), default=BEFORE_TIME)
    victims: dict[str, list[Logged]] = {}
    for record in records:
        if isinstance(record, Logged) and record.victim:
            victims.setdefault(record.victim, []).append(record)
    rows = [row for facts in victims.values() for row in fold(facts, now).rows.values()]
    return {row.id: orjson.loads(orjson.dumps(row)) for row in rows}


def _tick(bootstrap: str, at: datetime) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    for partition in range(PARTITIONS):
        producer.send(JOURNEY, value=encode_tick(Tick(at)), partition=partition)
    producer.close()


def test_nothing_is_missing_after_workers_were_killed(kafka: str, tmp_path: Path) -> None:
    """Given simulated agencies, when workers die in the middle, then the fold's answer stands."""
    simulation = simulate(60, seed=7, ending=ENDING)
    for agency in Agency:
        with Publisher(kafka, agency) as publisher:
            for delivery in simulation.deliveries:
                if delivery.agency is agency:
                    publisher.publish(delivery.event)
            publisher.flush()
    with Publisher(kafka, Agency.MET_POLICE) as publisher:
        publisher.publish_raw(b"{not json", b"crime:met-police:1", [])
        publisher.flush()

    def changes() -> int:
        return len(read_all(kafka, JOURNEY_CHANGES))

    intake = Worker("intake", kafka, tmp_path)
    journeys = Worker("journey", kafka, tmp_path)
    until(lambda: len(read_all(kafka, JOURNEY)) > 50, "the intake's first records")
    intake.kill()
    until(lambda: changes() > 20, "the first changes")
    journeys.kill()
    intake, journeys = Worker("intake", kafka, tmp_path), Worker("journey", kafka, tmp_path)
    events = {delivery.event.id for delivery in simulation.deliveries}

    def logged() -> int:
        records = [decode_log(record.value) for record in read_all(kafka, JOURNEY)]
        return len({record.event for record in records if isinstance(record, Logged)})

    until(lambda: logged() == len(events), "every event in the log")
    _tick(kafka, datetime.now(UTC))
    journeys.kill()
    journeys = Worker("journey", kafka, tmp_path)

    until(lambda: _projected(kafka) == _expected(kafka), "the changes of all journeys")
    refused = [
        decode_rejected(each.value, each.headers, each.offset, Agency.MET_POLICE, each.key)
        for each in read_all(kafka, rejected_topic(Agency.MET_POLICE))
    ]
    assert {(each.reason, each.value) for each in refused} == {("not-json", b"{not json")}
    assert len({(each.source_partition, each.source_offset) for each in refused}) == 1
    assert [worker.stop() for worker in (intake, journeys)] == [0, 0]


def test_a_victim_linked_after_the_hearing_was_listed_gets_the_hearing(
    kafka: str, tmp_path: Path
) -> None:
    """Given a hearing under a URN, when URN and person are linked in turn, then it is theirs."""
    urn, crime = "urn:01AA0123425", "crime:met-police:4401234/25"
    intake = Worker("intake", kafka, tmp_path)
    journeys = Worker("journey", kafka, tmp_path)
    hearing = HearingListed(court=Court.SNARESBROOK, hearing=HearingKind.OTHER, starts_at=APRIL)
    publish(kafka, said("1", Agency.HMCTS, urn, hearing))
    publish(kafka, said("2", Agency.MET_POLICE, crime, CaseLinked(other=urn)))
    person = said("3", Agency.VICTIM_SUPPORT, crime, VictimIdentified())
    publish(kafka, replace(person, victim="victim-support:C7"))

    def kinds() -> set[object]:
        return {row["kind"] for row in _projected(kafka).values() if "precision" in row}

    until(
        lambda: kinds() == {"hearing-listed", "case-linked", "victim-identified"},
        "the hearing on the victim's timeline",
    )
    publish(kafka, said("4", Agency.HMCTS, urn, TrialListed(court=Court.HARROW, starts_at=APRIL)))
    until(lambda: "trial-listed" in kinds(), "what the URN hears of later, too")
    until(lambda: _projected(kafka) == _expected(kafka), "the changes of all journeys")
    linked = [row for row in _projected(kafka).values() if row.get("kind") == "hearing-listed"]
    assert [bool(row["linked"]) for row in linked] == [True]
    assert [worker.stop() for worker in (intake, journeys)] == [0, 0]


def said(event: str, agency: Agency, case: str, fact: AnyFact) -> AgencyEvent:
    return AgencyEvent(event, "test", agency, case, Occurred(APRIL), fact)


def publish(bootstrap: str, event: AgencyEvent) -> None:
    with Publisher(bootstrap, event.agency) as publisher:
        publisher.publish(event)
        publisher.flush()


SLOW = """
import asyncio, aiokafka
Consumer = aiokafka.AIOKafkaConsumer
committed, seek_to_committed = Consumer.committed, Consumer.seek_to_committed
async def slow(consumer, place):
    await asyncio.sleep(0.2)
    return await committed(consumer, place)
async def busiest_first(consumer):
    places = sorted(consumer.assignment(), key=lambda place: "met-police" not in place.topic)
    return await seek_to_committed(consumer, *places)
Consumer.committed, Consumer.seek_to_committed = slow, busiest_first
"""
"""A coordinator that needs its time to say what is committed, as just after Kafka's start."""


def test_a_worker_that_comes_back_slowly_passes_nothing_over(kafka: str, tmp_path: Path) -> None:
    """Given a long backlog and a slow coordinator, when a worker comes back, then it ends all."""
    said = simulate(1, seed=7, ending=ENDING).deliveries[0].event
    with Publisher(kafka, said.agency) as publisher:
        for number in range(20_000):
            publisher.publish(replace(said, id=f"n-{number}", case=f"crime:met-police:{number}"))
        publisher.flush()
    worker = Worker("intake", kafka, tmp_path, before=SLOW)
    until(lambda: len(read_all(kafka, JOURNEY)) > 0, "the first records")
    worker.kill()
    Worker("intake", kafka, tmp_path, before=SLOW)
    until(lambda: _committed(kafka) == 20_000, "all of the backlog committed", seconds=90)
    events = {decode_log(each.value) for each in read_all(kafka, JOURNEY)}
    assert len({each.event for each in events if isinstance(each, Logged)}) == 20_000


class NotUtf8(str):
    """The name of a header that another Kafka client might write."""

    def encode(self, *_: Any) -> bytes:
        return b"caf\xe9"


@pytest.mark.parametrize("compression", ["gzip", None])
def test_a_header_whose_name_is_not_utf_8_stops_nobody(
    kafka: str, tmp_path: Path, compression: str | None
) -> None:
    """Given such a record among good ones, when a worker reads, then it alone is refused.

    Only a batch in the topic's own codec is stored as it came, and would stop aiokafka.
    """
    said = simulate(1, seed=7, ending=ENDING).deliveries[0].event
    events = [replace(said, id=f"n-{number}") for number in range(3)]
    topic, key = agency_topic(said.agency), said.case.encode()
    with KafkaProducer(
        bootstrap_servers=kafka, linger_ms=500, compression_type=compression
    ) as producer:
        for event in events:
            bad = [(NotUtf8("x"), b"1"), ("kept", b"2")] if event.id == "n-1" else []
            producer.send(topic, key=key, value=encode(event), headers=bad)
    worker = Worker("intake", kafka, tmp_path)

    until(lambda: _committed(kafka) == 3, "all three committed", seconds=60)

    (refused,) = [
        decode_rejected(each.value, each.headers, each.offset, said.agency, each.key)
        for each in read_all(kafka, rejected_topic(said.agency))
    ]
    assert refused.problems == (Problem("headers", "not_utf_8"),)
    assert refused.value == encode(events[1])
    assert refused.headers == (("caf\ufffd", b"1"), ("kept", b"2"))
    logged = [decode_log(each.value) for each in read_all(kafka, JOURNEY)]
    assert len({each.event for each in logged if isinstance(each, Logged)}) == 2
    assert worker.stop() == 0


_NO_COORDINATOR = (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    NotCoordinatorError,
)


def _committed(bootstrap: str) -> int:
    """How many records of the agencies' topics the intake has finished, by what it committed."""
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        try:
            offsets = admin.list_group_offsets(["victim-journey-intake"])["victim-journey-intake"]
        except _NO_COORDINATOR:  # Kafka makes its topic of offsets at the first commit
            return 0
    return sum(max(0, each.offset) for each in offsets.values())
