"""What waits and may be sent now: chosen, written and claimed, each message by itself."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from events.clocks import london_date
from notifier.contacts import Contact, ContactBook
from notifier.faults import LeftOutKind
from notifier.message import Message
from notifier.message_contents import composed, content_of
from notifier.notification_choice import first_group, identity_of, is_past, is_timely, matter
from notifier.notification_record import NotificationRecord, written
from notifier.planning import Planning
from notifier.quiet_times import QuietTimes
from notifier.unwritten_messages import UnwrittenMessages, agency_told, may_go_plainly
from notifier.who_has_victim import WhoHasVictim
from schemas.alert_row import AlertState
from schemas.faults_of_one import concerns_one, is_same

_WAITING = Path(__file__).with_name("waiting.sql").read_text()

NO_ADDRESS = "no-address"
"""The error of a message to somebody of whom no address is known."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is claimed: to whom it goes, and what it says."""

    recipient: str
    contact: Contact
    message: Message
    tries: int


class NewMessages:
    """Chooses and claims what is new; each call ends with the record on the disk."""

    def __init__(
        self,
        record: NotificationRecord,
        planning: Planning,
        book: ContactBook,
        pages: str,
        unwritten: UnwrittenMessages,
    ) -> None:
        self._record, self._planning, self._book, self._pages = record, planning, book, pages
        self._unwritten = unwritten

    def claimed(self, times: QuietTimes, busy: Iterable[str], most: int) -> list[Claim]:
        """Claim what waits and may be sent now, up to `most` messages, one for each recipient.

        Nothing is claimed for who is `busy`: a message to them is on its way.
        """
        who = WhoHasVictim(self._record, times.now)
        rows = self._record.find(_WAITING, {"now": written(times.now)})
        claims: list[Claim] = []
        for recipient, of_recipient in groupby(rows, key=lambda row: row["recipient"]):
            ready = list(of_recipient)
            if recipient in busy or len(claims) >= most:
                continue
            if claim := self._of_recipient(recipient, ready, times, who):
                claims.append(claim)
        return claims

    def _of_recipient(
        self, recipient: str, rows: Sequence[sqlite3.Row], times: QuietTimes, who: WhoHasVictim
    ) -> Claim | None:
        """The next message to a recipient; what cannot be written is left out for the next time."""
        try:
            return self._chosen(recipient, rows, times, who)
        except Exception as error:
            if not concerns_one(error):
                raise
            each = [(row, self._fault_of(recipient, row, times, who)) for row in rows]
            found = [(row, fault) for row, fault in each if fault] or [(row, error) for row in rows]
            return self._instead(recipient, found, times)

    def _chosen(
        self, recipient: str, rows: Sequence[sqlite3.Row], times: QuietTimes, who: WhoHasVictim
    ) -> Claim | None:
        contact = self._book.of(recipient)
        timely = [row for row in rows if contact is None or is_timely(row, contact, times)]
        if not timely:  # mostly, at night: who it is for is asked when it may go
            return None
        with self._record.transaction():
            ready = [row for row in timely if self.stands(row, who)]
            if contact is None:
                self._nobody(recipient, ready, times)
                return None
            group = first_group(ready, contact, times.now)
            return self._claimed(recipient, contact, group, times.now) if group else None

    def _fault_of(
        self, recipient: str, row: sqlite3.Row, times: QuietTimes, who: WhoHasVictim
    ) -> Exception | None:
        """What goes wrong with one notification alone; nothing of the trial stays."""
        try:
            with self._record.transaction():
                contact = self._book.of(recipient) or Contact("", "")
                if is_timely(row, contact, times) and self.stands(row, who):
                    self._claimed(recipient, contact, [row], times.now)
                raise _TriedError
        except _TriedError:
            return None
        except Exception as error:
            if not concerns_one(error):
                raise
            return error

    def _instead(
        self, recipient: str, found: Sequence[tuple[sqlite3.Row, Exception]], times: QuietTimes
    ) -> Claim | None:
        """Give up what cannot be written, and claim a message that says only that it is due.

        What may not be said now waits, and is tried again.
        """
        found = [each for each in found if self._may_go_plainly(recipient, each[0], times)]
        if not found:
            return None
        first, error = found[0]
        rows = [
            row for row, fault in found if matter(row) == matter(first) and is_same(fault, error)
        ]
        identity = identity_of(rows)
        with self._record.transaction():
            self._unwritten.give_up(identity, recipient, error)
            for row in rows:
                self.set_state(row, "dead", identity)
            return self._said_plainly(recipient, identity, rows)

    def _may_go_plainly(self, recipient: str, row: sqlite3.Row, times: QuietTimes) -> bool:
        """Whether it may be said now that something is due; also where a fault hides that."""
        try:
            contact = self._book.of(recipient)
            return contact is None or may_go_plainly(row, contact, times)
        except Exception as error:
            if not concerns_one(error):
                raise
            return True

    def _said_plainly(
        self, recipient: str, identity: str, rows: Sequence[sqlite3.Row]
    ) -> Claim | None:
        """The message instead of one; None where a fault stops that too, which is noted."""
        plain, agency = f"{identity}-plain", agency_told(recipient)
        with self._unwritten.faults.tried(LeftOutKind.MESSAGE, plain, agency):
            contact = self._book.of(recipient)
            message = self._unwritten.instead(identity, contact, rows) if contact else None
            return Claim(recipient, contact, message, 1) if contact and message else None
        return None

    def stands(self, row: sqlite3.Row, who: WhoHasVictim) -> bool:
        """Whether an alert still stands and its notification is for whom it was planned."""
        if is_past(row):
            self.set_state(row, "withdrawn")
            return False
        return row["state"] == AlertState.RAISED and self._planning.plan_again(row, who)

    def set_state(self, row: sqlite3.Row, state: str, message: str | None = None) -> None:
        """Note how a notification stands, and in which message it goes."""
        self._record.do(
            "UPDATE notifications SET state = ?, message = ?"
            " WHERE (alert, step, recipient) = (?, ?, ?)",
            *(state, message, row["alert"], row["step"], row["recipient"]),
        )

    def _nobody(self, recipient: str, rows: Sequence[sqlite3.Row], times: QuietTimes) -> None:
        """Note that somebody cannot be told: they have no address, or chose to have none."""
        if self._book.is_silent(recipient):
            for row in rows:
                self.set_state(row, "withdrawn")
        elif rows:
            identity = identity_of(rows)
            for row in rows:
                self.set_state(row, "dead", identity)
            now = written(times.now)
            self._record.do(
                "INSERT OR IGNORE INTO messages (id, recipient, channel, content, state, tries,"
                " first_try, error, ended) VALUES (?, ?, '', '{}', 'dead', 0, ?, ?, ?)",
                *(identity, recipient, now, NO_ADDRESS, now),
            )

    def _claimed(
        self, recipient: str, contact: Contact, rows: Sequence[sqlite3.Row], now: datetime
    ) -> Claim:
        message = composed(self._record, identity_of(rows), rows, self._pages, london_date(now))
        for row in rows:
            self.set_state(row, "claimed", message.id)
        self._record.do(
            "INSERT OR REPLACE INTO messages (id, recipient, channel, content, state, tries,"
            " first_try)"
            " VALUES (?, ?, ?, ?, 'claimed', 1, ?)",
            *(message.id, recipient, contact.channel, content_of(message), written(now)),
        )
        return Claim(recipient, contact, message, 1)


class _TriedError(Exception):
    """What was tried is taken back."""
