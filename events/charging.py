"""Between the police and the prosecutors: referral, the charging decision, and its review."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict

from events.codes import OnceEach, once_each
from events.investigation import HomeOfficeOutcome
from events.offences import CjsOffenceCode, OffenceNumber
from events.suspects import AboutNumberedSuspect, AboutOffences, AboutSuspect


class EarlyAdviceSought(AboutSuspect):
    """The police asked the Crown Prosecution Service for early advice on the investigation."""

    kind: ClassVar[str] = "early-advice-sought"


class ReferredToCps(AboutSuspect):
    """The police referred the case to the Crown Prosecution Service for a charging decision."""

    kind: ClassVar[str] = "referred-to-cps"


class ReturnReason(StrEnum):
    """Why prosecutors sent a case back."""

    ACTION_PLAN = "action-plan"
    """More is to be investigated first."""
    TRIAGE_FAILED = "triage-failed"
    """What was sent was not complete."""


class ReturnedToPolice(AboutSuspect):
    """The Crown Prosecution Service sent the case back to the police before any decision."""

    kind: ClassVar[str] = "returned-to-police"

    reason: ReturnReason


class ChargingDecision(StrEnum):
    """What the police or prosecutors decided."""

    CHARGE = "charge"
    NO_CHARGE = "no-charge"
    OUT_OF_COURT_DISPOSAL = "out-of-court-disposal"


class OutOfCourtDisposal(StrEnum):
    """How a case is dealt with out of court."""

    CAUTION = "caution"
    CONDITIONAL_CAUTION = "conditional-caution"
    COMMUNITY_RESOLUTION = "community-resolution"
    PENALTY_NOTICE = "penalty-notice"
    YOUTH_CAUTION = "youth-caution"
    DIVERSION = "diversion"
    """A diversionary or educational activity."""


class ChargingDecisionMade(AboutSuspect):
    """Police or prosecutors decided to charge, not to charge, or to dispose out of court."""

    kind: ClassVar[str] = "charging-decision-made"

    decision: ChargingDecision
    home_office_outcome: HomeOfficeOutcome | None = None
    """Home Office outcome type 1 to 22, if the agency gives it."""
    disposal: OutOfCourtDisposal | None = None
    """For a disposal out of court only."""


class ChargeMethod(StrEnum):
    """How a suspect is brought before a court."""

    CHARGE = "charge"
    REQUISITION = "requisition"
    """By post: a written charge and a requisition to attend."""
    SUMMONS = "summons"


class ChargedOffence(BaseModel):
    """One offence of a charge."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    offence: OffenceNumber
    """Its sequence number under the defendant's ASN."""
    code: CjsOffenceCode
    """By the CJS offence index."""


def _numbered_once(charges: tuple[ChargedOffence, ...]) -> tuple[ChargedOffence, ...]:
    once_each(tuple(each.offence for each in charges))
    return charges


class SuspectCharged(AboutNumberedSuspect):
    """A suspect was charged, or ordered to attend a court."""

    kind: ClassVar[str] = "suspect-charged"

    method: ChargeMethod
    offence_codes: tuple[CjsOffenceCode, ...] = ()
    """By the CJS offence index, one code for each charge. A code may occur more than once."""
    charges: Annotated[tuple[ChargedOffence, ...], AfterValidator(_numbered_once)] = ()
    """Each charged offence once by its number, with its code; then `offence_codes` says no more."""


class VictimOfOffences(AboutSuspect):
    """The police or prosecutors said of which charged offences somebody is the victim.

    It says all of them: a later one about the same defendant takes its place. Each victim has an
    event of their own, so that none learns of the others.
    """

    kind: ClassVar[str] = "victim-of-offences"
    names_victim: ClassVar[bool] = True

    offences: OnceEach[OffenceNumber]
    """Empty where they are the victim of none of this defendant's offences."""


class DecisionOf(StrEnum):
    """Whose decision is to be reviewed: the police and the CPS each have a scheme."""

    POLICE = "police"
    CPS = "cps"


class ReviewRequested(AboutSuspect):
    """The victim asked for a review of a decision not to prosecute: their right to review."""

    kind: ClassVar[str] = "review-requested"
    names_victim: ClassVar[bool] = True

    decision_of: DecisionOf | None = None
    """None where it is not said: the CPS's."""


class ReviewAcknowledged(AboutSuspect):
    """The victim was told that their request for a review was received."""

    kind: ClassVar[str] = "review-acknowledged"
    names_victim: ClassVar[bool] = True

    decision_of: DecisionOf | None = None
    """None where it is not said: the CPS's."""


class ReviewAnswer(StrEnum):
    """The result of a victim's right to review."""

    DECISION_OVERTURNED = "decision-overturned"
    DECISION_UPHELD = "decision-upheld"
    NOT_ELIGIBLE = "not-eligible"


class ReviewAnswered(AboutSuspect):
    """The review that the victim asked for was decided."""

    kind: ClassVar[str] = "review-answered"
    names_victim: ClassVar[bool] = True

    answer: ReviewAnswer
    decision_of: DecisionOf | None = None
    """None where it is not said: the CPS's."""


class ProsecutionChange(StrEnum):
    """What prosecutors decided about a prosecution under way."""

    DISCONTINUED = "discontinued"
    SUBSTANTIALLY_ALTERED = "substantially-altered"
    NO_EVIDENCE_OFFERED = "no-evidence-offered"


class ProsecutionAltered(AboutOffences):
    """The Crown Prosecution Service decided to end a prosecution or to alter it substantially."""

    kind: ClassVar[str] = "prosecution-altered"

    change: ProsecutionChange
