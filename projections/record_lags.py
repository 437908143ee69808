"""How long each agency's records take from being written down to being received."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from events.identifiers import Agency
from projections.store import Store
from schemas.alert_policy import LONGEST_LAG, NO_TIME

LEAST = timedelta(minutes=15)
"""A lag below this is none."""

_LAGS = Path(__file__).with_suffix(".sql").read_text()
_HOUR = timedelta(hours=1)


def record_lags(store: Store, now: datetime) -> Mapping[Agency, timedelta]:
    """How long to wait for the records of each agency; those of which too little came are left out.

    In whole hours, rounded up: a policy changes seldom.
    """
    rows = store.query(_LAGS, {"now": now})
    return {Agency(row["agency"]): _waited(timedelta(seconds=row["seconds"])) for row in rows}


def _waited(lag: timedelta) -> timedelta:
    return NO_TIME if lag < LEAST else min(-(-lag // _HOUR) * _HOUR, LONGEST_LAG)
