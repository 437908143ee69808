"""While the police investigate, they keep in touch with the victim, as often as was agreed."""

from datetime import datetime, timedelta

from agencies.simulator.case import Case, Happening
from agencies.simulator.chance import chance
from agencies.simulator.chances import Kept, how_kept, likely
from agencies.simulator.contacts import reached_by, spoken_with
from agencies.simulator.hours import at
from agencies.simulator.keeping import excuse, wants
from agencies.simulator.wishes import LANGUAGES
from agencies.simulator.world import World
from events.charging import ChargingDecisionMade
from events.clocks import london_date
from events.contact import ContactOutcome, ToldAbout
from events.investigation import InvestigationOpened, NotInvestigated, PoliceOutcomeRecorded

_RULE = "R6.9"
_USUAL = 28
"""Days from one contact to the next until the victim agrees on others."""
_TOLD_OF_PROGRESS = 0.5
_FAILS_FIRST = 0.1
_MOST_DAYS_LATE = 12


def keep_in_touch(world: World, case: Case) -> None:
    """Contacts from the opening of the investigation to its end, or to the last day."""
    ends = case.said(NotInvestigated, PoliceOutcomeRecorded, ChargingDecisionMade)
    until = min([each.at for each in ends] + [world.over])
    for opened in case.said(InvestigationOpened):
        for victim in case.victims:
            _keep(world, case, opened, victim, until)


def _keep(world: World, case: Case, opened: Happening, victim: str, until: datetime) -> None:
    agreed = case.wishes.get(victim, [])
    last = max([opened.at, *(wish.at for wish in agreed[:1])])
    while every := _every(case, victim, last):
        last = _next(world, case, opened, victim, last, every)
        if last >= until:
            return
        if not wants(case, victim, _RULE, last):
            return
        if chance(world.rng, _FAILS_FIRST):
            tried = last - timedelta(hours=world.rng.randrange(2, 20))
            failed = spoken_with(world, case, victim, ContactOutcome.NO_ANSWER)
            case.say(tried, case.force, failed, victim)
        _speak(world, case, victim, last)


def _every(case: Case, victim: str, when: datetime) -> int | None:
    wish = case.wish(victim, when)
    return wish.every_days if wish else _USUAL


def _next(
    world: World, case: Case, opened: Happening, victim: str, last: datetime, every: int
) -> datetime:
    """The next contact; after the last day where there is none any more."""
    rng = world.rng
    match how_kept(world, _RULE):
        case Kept.IN_TIME:
            days = every - rng.randrange(0, max(1, every // 4))
        case Kept.LATE:
            days = every + rng.randint(1, _MOST_DAYS_LATE)
        case Kept.EXCUSED:
            excuse(world, case, _RULE, opened, victim)
            days = every + rng.randint(1, _MOST_DAYS_LATE)
        case Kept.NEVER:
            return world.over
    return at(rng, london_date(last) + timedelta(days=days), 9, 19)


def _speak(world: World, case: Case, victim: str, when: datetime) -> None:
    if chance(world.rng, _TOLD_OF_PROGRESS):
        fact = reached_by(world, case, victim, ToldAbout.PROGRESS)
        case.say(when, case.force, fact, victim)
        return
    speaks = likely(world, "speaks another language")
    language = LANGUAGES.draw(world.rng) if speaks else None
    case.say(when, case.force, spoken_with(world, case, victim, language=language), victim)
