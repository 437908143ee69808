"""Between the police and the prosecutors: referral and the charging decision."""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact


class ReferredToCps(Fact):
    """The police referred the case to the Crown Prosecution Service for a charging decision."""

    kind: ClassVar[str] = "referred-to-cps"


class ChargingDecision(StrEnum):
    """What was decided."""

    CHARGE = "charge"
    NO_CHARGE = "no-charge"
    OUT_OF_COURT_DISPOSAL = "out-of-court-disposal"


class ChargingDecisionMade(Fact):
    """Police or prosecutors decided to charge, not to charge, or to dispose out of court."""

    kind: ClassVar[str] = "charging-decision-made"

    decision: ChargingDecision
