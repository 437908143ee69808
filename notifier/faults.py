"""Faults of the program that concern one thing alone: it is left out and noted, the rest goes on.

What was left out is listed for operators, and tried again when the notifier is started.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notifier.notification_record import NotificationRecord, written
from schemas.faults_of_one import concerns_one, said_of

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
