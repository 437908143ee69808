"""The number of rows at each step, from accepted events to alerts."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency
from schemas.alert_row import AlertKind, AlertState
from schemas.changes import ObligationState, WaitEnd

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("platform_counts.sql").read_text()


class Overview(BaseModel):
    """Exact numbers of rows, for those who run the platform. They are no statistics to publish."""

    model_config = ConfigDict(frozen=True)

    accepted: dict[Agency, int]
    refused: dict[Agency, int]
    timeline_entries: int
    journeys: int
    intervals: dict[WaitEnd, int]
    obligations: dict[ObligationState, int]
    alerts_raised: dict[AlertKind, int]
    alerts_closed: int


def overview(store: "Store") -> Overview:
    """The counts of every step; a kind without rows counts 0."""
    counts: dict[str, dict[str, int]] = {}
    for row in store.query(_SQL):
        counts.setdefault(row["step"], {})[row["name"]] = row["number"]
    accepted, refused = counts.get("accepted", {}), counts.get("refused", {})
    alerts, timeline = counts.get("alerts", {}), counts.get("timeline", {})
    raised = {kind: alerts.get(f"{kind} {AlertState.RAISED}", 0) for kind in AlertKind}
    return Overview(
        accepted={agency: accepted.get(agency, 0) for agency in Agency},
        refused={agency: refused.get(agency, 0) for agency in Agency},
        timeline_entries=timeline.get("entries", 0),
        journeys=timeline.get("journeys", 0),
        intervals={end: counts.get("intervals", {}).get(end, 0) for end in WaitEnd},
        obligations={
            state: counts.get("obligations", {}).get(state, 0) for state in ObligationState
        },
        alerts_raised=raised,
        alerts_closed=sum(alerts.values()) - sum(raised.values()),
    )
