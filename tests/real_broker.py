"""The real embedded Kafka for tests, on ports that are free."""

import os
import socket
import time
from contextlib import AbstractContextManager
from itertools import count, islice
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove

from runtime.embedded_kafka.single_broker import run_single_broker

OFFSETS = "__consumer_offsets"
"""Kafka's own topic, which no client may delete."""


LOWEST, PAIRS = 20_000, 6_000
"""Below the ports that the kernel gives to outgoing connections."""

_pairs = count(os.getpid() * 100)
"""Each process of the tests begins elsewhere, and gives no pair of ports twice."""


def free_ports() -> int:
    """A port that is free and whose next one is, too."""
    for number in islice(_pairs, PAIRS):
        port = LOWEST + 2 * (number % PAIRS)
        if _is_free(port) and _is_free(port + 1):
            return port
    raise AssertionError("no port is free")


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


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
