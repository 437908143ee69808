"""Gaps in the numbers that an agency's sources give their events: what has not been accepted."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_GAPS = Path(__file__).with_name("sequence_gaps.sql").read_text()

SETTLED = timedelta(minutes=1)
"""How long after a later number an earlier one may still be on its way in another partition."""


class Gap(BaseModel):
    """Numbers of a source, from the first to the last, of which no event was accepted.

    They never came, or were refused and have not been mended yet. What lies before the lowest
    number that was ever accepted is no gap.
    """

    model_config = ConfigDict(frozen=True)

    agency: Agency
    source: str
    first: int
    last: int

    @property
    def missing(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1


def gaps(store: "Store", now: datetime, agency: Agency | None = None) -> list[Gap]:
    """The gaps of one agency or of all, by source and number, as they stand at `now`."""
    rows = store.query(_GAPS, {"agency": agency or "", "settled": now - SETTLED})
    return [Gap.model_validate(row) for row in rows]
