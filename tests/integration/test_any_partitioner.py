"""Agencies' clients hash keys by different rules; with two workers all of a case still meets."""

from pathlib import Path

import pytest
from confluent_kafka import Producer

from agencies.publisher import Publisher
from events.court import HearingKind, HearingListed
from events.identifiers import Agency, pseudonym
from events.identity import CaseLinked
from events.places import Court
from events.reporting import VictimIdentified
from processors.faust.faust_tables import partition_of
from schemas.cloudevents import AgencyEvent, encode, encode_binary, headers
from schemas.log_records import LoggedFact, decode_log
from schemas.rejected_records import decode_rejected
from schemas.topics import JOURNEY, agency_topic, rejected_topic
from workers import APRIL, PARTITIONS, FaustWorker, agency_event, read_all, until

pytestmark = pytest.mark.platform

COUNT = 12
HEARING = HearingListed(court=Court.HARROW, hearing=HearingKind.OTHER, starts_at=APRIL)


def test_an_event_that_another_partitioner_placed_reaches_the_victim(
    kafka: str, tmp_path: Path
) -> None:
    """Given two workers, crimes linked to URNs by murmur2, hearings of the URNs placed by CRC32,
    when all is taken in, then each victim has their hearing, and what was refused came from there.
    """
    workers = [FaustWorker("intake", kafka, tmp_path, number) for number in range(2)]
    with Publisher(kafka, Agency.MET_POLICE) as publisher:
        for number in range(COUNT):
            for event in _met_events(number):
                publisher.publish(event)
        publisher.flush()
    hearings = [
        agency_event(f"h-{number}", Agency.HMCTS, _urn(number), HEARING) for number in range(COUNT)
    ]
    _publish_by_crc32(kafka, hearings)
    elsewhere = [
        record
        for record in read_all(kafka, agency_topic(Agency.HMCTS))
        if partition_of(PARTITIONS)(record.key.decode()) != record.partition
    ]
    assert elsewhere, "both partitioners agree on all: nothing is tried here"

    wanted = {pseudonym(_victim(number), b"secret") for number in range(COUNT)}
    until(lambda: _with_hearing(kafka) == wanted, "the hearing of each victim")

    refused = (
        decode_rejected(each.value, each.headers, each.offset, Agency.HMCTS, each.key)
        for each in read_all(kafka, rejected_topic(Agency.HMCTS))
    )
    sent = {(each.source_partition, each.source_offset, each.value) for each in refused}
    assert [value for *_, value in sent] == [b"{bad"]  # it may be told again, as all may
    assert [worker.stop() for worker in workers] == [0, 0]


def _urn(number: int) -> str:
    return f"urn:01AA{number:07}"


def _victim(number: int) -> str:
    return f"met-police:V{number}"


def _met_events(number: int) -> list[AgencyEvent]:
    crime = f"crime:met-police:{number}/25"
    known = agency_event(f"v-{number}", Agency.MET_POLICE, crime, VictimIdentified())
    linked = CaseLinked(other=_urn(number))
    return [
        AgencyEvent(
            known.id, "test", known.agency, crime, known.occurred, known.fact, _victim(number)
        ),
        agency_event(f"l-{number}", Agency.MET_POLICE, crime, linked),
    ]


def _publish_by_crc32(bootstrap: str, events: list[AgencyEvent]) -> None:
    """As librdkafka's clients do by themselves, and one that nobody understands."""
    producer = Producer({"bootstrap.servers": bootstrap})
    for number, event in enumerate(events):
        lines, value = encode_binary(event) if number % 2 else (headers(), encode(event))
        producer.produce(agency_topic(event.agency), value, event.case.encode(), headers=[*lines])
    producer.produce(agency_topic(Agency.HMCTS), b"{bad", b"urn:01AA0000000")
    assert producer.flush(30) == 0


def _with_hearing(bootstrap: str) -> set[str]:
    records = [decode_log(record.value) for record in read_all(bootstrap, JOURNEY)]
    return {
        each.victim
        for each in records
        if isinstance(each, LoggedFact) and each.victim and isinstance(each.fact, HearingListed)
    }
