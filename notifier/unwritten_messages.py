"""Messages that a fault of the program stopped: dead, until they are tried again at a start."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.identifiers import Agency
from notifier.contacts import Contact
from notifier.escalation_policy import NoticeKind, alert_kind
from notifier.faults import Faults, LeftOutKind
from notifier.message import Message
from notifier.message_contents import content_of, plain_message
from notifier.notification_choice import identity_of
from notifier.notification_record import NotificationRecord, agency_of, read_instant, written
from notifier.quiet_times import QuietTimes
from schemas.alert_row import AlertKind

_DEAD = """
INSERT INTO messages (id, recipient, channel, content, state, tries, first_try, error, ended)
VALUES (:id, :recipient, '', '{}', 'dead', 0, :now, :error, :now)
ON CONFLICT DO UPDATE SET
    state = 'dead', error = excluded.error, ended = excluded.ended, next_try = NULL
"""
_PLAIN = """
INSERT INTO messages (id, recipient, channel, content, state, tries, first_try, instead_of)
VALUES (?, ?, ?, ?, 'claimed', 1, ?, ?)
ON CONFLICT DO UPDATE SET
    state = 'claimed', channel = excluded.channel, content = excluded.content, tries = 1,
    first_try = excluded.first_try, next_try = NULL, error = NULL, ended = NULL
"""


@dataclass(frozen=True, slots=True)
class UnwrittenMessages:
    """What is noted of them; each call is within a transaction of whoever calls it."""

    record: NotificationRecord
    faults: Faults
    pages: str

    def give_up(self, message: str, recipient: str, error: Exception) -> None:
        """Note that a fault stopped a message, until the next start."""
        said = self.faults.note(LeftOutKind.MESSAGE, message, agency_told(recipient), error)
        now = written(self.faults.clock())
        told = {"id": message, "recipient": recipient, "now": now, "error": said}
        self.record.put(_DEAD, told)
        self.record.do(
            "UPDATE notifications SET state = 'dead' WHERE message = ? AND state = 'claimed'",
            message,
        )

    def instead(
        self, message: str, contact: Contact, rows: Sequence[sqlite3.Row]
    ) -> Message | None:
        """Claim a message which says that something is due, and not what.

        It is of those notifications that no such message said before: None where there are none.
        """
        new = [row for row in rows if not self._is_said(row)]
        if not new:
            return None
        now = self.faults.clock()
        plain = plain_message(f"{identity_of(new)}-plain", new, self.pages, now)
        values = (new[0]["recipient"], contact.channel, content_of(plain), written(now), message)
        self.record.do(_PLAIN, plain.id, *values)
        for row in new:
            self.record.do(
                "UPDATE notifications SET plain = ? WHERE (alert, step, recipient) = (?, ?, ?)",
                *(plain.id, row["alert"], row["step"], row["recipient"]),
            )
        return plain

    def _is_said(self, row: sqlite3.Row) -> bool:
        """Whether a message said, or is to say, that it is due."""
        said = self.record.ask(
            "SELECT * FROM messages WHERE id = ? AND state != 'withdrawn'", row["plain"]
        )
        return bool(said)

    def take_apart(self, message: str, now: datetime) -> None:
        """Have each of a message's notifications tried anew: one of them cannot be written now."""
        self.record.do(
            "UPDATE notifications SET state = 'pending', message = NULL"
            " WHERE message = ? AND state = 'claimed'",
            message,
        )
        self.record.do(
            "UPDATE messages SET state = 'withdrawn', ended = ?, next_try = NULL WHERE id = ?",
            *(written(now), message),
        )

    def try_again(self, now: datetime) -> None:
        """Have each of them written again; who was not told yet that it is due is told what is."""
        at = written(now)
        for message in self.faults.of(LeftOutKind.MESSAGE):
            self.record.do(
                "UPDATE messages SET state = 'pending', tries = 0, first_try = ?, next_try = ?,"
                " error = NULL, ended = NULL WHERE id = ? AND state = 'dead'",
                *(at, at, message),
            )
            self.record.do(
                "UPDATE notifications SET state = 'claimed' WHERE message = ? AND state = 'dead'",
                message,
            )
            self.faults.forget(LeftOutKind.MESSAGE, message)


def agency_told(recipient: str) -> str:
    """The agency that a recipient is of; empty for the task group."""
    agency = recipient.partition(":")[2].partition("/")[0]
    return agency if agency in list(Agency) else ""


def may_go_plainly(row: sqlite3.Row, contact: Contact, times: QuietTimes) -> bool:
    """Whether it may be said now that something is due, also where it is of no kind known here."""
    kind: AlertKind | NoticeKind = AlertKind.LATE
    if row["kind"] in {*AlertKind, *NoticeKind}:
        kind = alert_kind(row["kind"])
    return times.may_send(kind, agency_of(row), read_instant(row["due"]), contact)
