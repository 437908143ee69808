"""The sentence: on the day of the conviction, or at a hearing of its own after reports."""

from datetime import timedelta

from agencies.simulator.case import Case
from agencies.simulator.chance import Gamma, Mix, chance
from agencies.simulator.hours import at, court_day, later
from agencies.simulator.world import World
from events.court import HearingHeld, HearingKind, Sentence, SentencePassed
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.places import Court
from processors.stages import Stage

_SAME_DAY = 0.2
"""Assumed, as is everything in this file; magistrates truly sentence more often on the day."""
_AFTER_REPORTS = Gamma(30, shape=5)
_SENTENCES = {
    True: Mix(
        {
            Sentence.IMMEDIATE_CUSTODY: 55,
            Sentence.SUSPENDED_SENTENCE: 25,
            Sentence.COMMUNITY_ORDER: 14,
            Sentence.DISCHARGE: 3,
            Sentence.OTHER: 3,
        }
    ),
    False: Mix(
        {
            Sentence.FINE: 35,
            Sentence.COMMUNITY_ORDER: 30,
            Sentence.SUSPENDED_SENTENCE: 13,
            Sentence.IMMEDIATE_CUSTODY: 12,
            Sentence.DISCHARGE: 10,
        }
    ),
}
_MONTHS = {True: (4, 72), False: (1, 6)}
_MONTHS_FOR_RAPE = (36, 144)


def sentence(world: World, case: Case) -> None:
    """Pass sentence on the convicted defendant."""
    court = case.trial_court
    if chance(world.rng, _SAME_DAY):
        passed = case.reached + timedelta(minutes=world.rng.randrange(10, 60))
    else:
        days = max(1.0, world.wait(case, Stage.CONCLUDED, _AFTER_REPORTS.draw(world.rng)))
        held = at(world.rng, court_day(later(case.reached, days)), 10, 13)
        case.say(held, Agency.HMCTS, HearingHeld(court=court, hearing=HearingKind.SENTENCE))
        passed = held + timedelta(minutes=world.rng.randrange(10, 60))
    case.say(passed, Agency.HMCTS, _passed(world, case, court))
    case.end(passed, completed=True)


def _passed(world: World, case: Case, court: Court) -> SentencePassed:
    kind = _SENTENCES[court.is_crown_court].draw(world.rng)
    if kind is not Sentence.IMMEDIATE_CUSTODY:
        return SentencePassed(court=court, sentence=kind)
    rape = case.offence.group is OffenceGroup.RAPE
    low, high = _MONTHS_FOR_RAPE if rape else _MONTHS[court.is_crown_court]
    return SentencePassed(court=court, sentence=kind, custody_months=world.rng.randint(low, high))
