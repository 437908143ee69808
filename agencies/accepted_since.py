"""Whether an event that was refused has been accepted since: mended, or sent again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("accepted_since.sql").read_text()

AT_ONCE = 100
"""So many events can be asked for in one question."""


class AcceptedSince(BaseModel):
    """An event that was accepted, and when it was received."""

    model_config = ConfigDict(frozen=True)

    event: UUID
    received: datetime


def accepted_since(store: "Store", agency: Agency, events: Sequence[UUID]) -> list[AcceptedSince]:
    """Those of an agency's events that were accepted, the first received first."""
    rows = store.query(_SQL, {"agency": agency, "events": [str(event) for event in events]})
    return [AcceptedSince.model_validate(row) for row in rows]
