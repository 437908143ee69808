"""The message about some notifications, and the form in which the record keeps it."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

import orjson

from events.clocks import london_date
from events.representatives import OwedTo
from notifier.message import Message
from notifier.message_writing import (
    REPEATED,
    Due,
    link_of,
    operators_wording,
    plain_wording,
    stalls_wording,
    wording_of,
)
from notifier.notification_record import NotificationRecord, read_instant
from schemas.alert_row import AlertKind


def composed(
    record: NotificationRecord,
    identity: str,
    rows: Sequence[sqlite3.Row],
    pages: str,
    today: date,
) -> Message:
    """The message of notifications, each alert once, on a London day."""
    if not rows[0]["victim"]:
        write = _to_operators if rows[0]["agency"] else _to_task_group
        return write(identity, rows, pages)
    once = {row["alert"]: row for row in rows}
    dues = list(map(_due, once.values()))
    says = wording_of(dues, today)
    occurred = max(read_instant(row["raised"]) for row in rows)
    return Message(identity, says.subject, says.lines, link_of(pages, dues), occurred)


def _to_operators(identity: str, rows: Sequence[sqlite3.Row], pages: str) -> Message:
    once = {row["alert"]: row for row in rows}
    says = operators_wording([row["says"] for row in once.values()])
    occurred = max(read_instant(row["raised"]) for row in rows)
    link = f"{pages}/agencies/{rows[0]['agency']}"
    return Message(identity, says.subject, says.lines, link, occurred)


def _to_task_group(identity: str, rows: Sequence[sqlite3.Row], pages: str) -> Message:
    once = {row["alert"]: row for row in rows}
    says = stalls_wording([row["says"] for row in once.values()])
    occurred = max(read_instant(row["raised"]) for row in rows)
    page = rows[0]["page"] if len(once) == 1 else "/hotspots"
    return Message(identity, says.subject, says.lines, f"{pages}{page}", occurred)


def plain_message(identity: str, rows: Sequence[sqlite3.Row], pages: str, now: datetime) -> Message:
    """A message of what could not be written: it says where the pages show it, and not what."""
    alerts, agency = {row["alert"] for row in rows}, rows[0]["agency"]
    if rows[0]["victim"]:
        says, page = plain_wording(len(alerts), "due", "the worklist shows"), "/alerts"
    elif agency:
        says = plain_wording(len(alerts), "to mend", "the agency’s page shows")
        page = f"/agencies/{agency}"
    else:
        says, page = plain_wording(len(alerts), "to see", "the hotspots show"), "/hotspots"
    return Message(identity, says.subject, says.lines, f"{pages}{page}", now)


def content_of(message: Message) -> str:
    """What a message says, as the record has it."""
    told = {"subject": message.subject, "lines": message.lines, "link": message.link}
    return orjson.dumps({**told, "occurred": message.occurred}).decode()


def read_message(identity: str, content: str) -> Message:
    """A message from the record."""
    told = orjson.loads(content)
    occurred = read_instant(told["occurred"])
    return Message(identity, told["subject"], tuple(told["lines"]), told["link"], occurred)


def marked(message: Message) -> Message:
    """The same message, which says that it may have arrived before."""
    if REPEATED in message.lines:
        return message
    lines = (*message.lines, REPEATED)
    return Message(message.id, message.subject, lines, message.link, message.occurred)


def _due(row: sqlite3.Row) -> Due:
    kind, _, number = row["reference"].partition(":")
    return Due(
        reference=number.partition(":")[2] if kind == "crime" else number,
        kind=AlertKind(row["kind"]),
        rule=row["rule"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        suspect=row["suspect"],
        owed_to=OwedTo(row["owed_to"] or OwedTo.VICTIM),
        back=london_date(read_instant(row["back"])) if row["back"] else None,
        was_put_aside=row["put_aside_by"] is not None,
        trigger_kind=row["trigger_kind"] or "",
        hearing=row["hearing"] or "",
        in_week=bool(row["in_week"]),
    )
