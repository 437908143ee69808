"""Plans who is to be told: takes the steps of escalation that are due, each once in a round."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from notifier.audiences import of_system, recipients_of, who_put_aside
from notifier.changes_reading import ChangesReader, escalating
from notifier.contacts import ContactBook
from notifier.due_steps import next_step
from notifier.escalation_policy import Audience, EscalationPolicy
from notifier.faults import Faults, LeftOutKind
from notifier.notification_record import NotificationRecord, agency_of, written
from notifier.who_has_victim import WhoHasVictim

_DUE = """
SELECT * FROM alerts
WHERE step_due <= ? AND id NOT IN (SELECT name FROM faults WHERE kind = 'alert')
ORDER BY step_due
LIMIT 500
"""
_PUT = """
INSERT INTO notifications (alert, step, recipient, victim, agency, audience, due)
SELECT :alert, :step, :recipient, :victim, :agency, :audience, :due
WHERE NOT EXISTS (
    SELECT * FROM notifications
    WHERE alert = :alert AND recipient = :recipient AND step >= :first AND step != :step
        AND state != 'withdrawn'
)
ON CONFLICT DO UPDATE SET state = 'pending' WHERE state = 'withdrawn' AND message IS NULL
"""


class Planning:
    """Turns due steps into notifications."""

    def __init__(
        self,
        record: NotificationRecord,
        reader: ChangesReader,
        book: ContactBook,
        policy: EscalationPolicy,
        faults: Faults,
    ) -> None:
        self._record, self._reader, self._book, self._policy = record, reader, book, policy
        self._faults = faults

    def plan(self, now: datetime) -> int:
        """Take every step that is due; of how many. An alert of which one cannot be is left out."""
        taken = 0
        while rows := self._record.ask(_DUE, written(now)):
            who = WhoHasVictim(self._record, now)
            with self._record.transaction():
                for row in rows:
                    with self._faults.tried(LeftOutKind.ALERT, row["id"], row["agency"]):
                        self._take(row, who)
            taken += len(rows)
        return taken

    def _take(self, row: sqlite3.Row, who: WhoHasVictim) -> None:
        following = next_step(escalating(row), self._policy)
        if following:
            step, due = following
            told = {"alert": row["id"], "step": row["taken"], "audience": step.to}
            self._put({**told, "due": written(due)}, row, who)
        self._record.do(
            "UPDATE alerts SET taken = taken + 1 WHERE (victim, id) = (?, ?)",
            *(row["victim"], row["id"]),
        )
        self._reader.set_step(row["victim"], row["id"])

    def plan_again(self, row: sqlite3.Row, who: WhoHasVictim) -> bool:
        """Whether the recipient of a notification that waits is still one that is to be told.

        Who left, or has the victim no more, is not: whoever has it now is told in their place.
        """
        if row["recipient"] in self._recipients(row, Audience(row["audience"]), row["step"], who):
            return True
        key = (row["alert"], row["step"], row["recipient"])
        self._record.do(
            "UPDATE notifications SET state = 'withdrawn'"
            " WHERE (alert, step, recipient) = (?, ?, ?)",
            *key,
        )
        told = {name: row[name] for name in ("alert", "step", "due")}
        self._put({**told, "audience": Audience(row["audience"])}, row, who)
        return False

    def _put(self, told: Mapping[str, Any], row: sqlite3.Row, who: WhoHasVictim) -> None:
        """Have an alert told at a step, nobody twice in a round; `row` has its victim and round."""
        common = {**told, "victim": row["victim"], "agency": row["agency"]}
        common |= {"first": row["taken_before"]}
        for recipient in self._recipients(row, told["audience"], told["step"], who):
            self._record.put(_PUT, {**common, "recipient": recipient})

    def _recipients(
        self, row: sqlite3.Row, audience: Audience, step: int, who: WhoHasVictim
    ) -> list[str]:
        agency = agency_of(row)
        if agency is None:
            return sorted(self._book.task_group())
        found = recipients_of(audience, row["victim"], agency, who, self._book)
        if step == row["taken_before"]:  # the first of its round
            found |= of_system(agency, self._book)
            found |= who_put_aside(row["put_aside_by"], row["victim"], agency, who, self._book)
        return sorted(found)
