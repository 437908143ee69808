"""Which hearing or defendant an event is about, as far as a message may say it."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from events.remand import RemandDecided
from notifier.notification_record import NotificationRecord, normal, read_instant
from processors.case.hearings.noticed_hearings import (
    ABOUT_THE_LIST,
    NOTICES,
    ListSaid,
    kind_said,
    last_day_said,
    noticed_hearing,
)

NAMED_EVENTS = frozenset(
    {
        RemandDecided.kind,
        ProtectiveOrderMade.kind,
        ProtectiveOrderChanged.kind,
        ProtectiveOrderEnded.kind,
        *ABOUT_THE_LIST,
        *NOTICES,
    }
)
"""The kinds of events of which a message says which one it is."""


_LISTED = f"""
SELECT * FROM named_events WHERE victim = ? AND occurred IS NOT NULL
    AND kind IN ({", ".join("?" for _ in ABOUT_THE_LIST)})
"""


def event_named(row: Mapping[str, Any]) -> dict[str, Any]:
    """What says which event it is, by its row in a timeline: its kind of hearing, suspect and week.

    The kind of an order says what the crime was, and an arrest/summons number is a person's: both
    are left out.
    """
    kind, data = row["kind"], orjson.loads(row["data"])
    last_day = last_day_said(data) if kind in ABOUT_THE_LIST else None
    return {
        "hearing": data.get("hearing") or "",
        "suspect": str(data["suspect"]) if data.get("suspect") else None,
        "in_week": bool(data.get("week_of")),
        "occurred": normal(row["occurred"]),
        "about": data["about"] if kind in NOTICES else None,
        "last_day": last_day.isoformat() if last_day else None,
    }


def hearing_of(record: NotificationRecord, row: sqlite3.Row) -> str:
    """The kind of the hearing that an alert or its duty is about; empty where nothing says."""
    if row["event_kind"] not in NOTICES:
        return row["hearing"] or ""
    listed = record.ask(_LISTED, row["victim"], *ABOUT_THE_LIST)
    at = read_instant(row["event_occurred"])
    return noticed_hearing(row["about"], at, map(_said, listed)) or ""


def _said(row: sqlite3.Row) -> ListSaid:
    last_day = date.fromisoformat(row["last_day"]) if row["last_day"] else None
    kind = kind_said(row["kind"], row["hearing"])
    return ListSaid(read_instant(row["occurred"]), kind, last_day)
