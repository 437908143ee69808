"""While the police investigate, they keep in touch with the victim, as often as was agreed."""

from datetime import datetime, timedelta

from events.charging import ChargingDecisionMade
from events.clocks import london_date
from events.contact import ContactOutcome, ToldAbout, VictimContacted, VictimInformed
from events.investigation import InvestigationOpened, NotInvestigated, PoliceOutcomeRecorded
from simulator.case import Case
from simulator.chance import chance
from simulator.chances import Kept, how_kept, likely
from simulator.contacts import reached_by, spoken_with
from simulator.happening import Happening
from simulator.hours import at
from simulator.keeping import excuse, wants
from simulator.wishes import LANGUAGES
from simulator.world import World

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
    last = opened
    since = max([opened.at, *(wish.at for wish in case.wishes.get(victim, [])[:1])])
    while every := _every(case, victim, since):
        following = _next(world, case, last, victim, since, every)
        if following >= until or not wants(case, victim, _RULE, following):
            return
        if chance(world.rng, _FAILS_FIRST):
            tried = following - timedelta(hours=world.rng.randrange(2, 20))
            failed = spoken_with(world, case, victim, ContactOutcome.NO_ANSWER)
            case.say(tried, case.force, failed, victim)
        last = case.say(following, case.force, _spoken(world, case, victim), victim)
        since = last.at


def _every(case: Case, victim: str, when: datetime) -> int | None:
    wish = case.wish(victim, when)
    return wish.every_days if wish else _USUAL


def _next(
    world: World, case: Case, last: Happening, victim: str, since: datetime, every: int
) -> datetime:
    """The next contact; after the last day where there is none any more."""
    rng, late = world.rng, every + world.rng.randint(1, _MOST_DAYS_LATE)
    match how_kept(world, _RULE):
        case Kept.IN_TIME:
            days = every - rng.randrange(0, max(1, every // 4))
        case Kept.LATE:
            days = late
        case Kept.EXCUSED:
            excuse(world, case, _RULE, last, victim)
            days = late
        case Kept.NEVER:
            return world.over
    return at(rng, london_date(since) + timedelta(days=days), 9, 19)


def _spoken(world: World, case: Case, victim: str) -> VictimInformed | VictimContacted:
    if chance(world.rng, _TOLD_OF_PROGRESS):
        return reached_by(world, case, victim, ToldAbout.PROGRESS)
    speaks = likely(world, "speaks another language")
    language = LANGUAGES.draw(world.rng) if speaks else None
    return spoken_with(world, case, victim, language=language)
