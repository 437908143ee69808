"""What is sent next: claims it in the record before it is sent, and notes afterwards what came."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from events.clocks import london_date
from notifier.changes_reading import is_over
from notifier.contacts import Contact, ContactBook
from notifier.escalation_policy import alert_kind
from notifier.message import Message
from notifier.message_contents import composed, content_of, marked, read_message
from notifier.notification_record import NotificationRecord, agency_of, read_instant, written
from notifier.planning import Planning
from notifier.quiet_times import QuietTimes
from notifier.who_has_victim import WhoHasVictim
from schemas.alert_row import AlertState

_WAITING = Path(__file__).with_name("waiting.sql").read_text()
_OF_MESSAGE = Path(__file__).with_name("of_message.sql").read_text()

AT_ONCE = timedelta(minutes=2)
"""What waited longer, for working hours or the end of a silence, comes in one message."""

MOST_APART = 3
"""Victims of whom somebody is told at once in messages of their own; of more in one message."""

NO_ADDRESS = "no-address"
"""The error of a message to somebody of whom no address is known."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is claimed: to whom it goes, and what it says."""

    recipient: str
    contact: Contact
    message: Message
    tries: int


class MessageClaims:
    """Chooses and claims; each call ends with the record on the disk."""

    def __init__(
        self, record: NotificationRecord, planning: Planning, book: ContactBook, pages: str
    ) -> None:
        self._record, self._planning, self._book, self._pages = record, planning, book, pages

    def new(self, times: QuietTimes, busy: Iterable[str], most: int) -> list[Claim]:
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
            claims += self._of_recipient(recipient, ready, times, who)
        return claims

    def _of_recipient(
        self, recipient: str, rows: Sequence[sqlite3.Row], times: QuietTimes, who: WhoHasVictim
    ) -> Iterator[Claim]:
        contact = self._book.of(recipient)
        timely = [row for row in rows if contact is None or _is_timely(row, contact, times)]
        if not timely:  # mostly, at night: who it is for is asked when it may go
            return
        with self._record.transaction():
            ready = [row for row in timely if self._stands(row, who)]
            if contact is None:
                self._nobody(recipient, ready, times)
                return
            group = _first_group(ready, contact, times.now)
            if not group:
                return
            claim = self._claimed(recipient, contact, group, times.now)
        yield claim

    def _stands(self, row: sqlite3.Row, who: WhoHasVictim) -> bool:
        """Whether an alert still stands and its notification is for whom it was planned."""
        if _is_past(row):
            self._set(row, "withdrawn")
            return False
        return row["state"] == AlertState.RAISED and self._planning.plan_again(row, who)

    def _set(self, row: sqlite3.Row, state: str, message: str | None = None) -> None:
        self._record.do(
            "UPDATE notifications SET state = ?, message = ?"
            " WHERE (alert, step, recipient) = (?, ?, ?)",
            *(state, message, row["alert"], row["step"], row["recipient"]),
        )

    def _nobody(self, recipient: str, rows: Sequence[sqlite3.Row], times: QuietTimes) -> None:
        """Note that somebody cannot be told: they have no address, or chose to have none."""
        if self._book.is_silent(recipient):
            for row in rows:
                self._set(row, "withdrawn")
        elif rows:
            identity = _identity(rows)
            for row in rows:
                self._set(row, "dead", identity)
            now = written(times.now)
            self._record.do(
                "INSERT OR IGNORE INTO messages (id, recipient, channel, content, state, tries,"
                " first_try, error, ended) VALUES (?, ?, '', '{}', 'dead', 0, ?, ?, ?)",
                *(identity, recipient, now, NO_ADDRESS, now),
            )

    def _claimed(
        self, recipient: str, contact: Contact, rows: Sequence[sqlite3.Row], now: datetime
    ) -> Claim:
        message = composed(self._record, _identity(rows), rows, self._pages, london_date(now))
        for row in rows:
            self._set(row, "claimed", message.id)
        self._record.do(
            "INSERT OR REPLACE INTO messages (id, recipient, channel, content, state, tries,"
            " first_try)"
            " VALUES (?, ?, ?, ?, 'claimed', 1, ?)",
            *(message.id, recipient, contact.channel, content_of(message), written(now)),
        )
        return Claim(recipient, contact, message, 1)

    def again(self, times: QuietTimes, busy: Iterable[str], most: int) -> list[Claim]:
        """Claim anew what was not taken and whose time has come again."""
        rows = self._record.ask(
            "SELECT * FROM messages WHERE state = 'pending' AND next_try <= ? ORDER BY next_try",
            written(times.now),
        )
        who, claims = WhoHasVictim(self._record, times.now), dict[str, Claim]()
        for row in rows:
            recipient = row["recipient"]
            if recipient in busy or recipient in claims or len(claims) >= most:
                continue
            if claim := self._claimed_again(row, times, who):
                claims[recipient] = claim
        return list(claims.values())

    def _claimed_again(
        self, row: sqlite3.Row, times: QuietTimes, who: WhoHasVictim
    ) -> Claim | None:
        contact = self._book.of(row["recipient"])
        with self._record.transaction():
            told = self._record.find(_OF_MESSAGE, {"message": row["id"]})
            standing = [each for each in told if not _is_past(each)]
            if contact is None or not standing:
                lost = standing and not self._book.is_silent(row["recipient"])
                state, error = ("dead", NO_ADDRESS) if lost else ("withdrawn", None)
                self._end(row["id"], state, error, times.now)
                return None
            if not any(_may_go(each, contact, times) for each in standing):
                return None
            message = self._message_again(row, told, who, times)
            if message is None:
                return None
            self._record.do(
                "UPDATE messages SET state = 'claimed', tries = tries + 1, channel = ?,"
                " content = ?, repeated = may_have_arrived WHERE id = ?",
                *(contact.channel, content_of(message), row["id"]),
            )
        return Claim(row["recipient"], contact, message, row["tries"] + 1)

    def _message_again(
        self, row: sqlite3.Row, told: Sequence[sqlite3.Row], who: WhoHasVictim, times: QuietTimes
    ) -> Message | None:
        """The message to send again: the same if it may have arrived, else of what still stands."""
        if row["may_have_arrived"]:
            return marked(read_message(row["id"], row["content"]))
        for each in told:
            self._set(each, "pending")
        standing = [each for each in told if self._stands(each, who)]
        if not standing:
            self._end(row["id"], "withdrawn", None, times.now)
            return None
        for each in standing:
            self._set(each, "claimed", row["id"])
        return composed(self._record, row["id"], standing, self._pages, london_date(times.now))

    def _end(self, message: str, state: str, error: str | None, now: datetime) -> None:
        self._record.do(
            "UPDATE messages SET state = ?, error = ?, ended = ?, next_try = NULL WHERE id = ?",
            *(state, error, written(now), message),
        )
        self._record.do(
            "UPDATE notifications SET state = ? WHERE message = ? AND state = 'claimed'",
            *(state, message),
        )
        self._record.do(  # so that it is sent if the alert is raised again
            "UPDATE notifications SET message = NULL WHERE message = ? AND state = 'withdrawn'"
            " AND NOT (SELECT may_have_arrived FROM messages WHERE id = message)",
            message,
        )

    def end(self, message: str, state: str, error: str | None, now: datetime) -> None:
        """Note that a message was sent, or is given up."""
        with self._record.transaction():
            self._end(message, state, error, now)

    def put_off(
        self, message: str, error: str, next_try: datetime, *, may_have_arrived: bool
    ) -> None:
        """Note that a message was not taken, and when it is tried again."""
        with self._record.transaction():
            self._record.do(
                "UPDATE messages SET state = 'pending', error = ?, next_try = ?,"
                " may_have_arrived = max(may_have_arrived, ?) WHERE id = ?",
                *(error, written(next_try), int(may_have_arrived), message),
            )

    def unfinished(self) -> list[Claim]:
        """What was claimed when the notifier ended: nobody knows whether it was sent.

        The channel has no name where no contact of the recipient is known any more.
        """
        return [
            Claim(
                row["recipient"],
                self._book.of(row["recipient"]) or Contact("", ""),
                read_message(row["id"], row["content"]),
                row["tries"],
            )
            for row in self._record.ask("SELECT * FROM messages WHERE state = 'claimed'")
        ]

    def first_try(self, message: str) -> datetime:
        """When a message was first tried."""
        (row,) = self._record.ask("SELECT first_try FROM messages WHERE id = ?", message)
        return read_instant(row["first_try"])


def _is_timely(row: sqlite3.Row, contact: Contact, times: QuietTimes) -> bool:
    """Whether a notification may be sent now, or is to be withdrawn; not while it stands aside."""
    if _is_past(row):
        return True
    return row["state"] == AlertState.RAISED and _may_go(row, contact, times)


def _is_past(row: sqlite3.Row) -> bool:
    """Whether an alert is over, or back since: the steps of its new round tell of it then."""
    return is_over(row["state"]) or row["step"] < row["taken_before"]


def _may_go(row: sqlite3.Row, contact: Contact, times: QuietTimes) -> bool:
    due, kind = read_instant(row["due"]), alert_kind(row["kind"])
    return times.may_send(kind, agency_of(row), due, contact)


def _first_group(rows: Sequence[sqlite3.Row], contact: Contact, now: datetime) -> list[sqlite3.Row]:
    """What comes in one message: a digest, all that waited, or what is new of one victim."""
    if rows:  # a message is of cases, of what an agency sends, or of stalls
        rows = [row for row in rows if _matter(row) == _matter(rows[0])]
    victims = {row["victim"] for row in rows}
    fresh = all(now - read_instant(row["due"]) < AT_ONCE for row in rows)
    if contact.hour is not None or not fresh or len(victims) > MOST_APART:
        return list(rows)
    return [row for row in rows if row["victim"] == rows[0]["victim"]]


def _matter(row: sqlite3.Row) -> tuple[bool, bool]:
    return bool(row["victim"]), bool(row["agency"])


def _identity(rows: Iterable[sqlite3.Row]) -> str:
    """The id of a message: the same whenever the same notifications go in it."""
    parts = sorted(f"{row['alert']} {row['step']} {row['recipient']}" for row in rows)
    return "vj-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
