"""A real Kafka of the measurement's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measured import Say
from runtime.embedded_kafka import Broker
from runtime.part import Part
from runtime.readiness import kafka_answers
from runtime.supervisor import Supervisor

PORT = 19320


@contextmanager
def running_broker(folder: Path, say: Say) -> Iterator[str]:
    """Where the embedded broker answers; it is stopped in the end."""
    broker = Broker(folder, PORT)
    command = broker.prepare(say)
    part = Part("kafka", command, readiness=lambda: lambda: kafka_answers(broker.bootstrap))
    supervisor = Supervisor(folder / "logs", say=say)
    try:
        supervisor.start([part])
        yield broker.bootstrap
    finally:
        supervisor.stop()
