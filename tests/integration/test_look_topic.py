"""Looks in a real Kafka: its broker stops in the middle, the writer is killed; nothing forks."""

import gc
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from access.chain_check import ChainCheck, LookFault
from access.chain_files import noted_heads
from access.look_chain import LookChain
from access.looks import NotRecordedError
from doc_pages import ROOT
from look_topics import look
from runtime.look_topic import KafkaLooks, read_looks
from schemas.look_records import LookRecord, decode_look
from stopped_broker import away

pytestmark = pytest.mark.platform

PATIENCE = 3.0


@pytest.fixture(autouse=True)
def _unanswered_sockets() -> Iterator[None]:
    """kafka-python 3.0.12 leaves a socket to the collector where it was never answered on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


_PATHS = os.environ | {"PYTHONPATH": str(ROOT / "tests")}

_WRITER = """
import sys
from pathlib import Path
from access.look_chain import LookChain
from look_topics import look
from runtime.look_topic import KafkaLooks
chain = LookChain(Path(sys.argv[1]), KafkaLooks(sys.argv[2]))
for number in range(100_000):
    chain.record(look(number))
    print(number, flush=True)
"""


@contextmanager
def writer(folder: Path, kafka: str) -> Iterator[LookChain]:
    topic = KafkaLooks(kafka, PATIENCE)
    chain = LookChain(folder, topic, PATIENCE)
    yield chain
    chain.close()
    topic.close()


def stored(kafka: str) -> list[LookRecord]:
    return [decode_look(key, value) for _, key, value in read_looks(kafka)]


def faults(kafka: str, folder: Path) -> list[LookFault]:
    check = ChainCheck(noted_heads(folder))
    found = [fault for record in read_looks(kafka) for fault in check.faults(record)]
    return found + list(check.faults_at_the_end())


def test_a_look_is_in_kafka_when_it_is_recorded(kafka: str, tmp_path: Path) -> None:
    with writer(tmp_path, kafka) as chain:
        for number in range(3):
            chain.record(look(number))
            assert len(stored(kafka)) == number + 1

    assert faults(kafka, tmp_path) == []


def test_a_broker_that_stops_in_the_middle_forks_nothing(kafka: str, tmp_path: Path) -> None:
    """Given a broker that stands still, no look is recorded, and each waits for a bounded time.

    When it goes on, what it had got before may be stored as well: the chain goes on all the same.
    """
    with writer(tmp_path, kafka) as chain:
        chain.record(look(1))
        with away(kafka):
            for number in (2, 3):
                begins = time.monotonic()
                with pytest.raises(NotRecordedError):
                    chain.record(look(number))
                assert time.monotonic() - begins < 3 * PATIENCE
        for number in (4, 5):
            _record_soon(chain, number)

    found = stored(kafka)
    assert {look(number).at for number in (1, 4, 5)} <= {record.at for record in found}
    assert len({record.chain for record in found}) == 1
    assert faults(kafka, tmp_path) == []


def _record_soon(chain: LookChain, number: int) -> None:
    """A broker that was stopped for long takes a moment until it answers."""
    ends = time.monotonic() + 30
    while True:
        try:
            return chain.record(look(number))
        except NotRecordedError:
            assert time.monotonic() < ends


def test_a_writer_that_is_killed_loses_no_look_that_was_answered(
    kafka: str, tmp_path: Path
) -> None:
    answered = 0
    for _ in range(3):
        command = [sys.executable, "-c", _WRITER, str(tmp_path), kafka]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=_PATHS, text=True) as process:
            assert process.stdout
            for _ in range(20):
                assert process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            answered += 20 + len(process.stdout.read().splitlines())

    found = {(record.chain, record.number) for record in stored(kafka)}
    assert len({chain for chain, _ in found}) == 1
    assert len(found) >= answered >= 60
    assert faults(kafka, tmp_path) == []


def test_a_server_starts_while_kafka_is_away_and_records_when_it_is_back(
    kafka: str, tmp_path: Path
) -> None:
    with writer(tmp_path, kafka) as chain:
        with away(kafka), pytest.raises(NotRecordedError):
            chain.record(look(1))
        _record_soon(chain, 2)

    assert faults(kafka, tmp_path) == []
