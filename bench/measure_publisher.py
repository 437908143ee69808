"""An agency's publisher, beside kafka-python's own producer that sends the same bytes."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from kafka import KafkaProducer

from agencies.delivery_attempt import new_producer
from agencies.publisher import Publisher
from bench.measurement import Measured, Say, TableValues
from bench.processor_time import TimeSpent, timed
from bench.simulated_log import ENDING, SEED
from events.identifiers import Agency
from runtime.embedded_kafka.single_broker import run_single_broker
from runtime.settings import Settings
from runtime.topic_creation import ensure_topics
from schemas.cloudevents import AgencyEvent, encode, headers
from schemas.topics import agency_topic
from simulator import simulate

AGENCY = Agency.MET_POLICE
VICTIMS = 1_500
RUNS = 5
PORT = 19350


def measure(say: Say) -> Measured:
    """Both in turns, over the events of one agency, until the broker has confirmed each."""
    deliveries = simulate(VICTIMS, SEED, ENDING).deliveries
    events = [each.event for each in deliveries if each.event.agency is AGENCY]
    ours, bare = [], []
    with (
        TemporaryDirectory() as folder,
        run_single_broker(Path(folder) / "kafka", PORT, say) as bootstrap,
    ):
        ensure_topics(Settings(kafka=bootstrap))
        for number in range(RUNS):
            ours.append(_published(bootstrap, events))
            bare.append(_produced(bootstrap, events))
            say(f"run {number + 1}: {ours[-1].processor:.2f} s, bare {bare[-1].processor:.2f} s")
    tables = {
        "One agency": [
            _row("agencies.publisher.Publisher", ours, len(events)),
            _row("KafkaProducer with the same bytes", bare, len(events)),
        ],
        "In turns": [_ratios(ours, bare)],
    }
    return Measured("The publisher", [_note(len(events))], tables)


def _note(events: int) -> str:
    return (
        f"{events:,} simulated events of one agency to a broker on this machine, one by one,"
        " until the last is confirmed: idempotent, all replicas, the same settings. The publisher"
        f" checks and writes each event; the bare producer has the bytes. Median of {RUNS} runs, in"
        " turns. The broker's processor time is not counted."
    )


def _ratios(ours: Sequence[TimeSpent], bare: Sequence[TimeSpent]) -> TableValues:
    ratios = [one.processor / other.processor for one, other in zip(ours, bare, strict=True)]
    return {
        "processor time, beside the bare producer's": median(ratios),
        "lowest": min(ratios),
        "highest": max(ratios),
    }


def _published(bootstrap: str, events: Sequence[AgencyEvent]) -> TimeSpent:
    with timed() as spent, Publisher(bootstrap, AGENCY) as publisher:
        for event in events:
            publisher.publish(event)
        publisher.flush()
    return spent


def _produced(bootstrap: str, events: Sequence[AgencyEvent]) -> TimeSpent:
    records = [(each.case.encode(), encode(each)) for each in events]
    topic = agency_topic(AGENCY)
    producer: KafkaProducer = new_producer(KafkaProducer, bootstrap, None)
    with timed() as spent:
        futures = [
            producer.send(topic, key=key, value=value, headers=headers()) for key, value in records
        ]
        producer.flush()
    for future in futures:
        future.get(timeout=0)
    producer.close()
    return spent


def _row(what: str, runs: Sequence[TimeSpent], events: int) -> TableValues:
    return {
        "client": what,
        "µs of processor time an event": median(run.processor for run in runs) / events * 1e6,
        "events a second, by the wall": events / median(run.wall for run in runs),
    }
