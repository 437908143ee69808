"""Sentences for `events.investigation`."""

from typing import assert_never

from events.investigation import (
    BailChange,
    BailConditionsChanged,
    InvestigationOpened,
    NotInvestigated,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectIdentified,
    SuspectInterviewed,
)
from events.vocabulary import Investigation
from web.sentences.phrases import suspect
from web.wording import plain

_RELEASED = {
    ReleaseBasis.BAIL_WITH_CONDITIONS: "was released on bail with conditions",
    ReleaseBasis.BAIL_WITHOUT_CONDITIONS: "was released on bail without conditions",
    ReleaseBasis.UNDER_INVESTIGATION: "was released under investigation",
    ReleaseBasis.NO_FURTHER_ACTION: "was released with no further action",
}

_BAIL = {
    BailChange.VARIED: "bail conditions were changed",
    BailChange.CANCELLED: "bail was cancelled",
    BailChange.EXTENDED: "bail was extended",
}


def investigation(fact: Investigation) -> str:
    """Say what the police did, or how they ended the case."""
    match fact:
        case InvestigationOpened():
            return "The police began to investigate"
        case NotInvestigated(reason=reason):
            return f"The police decided not to investigate: {plain(reason)}"
        case SuspectIdentified():
            return f"{suspect(fact)} was identified"
        case SuspectArrested():
            return f"{suspect(fact)} was arrested"
        case SuspectInterviewed(under_caution=cautioned):
            how = "under caution" if cautioned else "without caution"
            return f"{suspect(fact)} was interviewed {how}"
        case SuspectBailedOrReleased(basis=basis):
            return f"{suspect(fact)} {_RELEASED[basis]}"
        case BailConditionsChanged(change=change):
            return f"{suspect(fact)}'s {_BAIL[change]}"
        case PoliceOutcomeRecorded(outcome=outcome):
            return f"The police recorded an outcome: {plain(outcome)}"
        case _:
            assert_never(fact)
