"""`journey-changes`: what the fold newly says, as plain rows with ids and growing revisions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import orjson

from events.clocks import Precision
from events.identifiers import Agency, Pseudonym
from events.offences import OffenceGroup, VictimKind
from events.places import Court


class WaitingOn(StrEnum):
    """Whom a victim is waiting for."""

    POLICE = "police"
    CPS = "cps"
    COURT = "court"


class DutyHolder(StrEnum):
    """The kind of agency that owes a duty."""

    POLICE = "police"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, on all four clocks, and who reported it."""

    id: UUID
    case_id: str
    kind: str
    agency: Agency
    occurred: datetime
    precision: Precision
    recorded: datetime | None
    received: datetime
    known: datetime | None
    data: str
    """The fact's coded values, as JSON."""


class End(StrEnum):
    """How a wait ended: in the next stage, or because the journey ended otherwise; or not yet."""

    OPEN = "open"
    COMPLETED = "completed"
    ENDED_OTHERWISE = "ended-otherwise"


@dataclass(frozen=True, slots=True)
class StageInterval:
    """A victim's wait in one stage, whom it was on, and where.

    `agency` is the one waited for; `ended` is None while the wait is open.
    """

    id: UUID
    case_id: str
    stage: str
    next_stage: str | None
    waiting_on: WaitingOn
    started: datetime
    ended: datetime | None
    end: End
    agency: Agency
    court: Court | None
    borough: str | None
    offence: OffenceGroup | None
    victim_kind: VictimKind


class ObligationState(StrEnum):
    """Where a duty to a victim stands."""

    OPEN = "open"
    DISCHARGED = "discharged"
    DISCHARGED_LATE = "discharged-late"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty to one victim under a rule of the Victims' Code.

    `due_on` is the last London day to do it in; `days_late` counts working days.
    """

    id: UUID
    case_id: str
    rule: str
    duty_holder: DutyHolder
    agency: Agency
    trigger: UUID
    triggered: datetime
    due_on: date
    enhanced: bool
    state: ObligationState
    discharged: datetime | None
    discharged_by: UUID | None
    days_late: int


class AlertKind(StrEnum):
    """What an alert warns of."""

    DUE_SOON = "due-soon"
    LATE = "late"


class AlertState(StrEnum):
    """Where an alert stands.

    Retracted: it should never have been. Superseded: the warning came true, and the late alert
    took its place.
    """

    RAISED = "raised"
    RESOLVED = "resolved"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Alert:
    """A caseworker must be told: a duty is due on the next working day, or late."""

    id: UUID
    case_id: str
    kind: AlertKind
    state: AlertState
    obligation: UUID
    rule: str
    agency: Agency
    due_on: date
    raised: datetime
    closed: datetime | None


Row = TimelineEntry | StageInterval | Obligation | Alert

KINDS: dict[str, type[Row]] = {
    "timeline": TimelineEntry,
    "interval": StageInterval,
    "obligation": Obligation,
    "alert": Alert,
}
_NAMES = {row: name for name, row in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything one record of the log changed in one victim's journey.

    `revision` is that record's offset in its partition of the log, so it only grows. `gone` are
    the ids, by kind, of rows that the journey no longer holds.
    """

    victim: Pseudonym
    revision: int
    rows: tuple[Row, ...]
    gone: tuple[tuple[str, UUID], ...] = ()


def kind_of(row: Row) -> str:
    """The name of a row's kind in `journey-changes`."""
    return _NAMES[type(row)]


def encode_changes(changes: Changes) -> bytes:
    """Write the changes of one journey."""
    rows: dict[str, list[Row]] = {}
    for row in changes.rows:
        rows.setdefault(kind_of(row), []).append(row)
    gone: dict[str, list[UUID]] = {}
    for kind, identity in changes.gone:
        gone.setdefault(kind, []).append(identity)
    return orjson.dumps(
        {"victim": changes.victim, "revision": changes.revision, "rows": rows, "gone": gone}
    )
