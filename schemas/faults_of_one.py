"""A fault of the program that concerns one thing alone, and what may be said of it."""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from schemas.unreadable_records import UnreadableRecord

_ROOT = Path(__file__).parents[1]
_OURS = frozenset(
    {"access", "agencies", "caseworkers", "events", "notifier", "processors", "projections"}
    | {"schemas", "task_group", "web"}
)
"""The packages in which a fault's place is looked for."""

_LEFT_OUT = "left_out"

_Made = TypeVar("_Made")

logger = logging.getLogger(__name__)


def concerns_one(error: Exception) -> bool:
    """Whether an error is of the thing that was tried: a database that is away or full is none."""
    of_all = isinstance(error, MemoryError | sqlite3.OperationalError)
    return not of_all and type(error) is not sqlite3.DatabaseError


def said_of(error: Exception) -> str:
    """The class of an error and its last place in our code. It has no data."""
    name = str(error) if isinstance(error, UnreadableRecord) else type(error).__name__
    for frame in reversed(extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS:
            line = f":{frame.lineno}" if path.suffix == ".py" else ""  # a template has others
            return f"{name} at {path.relative_to(_ROOT).as_posix()}{line}"
    return name


def is_same(one: Exception, other: Exception) -> bool:
    """Whether the same is said of two errors."""
    return said_of(one) == said_of(other)


def made_or(instead: Callable[[], _Made], what: str, make: Callable[[], _Made]) -> _Made:
    """What `make` makes of one thing among many; where a fault stops it, what stands `instead`.

    The log then has that one such thing (`what`, as "alert") was not shown, and where the fault is:
    never its data. Raises what concerns more than this one.
    """
    try:
        return make()
    except Exception as error:
        if not concerns_one(error):
            raise
        _log(what, said_of(error))
        return instead()


def _log(what: str, said: str) -> None:
    logger.error("one %s is not shown on a page: %s", what, said, extra={_LEFT_OUT: (what, said)})


def left_out(record: logging.LogRecord) -> tuple[str, str]:
    """What a page left out, by a line of the log, and what is said of the fault."""
    what, said = getattr(record, _LEFT_OUT)
    return what, said
