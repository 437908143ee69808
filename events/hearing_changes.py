"""What becomes of a hearing that was listed: cancelled, adjourned, or entered twice."""

from enum import StrEnum
from typing import ClassVar

from events.court import HearingKind
from events.listings import HearingId
from events.places import Court
from events.suspects import AboutSuspect


class _OfHearing(AboutSuspect):
    """A fact about a listed hearing: by its id, or by its kind where the sender has no ids."""

    court: Court
    hearing_id: HearingId | None = None
    """The court's own id of the hearing."""
    hearing: HearingKind | None = None
    """What kind of hearing it is; without an id it means the one of its kind that is listed."""


class HearingCancelled(_OfHearing):
    """A hearing was taken out of the list, and no other date was set in its place."""

    kind: ClassVar[str] = "hearing-cancelled"


class AdjournmentReason(StrEnum):
    """Why a hearing was put off, or goes on another day."""

    PART_HEARD = "part-heard"
    """It was begun and goes on another day."""
    REPORTS_AWAITED = "reports-awaited"
    """The court waits for a report, such as one before sentence."""
    PROSECUTION_NOT_READY = "prosecution-not-ready"
    DEFENCE_NOT_READY = "defence-not-ready"
    WITNESS_ABSENT = "witness-absent"
    DEFENDANT_ABSENT = "defendant-absent"
    DEFENDANT_UNFIT = "defendant-unfit"
    ADVOCATE_UNAVAILABLE = "advocate-unavailable"
    COURT_TIME = "court-time"
    JUDGE_UNAVAILABLE = "judge-unavailable"
    INTERPRETER_ABSENT = "interpreter-absent"
    EQUIPMENT_FAILED = "equipment-failed"
    OTHER = "other"


class HearingAdjourned(_OfHearing):
    """A hearing was put off, or begun and not finished; its next date is a listing of its own."""

    kind: ClassVar[str] = "hearing-adjourned"

    reason: AdjournmentReason | None = None


class HearingMarkedDuplicate(AboutSuspect):
    """A hearing turned out to be in the list twice: this entry of it counts no more."""

    kind: ClassVar[str] = "hearing-marked-duplicate"

    hearing_id: HearingId
    """The entry that counts no more."""
    duplicate_of: HearingId | None = None
    """The entry that stands."""
