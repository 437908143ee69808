"""The real broker and real Faust workers: what goes in comes out, also when a worker is killed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    NotCoordinatorError,
)

from agencies.publisher import Publisher
from events.court import HearingKind, HearingListed, TrialListed
from events.identifiers import Agency, event_identity
from events.identity import CaseLinked
from events.places import Court
from events.reporting import VictimIdentified
from projections.store import Store
from schemas.cloudevents import encode, headers
from schemas.log_records import LoggedFact, decode_log
from schemas.merge_records import fact_of
from schemas.refusal import Problem, Reason
from schemas.rejected_records import decode_rejected
from schemas.topics import JOURNEY, JOURNEY_CHANGES, STAFFING, agency_topic, rejected_topic
from simulator import Delivery, WrongEvent, simulate
from sink_checks import in_clickhouse, states
from workers import (
    APRIL,
    ENDING,
    FaustWorker,
    agency_event,
    expected,
    projected,
    publish,
    read_all,
    tick,
    until,
)

pytestmark = pytest.mark.platform


def test_nothing_is_missing_after_workers_were_killed(kafka: str, tmp_path: Path) -> None:
    """Given simulated agencies, when workers die in the middle, then the fold's answer stands."""
    simulation = simulate(60, seed=7, ending=ENDING, wrong=0.05)
    for agency in Agency:
        _publish(kafka, agency, [each for each in simulation.sent if each.agency is agency])

    def changes() -> int:
        return len(read_all(kafka, JOURNEY_CHANGES))

    intake = FaustWorker("intake", kafka, tmp_path)
    journeys = FaustWorker("journey", kafka, tmp_path)
    until(lambda: len(read_all(kafka, JOURNEY)) > 50, "the intake's first records")
    intake.kill()
    until(lambda: changes() > 0, "the first changes")  # few: what waits is taken in together
    journeys.kill()
    intake, journeys = (
        FaustWorker("intake", kafka, tmp_path),
        FaustWorker("journey", kafka, tmp_path),
    )
    events = {delivery.event.id for delivery in simulation.deliveries}

    def logged() -> int:
        records = [decode_log(record.value) for record in read_all(kafka, JOURNEY)]
        return len({record.event for record in records if isinstance(record, LoggedFact)})

    def of_staff() -> set[UUID]:
        return {fact_of(orjson.loads(record.value)).event for record in read_all(kafka, STAFFING)}

    until(lambda: logged() == len(events), "every event in the log")
    until(lambda: of_staff() == _identities(simulation.staffing), "every fact about staff")
    over = datetime.now(UTC)
    tick(kafka, over)
    journeys.kill()
    journeys = FaustWorker("journey", kafka, tmp_path)

    def all_is_said() -> bool:
        tick(kafka, over)  # merge records of before are worked out with the next record of the log
        return projected(kafka) == expected(kafka)

    until(all_is_said, "the changes of all journeys")
    planted = Counter((each.agency, each.reason, each.value) for each in simulation.wrong)
    until(lambda: Counter(_refused(kafka)) == planted, "every wrong event refused, and only those")
    assert [worker.stop() for worker in (intake, journeys)] == [0, 0]


def _publish(bootstrap: str, agency: Agency, sent: Iterable[Delivery | WrongEvent]) -> None:
    with Publisher(bootstrap, agency) as publisher:
        for each in sent:
            if isinstance(each, WrongEvent):
                publisher.publish_raw(each.value, each.key, headers())
            else:
                publisher.publish(each.event)
        publisher.flush()


def _identities(deliveries: Iterable[Delivery]) -> set[UUID]:
    events = [delivery.event for delivery in deliveries]
    return {event_identity(each.agency, each.source, each.id) for each in events}


def _refused(bootstrap: str) -> Iterable[tuple[Agency, Reason, bytes | None]]:
    """What was refused of which agency and why; a record refused twice counts once."""
    return {
        (agency, each.source_partition, each.source_offset): (agency, each.reason, each.value)
        for agency in Agency
        for each in (
            decode_rejected(record.value, record.headers, record.offset, agency, record.key)
            for record in read_all(bootstrap, rejected_topic(agency))
        )
    }.values()


def test_a_victim_linked_after_the_hearing_was_listed_gets_the_hearing(
    kafka: str, tmp_path: Path, empty_store: Store
) -> None:
    """Given a hearing under a URN, when URN and person are linked in turn, then it is theirs."""
    urn, crime = "urn:01AA0123425", "crime:met-police:4401234/25"
    intake = FaustWorker("intake", kafka, tmp_path)
    journeys = FaustWorker("journey", kafka, tmp_path)
    hearing = HearingListed(court=Court.SNARESBROOK, hearing=HearingKind.OTHER, starts_at=APRIL)
    publish(kafka, agency_event("1", Agency.HMCTS, urn, hearing))
    publish(kafka, agency_event("2", Agency.MET_POLICE, crime, CaseLinked(other=urn)))
    person = agency_event("3", Agency.VICTIM_SUPPORT, crime, VictimIdentified())
    publish(kafka, replace(person, victim="victim-support:C7"))

    def kinds() -> set[object]:
        return {row["kind"] for row in projected(kafka).values() if "precision" in row}

    until(
        lambda: kinds() == {"hearing-listed", "case-linked", "victim-identified"},
        "the hearing on the victim's timeline",
    )
    publish(
        kafka,
        agency_event("4", Agency.HMCTS, urn, TrialListed(court=Court.HARROW, starts_at=APRIL)),
    )
    until(lambda: "trial-listed" in kinds(), "what the URN hears of later, too")
    until(lambda: projected(kafka) == expected(kafka), "the changes of all journeys")
    linked = [row for row in projected(kafka).values() if row.get("kind") == "hearing-listed"]
    assert [bool(row["linked"]) for row in linked] == [True]
    assert in_clickhouse(empty_store, kafka) == states(expected(kafka))
    assert [worker.stop() for worker in (intake, journeys)] == [0, 0]


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
    first = simulate(1, seed=7, ending=ENDING).deliveries[0].event
    with Publisher(kafka, first.agency) as publisher:
        for number in range(20_000):
            case = f"crime:met-police:{number}"
            event = replace(first, id=f"n-{number}", case=case)
            publisher.publish_raw(encode(event), case.encode(), headers())  # unchecked: it is quick
        publisher.flush()
    worker = FaustWorker("intake", kafka, tmp_path, before=SLOW)
    until(lambda: len(read_all(kafka, JOURNEY)) > 0, "the first records")
    worker.kill()
    FaustWorker("intake", kafka, tmp_path, before=SLOW)
    until(lambda: _committed(kafka) == 20_000, "all of the backlog committed")
    logged = (decode_log(each.value) for each in read_all(kafka, JOURNEY))
    assert len({each.event for each in logged if isinstance(each, LoggedFact)}) == 20_000


class LatinHeaderName(str):
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
    first = simulate(1, seed=7, ending=ENDING).deliveries[0].event
    events = [replace(first, id=f"n-{number}") for number in range(3)]
    topic, key = agency_topic(first.agency), first.case.encode()
    with KafkaProducer(
        bootstrap_servers=kafka, linger_ms=500, compression_type=compression
    ) as producer:
        for event in events:
            bad = [(LatinHeaderName("x"), b"1"), ("kept", b"2")] if event.id == "n-1" else []
            producer.send(topic, key=key, value=encode(event), headers=bad)
    worker = FaustWorker("intake", kafka, tmp_path)

    until(lambda: _committed(kafka) == 3, "all three committed")

    (refused,) = [
        decode_rejected(each.value, each.headers, each.offset, first.agency, each.key)
        for each in read_all(kafka, rejected_topic(first.agency))
    ]
    assert refused.problems == (Problem("headers", "not_utf_8"),)
    assert refused.value == encode(events[1])
    assert refused.headers == (("caf\ufffd", b"1"), ("kept", b"2"))
    logged = [decode_log(each.value) for each in read_all(kafka, JOURNEY)]
    assert len({each.event for each in logged if isinstance(each, LoggedFact)}) == 2
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
