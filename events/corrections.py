"""Corrections of wrong data: proposed, agreed or disputed, then passed on. Nothing is overwritten.

The two controllers are the agency that proposes and the one that reported the event. A value
that is disputed, or needed as evidence, is restricted and not changed: Data Protection Act 2018,
sections 46 and 47.
"""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints

from events.fact import Fact
from events.identifiers import Agency

CorrectionName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$")]
"""A correction, as the agency that proposes it numbers its own."""

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]

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
