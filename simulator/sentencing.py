"""The sentence: on the day of the conviction, or at a hearing of its own after reports."""

from datetime import datetime, timedelta

from events.court import HearingHeld, HearingKind, HearingListed, Sentence, SentencePassed
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.payments import CompensationOrdered
from events.places import Court
from events.statement import PersonalStatementRead, PersonalStatementTaken, StatementReading
from processors.case.stages import Stage
from simulator.case import Case
from simulator.chance import Gamma, Mix, chance
from simulator.chances import likely
from simulator.hours import at, court_day, later
from simulator.notices import list_hearing
from simulator.world import World

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
_CONTACT_SCHEME_MONTHS = 12
"""Custody from which the Victim Contact Scheme offers a liaison officer."""
_READINGS = Mix(
    {
        StatementReading.BY_PROSECUTOR: 45,
        StatementReading.BY_JUDGE_ALONE: 35,
        StatementReading.BY_VICTIM: 15,
        StatementReading.BY_SOMEONE_ELSE: 3,
        StatementReading.RECORDING_PLAYED: 2,
    }
)
_POUNDS = (50, 2500)


def sentence(world: World, case: Case) -> None:
    """Pass sentence on the convicted defendant."""
    court = case.trial_court
    if chance(world.rng, _SAME_DAY):
        passed = case.reached + timedelta(minutes=world.rng.randrange(10, 60))
    else:
        days = max(1.0, world.wait(case, Stage.CONCLUDED, _AFTER_REPORTS.draw(world.rng)))
        held = at(world.rng, court_day(later(case.reached, days)), 10, 13)
        starts = at(world.rng, court_day(held), 10, 11).replace(minute=0, second=0)
        listing = HearingListed(court=court, hearing=HearingKind.SENTENCE, starts_at=starts)
        list_hearing(world, case, case.reached + timedelta(hours=1), listing)
        case.say(held, Agency.HMCTS, HearingHeld(court=court, hearing=HearingKind.SENTENCE))
        passed = held + timedelta(minutes=world.rng.randrange(10, 60))
    _read_statements(world, case, passed)
    case.say(passed, Agency.HMCTS, _passed(world, case, court))
    case.end(passed, completed=True)
    if likely(world, "compensation ordered"):
        amount = 100 * world.rng.randrange(*_POUNDS)
        case.say(passed, Agency.HMCTS, CompensationOrdered(amount_pence=amount))


def _read_statements(world: World, case: Case, passed: datetime) -> None:
    """What the victims said of the harm to them is heard just before the sentence."""
    taken = {each.victim: each.at for each in case.said(PersonalStatementTaken)}
    for victim, at_ in taken.items():
        if at_ < passed and likely(world, "statement read in court"):
            fact = PersonalStatementRead(how=_READINGS.draw(world.rng))
            case.say(passed - timedelta(minutes=5), Agency.HMCTS, fact, victim)


def _passed(world: World, case: Case, court: Court) -> SentencePassed:
    kind = _SENTENCES[court.is_crown_court].draw(world.rng)
    if kind is not Sentence.IMMEDIATE_CUSTODY:
        return SentencePassed(court=court, sentence=kind)
    rape = case.offence.group is OffenceGroup.RAPE
    low, high = _MONTHS_FOR_RAPE if rape else _MONTHS[court.is_crown_court]
    months = world.rng.randint(low, high)
    eligible = case.offence.victim_contact and months >= _CONTACT_SCHEME_MONTHS
    return SentencePassed(
        court=court, sentence=kind, custody_months=months, victim_contact_scheme=eligible
    )
