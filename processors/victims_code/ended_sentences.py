"""What a later sentence, or an appeal, leaves of what was owed on an earlier sentence."""

from events.court import SentencePassed
from processors.case.history.case_history import first_after
from processors.case.suspects.case_suspects import NotOne, Suspect
from processors.victims_code.case_context import CaseContext
from processors.victims_code.decided_together import sentences_with
from processors.victims_code.sentence_schemes import Eligibility, contact_scheme
from schemas.log_records import LoggedFact


def sentence_replaced(
    context: CaseContext, suspect: Suspect, trigger: LoggedFact
) -> LoggedFact | None:
    """The sentence that took the place of the one on which something was owed.

    What follows from a referral to the Victim Contact Scheme goes on while the victim is eligible.
    """
    if isinstance(trigger.fact, SentencePassed):
        return context.sentences.replaced.get(trigger.event)
    later = context.sentences.later.get(_key(context, suspect), ())
    lighter = tuple(each for each in later if _is_for_nobody(context, each))
    return first_after(lighter, trigger)


def conviction_quashed(
    context: CaseContext, suspect: Suspect, trigger: LoggedFact
) -> LoggedFact | None:
    """The appeal that quashed the conviction for which somebody was sentenced."""
    if isinstance(trigger.fact, SentencePassed):
        return context.sentences.overturned.get(trigger.event)
    return first_after(context.sentences.quashed.get(_key(context, suspect), ()), trigger)


def is_referred_already(context: CaseContext, passed: LoggedFact) -> bool:
    """Whether the victim was referred to the scheme upon the sentence that this one replaces."""
    if not context.sentences.follows(passed):
        return False
    about = context.suspects.about(passed)
    return any(
        context.suspects.about(each) in (about, NotOne.ALL) and each.order < passed.order
        for each in context.referrals
    )


def _key(context: CaseContext, suspect: Suspect) -> Suspect:
    return suspect if context.suspects.are_several else NotOne.ALL


def _is_for_nobody(context: CaseContext, passed: LoggedFact) -> bool:
    assert isinstance(passed.fact, SentencePassed)
    together = sentences_with(context.together, passed)
    return contact_scheme(context.offence, passed.fact, together) is Eligibility.NO
