"""Agencies of which as many events were taken in this minute as are allowed: the rest waits."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_LIMITS = Path(__file__).with_name("rate_limits.sql").read_text()


class RateLimit(BaseModel):
    """A full minute: of which agency, how many events one worker took, and until when it lasts."""

    model_config = ConfigDict(frozen=True)

    agency: Agency
    until: datetime
    events: int


def rate_limits(store: "Store", now: datetime, agency: Agency | None = None) -> list[RateLimit]:
    """The full minute of one agency, if `now` is in one, or those of all."""
    rows = store.query(_LIMITS, {"now": now, "agency": agency or ""})
    return [RateLimit.model_validate(row) for row in rows]
