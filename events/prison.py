"""What happens to an offender in custody, as prisons know it."""

from enum import StrEnum
from typing import ClassVar

from events.suspects import AboutSuspect


class ReceptionGround(StrEnum):
    """Why somebody was received into prison."""

    REMAND = "remand"
    SENTENCE = "sentence"
    RECALL = "recall"
    TRANSFER = "transfer"
    """From another prison or country."""
    OTHER = "other"


class PrisonerReceived(AboutSuspect):
    """Somebody was received into prison."""

    kind: ClassVar[str] = "prisoner-received"
    may_name_offender: ClassVar[bool] = True

    ground: ReceptionGround


class ReturnedAfter(StrEnum):
    """What somebody came back to prison after."""

    RECALL = "recall"
    TEMPORARY_RELEASE = "temporary-release"
    ABSCONDING = "absconding"
    """Or an escape, or where they had not returned from a temporary release."""
    RELEASE_IN_ERROR = "release-in-error"
    HOSPITAL = "hospital"
    COURT = "court"


class PrisonerReturnedToCustody(AboutSuspect):
    """An offender who was out is in custody again."""

    kind: ClassVar[str] = "prisoner-returned-to-custody"
    may_name_offender: ClassVar[bool] = True

    after: ReturnedAfter


class TransferredTo(StrEnum):
    """Where an offender serves the sentence from now on."""

    HOSPITAL = "hospital"
    """By sections 47 and 48 of the Mental Health Act 1983."""
    OPEN_CONDITIONS = "open-conditions"
    CLOSED_CONDITIONS = "closed-conditions"


class PrisonerTransferred(AboutSuspect):
    """An offender was moved to hospital, to an open prison or back to a closed one."""

    kind: ClassVar[str] = "prisoner-transferred"
    may_name_offender: ClassVar[bool] = True

    to: TransferredTo


class UnlawfullyAtLarge(StrEnum):
    """How an offender got away."""

    ABSCONDED = "absconded"
    """From an open prison or from hospital."""
    ESCAPED = "escaped"
    """From a closed prison or an escort."""
    FAILED_TO_RETURN = "failed-to-return"
    """From a temporary release."""


class PrisonerAbsconded(AboutSuspect):
    """An offender got away from custody."""

    kind: ClassVar[str] = "prisoner-absconded"
    may_name_offender: ClassVar[bool] = True

    how: UnlawfullyAtLarge


class OffenderDied(AboutSuspect):
    """The offender died: from then on nothing is owed of them after the sentence."""

    kind: ClassVar[str] = "offender-died"
    may_name_offender: ClassVar[bool] = True

    died: bool = True
    """False only by a correction: the offender lives, and the event counts for nothing."""
