"""The broker by itself, without the rest of the platform: for tests and measurements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.embedded_kafka.broker import Broker
from runtime.readiness import kafka_answers
from runtime.service import Part
from runtime.supervisor import Supervisor


@contextmanager
def broker_alone(folder: Path, port: int, say: Callable[[str], None]) -> Iterator[str]:
    """Where a broker answers that keeps what it has in a folder; it is stopped in the end."""
    broker = Broker(folder, port)
    command = broker.prepare(say)
    part = Part("kafka", command, readiness=lambda: lambda: kafka_answers(broker.bootstrap))
    supervisor = Supervisor(folder / "logs", say=say)
    try:
        supervisor.start([part])
        yield broker.bootstrap
    finally:
        supervisor.stop()
