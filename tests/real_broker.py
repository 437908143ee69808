"""The real embedded Kafka for tests, on ports that are free."""

import socket
from contextlib import AbstractContextManager
from pathlib import Path

from runtime.embedded_kafka.single_broker import run_single_broker


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


def running_broker(folder: Path) -> AbstractContextManager[str]:
    """Where a broker answers that keeps what it has in a folder."""
    return run_single_broker(folder, free_ports(), print)
