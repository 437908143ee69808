"""Alerts that come back to the worklist: each return begins a new round of the steps."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notifier.notification_record import normal, written
from schemas.alert_row import STANDING, AlertState


@dataclass(frozen=True, slots=True)
class AlertReturn:
    """Since when an alert is back, as the record has instants, and who had put it aside.

    `put_aside_by` is their id in the agency, empty where that is not known, and None where nobody
    had.
    """

    since: str
    put_aside_by: str | None = None


def return_of(
    row: Mapping[str, Any], was: sqlite3.Row | None, at: datetime | None
) -> AlertReturn | None:
    """The return of an alert that a row reports, beside what `was` known of it; None without one.

    What was put aside is back when that ran out, which the row says: to read it twice, late or
    after a restart is the same return, and an earlier end than that of the last one is no new one.
    What was over, or whose act was withdrawn, is back `at` the instant of the record; without one
    it never is: operators are told once of what comes and goes.
    """
    if row["state"] != AlertState.RAISED:
        return None
    until = normal(row.get("until"))
    stood = was is None or was["state"] in STANDING
    if stood and until and until > ((was and was["back"]) or ""):
        return AlertReturn(until, row["acted_by"] or "")
    if at and was is not None and was["state"] != AlertState.RAISED:
        return AlertReturn(written(at))
    return None
