"""One worker of the journey processor beside a naive Faust agent, in turns, on the same topic."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from bench.measurement import Aim, Measured, Say, TableValues
from bench.simulated_log import log_of
from runtime.embedded_kafka.single_broker import run_single_broker
from runtime.settings import Settings
from runtime.topic_creation import ensure_topics
from schemas.topics import JOURNEY, JOURNEY_CHANGES

VICTIMS = 1_500
PORT = 19320
PARTITIONS = 4
PAIRS = 3
LIMIT = 240.0
"""Seconds that one run may take."""


@dataclass(frozen=True)
class WorkerSpeed:
    """Records a second, and microseconds of the worker's processor time a record."""

    rate: float
    cost: float


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
            naive = _speed(_naive(bootstrap, f"naive-{number}", folder), bootstrap, records)
            ours = _speed(_ours(bootstrap, f"ours-{number}", folder), bootstrap, of_victims)
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


Worker = tuple[list[str], str]
"""A worker's command and its changelog."""


def _naive(bootstrap: str, name: str, folder: str) -> Worker:
    command = [sys.executable, "-m", "bench.naive_worker", name, bootstrap, folder, str(PARTITIONS)]
    return command, f"{name}-counts-changelog"


def _ours(bootstrap: str, name: str, folder: str) -> Worker:
    command = [
        sys.executable,
        "-m",
        "bench.journey_worker",
        name,
        bootstrap,
        folder,
        str(PARTITIONS),
    ]
    return command, f"{name}-held-changelog"


def _speed(worker: Worker, bootstrap: str, expected: int) -> WorkerSpeed:
    """From the first record that is seen in the changelog to the last."""
    command, changelog = worker
    with _running(command) as process, _counter(bootstrap, changelog) as count:
        ends = time.monotonic() + LIMIT
        while not (first := count()):
            _check(ends, command)
        began, used = time.monotonic(), _processor_seconds(process)
        while (last := count()) < expected:
            _check(ends, command)
        records = last - first
        spent = _processor_seconds(process) - used
        return WorkerSpeed(records / (time.monotonic() - began), spent / records * 1e6)


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _check(ends: float, command: list[str]) -> None:
    if time.monotonic() > ends:
        raise TimeoutError(f"{command[2]} was not done in {LIMIT:.0f} s")
    time.sleep(0.05)


@contextmanager
def _running(command: list[str]) -> Iterator[psutil.Process]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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
            _check(ends, ["", "", topic])
    try:
        yield lambda: sum(consumer.end_offsets(places).values())
    finally:
        consumer.close()


def _written(bootstrap: str, topic: str) -> int:
    with _counter(bootstrap, topic) as count:
        return count()
