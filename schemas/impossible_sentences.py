"""What cannot be said of a sentence: terms that it does not have, courts that cannot pass it."""

from collections.abc import Iterator

from events.court import Sentence, SentenceDeferred, SentencePassed
from schemas.arriving_event import ArrivingEvent
from schemas.refusal import Problem

_WITHOUT_CUSTODY = {
    Sentence.LIFE,
    Sentence.INDETERMINATE,
    Sentence.COMMUNITY_ORDER,
    Sentence.YOUTH_ORDER,
    Sentence.FINE,
    Sentence.DISCHARGE,
    Sentence.NO_SEPARATE_PENALTY,
}
"""Sentences without a term of custody: for life has a minimum term, which is another thing."""

_WITHOUT_END = {Sentence.LIFE, Sentence.INDETERMINATE}
_CROWN_COURTS = {*_WITHOUT_END, Sentence.EXTENDED}
"""Sentences that no magistrates' court can pass."""

_WEEKS_IN_A_MONTH, _DAYS_IN_A_WEEK, _DAYS_IN_A_MONTH = 4, 6, 30
"""The most of the shorter unit that stands beside the longer one."""


def sentence_problems(event: ArrivingEvent[SentencePassed]) -> Iterator[Problem]:
    """A term that such a sentence has not, or that is said twice; a court that cannot pass it."""
    fact = event.fact
    yield from _custody(fact)
    if fact.runs and fact.sentence in _WITHOUT_CUSTODY - _WITHOUT_END:
        yield Problem("data.runs", "no_custody")
    if fact.minimum_term_months and fact.sentence not in _WITHOUT_END:
        yield Problem("data.minimum_term_months", "a_fixed_term")
    if fact.extended_licence_months and fact.sentence is not Sentence.EXTENDED:
        yield Problem("data.extended_licence_months", "not_extended")
    if fact.sentence in _CROWN_COURTS and not fact.court.is_crown_court:
        yield Problem("data.sentence", "crown_court_only")


def deferral_problems(event: ArrivingEvent[SentenceDeferred]) -> Iterator[Problem]:
    """A sentence that was put off to a day not after its own."""
    day = event.occurred.day
    if day and event.fact.until <= day:
        yield Problem("data.until", "before_it_was_put_off")


def _custody(fact: SentencePassed) -> Iterator[Problem]:
    terms = ("custody_months", "custody_weeks", "custody_days")
    given = [name for name in terms if getattr(fact, name) is not None]
    if fact.sentence in _WITHOUT_CUSTODY:
        yield from (Problem(f"data.{name}", "no_custody") for name in given)
    elif too_many := _second_term(fact):
        yield Problem(f"data.{too_many}", "a_second_term")


def _second_term(fact: SentencePassed) -> str | None:
    """The unit that says the term again, and not the rest of it."""
    if fact.custody_months and (fact.custody_weeks or 0) > _WEEKS_IN_A_MONTH:
        return "custody_weeks"
    most = _DAYS_IN_A_WEEK if fact.custody_weeks else _DAYS_IN_A_MONTH
    longer = fact.custody_months or fact.custody_weeks
    return "custody_days" if longer and (fact.custody_days or 0) > most else None
