"""The real embedded Kafka for tests, on ports that are free."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.embedded_kafka import Broker
from runtime.part import Part
from runtime.readiness import kafka_answers
from runtime.supervisor import Supervisor


def free_ports() -> int:
    """A port that is free and whose next one is, too."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first:
            port: int = first.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
            return port


@contextmanager
def running_broker(folder: Path) -> Iterator[str]:
    """Where a broker answers that keeps what it has in a folder."""
    broker = Broker(folder, free_ports())
    command = broker.prepare(print)
    part = Part("kafka", command, readiness=lambda: lambda: kafka_answers(broker.bootstrap))
    supervisor = Supervisor(folder / "logs", say=print)
    try:
        supervisor.start([part])
        yield broker.bootstrap
    finally:
        supervisor.stop()
