"""What became of acts: how the tables have them, who acted as well, and what they ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict

from caseworkers.act_events import Actor
from processors.fold.acted_alerts import ACTS

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_RECORDED, _BEFORE, _ENDED = (
    (_HERE / f"{name}.sql").read_text() for name in ("acts_recorded", "acts_before", "duties_ended")
)

_AT_ONCE = timedelta(minutes=15)
"""So long before an act another one counts as done at the same time."""


@dataclass(frozen=True, slots=True)
class ActSent:
    """An event that Kafka stored: about whom, its identity, and where in the agency's topic."""

    victim: str
    event: UUID
    partition: int
    offset: int


class RecordedAct(BaseModel):
    """An act as its victim's timeline has it."""

    model_config = ConfigDict(frozen=True)

    victim: str
    id: UUID
    case_id: str
    kind: str
    data: Annotated[dict[str, Any], BeforeValidator(orjson.loads)]
    received: datetime


class ActOfAnother(BaseModel):
    """An act upon an alert by somebody else of the same agency."""

    model_config = ConfigDict(frozen=True)

    kind: str
    data: Annotated[dict[str, Any], BeforeValidator(orjson.loads)]
    received: datetime
    recorded_by: str


def recorded_acts(store: "Store", by: Actor, sent: Sequence[ActSent]) -> list[RecordedAct]:
    """Those of the acts that stand in their victims' journeys, and that this person recorded."""
    asked = _asked(by, sent) | {"events": [each.event for each in sent]}
    return [RecordedAct.model_validate(row) for row in store.query(_RECORDED, asked)]


def acts_of_others(store: "Store", by: Actor, acts: Sequence[RecordedAct]) -> list[ActOfAnother]:
    """What others did with the same alerts at the same time, the last first."""
    alerts = {alert for act in acts for alert in act.data.get("alerts", ())}
    if not alerts:
        return []
    since = min(act.received for act in acts) - _AT_ONCE
    asked = _asked(by, acts) | {"since": since, "acts": [kind.kind for kind in ACTS]}
    rows = store.query(_BEFORE, asked)
    others = map(ActOfAnother.model_validate, rows)
    return [other for other in others if alerts.intersection(other.data["alerts"])]


def duties_ended(store: "Store", acts: Sequence[RecordedAct]) -> Mapping[UUID, int]:
    """How many duties each of the acts ended."""
    asked = {"victims": [act.victim for act in acts], "events": [act.id for act in acts]}
    return {UUID(str(row["event"])): row["duties"] for row in store.query(_ENDED, asked)}


def _asked(by: Actor, acts: Sequence[ActSent | RecordedAct]) -> dict[str, Any]:
    return {
        "victims": sorted({act.victim for act in acts}),
        "agency": by.agency,
        "staff": by.staff,
    }
