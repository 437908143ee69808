"""The closed vocabulary: every fact that can be said."""

from typing import get_args

from events.charging import ChargingDecisionMade, ReferredToCps
from events.contact import VictimInformed, VictimWithdrewSupport
from events.court import CaseConcluded, FirstHearingListed, HearingHeld, SentencePassed, TrialListed
from events.fact import Fact
from events.investigation import (
    NotInvestigated,
    PoliceOutcomeRecorded,
    SuspectArrested,
    SuspectBailedOrReleased,
)
from events.reporting import CrimeReported, VictimIdentified

AnyFact = (
    CrimeReported
    | VictimIdentified
    | NotInvestigated
    | SuspectArrested
    | SuspectBailedOrReleased
    | ReferredToCps
    | ChargingDecisionMade
    | FirstHearingListed
    | TrialListed
    | HearingHeld
    | CaseConcluded
    | SentencePassed
    | PoliceOutcomeRecorded
    | VictimInformed
    | VictimWithdrewSupport
)
"""The union that type checkers count."""

FACTS: dict[str, type[Fact]] = {fact.kind: fact for fact in get_args(AnyFact)}
"""Every fact class by its name on the wire."""
