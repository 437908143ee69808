"""Gaps in the numbers of an agency's sources: of these numbers no event was accepted."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_GAPS = Path(__file__).with_name("sequence_gaps.sql").read_text()

SETTLED = timedelta(minutes=1)
"""So long after a later number came, an earlier one may still come from another partition."""


class Gap(BaseModel):
    """Numbers of a source, from the first to the last, of which no event was accepted.

    They never came, or were refused and are not mended yet. The numbers before the lowest one
    that was ever accepted are not a gap.
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
