"""Before the court: where the case is tried, what is pleaded, bail, and those who do not come."""

from datetime import datetime, timedelta

from events.before_trial import (
    ModeOfTrialDecided,
    Plea,
    PleaEntered,
    SentToCrownCourt,
    TrialVenue,
    WarrantEnd,
    WarrantEnded,
    WarrantIssued,
)
from events.identifiers import Agency
from simulator.case import Case
from simulator.chance import Mix, chance
from simulator.chances import likely
from simulator.hours import at, between, court_day
from simulator.world import World

_EITHER_WAY = 0.6
"""The share of cases in which it is decided which court tries them: the rest have no choice."""
_TO_CROWN_COURT = Mix({TrialVenue.CROWN_COURT_DIRECTED: 80, TrialVenue.CROWN_COURT_ELECTED: 20})
_ENDS = Mix({WarrantEnd.EXECUTED: 85, WarrantEnd.WITHDRAWN: 15})
_SHORTEST_WARRANT = timedelta(days=10)


def plead_or_choose(world: World, case: Case, held: datetime) -> None:
    """At the first hearing it is settled where the case goes; a plea comes later if not guilty."""
    soon = held + timedelta(minutes=world.rng.randrange(5, 25))
    if chance(world.rng, _EITHER_WAY):
        crown = _TO_CROWN_COURT.draw(world.rng)
        venue = crown if case.at_crown_court else TrialVenue.SUMMARY_TRIAL
        case.say(soon, Agency.HMCTS, ModeOfTrialDecided(venue=venue))
    if case.at_crown_court:
        sent = soon + timedelta(minutes=2)
        case.say(sent, Agency.HMCTS, SentToCrownCourt(court=case.crown_court))
        case.say(sent, Agency.HMCTS, PleaEntered(plea=Plea.NONE_ENTERED))


def plead(case: Case, held: datetime, plea: Plea) -> None:
    """The defendant pleads, at a hearing."""
    case.say(held + timedelta(minutes=7), Agency.HMCTS, PleaEntered(plea=plea))


def fail_to_attend(world: World, case: Case, last: datetime) -> None:
    """Some defendants do not come: a warrant is issued, and after some days it ends."""
    if last - case.reached < _SHORTEST_WARRANT or not likely(world, "failed to attend"):
        return
    day = court_day(between(case.reached, last, world.rng.uniform(0.1, 0.4)))
    issued = at(world.rng, day, 11, 13)
    case.say(issued, Agency.HMCTS, WarrantIssued())
    ended = between(issued, last, world.rng.uniform(0.1, 0.9))
    case.say(ended, Agency.HMCTS, WarrantEnded(how=_ENDS.draw(world.rng)))
