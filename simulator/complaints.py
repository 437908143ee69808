"""Victims who complain, and what they and those who asked for a review hear in the end."""

from events.charging import ReviewAnswered
from events.complaints import (
    ComplaintAcknowledged,
    ComplaintAnswer,
    ComplaintAnswered,
    ComplaintMade,
)
from events.contact import ToldAbout
from events.identifiers import Agency
from simulator.case import Case
from simulator.chance import Gamma, Mix
from simulator.chances import likely
from simulator.contacts import reached_by
from simulator.hours import in_office_hours, later
from simulator.support import after
from simulator.world import World

_ABOUT = Mix(
    {
        None: 75,
        Agency.CPS: 9,
        Agency.WITNESS_CARE: 7,
        Agency.HMCTS: 6,
        Agency.VICTIM_SUPPORT: 2,
        Agency.ADVOCATES: 1,
    }
)
"""The agency complained about; None for the force."""
_ANSWERS = Mix(
    {
        ComplaintAnswer.NOT_UPHELD: 55,
        ComplaintAnswer.PARTLY_UPHELD: 28,
        ComplaintAnswer.UPHELD: 17,
    }
)
_WITHIN_DAYS = 300
_TO_ANSWER = Gamma(35, shape=4)
_SOON = Gamma(3, shape=2)


def complain(world: World, case: Case) -> None:
    """Some victims complain about one of the agencies."""
    for victim in case.victims:
        if likely(world, "complained"):
            about = _ABOUT.draw(world.rng) or case.force
            made = later(case.reported, world.rng.uniform(5, _WITHIN_DAYS))
            made = in_office_hours(world.rng, made)
            case.say(made, about, ComplaintMade(about=about), victim)


def tell_what_came_of_it(world: World, case: Case) -> None:
    """Most complaints are answered; victims hear of that, and of the reviews they asked for."""
    for each in case.said(ComplaintAcknowledged):
        if each.victim and likely(world, "complaint answered"):
            answered = after(world, each.at, _TO_ANSWER)
            answer = ComplaintAnswered(answer=_ANSWERS.draw(world.rng))
            case.say(answered, each.agency, answer, each.victim)
            told = reached_by(world, case, each.victim, ToldAbout.COMPLAINT)
            case.say(later(answered, 0.01), each.agency, told, each.victim)
    for each in case.said(ReviewAnswered):
        if each.victim:
            told = reached_by(world, case, each.victim, ToldAbout.REVIEW_RESULT)
            case.say(after(world, each.at, _SOON), each.agency, told, each.victim)
