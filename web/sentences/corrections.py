"""Sentences for `events.corrections`."""

from typing import assert_never

from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
)
from events.vocabulary import Corrections
from web.sentences.phrases import the
from web.wording import plain


def correction(fact: Corrections) -> str:
    """Say what was to be put right, and what came of it, without the values."""
    if isinstance(fact, CorrectionProposed):
        what = plain(fact.field.replace("_", "-"))
        return f"Correction {fact.correction} was proposed: another {what} for an earlier event"
    name = f"correction {fact.correction} by {the(fact.proposed_by)}"
    match fact:
        case CorrectionAgreed():
            return f"It was agreed to {name}"
        case CorrectionDisputed(reason=reason):
            return f"There was a dispute of {name}: {plain(reason)}"
        case CorrectionNotified(recipient=recipient):
            return f"Notice of {name} was given to {the(recipient)}"
        case CorrectionAcknowledged():
            return f"A recipient took over {name}"
        case _:
            assert_never(fact)
