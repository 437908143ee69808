"""The answers to questions about one victim, and the lines that they consist of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, computed_field

from caseworkers.alert_lines import AlertLine
from caseworkers.contact_card import ContactCard
from caseworkers.correction_lines import CorrectionLine
from caseworkers.protection_lines import ProtectedBy
from caseworkers.restricted import Restricted
from events.clocks import Precision, london_date
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.offences import OffenceGroup, VictimKind
from events.places import Court
from events.remand import BailCondition, Remand
from events.representatives import OwedTo
from processors.victims_code.rules import rule_of
from processors.victims_code.working_days import working_days_after
from schemas.changes import (
    DutyHolder,
    EntryState,
    ObligationState,
    WaitEnd,
    WaitingOn,
)
from schemas.contradiction_kinds import ContradictionKind

RowFields = Mapping[str, Any]
"""A row of a journey by the names of its fields."""


class Answer(BaseModel):
    """An answer, or a part of one. It cannot be changed."""

    model_config = ConfigDict(frozen=True)


def _parsed(data: object) -> object:
    return orjson.loads(data) if isinstance(data, str) else data


class TimelineLine(Answer):
    """One thing that happened, on all four clocks, and who reported it. `data` is the fact's.

    `recorded_by` is who of the agency's staff recorded it. In a corrected event `occurred` and
    `data` are the values that count now, and `reported` the values as they were reported. A
    disputed event is `restricted`: it is `shown_to` its controllers alone. Where it is `hidden`
    from the viewer, its `data` is empty, and `reported`, `recorded_by` and every clock are None.
    The proposal of a disputed value is restricted too: its `data` alone is hidden. In a contact
    `to_whom` is who was told, agreed or wished something. It is `unsafe` where it was over a
    channel that the victim had called unsafe. `several_suspects` says whether its case has several;
    `suspect_number` is that of the suspect whom it names by an arrest/summons number alone.
    """

    id: UUID
    case_id: str
    kind: str
    agency: Agency
    occurred: datetime | None
    precision: Precision
    recorded: datetime | None
    received: datetime | None
    linked: datetime | None
    known: datetime | None
    data: Annotated[dict[str, Any], BeforeValidator(_parsed)]
    state: EntryState
    reported: Annotated[dict[str, Any] | None, BeforeValidator(_parsed)]
    recorded_by: str | None = None
    restricted: bool = False
    hidden: bool = False
    shown_to: list[Agency] = []
    to_whom: OwedTo = OwedTo.VICTIM
    unsafe: bool = False
    several_suspects: bool = False
    suspect_number: int | None = None


class WaitLine(Answer):
    """A wait in one stage, and on whom. `days` are London calendar days, up to now while open.
    `held_by` is the body that holds the case where none of the agencies does.

    It is `restricted` where the event at one of its ends is disputed. Where one of these is hidden
    from the viewer, `started`, `ended` and `days` are None.
    """

    id: UUID
    case_id: str
    stage: str
    next_stage: str | None
    waiting_on: WaitingOn
    started: datetime | None
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
    days: int | None


class ObligationLine(Answer):
    """One duty to the victim, and the events that raised, moved and ended it.

    `days_late` are working days, up to now while it is undone. `reason` is why it was excused or
    is no longer owed, or why it is due by no day (`due_on` is null). It is `revised` where a
    correction gave it another day or state, and `disputed` where what raised it is. Where what
    raised it is hidden from the viewer, `triggered` is None; where what ended it is, `ended` and
    `days_late` are. Its rule is `confirmed` where somebody has read it in a source. `held_by` is
    the body that holds the case where none of the agencies does. Its clock started with `known_by`,
    if there is one: the victim became known. `owed_to` is for whom it is done. `detail` is of which
    kind the hearing of its trigger is, where that says so and may be shown.
    """

    id: UUID
    case_id: str
    rule: str
    code: str
    duty_holder: DutyHolder
    agency: Agency | None
    trigger: UUID
    triggered: datetime | None
    due_on: date | None
    enhanced: bool
    retimed_by: UUID | None
    state: ObligationState
    ended: datetime | None
    ended_by: UUID | None
    reason: str | None
    days_late: int | None
    disputed: bool
    revised: bool
    suspect: str | None
    trigger_kind: str
    known_by: UUID | None
    owed_to: OwedTo
    held_by: InvestigatingBody | None = None
    detail: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def confirmed(self) -> bool:
        """Whether somebody has read its rule in a source."""
        return rule_of(self.code, self.rule).is_confirmed


class ContradictionLine(Answer):
    """Events that contradict one another, and the agency that reported each, in the same order."""

    id: UUID
    case_id: str
    kind: ContradictionKind
    events: list[UUID]
    agencies: list[Agency]


class RemandLine(Answer):
    """How a defendant waits for court, since when, by which event: what stands as at the answer.

    `suspect` is as in `Obligation`. It is about `offences`, by number; about the defendant as a
    whole where there are none. The defendant is `held` in custody where the prosecution's appeal
    against bail is not decided yet. Custody ends on `limit` at the latest. Where the event is
    `hidden` from the viewer nothing else is said.
    """

    case_id: str
    event: UUID
    hidden: bool = False
    since: datetime | None = None
    suspect: str | None = None
    remand: Remand | None = None
    conditions: list[BailCondition] = []
    offences: list[int] = []
    held: bool = False
    limit: date | None = None


class VictimJourney(Answer):
    """Everything known of one victim, each list in the order in which it came to be.

    `as_of` is the instant at which this was known; None for now. The victim has `enhanced_rights`
    where some report grants them on that London day. `protected_by` is what protects them on
    that day. Where the victim was merged into another,
    `goes_on_as` is the pseudonym under which the journey of both goes on. `contact` is what one
    must know before contacting them. `remands` are those that stand, the newest first.
    """

    victim: str
    as_of: datetime | None
    goes_on_as: str | None
    enhanced_rights: bool
    contact: ContactCard
    protected_by: ProtectedBy = ProtectedBy()
    timeline: list[TimelineLine]
    intervals: list[WaitLine]
    obligations: list[ObligationLine]
    alerts: list[AlertLine]
    corrections: list[CorrectionLine]
    contradictions: list[ContradictionLine]
    remands: list[RemandLine] = []


def wait_line(row: RowFields, now: datetime, hidden: bool) -> WaitLine:
    """A wait's row, with how many days it lasted, or has lasted by `now`; without if `hidden`."""
    if hidden:
        return WaitLine.model_validate({**row, "started": None, "ended": None, "days": None})
    days = london_date(row["ended"] or now) - london_date(row["started"])
    return WaitLine.model_validate({**row, "days": max(0, days.days)})


def obligation_line(
    row: RowFields, now: datetime, restricted: Restricted, detail: str = ""
) -> ObligationLine:
    """An obligation's row, with how late it is as at `now`, as far as that may be shown."""
    due = row["due_on"] if row["state"] == ObligationState.BREACHED else None
    late = working_days_after(due, london_date(now)) if due else row["days_late"]
    shown = {**row, "days_late": late, "detail": detail}
    if restricted.hides(row["trigger"], row["known_by"]):
        shown |= {"triggered": None, "detail": ""}
    if restricted.hides(row["ended_by"]):
        shown |= {"ended": None, "days_late": None}
    return ObligationLine.model_validate(shown)
