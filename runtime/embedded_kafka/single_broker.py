"""The broker by itself, without the rest of the platform: for tests and measurements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.embedded_kafka.broker import Broker
from runtime.readiness import kafka_answers
from runtime.service import Service
from runtime.settings import foreign_environment
from runtime.supervisor import Supervisor


@contextmanager
def run_single_broker(folder: Path, port: int, say: Callable[[str], None]) -> Iterator[str]:
    """Run a broker with its data in a folder; the value is where it answers."""
    broker = Broker(folder, port)
    command = broker.prepare(say)
    environment = foreign_environment()
    kafka = Service(
        "kafka", command, environment, readiness=lambda: lambda: kafka_answers(broker.bootstrap)
    )
    supervisor = Supervisor(folder / "logs", say=say)
    try:
        supervisor.start([kafka])
        yield broker.bootstrap
    finally:
        supervisor.stop()
