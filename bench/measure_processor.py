"""One worker of the journey processor beside a naive Faust agent, in turns, on the same topic."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from bench.measurement import Aim, Measured, Say, TableValues
from bench.simulated_log import log_of
from bench.worker_speed import LIMIT, WorkerSpeed, check_time, worker_command, worker_speed
from runtime.embedded_kafka.single_broker import run_single_broker
from runtime.settings import Settings
from runtime.topic_creation import ensure_topics
from schemas.topics import JOURNEY, JOURNEY_CHANGES

VICTIMS = 1_500
PORT = 19320
PARTITIONS = 4
PAIRS = 3
_WORKERS = {
    "naive": ("bench.naive_worker", "counts"),
    "ours": ("bench.journey_worker", "held"),
}
"""The module of each worker, and its table."""


def measure(say: Say) -> Measured:
    """Fill the log once, then run both workers over it again and again, each from the beginning."""
    with (
        TemporaryDirectory() as folder,
        run_single_broker(Path(folder) / "kafka", PORT, say) as bootstrap,
    ):
        ensure_topics(Settings(kafka=bootstrap, partitions=PARTITIONS))
        records, of_victims = _fill(bootstrap)
        say(f"{records:,} records in the log, {of_victims:,} of them for a victim")
        pairs: list[TableValues] = []
        for number in range(PAIRS):
            naive = _speed("naive", number, bootstrap, folder, records)
            ours = _speed("ours", number, bootstrap, folder, of_victims)
            pairs.append(_pair(number + 1, ours, naive))
            say(str(pairs[-1]))
        changes = _written(bootstrap, JOURNEY_CHANGES)
    return _measured(pairs, records, of_victims, changes)


def _pair(number: int, ours: WorkerSpeed, naive: WorkerSpeed) -> TableValues:
    return {
        "pair": number,
        "ours": ours.rate,
        "naive": naive.rate,
        "ratio": ours.rate / naive.rate,
        "ours, µs of processor time a record": ours.cost,
        "naive, µs of processor time a record": naive.cost,
    }


def _measured(pairs: list[TableValues], records: int, of_victims: int, changes: int) -> Measured:
    ratios = sorted(pair["ratio"] for pair in pairs)
    middle = median(ratios)
    rates = [
        {
            "worker": name,
            "median": median(rate),
            "lowest": min(rate),
            "highest": max(rate),
        }
        for name in ("ours", "naive")
        if (rate := [float(pair[name]) for pair in pairs])
    ]
    notes = [
        f"The log of {VICTIMS:,} simulated victims: {records:,} records in {PARTITIONS} partitions,"
        f" {of_victims:,} of them for a victim. `ours` is one worker of the journey processor as"
        " the platform runs it: the whole fold, the changelog of what it holds, and"
        f" {changes // len(pairs):,} records of changes a run. `naive` is a Faust agent as the"
        " tutorial writes it, with stock settings, that counts the records of each key in a table"
        " (bench/naive_worker.py); it decodes nothing. Each run is a new app that reads from the"
        " beginning. Timed from the changelog's first records to its last, so start-up is left"
        f" out. {len(pairs)} pairs, naive and ours in turns.",
    ]
    aim = Aim(
        "one Faust worker: no slower than a naive agent that only counts",
        f"ratio {middle:.2f} (median; {ratios[0]:.2f} to {ratios[-1]:.2f})",
        middle >= 1,
    )
    return Measured("One Faust worker", notes, {"Records a second": rates, "By pair": pairs}, [aim])


def _fill(bootstrap: str) -> tuple[int, int]:
    """Write the log; how many records there are, and how many of them are for a victim."""
    records = of_victims = 0
    producer = KafkaProducer(bootstrap_servers=bootstrap, linger_ms=20, batch_size=128 * 1024)
    for logged in log_of(VICTIMS):
        producer.send(JOURNEY, logged.written, (logged.victim or logged.case).encode())
        records += 1
        of_victims += logged.victim is not None
    producer.flush()
    producer.close()
    return records, of_victims


def _speed(kind: str, number: int, bootstrap: str, folder: str, expected: int) -> WorkerSpeed:
    """The speed of a worker, by the records of its changelog."""
    module, table = _WORKERS[kind]
    name = f"{kind}-{number}"
    command = worker_command(module, name, bootstrap, folder, PARTITIONS)
    counting = _counter(bootstrap, f"{name}-{table}-changelog")
    return worker_speed(command, counting, expected)


@contextmanager
def _counter(bootstrap: str, topic: str) -> Iterator[Callable[[], int]]:
    """Counts a topic's records, as soon as there is such a topic."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    places = [TopicPartition(topic, number) for number in range(PARTITIONS)]
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:

        def there() -> bool:
            try:
                return topic in {found["name"] for found in admin.describe_topics()}
            except KafkaError:
                return False

        ends = time.monotonic() + LIMIT
        while not there():
            check_time(ends, topic)
    try:
        yield lambda: sum(consumer.end_offsets(places).values())
    finally:
        consumer.close()


def _written(bootstrap: str, topic: str) -> int:
    with _counter(bootstrap, topic) as count:
        return count()
