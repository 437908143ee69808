"""When a message that was not taken is tried again, and when it is given up."""

from collections.abc import Callable
from datetime import datetime, timedelta

MOST_TRIES = 12
LONGEST = timedelta(days=1)
"""After so many tries, or so long after the first, a message is given up."""

_FIRST = 20.0
_MOST = 4 * 60 * 60.0
"""Seconds of the first wait at most, and of any."""


def wait_before(tries: int, retry_after: float | None, random: Callable[[], float]) -> timedelta:
    """How long to wait after so many tries: doubled each time, with full jitter.

    `random` gives a number from 0 up to 1. What the other side asks for is the least.
    """
    jittered = random() * min(_FIRST * 2 ** (tries - 1), _MOST)
    return timedelta(seconds=max(jittered, retry_after or 0.0))


def is_given_up(tries: int, first: datetime, next_try: datetime) -> bool:
    """Whether there is no other try: after the last, or where it would be more than a day late."""
    return tries >= MOST_TRIES or next_try - first > LONGEST
