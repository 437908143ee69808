"""How the notifier is, for operators: what waits, what was sent, and what could not be."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from notifier.faults import LeftOutKind
from notifier.notification_record import read_instant

_SHOWN = 50
"""Of dead messages, and of what was left out, the last ones are shown."""

_LEFT_OUT = """
SELECT kind, name, agency, faults.error, since, coalesce(recipient, '') AS recipient
FROM faults
LEFT JOIN messages ON kind = 'message' AND id = name
WHERE :agency IS NULL OR agency = :agency
ORDER BY since DESC, kind, name
LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class DeadMessage:
    """A message that was given up: to whom, why, after how many tries. It has no address."""

    recipient: str
    channel: str
    error: str
    tries: int
    ended: datetime
    alerts: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a fault of the program stopped, until the notifier is started again: nothing is told.

    `error` is the class of the error and its place in the program. `agency` is empty where none is
    known, `recipient` where it is no message; `since` is an aware instant.
    """

    kind: LeftOutKind
    name: str
    agency: str
    error: str
    since: datetime
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class NotifierCounts:
    """Messages by how they stand; `waiting` are people yet to be told of an alert.

    `pending` messages are tried again, `repeated` ones may have arrived twice. `silences` has until
    when nothing is sent, by agency, or of `all`.
    """

    waiting: int
    pending: int
    sent: int
    dead: int
    repeated: int
    silences: dict[str, datetime]
    given_up: tuple[DeadMessage, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def written(self) -> dict[str, Any]:
        """The numbers alone, by name."""
        return {
            name: getattr(self, name) for name in ("waiting", "pending", "sent", "dead", "repeated")
        }


def notifier_counts(path: Path, now: str) -> NotifierCounts | None:
    """What a record says at an instant, which is not changed; None where there is none."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        try:
            return _counted(db, now)
        except sqlite3.OperationalError:  # it is being made
            return None


def left_out_of(path: Path, agency: str) -> tuple[LeftOut, ...]:
    """What a fault stopped of an agency, by a record, which is not changed."""
    if not path.exists():
        return ()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        try:
            return _left_out(db, agency)
        except sqlite3.OperationalError:  # it is being made
            return ()


def _left_out(db: sqlite3.Connection, agency: str | None) -> tuple[LeftOut, ...]:
    rows = db.execute(_LEFT_OUT, {"agency": agency, "most": _SHOWN})
    return tuple(
        LeftOut(
            kind=LeftOutKind(row["kind"]),
            name=row["name"],
            agency=row["agency"],
            error=row["error"],
            since=read_instant(row["since"]),
            recipient=row["recipient"],
        )
        for row in rows
    )


def _counted(db: sqlite3.Connection, now: str) -> NotifierCounts:
    def number(sql: str) -> int:
        found: int = db.execute(sql).fetchone()[0]
        return found

    dead = db.execute(
        "SELECT recipient, channel, error, tries, ended,"
        " (SELECT count(*) FROM notifications WHERE message = messages.id) AS alerts"
        " FROM messages WHERE state = 'dead' ORDER BY ended DESC LIMIT ?",
        (_SHOWN,),
    )
    silences = db.execute("SELECT agency, ends FROM silences WHERE ends > ?", (now,))
    return NotifierCounts(
        waiting=number("SELECT count(*) FROM notifications WHERE state = 'pending'"),
        pending=number("SELECT count(*) FROM messages WHERE state IN ('pending', 'claimed')"),
        sent=number("SELECT count(*) FROM messages WHERE state = 'sent'"),
        dead=number("SELECT count(*) FROM messages WHERE state = 'dead'"),
        repeated=number("SELECT count(*) FROM messages WHERE repeated"),
        given_up=tuple(
            DeadMessage(**{**dict(row), "ended": read_instant(row["ended"])}) for row in dead
        ),
        left_out=_left_out(db, None),
        silences={row["agency"]: read_instant(row["ends"]) for row in silences},
    )
