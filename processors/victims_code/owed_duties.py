"""Whether a fact that may trigger a duty does, by all that is known of the case."""

from events.court import HearingHeld, SentencePassed
from events.listings import Listing
from events.vocabulary import FACTS
from processors.case.hearings.court_list import TAKES_OUT
from processors.victims_code.case_context import CaseContext
from processors.victims_code.decided_together import sentences_with
from processors.victims_code.duty import Duty
from processors.victims_code.ended_sentences import is_referred_already
from processors.victims_code.sentence_schemes import Eligibility, contact_scheme, may_be_reviewed
from schemas.log_records import LoggedFact

_OF_DATES = frozenset(kind for kind in FACTS.values() if issubclass(kind, (Listing, *TAKES_OUT)))


def is_owed(context: CaseContext, duty: Duty, trigger: LoggedFact) -> bool:
    """Whether a fact that may trigger a duty does, by all that is known of the case."""
    of_one = duty.one_decision or duty.one_move_of_offender
    if of_one and context.is_repeated(duty, trigger):
        return False
    if not _is_for(context, duty, trigger) or not context.is_told_anew(duty, trigger):
        return False
    if not context.is_told_of_bail(duty, trigger):
        return False
    if duty.one_move and context.holders.moved_by(trigger) is None:
        return False
    if context.together and not _is_told_of_all(context, duty, trigger):
        return False
    return not duty.rolling or context.is_being_investigated(trigger)


def _is_told_of_all(context: CaseContext, duty: Duty, trigger: LoggedFact) -> bool:
    """Whether a duty is owed for this one of what was decided together: for the first.

    For the contact scheme it is the first sentence that makes the victim eligible.
    """
    together = context.together.get(trigger.event)
    if together is None:
        return True
    raising = [
        each
        for each in together
        if duty.is_triggered_by(each)
        and _is_for(context, duty, each)
        and not context.is_repeated(duty, each)
    ]
    if duty.for_eligible:
        raising.sort(key=lambda each: eligibility(context, each) is Eligibility.UNKNOWN)
    return trigger in raising[:1]


def _is_for(context: CaseContext, duty: Duty, trigger: LoggedFact) -> bool:
    """Whether a duty is there for such a sentence, or such a hearing."""
    if duty.for_listed and not may_be_reviewed(context.offence):
        return False
    if duty.for_eligible and eligibility(context, trigger) is Eligibility.NO:
        return False
    of_date = type(trigger.fact) in _OF_DATES
    if of_date and _sets_no_date(trigger) and trigger.event not in context.hearings_off.news:
        return False
    if duty.for_eligible and is_referred_already(context, trigger):
        return False
    if not duty.after_arrest or not isinstance(trigger.fact, HearingHeld):
        return True
    return trigger.event in context.after_arrest


def _sets_no_date(trigger: LoggedFact) -> bool:
    """Whether what is said of a hearing's date is that it is off, or that there is none yet.

    That is news only to a victim who was told of a date.
    """
    fact = trigger.fact
    return not isinstance(fact, Listing) or fact.has_no_date


def eligibility(context: CaseContext, trigger: LoggedFact) -> Eligibility:
    """Whether a sentence makes the victim eligible for the Victim Contact Scheme."""
    if not isinstance(trigger.fact, SentencePassed):
        return Eligibility.UNKNOWN
    together = sentences_with(context.together, trigger)
    return contact_scheme(context.offence, trigger.fact, together)
