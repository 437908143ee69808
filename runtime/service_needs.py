"""What a part of the platform needs before it can start, and a sentence where that is away."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from projections.database_server import server_answers, server_place
from runtime.readiness import kafka_answers
from runtime.settings import Settings

LEAST_ROOM = 64 * 1024 * 1024
"""Bytes of disk without which no part is started again."""

_AGAIN = 60.0
"""Seconds between two lines about the same need."""

_REMEMBERED = 0.5
"""Seconds for which an answer that several parts wait for is good."""

Away = Callable[[], str | None]


def room_needed(data: Path) -> Away:
    """Room on the disk of the data directory."""

    def away() -> str | None:
        free = shutil.disk_usage(data).free
        return None if free >= LEAST_ROOM else f"the disk of {data} is full: make room"

    return away


def kafka_needed(settings: Settings) -> Away:
    """A Kafka that answers."""

    def away() -> str | None:
        if kafka_answers(settings.bootstrap):
            return None
        return f"Kafka does not answer at {settings.bootstrap}"

    return away


def database_needed(settings: Settings) -> Away:
    """A ClickHouse server that answers; nothing where the database is in the process."""

    def away() -> str | None:
        if settings.clickhouse is None or server_answers(settings.clickhouse):
            return None
        return f"{server_place(settings.clickhouse)} does not answer"

    return away


def asked_seldom(need: Away, clock: Callable[[], float] = time.monotonic) -> Away:
    """The same need for several parts that start at once: what one was told, the others are too."""
    lock = Lock()
    told: str | None = None
    at = float("-inf")

    def away() -> str | None:
        nonlocal told, at
        with lock:
            if clock() - at >= _REMEMBERED:
                told = need()
                at = clock()
            return told

    return away


def first_away(*needs: Away) -> Away:
    """The first need that is away."""
    return lambda: next((sentence for need in needs if (sentence := need())), None)


def wait_for(
    need: Away,
    say: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Wait until nothing is away; one line at first, and one each minute."""
    said = -_AGAIN
    while sentence := need():
        if clock() - said >= _AGAIN:
            say(f"{sentence}: waiting")
            said = clock()
        sleep(1)
