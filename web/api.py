"""The API: the named questions as JSON, for programs and for the command line."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel

from agencies.desk import Desk, desk
from agencies.sequences import Gap, gaps
from caseworkers.journeys import VictimJourney, victim_journey
from caseworkers.worklist import Standing, Worklist, worklist
from events.identifiers import Agency
from schemas.changes import AlertKind
from task_group.hotspots import GroupBy, Hotspots, hotspots
from task_group.overview import Overview, overview
from web.dependencies import Now, TheStore

router = APIRouter()

_SINK = Path(__file__).with_name("sink_progress.sql").read_text()


class Health(BaseModel):
    """The database answers."""

    status: Literal["ok"]


class SinkProgress(BaseModel):
    """The next offset of a topic's partition that is not yet in the database."""

    topic: str
    partition: int
    next_offset: int


@router.get("/health")
def health(store: TheStore) -> Health:
    """Ask the database the least there is to ask."""
    store.query("SELECT 1")
    return Health(status="ok")


@router.get("/api/counts")
def counts(store: TheStore) -> dict[str, int]:
    """The rows of each table."""
    return store.counts()


@router.get("/api/sink")
def sink(store: TheStore) -> list[SinkProgress]:
    """How far the topics are projected."""
    return [SinkProgress.model_validate(row) for row in store.query(_SINK)]


@router.get("/api/overview")
def read_overview(store: TheStore) -> Overview:
    """How much there is at each step of an event's path."""
    return overview(store)


@router.get("/api/hotspots")
def read_hotspots(store: TheStore, now: Now, by: GroupBy = GroupBy.STAGE) -> Hotspots:
    """Where victims wait longer than London does."""
    return hotspots(store, by, now)


@router.get("/api/alerts")
def read_alerts(
    store: TheStore,
    now: Now,
    state: Standing = "raised",
    agency: Agency | None = None,
    kind: AlertKind | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> Worklist:
    """Alerts that stand, or that were closed: late first, then due soon."""
    return worklist(store, now, state, agency, kind, limit, offset)


@router.get("/api/gaps")
def read_gaps(store: TheStore, now: Now, agency: Agency | None = None) -> list[Gap]:
    """Numbers missing in the sequences of agencies' sources."""
    return gaps(store, now, agency)


@router.get("/api/agencies/{agency}")
def read_agency(store: TheStore, agency: Agency) -> Desk:
    """What was accepted of an agency's events, and what was refused and why."""
    return desk(store, agency)


@router.get("/api/victims/{victim}")
def read_victim(store: TheStore, now: Now, victim: str) -> VictimJourney:
    """One victim's whole journey, by pseudonym."""
    journey = victim_journey(store, victim, now)
    if journey is None:
        raise HTTPException(404, "No journey under this pseudonym")
    return journey
