"""Which notifications may go, and which of them come in one message."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from notifier.changes_reading import is_over
from notifier.contacts import Contact
from notifier.escalation_policy import alert_kind
from notifier.notification_record import agency_of, read_instant
from notifier.quiet_times import QuietTimes
from schemas.alert_row import AlertState

AT_ONCE = timedelta(minutes=2)
"""What waited longer, for working hours or the end of a silence, comes in one message."""

MOST_APART = 3
"""Victims of whom somebody is told at once in messages of their own; of more in one message."""


def is_timely(row: sqlite3.Row, contact: Contact, times: QuietTimes) -> bool:
    """Whether a notification may be sent now, or is to be withdrawn; not while it stands aside."""
    if is_past(row):
        return True
    return row["state"] == AlertState.RAISED and may_go(row, contact, times)


def is_past(row: sqlite3.Row) -> bool:
    """Whether an alert is over, or back since: the steps of its new round tell of it then."""
    return is_over(row["state"]) or row["step"] < row["taken_before"]


def may_go(row: sqlite3.Row, contact: Contact, times: QuietTimes) -> bool:
    """Whether the time allows that a notification is sent to a contact now."""
    due, kind = read_instant(row["due"]), alert_kind(row["kind"])
    return times.may_send(kind, agency_of(row), due, contact)


def first_group(rows: Sequence[sqlite3.Row], contact: Contact, now: datetime) -> list[sqlite3.Row]:
    """What comes in one message: a digest, all that waited, or what is new of one victim."""
    if rows:  # a message is of cases, of what an agency sends, or of stalls
        rows = [row for row in rows if matter(row) == matter(rows[0])]
    victims = {row["victim"] for row in rows}
    fresh = all(now - read_instant(row["due"]) < AT_ONCE for row in rows)
    if contact.hour is not None or not fresh or len(victims) > MOST_APART:
        return list(rows)
    return [row for row in rows if row["victim"] == rows[0]["victim"]]


def matter(row: sqlite3.Row) -> tuple[bool, bool]:
    """Whether a notification is of a case, and of an agency's; else it is of a stall."""
    return bool(row["victim"]), bool(row["agency"])


def identity_of(rows: Iterable[sqlite3.Row]) -> str:
    """The id of a message: the same whenever the same notifications go in it."""
    parts = sorted(f"{row['alert']} {row['step']} {row['recipient']}" for row in rows)
    return "vj-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
