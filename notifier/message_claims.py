"""What is sent next: claims it in the record before it is sent, and notes afterwards what came."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from events.clocks import london_date
from notifier.changes_reading import is_over
from notifier.contacts import Contact, ContactBook
from notifier.faults import Faults, LeftOutKind
from notifier.message import Message
from notifier.message_contents import composed, content_of, marked, read_message
from notifier.new_messages import NO_ADDRESS, Claim, NewMessages
from notifier.notification_choice import is_past, may_go
from notifier.notification_record import NotificationRecord, read_instant, written
from notifier.planning import Planning
from notifier.quiet_times import QuietTimes
from notifier.unwritten_messages import UnwrittenMessages, agency_told, may_go_plainly
from notifier.who_has_victim import WhoHasVictim
from schemas.faults_of_one import concerns_one

_ONES = Path(__file__).with_name("of_message.sql").read_text()
_OF_MESSAGE = f"{_ONES} WHERE n.message = ? AND n.state = 'claimed' ORDER BY n.due"
_OF_PLAIN = f"{_ONES} WHERE n.plain = ? AND n.state NOT IN ('sent', 'withdrawn') ORDER BY n.due"


class MessageClaims:
    """Chooses and claims; each call ends with the record on the disk."""

    def __init__(
        self,
        record: NotificationRecord,
        planning: Planning,
        book: ContactBook,
        pages: str,
        faults: Faults,
    ) -> None:
        self._record, self._book, self._pages = record, book, pages
        self._faults = faults
        self._unwritten = UnwrittenMessages(record, faults, pages)
        self._new = NewMessages(record, planning, book, pages, self._unwritten)

    def new(self, times: QuietTimes, busy: Iterable[str], most: int) -> list[Claim]:
        """Claim what waits and may be sent now, up to `most` messages, one for each recipient.

        Nothing is claimed for who is `busy`: a message to them is on its way.
        """
        return self._new.claimed(times, busy, most)

    def again(self, times: QuietTimes, busy: Iterable[str], most: int) -> list[Claim]:
        """Claim anew what was not taken and whose time has come again; what is due goes first."""
        rows = self._record.ask(
            "SELECT * FROM messages WHERE state = 'pending' AND next_try <= ?"
            " ORDER BY instead_of IS NOT NULL, next_try",
            written(times.now),
        )
        who, claims = WhoHasVictim(self._record, times.now), dict[str, Claim]()
        for row in rows:
            recipient = row["recipient"]
            if recipient in busy or recipient in claims or len(claims) >= most:
                continue
            if claim := self._tried_again(row, times, who):
                claims[recipient] = claim
        return list(claims.values())

    def _tried_again(self, row: sqlite3.Row, times: QuietTimes, who: WhoHasVictim) -> Claim | None:
        try:
            return self._claimed_again(row, times, who)
        except Exception as error:
            if not concerns_one(error):
                raise
            if row["may_have_arrived"] or row["instead_of"]:
                self.give_up(row["id"], row["recipient"], error)
                return None
            with self._record.transaction():
                self._unwritten.take_apart(row["id"], times.now)
            return None

    def _claimed_again(
        self, row: sqlite3.Row, times: QuietTimes, who: WhoHasVictim
    ) -> Claim | None:
        contact = self._book.of(row["recipient"])
        with self._record.transaction():
            if row["instead_of"]:
                return self._plainly_again(row, contact, times)
            told = self._record.ask(_OF_MESSAGE, row["id"])
            standing = [each for each in told if not is_past(each)]
            if contact is None or not standing:
                lost = standing and not self._book.is_silent(row["recipient"])
                state, error = ("dead", NO_ADDRESS) if lost else ("withdrawn", None)
                self._end(row["id"], state, error, times.now)
                return None
            if not any(may_go(each, contact, times) for each in standing):
                return None
            message = self._message_again(row, told, who, times)
            if message is None:
                return None
            self._note_claim(row["id"], contact, message)
        return Claim(row["recipient"], contact, message, row["tries"] + 1)

    def _plainly_again(
        self, row: sqlite3.Row, contact: Contact | None, times: QuietTimes
    ) -> Claim | None:
        told = self._record.ask(_OF_PLAIN, row["id"])
        standing = [each for each in told if not is_over(each["state"])]
        if contact is None or not standing:
            self._end(row["id"], "withdrawn", None, times.now)
            return None
        unwritten = [each for each in standing if each["told"] != "claimed"]
        if not any(may_go_plainly(each, contact, times) for each in unwritten):
            return None
        message = read_message(row["id"], row["content"])
        message = marked(message) if row["may_have_arrived"] else message
        self._note_claim(row["id"], contact, message)
        return Claim(row["recipient"], contact, message, row["tries"] + 1)

    def _note_claim(self, identity: str, contact: Contact, message: Message) -> None:
        self._record.do(
            "UPDATE messages SET state = 'claimed', tries = tries + 1, channel = ?,"
            " content = ?, repeated = may_have_arrived WHERE id = ?",
            *(contact.channel, content_of(message), identity),
        )

    def _message_again(
        self, row: sqlite3.Row, told: Sequence[sqlite3.Row], who: WhoHasVictim, times: QuietTimes
    ) -> Message | None:
        """The message to send again: the same if it may have arrived, else of what still stands."""
        if row["may_have_arrived"]:
            return marked(read_message(row["id"], row["content"]))
        for each in told:
            self._new.set_state(each, "pending")
        standing = [each for each in told if self._new.stands(each, who)]
        if not standing:
            self._end(row["id"], "withdrawn", None, times.now)
            return None
        for each in standing:
            self._new.set_state(each, "claimed", row["id"])
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

    def give_up(self, message: str, recipient: str, error: Exception) -> None:
        """Note that a fault stopped a claimed message: nobody knows whether it arrived."""
        with self._record.transaction():
            self._record.do("UPDATE messages SET may_have_arrived = 1 WHERE id = ?", message)
            self._unwritten.give_up(message, recipient, error)

    def try_again(self, now: datetime) -> None:
        """Have written what a fault had stopped before the notifier was started."""
        with self._record.transaction():
            self._unwritten.try_again(now)

    def unfinished(self) -> list[Claim]:
        """What was claimed when the notifier ended: nobody knows whether it was sent.

        Where a fault keeps back an address, it stays claimed, for the next start to ask. The
        channel has no name where no contact of the recipient is known any more.
        """
        rows = self._record.ask("SELECT * FROM messages WHERE state = 'claimed'")
        found = [self._unfinished(row) for row in rows]
        return [claim for claim in found if claim]

    def _unfinished(self, row: sqlite3.Row) -> Claim | None:
        message, recipient = self._read_or_given_up(row), row["recipient"]
        if message is None:
            return None
        agency = agency_told(recipient)
        with self._record.transaction(), self._faults.tried(LeftOutKind.MESSAGE, row["id"], agency):
            contact = self._book.of(recipient) or Contact("", "")
            return Claim(recipient, contact, message, row["tries"])
        return None

    def _read_or_given_up(self, row: sqlite3.Row) -> Message | None:
        try:
            return read_message(row["id"], row["content"])
        except Exception as error:
            if not concerns_one(error):
                raise
            self.give_up(row["id"], row["recipient"], error)
            return None

    def first_try(self, message: str) -> datetime:
        """When a message was first tried."""
        (row,) = self._record.ask("SELECT first_try FROM messages WHERE id = ?", message)
        return read_instant(row["first_try"])
