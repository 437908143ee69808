"""How much there is at each step: from what agencies published to what is owed and late."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency
from schemas.changes import AlertKind, AlertState, ObligationState, WaitEnd

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("platform_counts.sql").read_text()


class Overview(BaseModel):
    """Exact numbers of rows, for those who run the platform: not statistics to publish."""

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
    """Count every step; what has never happened counts 0."""
    found: dict[str, dict[str, int]] = {}
    for row in store.query(_SQL):
        found.setdefault(row["step"], {})[row["name"]] = row["number"]
    accepted, refused = found.get("accepted", {}), found.get("refused", {})
    alerts, timeline = found.get("alerts", {}), found.get("timeline", {})
    raised = {kind: alerts.get(f"{kind} {AlertState.RAISED}", 0) for kind in AlertKind}
    return Overview(
        accepted={agency: accepted.get(agency, 0) for agency in Agency},
        refused={agency: refused.get(agency, 0) for agency in Agency},
        timeline_entries=timeline.get("entries", 0),
        journeys=timeline.get("journeys", 0),
        intervals={end: found.get("intervals", {}).get(end, 0) for end in WaitEnd},
        obligations={
            state: found.get("obligations", {}).get(state, 0) for state in ObligationState
        },
        alerts_raised=raised,
        alerts_closed=sum(alerts.values()) - sum(raised.values()),
    )
