"""What people do with an alert: they take it up, put it off, or close it.

None of it ends a duty: that stays owed. An alert is named by its id in the platform.
"""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AfterValidator, Field

from events.codes import once_each
from events.fact import Fact
from events.instants import LondonDay

AlertIds = Annotated[
    tuple[UUID, ...],
    Field(min_length=1, max_length=100, json_schema_extra={"uniqueItems": True}),
    AfterValidator(once_each),
]
"""One alert or several of one victim, by their ids in the platform."""


class AckNote(StrEnum):
    """What whoever took an alert up is doing."""

    CALLING_TODAY = "calling-today"
    WRITING = "writing"
    TRYING_TO_REACH = "trying-to-reach"
    WAITING_FOR_INFORMATION = "waiting-for-information"
    ARRANGING_INTERPRETER = "arranging-interpreter"
    ASKED_SUPERVISOR = "asked-supervisor"
    ASKED_OTHER_AGENCY = "asked-other-agency"
    DONE_RECORD_FOLLOWS = "done-record-follows"


class AboutAlerts(Fact):
    """An act upon alerts of one victim."""

    names_victim: ClassVar[bool] = True

    alerts: AlertIds


class AlertAcknowledged(AboutAlerts):
    """Somebody took alerts up. It runs out on the next working morning."""

    kind: ClassVar[str] = "alert-acknowledged"

    note: AckNote | None = None


class SnoozedUntil(StrEnum):
    """What an alert may wait for in place of a day."""

    ANY_NEWS = "any-news"
    """Anything new in the case."""
    CHARGING_DECISION = "charging-decision"
    HEARING = "hearing"
    """That a hearing is held."""
    CASE_OUTCOME = "case-outcome"
    REFERRAL_ANSWER = "referral-answer"
    CORRECTION_ANSWER = "correction-answer"


class AlertSnoozed(AboutAlerts):
    """Somebody put alerts off until a day, or until something happens in the case.

    It ends after 28 calendar days at the latest, also where neither has come.
    """

    kind: ClassVar[str] = "alert-snoozed"

    until_on: LondonDay | None = None
    """The London day on whose morning the alerts are back; where that is no working day, on the
    morning of the next one.
    """
    until: SnoozedUntil | None = None


class ClosingReason(StrEnum):
    """Why a supervisor closed an alert though no record says that what it warns of was done."""

    DONE_NOT_RECORDED = "done-not-recorded"
    """It was done, and when cannot be found out any more."""
    OVERTAKEN = "overtaken"
    """A later step of the case made it pointless."""
    CASE_BEFORE_GO_LIVE = "case-before-go-live"
    """The case is from before the agency published here."""
    REVIEWED_WITH_VICTIM = "reviewed-with-victim"
    """The victim was asked, and needs nothing more of it."""
    RAISED_IN_ERROR = "raised-in-error"


class AlertClosed(AboutAlerts):
    """A supervisor closed alerts of what is late since long ago. The duty stays late."""

    kind: ClassVar[str] = "alert-closed"

    reason: ClosingReason
