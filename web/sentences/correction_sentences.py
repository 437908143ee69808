"""Sentences for `events.corrections`."""

from typing import assert_never

from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
    DisputeReason,
    ReportWithdrawn,
    TakenBackReason,
)
from events.vocabulary import Corrections
from web import field_words
from web.sentences.phrases import the
from web.wording import capital

_WHY = {
    DisputeReason.STANDS_BY_IT: "the agency that reported the event stands by it",
    DisputeReason.CANNOT_BE_ASCERTAINED: "nobody can tell which value is right",
    DisputeReason.KEPT_AS_EVIDENCE: "what was reported is kept as evidence",
}

_WHY_WITHDRAWN = {
    TakenBackReason.ENTERED_IN_ERROR: ": it was entered in error",
    TakenBackReason.AMENDED: ": it is said anew as it is",
    TakenBackReason.WRONG_CASE: ": it is of another case",
    TakenBackReason.WRONG_PERSON: ": it is about another person",
    TakenBackReason.DUPLICATE: ": it was there twice",
    TakenBackReason.OTHER: "",
}


def correction(fact: Corrections) -> str:
    """Say what was to be put right, and what came of it, without the values."""
    if isinstance(fact, CorrectionProposed):
        what = field_words.field(fact.field)
        return f"Correction {fact.correction} was proposed: an earlier event has the wrong {what}"
    if isinstance(fact, ReportWithdrawn):
        return f"An earlier event of this agency was taken back{_WHY_WITHDRAWN[fact.reason]}"
    name = f"correction {fact.correction}, which {the(fact.proposed_by)} had proposed"
    match fact:
        case CorrectionAgreed():
            return f"{capital(name)}, was agreed"
        case CorrectionDisputed(reason=reason):
            return f"{capital(name)}, was disputed: {_WHY[reason]}"
        case CorrectionNotified(recipient=recipient):
            return f"{capital(the(recipient))} was told of {name}"
        case CorrectionAcknowledged():
            return f"{capital(name)}, was taken over"
        case _:
            assert_never(fact)
