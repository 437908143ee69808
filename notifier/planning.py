"""Plans who is to be told: takes the steps of escalation that are due, each alert and step once."""

import sqlite3
from datetime import datetime

from events.identifiers import Agency
from notifier.audiences import of_system, recipients_of
from notifier.changes_reading import ChangesReader, escalating
from notifier.contacts import ContactBook
from notifier.due_steps import next_step
from notifier.escalation_policy import Audience, EscalationPolicy
from notifier.notification_record import NotificationRecord, written
from notifier.who_has_victim import WhoHasVictim

_DUE = "SELECT * FROM alerts WHERE step_due <= ? ORDER BY step_due LIMIT 500"
_PUT = """
INSERT OR IGNORE INTO notifications (alert, step, recipient, victim, agency, audience, due)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""


class Planning:
    """Turns due steps into notifications."""

    def __init__(
        self,
        record: NotificationRecord,
        reader: ChangesReader,
        book: ContactBook,
        policy: EscalationPolicy,
    ) -> None:
        self._record, self._reader, self._book, self._policy = record, reader, book, policy

    def plan(self, now: datetime) -> int:
        """Take every step that is due; how many."""
        taken = 0
        while rows := self._record.ask(_DUE, written(now)):
            who = WhoHasVictim(self._record, now)
            with self._record.transaction():
                for row in rows:
                    self._take(row, who)
            taken += len(rows)
        return taken

    def _take(self, row: sqlite3.Row, who: WhoHasVictim) -> None:
        following = next_step(escalating(row), self._policy)
        if following:
            step, due = following
            agency, number = Agency(row["agency"]), row["taken"]
            self._put(row["id"], number, row["victim"], agency, step.to, due, who)
        self._record.do(
            "UPDATE alerts SET taken = taken + 1 WHERE (victim, id) = (?, ?)",
            *(row["victim"], row["id"]),
        )
        self._reader.set_step(row["victim"], row["id"])

    def _put(  # noqa: PLR0913 - a notification has as many parts
        self,
        alert: str,
        step: int,
        victim: str,
        agency: Agency,
        audience: Audience,
        due: datetime,
        who: WhoHasVictim,
    ) -> None:
        found = recipients_of(audience, victim, agency, who, self._book)
        if step == 0:
            found |= of_system(agency, self._book)
        for recipient in sorted(found):
            self._record.do(_PUT, alert, step, recipient, victim, agency, audience, written(due))

    def plan_again(self, row: sqlite3.Row, who: WhoHasVictim) -> bool:
        """Whether the recipient of a notification that waits is still one that is to be told.

        Who left, or has the victim no more, is not: whoever has it now is told in their place.
        """
        agency, audience = Agency(row["agency"]), Audience(row["audience"])
        found = recipients_of(audience, row["victim"], agency, who, self._book)
        if row["recipient"] in found or row["recipient"] in of_system(agency, self._book):
            return True
        key = (row["alert"], row["step"], row["recipient"])
        self._record.do(
            "UPDATE notifications SET state = 'withdrawn'"
            " WHERE (alert, step, recipient) = (?, ?, ?)",
            *key,
        )
        for recipient in sorted(found):
            self._record.do(
                _PUT,
                *(
                    row["alert"],
                    row["step"],
                    recipient,
                    row["victim"],
                    agency,
                    audience,
                    row["due"],
                ),
            )
        return False
