"""Corrections of wrong data: proposed, agreed or disputed, then passed on. Nothing is overwritten.

The two controllers are the agency that proposes and the one that reported the event. A value
that is disputed, or needed as evidence, is restricted and not changed: Data Protection Act 2018,
sections 46 and 47.

An agency can take back a whole event of its own. Nobody needs to agree.
"""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints

from events.fact import Fact
from events.identifiers import Agency, event_identity

_NO_CONTROL_CHARACTERS = r"^[^\u0000-\u001F\u007F-\u009F]+$"

CorrectionName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$")]
"""A correction, as the agency that proposes it numbers its own."""

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]

EventId = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=_NO_CONTROL_CHARACTERS)
]
"""An event's id among those of its source, as CloudEvents has it."""

Source = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=_NO_CONTROL_CHARACTERS)
]
"""A system of an agency, as CloudEvents has it."""

CodedValue = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9:+._/-]{1,80}$")]
"""A code, a number or an instant as text, never free text."""


class CorrectionProposed(Fact):
    """An agency says that a reported value is wrong, and what the correct value is."""

    kind: ClassVar[str] = "correction-proposed"
    may_name_offender: ClassVar[bool] = True

    correction: CorrectionName
    event: UUID
    """The event with the wrong value, by its identity in the platform."""
    field: FieldName
    """`time`, or a field of the event's data."""
    value: CodedValue | None
    """The correct value; null if there is none. A time is an instant with its offset."""


class CorrectionAgreed(Fact):
    """The agency that reported the event agrees: from now on the correct value counts."""

    kind: ClassVar[str] = "correction-agreed"
    may_name_offender: ClassVar[bool] = True

    proposed_by: Agency
    correction: CorrectionName


class DisputeReason(StrEnum):
    """Why an agency does not change what it reported."""

    STANDS_BY_IT = "stands-by-it"
    CANNOT_BE_ASCERTAINED = "cannot-be-ascertained"
    """DPA 2018 section 47(3)."""
    KEPT_AS_EVIDENCE = "kept-as-evidence"
    """DPA 2018 section 46(4)."""


class CorrectionDisputed(Fact):
    """The agency that reported the event does not agree: the event is restricted."""

    kind: ClassVar[str] = "correction-disputed"
    may_name_offender: ClassVar[bool] = True

    proposed_by: Agency
    correction: CorrectionName
    reason: DisputeReason


class CorrectionNotified(Fact):
    """An agency that had received the wrong value was notified of the correct one."""

    kind: ClassVar[str] = "correction-notified"
    may_name_offender: ClassVar[bool] = True

    proposed_by: Agency
    correction: CorrectionName
    recipient: Agency


class CorrectionAcknowledged(Fact):
    """The agency that was notified of the correct value now uses it."""

    kind: ClassVar[str] = "correction-acknowledged"
    may_name_offender: ClassVar[bool] = True

    proposed_by: Agency
    correction: CorrectionName


class TakenBackReason(StrEnum):
    """Why an agency takes back what it reported."""

    ENTERED_IN_ERROR = "entered-in-error"
    """It did not happen, or not so."""
    AMENDED = "amended"
    """Another event says it as it is."""
    WRONG_CASE = "wrong-case"
    WRONG_PERSON = "wrong-person"
    """It is about another suspect, or another victim."""
    DUPLICATE = "duplicate"
    OTHER = "other"


class ReportWithdrawn(Fact):
    """An agency takes back an event of its own: it counts no more, as if it had not been sent.

    It goes to the case of that event, and names the victim if that event did. The event is named by
    its identity in the platform, or by the agency's own id of it. If a withdrawal is
    taken back itself, the event counts again.
    """

    kind: ClassVar[str] = "report-withdrawn"
    may_name_victim: ClassVar[bool] = True

    event: UUID | None = None
    """The event, by its identity in the platform."""
    event_id: EventId | None = None
    """The event, by the id that it was sent with. It is not kept: the identity stands for it."""
    event_source: Source | None = None
    """The source that it was sent with; that of this event if it is left out. It is not kept."""
    reason: TakenBackReason = TakenBackReason.OTHER
    replacement: UUID | None = None
    """The event that says it anew, by its identity in the platform.

    A later withdrawal of the same event takes it back as well: what was amended once more.
    """
    replacement_id: EventId | None = None
    """The same by the id that it was sent with, from this event's source. It is not kept."""
    correction: CorrectionName | None = None
    """The agency's own name of this correction, by which others say that they were notified."""

    def by_identity(self, agency: Agency, source: str) -> "ReportWithdrawn":
        """The same, each event named by its identity alone; `source` is that of this event."""
        event, anew = self.event, self.replacement
        if self.event_id is not None:
            event = event or event_identity(agency, self.event_source or source, self.event_id)
        if self.replacement_id is not None:
            anew = anew or event_identity(agency, source, self.replacement_id)
        kept = {"event": event, "replacement": anew}
        return self.model_copy(
            update=kept | {"event_id": None, "event_source": None, "replacement_id": None}
        )
