"""The answers to questions about one victim, and the lines that they consist of."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    computed_field,
    field_serializer,
)

from caseworkers.alert_lines import AlertLine
from caseworkers.correction_lines import CorrectionLine
from events.clocks import Precision, london_date
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.offences import OffenceGroup, VictimKind
from events.places import Court
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

    Of a corrected event `occurred` and `data` are the values that count now, and `reported` the
    values as they were reported. A disputed event is restricted: in every answer its `data` is
    empty, and `reported` and every clock are None. The proposal of a disputed value is `restricted`
    too: its `data` is empty. Of a contact, `to_whom` is who was told, agreed or wished something.
    `of_several` says whether its case has several suspects.
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
    restricted: bool = False
    to_whom: OwedTo = OwedTo.VICTIM
    of_several: Annotated[bool, Field(exclude=True)] = False

    @property
    def is_disputed(self) -> bool:
        """Whether neither its values nor its times may be shown."""
        return self.state is EntryState.DISPUTED

    @field_serializer("data")
    def _shown(self, data: dict[str, Any]) -> dict[str, Any]:
        return {} if self.is_disputed or self.restricted else data

    @field_serializer("reported")
    def _shown_as_reported(self, reported: dict[str, Any] | None) -> dict[str, Any] | None:
        return None if self.is_disputed else reported

    @field_serializer("occurred", "recorded", "received", "linked", "known")
    def _shown_clock(self, at: datetime | None) -> datetime | None:
        return None if self.is_disputed else at


class WaitLine(Answer):
    """A wait in one stage, and on whom. `days` are London calendar days, up to now while open.
    `held_by` is the body that holds the case where none of the agencies does.

    When a restricted wait began and ended is not shown: either may be a disputed event.
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

    @field_serializer("started", "ended", "days")
    def _shown(self, value: datetime | int | None) -> datetime | int | None:
        return None if self.restricted else value


class ObligationLine(Answer):
    """One duty to the victim, and the events that raised, moved and ended it.

    `days_late` are working days, up to now while it is undone. `reason` is why it was excused or
    is no longer owed, or why it is due by no day (`due_on` is null). It is `revised` where a
    correction gave it another day or state. When the clock of a `disputed` one started is not
    shown. Its rule is `confirmed` where somebody has read it in a source. `held_by` is the body
    that holds the case where none of the agencies does. Its clock started with `known_by`, if there
    is one: the victim became known. `owed_to` is for whom it is done.
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
    days_late: int
    disputed: bool
    revised: bool
    suspect: str | None
    trigger_kind: str
    known_by: UUID | None
    owed_to: OwedTo
    held_by: InvestigatingBody | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def confirmed(self) -> bool:
        """Whether somebody has read its rule in a source."""
        return rule_of(self.code, self.rule).is_confirmed

    @field_serializer("triggered")
    def _shown(self, triggered: datetime | None) -> datetime | None:
        return None if self.disputed else triggered


class ContradictionLine(Answer):
    """Events that contradict one another, and the agency that reported each, in the same order."""

    id: UUID
    case_id: str
    kind: ContradictionKind
    events: list[UUID]
    agencies: list[Agency]


class VictimJourney(Answer):
    """Everything known of one victim, each list in the order in which it came to be.

    `as_of` is the instant at which this was known; None for now. The victim has `enhanced_rights`
    where some report grants them on that London day. Where the victim was merged into another,
    `goes_on_as` is the pseudonym under which the journey of both goes on.
    """

    victim: str
    as_of: datetime | None
    goes_on_as: str | None
    enhanced_rights: bool
    timeline: list[TimelineLine]
    intervals: list[WaitLine]
    obligations: list[ObligationLine]
    alerts: list[AlertLine]
    corrections: list[CorrectionLine]
    contradictions: list[ContradictionLine]


def wait_line(row: RowFields, now: datetime) -> WaitLine:
    """A wait's row, with how many days it lasted, or has lasted by `now`."""
    days = london_date(row["ended"] or now) - london_date(row["started"])
    return WaitLine.model_validate({**row, "days": max(0, days.days)})


def obligation_line(
    row: RowFields, now: datetime, disputed: Collection[UUID] = ()
) -> ObligationLine:
    """An obligation's row, with how late it is as at `now`.

    `disputed` are the ids of disputed events: when such an event ended the duty is not shown.
    """
    due = row["due_on"] if row["state"] == ObligationState.BREACHED else None
    late = working_days_after(due, london_date(now)) if due else row["days_late"]
    ended = None if row["ended_by"] in disputed else row["ended"]
    return ObligationLine.model_validate({**row, "days_late": late, "ended": ended})
