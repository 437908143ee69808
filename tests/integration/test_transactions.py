"""Agencies may write in Kafka transactions: what is committed counts, and only that."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition

from agencies.publisher import Publisher
from agencies.single_partition import reader, records_until
from events.court import HearingKind, HearingListed
from events.identifiers import Agency, event_identity
from events.places import Court
from runtime import platform_status
from runtime.platform_services import INTAKE_GROUP
from runtime.records_left import first_offsets
from runtime.settings import Settings
from schemas.cloudevents import encode
from schemas.log_records import LoggedFact, decode_log
from schemas.topics import JOURNEY, agency_topic
from simulator import simulate
from workers import (
    APRIL,
    ENDING,
    PARTITIONS,
    FaustWorker,
    agency_event,
    publish,
    read_all,
    until,
)

pytestmark = pytest.mark.platform
FIRST = simulate(1, seed=7, ending=ENDING).deliveries[0].event
TOPIC = agency_topic(FIRST.agency)
PLACE = TopicPartition(TOPIC, 0)
SECONDS = 4.0
IMPATIENT = f"""
from processors.faust import stall_watchdog
stall_watchdog.PATIENCE, stall_watchdog.CHECK_INTERVAL = {SECONDS}, 0.2
"""
BUSY = """
import asyncio
from processors.faust.intake_app import IntakeAgent
take = IntakeAgent.take
async def slow(agent, event):
    await asyncio.sleep(0.004)
    await take(agent, event)
IntakeAgent.take = slow
"""
STUCK = """
import asyncio
from processors.faust.intake_app import IntakeAgent
async def stuck(agent, event):
    await asyncio.Event().wait()
IntakeAgent.take = stuck
"""


@contextmanager
def transactional(bootstrap: str) -> Iterator[KafkaProducer]:
    with KafkaProducer(bootstrap_servers=bootstrap, transactional_id="an-agency") as producer:
        producer.init_transactions()
        yield producer


def begin(producer: KafkaProducer, names: Sequence[str]) -> None:
    """Write events of these ids into partition 0, in a transaction that stays open."""
    producer.begin_transaction()
    for name in names:
        sent = replace(FIRST, id=name)
        producer.send(TOPIC, key=sent.case.encode(), value=encode(sent), partition=0)
    producer.flush()


def send(producer: KafkaProducer, names: Sequence[str], *, commit: bool) -> None:
    """Write events of these ids in one transaction, and end it."""
    begin(producer, names)
    if commit:
        producer.commit_transaction()
    else:
        producer.abort_transaction()


def logged(bootstrap: str) -> set[UUID]:
    records = (decode_log(each.value) for each in read_all(bootstrap, JOURNEY))
    return {each.event for each in records if isinstance(each, LoggedFact)}


def events(*names: str) -> set[UUID]:
    """What the log calls the events of these ids."""
    return {event_identity(FIRST.agency, FIRST.source, name) for name in names}


def committed(bootstrap: str) -> int:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        offsets = admin.list_group_offsets([INTAKE_GROUP])[INTAKE_GROUP]
    return int(offsets[PLACE].offset) if PLACE in offsets else -1


def test_committed_events_count_and_aborted_ones_do_not(
    kafka: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given transactions, committed and aborted, when only control records are left, all go on.

    The aborted one follows the first record of the partition: Faust would commit nothing more.
    """
    with transactional(kafka) as producer:
        send(producer, ["first"], commit=True)
        send(producer, ["undone-1", "undone-2"], commit=False)
        send(producer, ["last"], commit=True)
    monkeypatch.setattr(platform_status, "ask_at_once", lambda *_: [])
    worker = FaustWorker("intake", kafka, tmp_path, before=IMPATIENT)
    until(lambda: logged(kafka) == events("first", "last"), "the committed events in the log")
    until(lambda: committed(kafka) == 6, "all committed up to the last control record")
    time.sleep(1.5 * SECONDS)
    assert worker.stop() == 0

    worker = FaustWorker("intake", kafka, tmp_path, before=IMPATIENT)
    time.sleep(2 * SECONDS)  # it begins with a control record
    with transactional(kafka) as producer:
        send(producer, ["undone-3"], commit=False)
        send(producer, ["later"], commit=True)
        begin(producer, ["undone-4"])
        until(lambda: events("later") <= logged(kafka), "what stands before an open transaction")
        time.sleep(1.5 * SECONDS)
        until(lambda: waiting(kafka) == 0, "nothing waits but what is not committed")
        producer.abort_transaction()
    until(lambda: waiting(kafka) == 0, "nothing waits for the intake")
    assert logged(kafka) == events("first", "last", "later")
    assert worker.stop() == 0


def waiting(bootstrap: str) -> int:
    lags = platform_status.lags(Settings(kafka=bootstrap, partitions=PARTITIONS))
    return sum(lag.waiting for lag in lags if lag.reader == INTAKE_GROUP)


def test_what_is_left_of_a_partition_is_told_from_control_records(kafka: str) -> None:
    """Given offsets 0 and 6 committed, 1, 5 and 7 control records, 2 to 4 aborted."""
    with transactional(kafka) as producer:
        send(producer, ["first"], commit=True)
        send(producer, ["undone"] * 3, commit=False)
        send(producer, ["last"], commit=True)

    firsts = [first_offsets(kafka, {PLACE: (start, 8)})[PLACE] for start in (0, 1, 3, 6, 7)]
    assert firsts == [0, 6, 6, 6, 8]
    consumer = reader(kafka)
    consumer.assign([PLACE])
    consumer.seek(PLACE, 0)
    found = [each.offset for each in records_until(consumer, PLACE, 8)]
    consumer.close()
    assert found == [0, 6]


def test_an_agency_with_one_event_waits_behind_a_backlog_without_an_end_of_the_worker(
    kafka: str, tmp_path: Path
) -> None:
    """Given a backlog longer than the watchdog's patience, when another's event comes, it waits."""
    publish_many(kafka, 2_000)
    worker = FaustWorker("intake", kafka, tmp_path, before=IMPATIENT + BUSY)
    until(lambda: bool(logged(kafka)), "the first records")
    hearing = HearingListed(court=Court.SNARESBROOK, hearing=HearingKind.OTHER, starts_at=APRIL)
    publish(kafka, agency_event("alone", Agency.HMCTS, "urn:01AA0123425", hearing))
    alone = event_identity(Agency.HMCTS, "test", "alone")
    until(lambda: alone in logged(kafka), "the event that came last")
    assert worker.stop() == 0


def publish_many(bootstrap: str, number: int) -> None:
    with Publisher(bootstrap, FIRST.agency) as publisher:
        for each in range(number):
            publisher.publish(replace(FIRST, id=f"n-{each}", case=f"crime:met-police:{each}/25"))
        publisher.flush()


def test_a_worker_that_finishes_nothing_ends(kafka: str, tmp_path: Path) -> None:
    publish_many(kafka, 3)
    worker = FaustWorker("intake", kafka, tmp_path, before=IMPATIENT + STUCK)

    assert worker.process.wait(timeout=60) == 70
    assert f"standing still at {TOPIC}/" in worker.log.read_text()
