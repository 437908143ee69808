"""The API: the named questions as JSON, for programs and for the command line."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel

from access.caseload import Caseload
from access.looks import LookAction, Looked
from access.viewer import PERSONAL, Role
from agencies.accepted_since import AT_ONCE, AcceptedSince, accepted_since
from agencies.agency_overview import AgencyOverview, agency_overview
from agencies.alert_waits import AlertWaits, alert_waits
from agencies.paused_intakes import Pause, pauses
from agencies.rate_limits import RateLimit, rate_limits
from agencies.sequence_gaps import Gap, gaps
from caseworkers.correction_lines import CorrectionLine, corrections
from caseworkers.differences import Change, differences
from caseworkers.explanations import Explanation, explanation, victim_of
from caseworkers.journey_answers import Answer, VictimJourney
from caseworkers.urgency import Urgency
from caseworkers.victim_journeys import victim_journey
from caseworkers.worklist import AlertFilter, AlertQuery, Worklist, worklist
from events.identifiers import Agency
from schemas.alert_row import AlertKind
from schemas.changes import CorrectionState
from schemas.records_set_aside import RecordSetAside
from task_group.hotspot_answer import HotspotAnswer, hotspots
from task_group.platform_counts import Overview, overview
from task_group.releases import releases
from web import diff_view
from web.dependencies import AsOf, Instant, Now, TheAccess, TheStore, past
from web.guard import GuardedRoute, open_to, open_to_everybody
from web.hotspot_choice import TheHotspotChoice
from web.obligation_view import Statement, statements_about
from web.request_access import RequestAccess
from web.set_aside_records import records_set_aside
from web.worklist_choice import plain_reference

router = APIRouter(route_class=GuardedRoute)

_SINK = Path(__file__).with_name("sink_progress.sql").read_text()


class Health(BaseModel):
    """The database answers."""

    status: Literal["ok"]


class ExplanationInWords(Explanation):
    """A duty explained, with the explanation in plain English."""

    statements: list[Statement]


class ChangeInWords(Change):
    """One change, with the change in plain English."""

    text: str


class DifferencesInWords(Answer):
    """What became known of a victim between two moments, in words too."""

    victim: str
    since: datetime
    until: datetime
    changes: list[ChangeInWords]


class SinkProgress(BaseModel):
    """The next offset of a topic's partition that is not yet in the database."""

    topic: str
    partition: int
    next_offset: int


@router.get("/health")
@open_to_everybody
def health(store: TheStore) -> Health:
    """Ask the database the smallest question; 503 while it is away."""
    store.query("SELECT 1")
    return Health(status="ok")


@router.get("/api/counts")
@open_to(Role.PLATFORM_OPERATOR)
def counts(store: TheStore) -> dict[str, int]:
    """The rows of each table."""
    return store.counts()


@router.get("/api/sink")
@open_to(Role.PLATFORM_OPERATOR)
def sink(store: TheStore) -> list[SinkProgress]:
    """How far the sink has projected each topic."""
    return [SinkProgress.model_validate(row) for row in store.query(_SINK)]


@router.get("/api/overview")
@open_to(Role.PLATFORM_OPERATOR)
def read_overview(store: TheStore) -> Overview:
    """How much there is at each step of an event's path."""
    return overview(store)


@router.get("/api/hotspots")
@open_to(Role.TASK_GROUP)
def read_hotspots(store: TheStore, choice: TheHotspotChoice) -> HotspotAnswer:
    """Where victims wait longer than London does, as a release has it: the newest by default."""
    release = choice.release_of(releases(store))
    return hotspots(store, release, choice.question(release))


@router.get("/api/alerts")
@open_to(*PERSONAL, personal=True)
def read_alerts(
    store: TheStore,
    access: TheAccess,
    now: Now,
    state: AlertFilter = "raised",
    agency: Agency | None = None,
    kind: AlertKind | None = None,
    urgency: Urgency | None = None,
    staff: Annotated[str | None, Query(max_length=100)] = None,
    reference: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> Worklist:
    """Alerts of the viewer's caseload: the most urgent first, or the last closed first.

    Of it, with `staff`, the victims whom their agency assigned to that member of staff alone.
    """
    query = AlertQuery(
        access.caseload if staff is None else _assigned_to(access, agency, staff),
        state,
        agency,
        kind,
        limit,
        offset,
        urgency=urgency,
        reference=plain_reference(reference),
    )
    answer = worklist(store, now, query, access.viewer.agency)
    access.look(Looked.WORKLIST, answer.victims, action=LookAction.DISCLOSED)
    return answer


def _assigned_to(access: RequestAccess, agency: Agency | None, staff: str) -> Caseload:
    """Of the viewer's caseload, whom an agency assigned to somebody; their own agency by default.

    Raises HTTPException 422 where the viewer has no agency and named none.
    """
    whose = access.viewer.agency or agency
    if whose is None:
        raise HTTPException(422, "Say of which agency that member of staff is")
    return access.caseload_of(whose, staff)


@router.get("/api/corrections")
@open_to(*PERSONAL, personal=True)
def read_corrections(
    store: TheStore, access: TheAccess, state: CorrectionState | None = None
) -> list[CorrectionLine]:
    """What agencies want put right in the viewer's caseload, those not answered first."""
    answer = corrections(store, access.caseload, state, access.viewer.agency)
    access.look(Looked.CORRECTIONS, answer.victims, action=LookAction.DISCLOSED)
    return answer.lines


@router.get("/api/gaps")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_gaps(
    store: TheStore, access: TheAccess, now: Now, agency: Agency | None = None
) -> list[Gap]:
    """Numbers missing in the sequences of the viewer's agency, or of all for the operator."""
    return gaps(store, now, access.agency_asked(agency))


@router.get("/api/pauses")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_pauses(store: TheStore, access: TheAccess) -> list[Pause]:
    """The agencies whose intake is paused, because too much was refused."""
    return pauses(store, access.agency_asked(None))


@router.get("/api/rate-limits")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_rate_limits(store: TheStore, access: TheAccess, now: Now) -> list[RateLimit]:
    """The agencies whose minute is full: what is beyond waits until it is over."""
    return rate_limits(store, now, access.agency_asked(None))


@router.get("/api/alert-waits")
@open_to(Role.PLATFORM_OPERATOR)
def read_alert_waits(store: TheStore, now: Now) -> AlertWaits:
    """How long the platform waits before it tells people, in seconds, by the last tick."""
    return alert_waits(store, now)


@router.get("/api/set-aside")
@open_to(Role.PLATFORM_OPERATOR)
def read_set_aside(store: TheStore, access: TheAccess) -> list[RecordSetAside]:
    """The records that could not be read: where each is, never what is in it.

    Whose journey stands still is for the machine's owner alone: an operator sees no case.
    """
    records = records_set_aside(store)
    if access.viewer.is_owner:
        return records
    return [replace(record, victim=None) for record in records]


@router.get("/api/agencies/{agency}")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_agency(store: TheStore, access: TheAccess, agency: Agency) -> AgencyOverview:
    """What was accepted of the viewer's agency's events, and what was refused and why."""
    access.need_agency(agency)
    return agency_overview(store, agency)


@router.get("/api/agencies/{agency}/accepted")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_accepted(
    store: TheStore,
    access: TheAccess,
    agency: Agency,
    event: Annotated[list[UUID], Query(max_length=AT_ONCE)],
) -> list[AcceptedSince]:
    """Which of an agency's events were accepted, by the platform's name of each."""
    access.need_agency(agency)
    return accepted_since(store, agency, event)


@router.get("/api/victims/{victim}")
@open_to(*PERSONAL, personal=True)
def read_victim(
    store: TheStore, access: TheAccess, now: Now, as_of: AsOf, victim: str
) -> VictimJourney:
    """One victim's whole journey, by pseudonym, as it is known or was known at `as_of`."""
    access.need_victim(victim)
    journey = victim_journey(store, victim, now, as_of, access.viewer.agency)
    if journey is None:
        raise HTTPException(404, "No journey under this pseudonym")
    access.look(Looked.JOURNEY, (victim,), action=LookAction.DISCLOSED)
    return journey


@router.get("/api/victims/{victim}/differences")
@open_to(*PERSONAL, personal=True)
def read_differences(
    store: TheStore,
    access: TheAccess,
    now: Now,
    victim: str,
    since: Annotated[Instant, Query(alias="from")],
    until: Annotated[Instant, Query(alias="to")],
) -> DifferencesInWords:
    """What became known of a victim between two moments, by the received clock, in words too."""
    if since > past(until, now):
        raise HTTPException(422, "The first moment is after the second")
    access.need_victim(victim)
    learnt = differences(store, victim, since, until, access.viewer.agency)
    if learnt is None:
        raise HTTPException(404, "No journey under this pseudonym")
    access.look(Looked.DIFFERENCES, (victim,), action=LookAction.DISCLOSED)
    return DifferencesInWords(
        victim=victim,
        since=since,
        until=until,
        changes=[
            ChangeInWords(**dict(change), text=diff_view.in_words(change))
            for change in learnt.changes
        ],
    )


@router.get("/api/obligations/{obligation}")
@open_to(*PERSONAL, personal=True)
def read_obligation(
    store: TheStore, access: TheAccess, now: Now, as_of: AsOf, obligation: UUID
) -> ExplanationInWords:
    """Why a duty stands as it does, as it is known or was known at `as_of`, in words too."""
    victim = victim_of(store, obligation)
    seen = victim is not None and access.may_see(victim)  # what follows takes time
    by = access.viewer.agency
    explained = explanation(store, obligation, now, as_of, by) if seen else None
    if explained is None:
        raise HTTPException(404, "No such duty is known on your caseload, or was then")
    access.look(Looked.DUTY, (explained.victim,), str(obligation), LookAction.DISCLOSED)
    return ExplanationInWords(**dict(explained), statements=statements_about(explained))
