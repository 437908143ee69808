"""One victim's whole journey: what happened, the waits, what is owed, the alerts.

It is folded from the log's records, now and as of any moment. No table of rows is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from caseworkers.alert_events import of_event, told_in_place
from caseworkers.alert_lines import AlertLine, alert_line
from caseworkers.as_of import (
    LogRecords,
    goes_on_as,
    journey_at,
    log_records,
    restricted_in,
    timeline_lines,
    trigger_detail,
)
from caseworkers.contact_card import ContactCard, contact_card
from caseworkers.correction_lines import corrections_of
from caseworkers.journey_answers import (
    ContradictionLine,
    ObligationLine,
    VictimJourney,
    WaitLine,
    obligation_line,
    wait_line,
)
from caseworkers.protection_lines import protected_by
from caseworkers.remand_lines import remand_lines
from caseworkers.restricted import Restricted
from events.clocks import london_date
from events.identifiers import Agency
from processors.fold.journey import BEFORE_TIME, Journey
from processors.fold.stage_intervals import wait_id
from projections.alert_policies import alert_timing
from schemas.alert_policy import FIRST_TIMING, AlertTiming
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.changes import Contradiction, Obligation, Row, StageInterval

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_Line = TypeVar("_Line", bound=BaseModel)
_Row = TypeVar("_Row", bound=Row)


def victim_journey(
    store: "Store",
    victim: str,
    now: datetime,
    as_of: datetime | None = None,
    seen_by: Agency | None = None,
) -> VictimJourney | None:
    """The journey of the victim with this pseudonym as at `now`; None where there is none.

    `as_of` asks what was known at that moment, by the received clock. Before anything was received
    the lists are empty. `seen_by` is the viewer's agency.
    """
    records = log_records(store, victim)
    if not any(records.values()):
        return None
    timing = alert_timing(store)
    return journey_as_of(victim, records, as_of or now, as_of, seen_by, timing=timing)


def journey_as_of(
    victim: str,
    records: LogRecords,
    at: datetime,
    as_of: datetime | None = None,
    seen_by: Agency | None = None,
    *,
    timing: AlertTiming = FIRST_TIMING,
) -> VictimJourney:
    """The journey that follows from the log's records as at `at`; each list is in order."""
    journey = journey_at(victim, records, at, timing)
    restricted = restricted_in(records, seen_by)
    histories = [case.history for case in journey.cases.values()]
    card = contact_card(histories, london_date(at), restricted)
    return VictimJourney(
        victim=victim,
        as_of=as_of,
        goes_on_as=goes_on_as(victim, records, at),
        enhanced_rights=card.enhanced_rights,
        contact=card,
        protected_by=protected_by(histories, london_date(at), restricted),
        timeline=timeline_lines(journey, restricted),
        intervals=sorted(_waits(journey, at, restricted), key=_by_start),
        obligations=sorted(_duty_lines(journey, at, restricted), key=_by_day),
        alerts=sorted(_alert_lines(victim, journey, restricted, card), key=_by_raised),
        corrections=corrections_of(journey, restricted),
        contradictions=_sorted(_contradictions(journey), "case_id", "kind", "id"),
        remands=[each for history in histories for each in remand_lines(history, restricted)],
    )


def _contradictions(journey: Journey) -> Iterator[ContradictionLine]:
    for row in _rows(journey, Contradiction):
        yield ContradictionLine.model_validate(asdict(row))


def _waits(journey: Journey, at: datetime, restricted: Restricted) -> Iterator[WaitLine]:
    ends = {
        wait_id(case.history, wait): [logged.event for logged in wait.ends]
        for case in journey.cases.values()
        for wait in case.context.waits
    }
    for row in _rows(journey, StageInterval):
        yield wait_line(asdict(row), at, restricted.hides(*ends[row.id]))


def _alert_lines(
    victim: str, journey: Journey, restricted: Restricted, card: ContactCard
) -> Iterator[AlertLine]:
    duties = {row.id: row for row in _rows(journey, Obligation)}
    for row in _rows(journey, Alert):
        duty = duties.get(row.obligation) if row.obligation else None
        fields = asdict(row)
        shown = (
            {"victim": victim}
            | _of_duty(duty, restricted, trigger_detail(journey, duty, restricted) if duty else "")
            | _end(row, duty)
            | (of_event(fields, restricted) if row.event else {})
            | ({"other_agency": duty.agency} if duty and row.kind is AlertKind.HAND_OFF else {})
        )
        yield told_in_place(alert_line(fields | shown, journey.now), card)


def _duty_lines(journey: Journey, at: datetime, restricted: Restricted) -> Iterator[ObligationLine]:
    for row in _rows(journey, Obligation):
        yield obligation_line(asdict(row), at, restricted, trigger_detail(journey, row, restricted))


def _of_duty(duty: Obligation | None, restricted: Restricted, detail: str) -> dict[str, Any]:
    """What an alert shows of its duty: nothing of one that no longer exists, and of a contact."""
    if duty is None:
        return {"code": None}
    hidden = restricted.hides(duty.trigger, duty.known_by)
    return {
        "code": duty.code,
        "suspect": duty.suspect,
        "trigger_kind": duty.trigger_kind,
        "known_by": duty.known_by,
        "owed_to": duty.owed_to,
        "triggered": None if hidden else duty.triggered,
        "detail": "" if hidden else detail,
        "held_by": duty.held_by,
        "enhanced": duty.enhanced,
    }


def _end(alert: Alert, duty: Obligation | None) -> dict[str, Any]:
    """How the duty of an alert stands that closed because of it."""
    if duty is None or alert.state in (AlertState.RAISED, AlertState.SUPERSEDED):
        return {}
    return {"duty_state": duty.state, "duty_reason": duty.reason}


def _rows(journey: Journey, kind: type[_Row]) -> list[_Row]:
    return [row for row in journey.rows.values() if isinstance(row, kind)]


def _by_start(wait: WaitLine) -> tuple[bool, datetime, str, UUID]:
    """What has a hidden end stands last: its place would give away when that was."""
    return wait.started is None, wait.started or BEFORE_TIME, wait.case_id, wait.id


def _by_day(duty: ObligationLine) -> tuple[date, str, UUID]:
    """What is due by no day stands last."""
    return duty.due_on or date.max, duty.rule, duty.id


def _by_raised(alert: AlertLine) -> tuple[datetime, date, str, UUID]:
    """Alerts in the order in which they were raised; of one moment, what is due first."""
    return alert.raised, alert.due_on or date.max, alert.rule or "", alert.id


def _sorted(lines: Iterable[_Line], *by: str) -> list[_Line]:
    return sorted(lines, key=attrgetter(*by))
