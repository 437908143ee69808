"""`journey-changes`: what the fold newly says, as plain rows with ids and growing revisions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import orjson

from events.clocks import Precision
from events.identifiers import Agency, Pseudonym
from events.investigating_bodies import InvestigatingBody
from events.offences import OffenceGroup, VictimKind
from events.places import Court
from events.representatives import OwedTo
from schemas.alert_row import Alert
from schemas.assignment_row import Assignment
from schemas.contradiction_kinds import ContradictionKind


class WaitingOn(StrEnum):
    """Whom a victim is waiting for."""

    POLICE = "police"
    CPS = "cps"
    COURT = "court"


class DutyHolder(StrEnum):
    """Who owes a duty."""

    POLICE = "police"
    CPS = "cps"
    HMCTS = "hmcts"
    WITNESS_CARE = "witness-care"
    PROBATION = "probation"
    PROVIDER = "provider"
    """Whichever agency the victim complained about."""
    VICTIM = "victim"
    """Nobody owes it: the victim's own time to ask."""


class EntryState(StrEnum):
    """Whether what was reported counts as it is."""

    REPORTED = "reported"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    """Restricted: it counts in no statistic."""
    PROPOSED = "proposed"
    """A merge with another agency's reference, which that agency has not agreed to."""
    WITHDRAWN = "withdrawn"
    """Its agency took it back: it counts no more."""


@dataclass(slots=True)
class TimelineEntry:
    """One thing that happened, on all four clocks, and who reported it.

    `linked` is when it became known that it concerns the victim, where it was received before.
    """

    id: UUID
    case_id: str
    kind: str
    agency: Agency
    occurred: datetime
    precision: Precision
    recorded: datetime | None
    received: datetime
    linked: datetime | None
    known: datetime | None
    data: str
    """The fact's coded values, as JSON."""
    state: EntryState
    reported: str | None
    """As JSON, `occurred` and `data` as they were reported, where they were corrected since."""
    recorded_by: str | None = None
    """The member of the agency's staff who recorded it, by its own id."""


class WaitEnd(StrEnum):
    """How a wait ended: in the next stage, or because the journey ended otherwise; or not yet."""

    OPEN = "open"
    COMPLETED = "completed"
    ENDED_OTHERWISE = "ended-otherwise"


@dataclass(slots=True)
class StageInterval:
    """A victim's wait in one stage, whom it was on, and where.

    `agency` is the one waited for; `ended` is None while the wait is open. It is `revised` where a
    value that it rests on was corrected, and `restricted`, no part of any statistic, where one is
    disputed. `held_by` is the body that holds the investigation where none of the agencies does:
    `agency` had it last. `first_known` is when the platform first knew that the wait had begun, and
    `reported_by` the agency that reported the crime, or else what the wait began with. A wait for
    one defendant is `resumed` when another, for whom the case was further, is done with: only a
    wait that lasts until then is there.
    """

    id: UUID
    case_id: str
    stage: str
    next_stage: str | None
    waiting_on: WaitingOn
    started: datetime
    ended: datetime | None
    end: WaitEnd
    agency: Agency
    court: Court | None
    borough: str | None
    offence: OffenceGroup | None
    victim_kind: VictimKind
    revised: bool
    restricted: bool
    held_by: InvestigatingBody | None = None
    first_known: datetime | None = None
    reported_by: Agency | None = None
    resumed: datetime | None = None


class ObligationState(StrEnum):
    """Where a duty to a victim stands."""

    OPEN = "open"
    DISCHARGED = "discharged"
    DISCHARGED_LATE = "discharged-late"
    BREACHED = "breached"
    EXCUSED = "excused"
    """There is a good reason not to do it: Victims and Prisoners Act 2024, section 5(1)."""
    WITHDRAWN = "withdrawn"
    """While it was still open the case ended, or the victim did not want to be told."""


OWED = frozenset({ObligationState.OPEN, ObligationState.BREACHED})
"""The states of a duty that is still to be done."""


@dataclass(slots=True)
class Obligation:
    """One duty to one victim under a rule of a version of the Victims' Code.

    `trigger`, `retimed_by` and `ended_by` are the events that raised it, moved its due day and
    ended it; `trigger_kind` is the kind of the first, and `hearing-without-date` of a listing that
    has none. `triggered` is when its clock started. By
    `due_on`, a London day, it is to be done; without one it is open until done, and never late.
    `days_late` counts working days. `agency` is None of the victim's own time limits. `reason` is
    why it was excused, withdrawn or has no day. It is `disputed` where what raised it is, `revised`
    where a correction changed it. `suspect` is the number or ASN; "unsaid" where nothing says it.
    `held_by` is the body that holds the case and does not publish here: `agency` asks there. Its
    clock started with `known_by`, if there is one: the victim became known. `owed_to` is for whom.
    `detail` is of which kind the hearing or the order is that raised it; empty where nothing says.
    """

    id: UUID
    case_id: str
    rule: str
    code: str
    duty_holder: DutyHolder
    agency: Agency | None
    trigger: UUID
    triggered: datetime
    due_on: date | None
    enhanced: bool
    retimed_by: UUID | None
    state: ObligationState
    ended: datetime | None
    ended_by: UUID | None
    reason: str | None
    days_late: int
    disputed: bool
    revised: bool = False
    suspect: str | None = None
    trigger_kind: str = ""
    held_by: InvestigatingBody | None = None
    known_by: UUID | None = None
    owed_to: OwedTo = OwedTo.VICTIM
    detail: str = ""


class CorrectionState(StrEnum):
    """How far a correction has come."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    DISPUTED = "disputed"
    IMPOSSIBLE = "impossible"
    """Agreed, but the event cannot have that value; or an event that is not taken back so."""
    WITHDRAWN = "withdrawn"
    """The agency that reported the event took it back."""
    AWAITED = "awaited"
    """The event that is taken back has not come in this journey."""
    NOT_ITS_OWN = "not-its-own"
    """Another agency reported the event, so nothing follows."""
    UNDONE = "undone"
    """The withdrawal was taken back itself: the event counts again."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction of one event: both values, who proposed it and who answered, and when.

    `notified` are the agencies told of it, `acknowledged` those that have taken it over.
    """

    id: UUID
    case_id: str
    correction: str
    event: UUID
    field: str
    was: str | None
    now: str | None
    state: CorrectionState
    proposed_by: Agency
    proposed: datetime
    answered_by: Agency | None
    answered: datetime | None
    notified: tuple[Agency, ...]
    acknowledged: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts of one case that cannot all be so, and the agency that said each, in the same order."""

    id: UUID
    case_id: str
    kind: ContradictionKind
    events: tuple[UUID, ...]
    agencies: tuple[Agency, ...]


Row = (
    TimelineEntry | StageInterval | Obligation | Alert | CorrectionRow | Contradiction | Assignment
)

KINDS: dict[str, type[Row]] = {
    "timeline": TimelineEntry,
    "interval": StageInterval,
    "obligation": Obligation,
    "alert": Alert,
    "correction": CorrectionRow,
    "contradiction": Contradiction,
    "assignment": Assignment,
}
_NAMES = {row: name for name, row in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that records of the log changed in one victim's journey.

    `revision` is the last one's offset in its partition of the log, so it only grows. `gone` are
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
