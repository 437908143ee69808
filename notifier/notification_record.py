"""The durable record of the notifier: an SQLite file of its own."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from events.identifiers import Agency

_TABLES = Path(__file__).with_name("record.sql").read_text()

_SINCE_ADDED = (
    ("alerts", "back"),
    ("alerts", "put_aside_by"),
    ("alerts", "reference"),
    ("alerts", "suspect"),
    ("alerts", "trigger_kind"),
    ("alerts", "hearing"),
    ("alerts", "in_week"),
    ("duties", "trigger_kind"),
    ("duties", "hearing"),
    ("messages", "instead_of"),
    ("notifications", "plain"),
)
"""Columns that a record of an older version has not."""

RECORD = "notifier.sqlite"
"""Its name in the data directory."""


class NotificationRecord:
    """What is read, who is to be told and who was; one process writes it.

    A transaction is on the disk when it ends: `synchronous` is FULL. `born` is when the record was
    begun: nobody is told of alerts from before.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_TABLES)
        self._add_columns()
        self.do("INSERT OR IGNORE INTO facts VALUES ('born', ?)", written(now))
        self.born: str = self.ask("SELECT value FROM facts WHERE name = 'born'")[0]["value"]

    def _add_columns(self) -> None:
        """Add to a record of an older version the columns that it has not."""
        for table, name in _SINCE_ADDED:
            there = {row["name"] for row in self.ask(f"PRAGMA table_info({table})")}
            if name not in there:
                self.do(f"ALTER TABLE {table} ADD COLUMN {name} TEXT")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of a block, or nothing of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def do(self, sql: str, *values: Any) -> int:
        """Run a statement; how many rows it changed."""
        return self._db.execute(sql, values).rowcount

    def put(self, sql: str, values: Mapping[str, Any]) -> int:
        """Run a statement with named values; how many rows it changed."""
        return self._db.execute(sql, values).rowcount

    def find(self, sql: str, values: Mapping[str, Any]) -> list[sqlite3.Row]:
        """The rows of a question with named values."""
        return self._db.execute(sql, values).fetchall()

    def ask(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """The rows of a question."""
        return self._db.execute(sql, values).fetchall()


def written(at: datetime) -> str:
    """An instant as the record has it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_instant(text: str) -> datetime:
    """An instant from the record."""
    return datetime.fromisoformat(text)


def agency_of(row: sqlite3.Row) -> Agency | None:
    """Whose alert it is; None where it is the task group's."""
    return Agency(row["agency"]) if row["agency"] else None


def normal(text: str | None) -> str | None:
    """An instant of a row of `journey-changes`, as the record has it."""
    return None if text is None else written(datetime.fromisoformat(text))
