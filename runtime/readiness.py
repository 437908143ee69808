"""When a service is ready: Kafka answers, pages are served, a worker has joined its group, …"""

import socket
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from runtime.http_question import Question, network, send
from runtime.service import Ready

_SECONDS = 20.0
"""To wait for an answer: kafka-python leaves a thread behind where it gives up at the start."""


SOON = 4.0
"""Seconds after which a person is told that Kafka does not answer."""


def kafka_answers(bootstrap: str, within: float = _SECONDS) -> bool:
    """Whether Kafka answers an admin's question; `bootstrap` is host:port, or several by comma."""
    if not any(_accepts(server) for server in bootstrap.split(",")):
        return False
    try:
        with _admin(bootstrap, within) as admin:
            admin.describe_cluster()
    except KafkaError:
        return False
    return True


def serves(url: str, path: str = "/health") -> Callable[[], Ready]:
    """Readiness of a server: a path of it, /health unless it is named, answers with status 200."""
    question = Question(url + path)

    def answers() -> bool:
        try:
            with send(network(url, 3.0), path, question) as answer:
                return answer.status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False

    return lambda: answers


def makes(mark: Path) -> Callable[[], Ready]:
    """Readiness of a part that makes an empty file when it is ready."""

    def begin() -> Ready:
        mark.unlink(missing_ok=True)
        return mark.exists

    return begin


def joins(bootstrap: str, group: str, instance: str) -> Callable[[], Ready]:
    """Readiness of a worker: its group has a member of that instance that was not there before."""

    def begin() -> Ready:
        before = _member(bootstrap, group, instance)
        return lambda: _member(bootstrap, group, instance) not in (None, before)

    return begin


def _member(bootstrap: str, group: str, instance: str) -> str | None:
    """The member id in a settled group; each joining of an instance gets a new one."""
    try:
        with _admin(bootstrap) as admin:
            state = admin.describe_groups([group])[group]
    except KafkaError:  # before the first member Kafka has no coordinator for the group
        return None
    if state["group_state"] != "Stable":
        return None
    ids = [each["member_id"] for each in state["members"] if each["group_instance_id"] == instance]
    return ids[0] if ids else None


def _admin(bootstrap: str, within: float = _SECONDS) -> KafkaAdminClient:
    limit = int(within * 1000)
    return KafkaAdminClient(
        bootstrap_servers=bootstrap, bootstrap_timeout_ms=limit, request_timeout_ms=limit
    )


def _accepts(server: str) -> bool:
    host, _, port = server.strip().rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=3).close()
    except (OSError, ValueError):
        return False
    return True
