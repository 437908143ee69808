"""Sentences for `events.case_moves`."""

from typing import assert_never

from events.case_moves import (
    CaseJoined,
    CaseRemitted,
    CaseReopened,
    CaseSevered,
    CaseTransferred,
    ReopenedFor,
    ReopeningReason,
    TransferReason,
)
from events.vocabulary import CaseMove

_WHY_TRANSFERRED = {
    TransferReason.PLACE_OF_THE_CRIME: ": the crime happened in their area",
    TransferReason.JURISDICTION: ": the case is theirs by law",
    TransferReason.PLACE_OF_THE_SUSPECT: ": the suspect is in their area",
    TransferReason.PART_OF_ANOTHER_INVESTIGATION: ": it is part of another investigation",
    TransferReason.OTHER: "",
}

_BACK_TO = {
    ReopenedFor.INVESTIGATION: "for investigation",
    ReopenedFor.CHARGING_DECISION: "for a charging decision",
    ReopenedFor.TRIAL: "for trial",
}

_WHY_REOPENED = {
    ReopeningReason.NEW_EVIDENCE: ": there is new evidence",
    ReopeningReason.VICTIMS_RIGHT_TO_REVIEW: ": the victim had asked for a review",
    ReopeningReason.APPEAL_ALLOWED: ": an appeal was allowed",
    ReopeningReason.CONVICTION_SET_ASIDE: ": the conviction was set aside",
    ReopeningReason.DECISION_WAS_WRONG: ": the decision had been wrong",
    ReopeningReason.OTHER: "",
}


def case_move(fact: CaseMove) -> str:
    """Say where a case went, or that it was opened again."""
    match fact:
        case CaseTransferred(to=to, reason=reason):
            return f"The case was transferred to {to.label}{_WHY_TRANSFERRED[reason]}"
        case CaseReopened(back_to=back_to, reason=reason):
            return f"The case was opened again {_BACK_TO[back_to]}{_WHY_REOPENED[reason]}"
        case CaseRemitted(court=court):
            where = court.label if court else "the magistrates' court"
            return f"The case was sent back to {where}"
        case CaseJoined(with_case=other):
            return f"The case is tried together with {other}"
        case CaseSevered(from_case=str(other)):
            return f"The case is tried apart from {other} again"
        case CaseSevered():
            return "A part of the case is tried apart"
        case _:
            assert_never(fact)
