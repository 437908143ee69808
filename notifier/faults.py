"""Faults of the program that concern one thing alone: it is left out and noted, the rest goes on.

What was left out is listed for operators, and tried again when the notifier is started.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from traceback import extract_tb

from notifier.notification_record import NotificationRecord, written
from schemas.unreadable_records import UnreadableRecord

_ROOT = Path(__file__).parents[1]
_OURS = frozenset({"access", "events", "notifier", "processors", "schemas"})
"""The packages that the notifier is made of."""

_PUT = """
INSERT INTO faults (kind, name, agency, error, since)
VALUES (:kind, :name, :agency, :error, :since)
ON CONFLICT DO UPDATE SET error = excluded.error
"""

logger = logging.getLogger(__name__)


class LeftOutKind(StrEnum):
    """What was left out."""

    RECORD = "record"
    """A record of Kafka, by topic, partition and offset."""
    ALERT = "alert"
    """An alert of which it cannot be decided who is told, or when."""
    MESSAGE = "message"


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
            return f"{name} at {path.relative_to(_ROOT).as_posix()}:{frame.lineno}"
    return name


def is_same(one: Exception, other: Exception) -> bool:
    """Whether the same is said of two errors."""
    return said_of(one) == said_of(other)


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults that stand, in the record; `clock` gives the present, an aware instant."""

    record: NotificationRecord
    clock: Callable[[], datetime]

    @contextmanager
    def tried(self, kind: LeftOutKind, name: str, agency: str = "") -> Iterator[None]:
        """Do a block for one thing, within a transaction; where it fails, nothing of it, and note.

        Raises what concerns more than this thing. A fault that was noted before is over.
        """
        self.record.do("SAVEPOINT one_thing")
        try:
            yield
        except Exception as error:
            if not concerns_one(error):
                raise
            self.record.do("ROLLBACK TO one_thing")
            self.note(kind, name, agency, error)
        else:
            self.forget(kind, name)
        self.record.do("RELEASE one_thing")

    def note(self, kind: LeftOutKind, name: str, agency: str, error: Exception) -> str:
        """Have a fault listed, within a transaction of whoever calls it; what is said of it."""
        said = said_of(error)
        logger.error("one %s is left out until the next start: %s", kind, said)
        values = {"kind": kind, "name": name, "agency": agency, "error": said}
        self.record.put(_PUT, {**values, "since": written(self.clock())})
        return said

    def forget(self, kind: LeftOutKind, name: str) -> None:
        """A fault is over."""
        self.record.do("DELETE FROM faults WHERE (kind, name) = (?, ?)", kind, name)

    def of(self, kind: LeftOutKind) -> list[str]:
        """The names of what was left out of a kind."""
        rows = self.record.ask("SELECT name FROM faults WHERE kind = ? ORDER BY name", kind)
        return [row["name"] for row in rows]
