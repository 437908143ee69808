"""The police investigation: suspects, interviews, bail, and the outcomes that police record."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from events.fact import Fact
from events.suspects import AboutNumberedSuspect, AboutSuspect

HomeOfficeOutcome = Annotated[int, Field(ge=1, le=22)]
"""A Home Office outcome type. Type 0, not yet assigned, is no outcome and is not published."""


class InvestigationOpened(Fact):
    """The police began to investigate."""

    kind: ClassVar[str] = "investigation-opened"


class NotInvestigatedReason(StrEnum):
    """Why a force decided not to investigate."""

    NO_LINES_OF_ENQUIRY = "no-lines-of-enquiry"
    NOT_PROPORTIONATE = "not-proportionate"
    NOT_A_CRIME = "not-a-crime"
    OTHER_BODY_INVESTIGATES = "other-body-investigates"


class NotInvestigated(Fact):
    """The police decided not to investigate."""

    kind: ClassVar[str] = "not-investigated"

    reason: NotInvestigatedReason


class SuspectIdentified(AboutNumberedSuspect):
    """A suspect became known."""

    kind: ClassVar[str] = "suspect-identified"


class SuspectArrested(AboutNumberedSuspect):
    """A suspect was arrested."""

    kind: ClassVar[str] = "suspect-arrested"


class SuspectInterviewed(AboutNumberedSuspect):
    """A suspect was interviewed, in custody or as a volunteer."""

    kind: ClassVar[str] = "suspect-interviewed"

    under_caution: bool = True


class ReleaseBasis(StrEnum):
    """On what terms a suspect left custody."""

    BAIL_WITH_CONDITIONS = "bail-with-conditions"
    BAIL_WITHOUT_CONDITIONS = "bail-without-conditions"
    UNDER_INVESTIGATION = "under-investigation"
    NO_FURTHER_ACTION = "no-further-action"


class SuspectBailedOrReleased(AboutNumberedSuspect):
    """A suspect was bailed, or released, before any charge."""

    kind: ClassVar[str] = "suspect-bailed-or-released"

    basis: ReleaseBasis


class BailChange(StrEnum):
    """How a suspect's bail changed."""

    VARIED = "varied"
    """Its conditions were changed."""
    CANCELLED = "cancelled"
    EXTENDED = "extended"


class BailConditionsChanged(AboutNumberedSuspect):
    """A suspect's bail, or its conditions, changed before any charge."""

    kind: ClassVar[str] = "bail-conditions-changed"

    change: BailChange


class PoliceOutcome(StrEnum):
    """How a crime ended or where it is, by the categories of data.police.uk."""

    AWAITING_COURT_OUTCOME = "awaiting-court-outcome"
    COURT_RESULT_UNAVAILABLE = "court-result-unavailable"
    UNABLE_TO_PROVE_CASE = "court-case-unable-to-proceed"
    LOCAL_RESOLUTION = "local-resolution"
    NO_SUSPECT_IDENTIFIED = "no-suspect-identified"
    DRUGS_WARNING = "offender-given-a-drugs-possession-warning"
    CAUTION = "offender-given-a-caution"
    PENALTY_NOTICE = "offender-given-penalty-notice"
    SUSPECT_CHARGED = "suspect-charged"
    SUSPECT_CHARGED_OTHER_CASE = "suspect-charged-as-part-of-another-case"
    STATUS_UPDATE_UNAVAILABLE = "status-update-unavailable"
    UNABLE_TO_PROSECUTE = "unable-to-prosecute-suspect"
    FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST = "formal-action-not-in-the-public-interest"
    FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST = "further-action-not-in-the-public-interest"
    FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST = (
        "further-investigation-not-in-the-public-interest"
    )
    OTHER_ORGANISATION = "action-to-be-taken-by-another-organisation"
    UNDER_INVESTIGATION = "under-investigation"
    DEFENDANT_ACQUITTED = "defendant-found-not-guilty"
    DEFENDANT_SENT_TO_CROWN_COURT = "defendant-sent-to-crown-court"
    OFFENDER_IMPRISONED = "offender-sent-to-prison"
    OFFENDER_GIVEN_SUSPENDED_SENTENCE = "offender-given-suspended-prison-sentence"
    OFFENDER_GIVEN_COMMUNITY_SENTENCE = "offender-given-community-sentence"
    OFFENDER_FINED = "offender-fined"
    OFFENDER_CONDITIONALLY_DISCHARGED = "offender-given-conditional-discharge"
    OFFENDER_ABSOLUTELY_DISCHARGED = "offender-given-absolute-discharge"
    OFFENDER_TO_PAY_COMPENSATION = "offender-ordered-to-pay-compensation"
    OFFENDER_DEPRIVED_OF_PROPERTY = "offender-deprived-of-property"
    OFFENDER_OTHERWISE_DEALT_WITH = "offender-otherwise-dealt-with"


NOT_AN_END = frozenset(
    {
        PoliceOutcome.AWAITING_COURT_OUTCOME,
        PoliceOutcome.COURT_RESULT_UNAVAILABLE,
        PoliceOutcome.SUSPECT_CHARGED,
        PoliceOutcome.SUSPECT_CHARGED_OTHER_CASE,
        PoliceOutcome.STATUS_UPDATE_UNAVAILABLE,
        PoliceOutcome.UNDER_INVESTIGATION,
        PoliceOutcome.DEFENDANT_SENT_TO_CROWN_COURT,
    }
)
"""Outcomes that do not end the case, or that do not say whether it ended."""


CHARGED = frozenset({PoliceOutcome.SUSPECT_CHARGED, PoliceOutcome.SUSPECT_CHARGED_OTHER_CASE})
"""Outcomes that mean a charge."""


class PoliceOutcomeRecorded(AboutSuspect):
    """The police recorded an outcome for the crime."""

    kind: ClassVar[str] = "police-outcome-recorded"

    outcome: PoliceOutcome
    home_office_outcome: HomeOfficeOutcome | None = None
    """Home Office outcome type 1 to 22, if the force gives it."""
