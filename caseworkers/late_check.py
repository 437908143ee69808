"""What is late, counted a second time: by the days of duties, beside the alerts of the stream."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from events.clocks import london_date
from schemas.alert_row import OVER, AlertState
from schemas.changes import OWED

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("late_check.sql").read_text()

SETTLED = timedelta(minutes=5)
"""So long after midnight the ticks may take until what fell due by then is late in the tables."""

_MOST = 100


class LateCheck(BaseModel):
    """How many duties are late by the tables and by the alerts, and those in which they differ.

    `difference` counts the duties that are in one set alone. Of each kind the ids of at most 100
    are named, of duties: no victim.
    """

    model_config = ConfigDict(frozen=True)

    by_tables: int
    by_alerts: int
    difference: int
    duties_without_alert: list[UUID]
    alerts_without_duty: list[UUID]

    @property
    def in_words(self) -> str:
        """The line of `journey status`."""
        return (
            f"late by the tables: {self.by_tables}, by alerts: {self.by_alerts},"
            f" difference: {self.difference}"
        )


def late_check(store: "Store", now: datetime) -> LateCheck:
    """Both sets as at `now`, an aware instant.

    What fell due at the midnight that has just passed is in neither. The rows of a change are not
    written all at once: where there is a difference, the tables are asked once more.
    """
    first = _asked(store, now)
    return _asked(store, now) if first.difference else first


def _asked(store: "Store", now: datetime) -> LateCheck:
    asked = {
        "day": london_date(now - SETTLED),
        "most": _MOST,
        "owed": sorted(OWED),
        "standing": sorted(frozenset(AlertState) - OVER | {AlertState.CLOSED}),
    }
    (row,) = store.query(_SQL, asked)
    return LateCheck(difference=row["without_alert"] + row["without_duty"], **row)
