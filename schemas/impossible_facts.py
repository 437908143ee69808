"""What cannot have happened, whoever says so: refused where it comes in, with a rule in words.

One table has every rule, with the facts that it is about. Events in the log are not asked again.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from events.before_trial import TrialVacated
from events.corrections import CorrectionProposed, ReportWithdrawn
from events.court import HearingHeld, SentenceDeferred, SentencePassed
from events.fact import Fact
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.listings import Listing
from events.protective_orders import ProtectiveOrderChanged, ProtectiveOrderMade
from events.remand import RemandDecided
from events.suspects import AboutSuspect
from schemas.arriving_event import ArrivingEvent
from schemas.impossible_hearings import (
    duplicate_problems,
    held_problems,
    listing_problems,
    unnamed_hearing,
    vacated_problems,
)
from schemas.impossible_protection import interim_problems, order_problems, remand_problems
from schemas.impossible_sentences import deferral_problems, sentence_problems
from schemas.impossible_subjects import (
    correction_problems,
    link_problems,
    subject_problems,
    suspect_problems,
    withdrawal_problems,
)
from schemas.refusal import Problem

Rule = Callable[[ArrivingEvent[Any]], Iterator[Problem]]

RULES: tuple[tuple[type[Fact], Rule], ...] = (
    (Fact, subject_problems),
    (AboutSuspect, suspect_problems),
    (CorrectionProposed, correction_problems),
    (ReportWithdrawn, withdrawal_problems),
    (Listing, listing_problems),
    (HearingHeld, held_problems),
    (TrialVacated, vacated_problems),
    (HearingCancelled, unnamed_hearing),
    (HearingAdjourned, unnamed_hearing),
    (HearingMarkedDuplicate, duplicate_problems),
    (SentencePassed, sentence_problems),
    (SentenceDeferred, deferral_problems),
    (RemandDecided, remand_problems),
    (ProtectiveOrderMade, order_problems),
    (ProtectiveOrderMade, interim_problems),
    (ProtectiveOrderChanged, order_problems),
    (Fact, link_problems),
)
"""A class of facts, and a rule about all facts of that class, in the order in which they answer."""


def impossible(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """What of an event cannot be: each problem names the field that must be mended."""
    for rule in _rules_about(type(event.fact)):
        yield from rule(event)


@cache
def _rules_about(kind: type[Fact]) -> tuple[Rule, ...]:
    return tuple(rule for about, rule in RULES if issubclass(kind, about))
