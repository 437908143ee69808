"""Which hearing or defendant an alert or a duty is about, as far as a message may say it."""

from collections.abc import Mapping
from typing import Any

from events.court import HearingKind

_HEARINGS = frozenset(HearingKind)


def event_told(row: Mapping[str, Any]) -> dict[str, Any]:
    """The kinds of the event and of its hearing, by the row of an alert or a duty.

    The kind of an order says what the crime was: it is left out, and all that is disputed. A row of
    an older version says nothing of it.
    """
    if row.get("disputed"):
        return {"trigger_kind": "", "hearing": ""}
    hearing = row.get("detail")
    shown = hearing if hearing in _HEARINGS else ""
    return {"trigger_kind": row.get("trigger_kind") or "", "hearing": shown}


def alert_told(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same of an alert, with its case, the number of its suspect, and whether it has a week.

    An arrest/summons number is a person's: it is left out.
    """
    shown = not row.get("disputed")
    suspect = row.get("suspect") or ""
    return {
        "reference": row.get("reference") or row["case_id"],
        "suspect": suspect if shown and suspect.isdecimal() else None,
        "in_week": 1 if shown and row.get("in_week") else None,
        **event_told(row),
    }
