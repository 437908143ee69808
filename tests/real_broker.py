"""The real embedded Kafka for tests, on ports that are free."""

import socket
import time
from contextlib import AbstractContextManager
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove

from runtime.embedded_kafka.single_broker import run_single_broker

OFFSETS = "__consumer_offsets"
"""Kafka's own topic, which no client may delete."""


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


def empty_broker(bootstrap: str) -> None:
    """Delete all topics and consumer groups: the next test finds the broker as if just started.

    No client may be connected. The members of workers that were killed are removed, as Kafka
    would wait for them.
    """
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        for name, group in admin.describe_groups(_groups(admin)).items():
            members = [MemberToRemove(member["member_id"]) for member in group["members"]]
            if members:
                admin.remove_group_members(name, members)
        admin.delete_groups(_groups(admin))
        admin.delete_topics([name for name in admin.list_topics() if name != OFFSETS])
        ends = time.monotonic() + 30
        while _groups(admin) or set(admin.list_topics()) - {OFFSETS}:
            assert time.monotonic() < ends, "topics or groups could not be deleted in 30 s"
            time.sleep(0.05)


def _groups(admin: KafkaAdminClient) -> list[str]:
    return [group["group_id"] for group in admin.list_groups()]
