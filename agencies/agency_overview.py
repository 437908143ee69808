"""An agency's events: which were accepted, and which were refused and why."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from agencies.paused_intakes import Pause, pauses
from events.identifiers import Agency

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_ACCEPTED, _REFUSED, _REFUSALS = (
    (_HERE / f"agency_overview_{name}.sql").read_text()
    for name in ("accepted", "refused", "refusals")
)

Row = Mapping[str, Any]


class _OverviewAnswer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Tally(_OverviewAnswer):
    """How many events of one kind were accepted, or refused for one reason."""

    name: str
    events: int
    last_received: datetime


class Summary(_OverviewAnswer):
    """How many of an agency's events were accepted and refused, and when the last came."""

    agency: Agency
    accepted: int
    last_accepted: datetime | None
    refused: int
    last_refused: datetime | None


class RefusedEvent(_OverviewAnswer):
    """One refused event: `id` is what `journey rejected` takes; problems never hold a value."""

    id: str
    reason: str
    problems: list[str]
    bytes: int
    received: datetime
    source_partition: int
    source_offset: int


class AgencyOverview(_OverviewAnswer):
    """One agency's events: by kind, by reason of refusal, the latest refused; a pause, if any."""

    paused: Pause | None
    summary: Summary
    accepted: list[Tally]
    refused: list[Tally]
    refusals: list[RefusedEvent]


def summaries(store: "Store") -> list[Summary]:
    """Every agency's summary, in the agencies' own order."""
    accepted = store.query(_ACCEPTED, {"agency": ""})
    refused = store.query(_REFUSED, {"agency": ""})
    return [_summary(agency, accepted, refused) for agency in Agency]


def agency_overview(store: "Store", agency: Agency, latest: int = 50) -> AgencyOverview:
    """One agency's accepted and refused events, with the `latest` refused ones."""
    accepted = store.query(_ACCEPTED, {"agency": agency})
    refused = store.query(_REFUSED, {"agency": agency})
    refusals = store.query(_REFUSALS, {"agency": agency, "limit": latest})
    return AgencyOverview(
        paused=next(iter(pauses(store, agency)), None),
        summary=_summary(agency, accepted, refused),
        accepted=[Tally.model_validate({**row, "name": row["kind"]}) for row in accepted],
        refused=[Tally.model_validate({**row, "name": row["reason"]}) for row in refused],
        refusals=[RefusedEvent.model_validate(row) for row in refusals],
    )


def _summary(agency: Agency, accepted: Iterable[Row], refused: Iterable[Row]) -> Summary:
    own_accepted = [row for row in accepted if row["agency"] == agency]
    own_refused = [row for row in refused if row["agency"] == agency]
    return Summary(
        agency=agency,
        accepted=sum(row["events"] for row in own_accepted),
        last_accepted=max((row["last_received"] for row in own_accepted), default=None),
        refused=sum(row["events"] for row in own_refused),
        last_refused=max((row["last_received"] for row in own_refused), default=None),
    )
