"""An office in which the words of one rule fail: for stories of faults of the program."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import notifier.message_contents as contents
from notifier.message import Message
from running_notifier import an_alert, assigned
from told_people import Office, london

FRIDAY = london("2026-06-12 10:00")
BAD, GOOD = an_alert("bad", raised=FRIDAY, rule="R6.4"), an_alert("good", raised=FRIDAY)
PLAIN = "A fault of the platform keeps this message from saying more: the worklist shows it"


def office_of_one(folder: Path) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    opened = Office(folder, FRIDAY - timedelta(days=3))
    opened.signs_in()
    opened.reads(assigned())
    opened.now = FRIDAY
    return opened


def words_fail(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The words of one rule fail; whoever calls what this returns mends them."""
    words = contents._due

    def due(row: sqlite3.Row) -> Any:
        if row["rule"] == BAD.rule:
            raise AttributeError("01CP/4321/26 is nobody's to see")
        return words(row)

    monkeypatch.setattr(contents, "_due", due)
    return lambda: monkeypatch.setattr(contents, "_due", words)


def is_plain(message: Message) -> bool:
    """Whether a message says no more than that something is due."""
    return message.lines[0].startswith("A fault of the platform keeps this message")
