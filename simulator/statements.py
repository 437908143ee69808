"""The victim personal statement: offered by the police, made by some; read at the sentence."""

from events.offences import VictimKind
from events.statement import PersonalStatementOffered, PersonalStatementTaken
from simulator.case import Case
from simulator.chances import likely
from simulator.hours import in_office_hours, later
from simulator.world import World

_OFFERED_AFTER = (0.1, 10)
_TAKEN_AFTER = (0.1, 60)
"""Days after the report, and after the offer."""


def offer_statements(world: World, case: Case) -> None:
    """Offer each victim to say what the crime did to them."""
    for victim in case.victims if case.victim_kind is VictimKind.PERSON else ():
        if likely(world, "statement offered"):
            offered = later(case.reported, world.rng.uniform(*_OFFERED_AFTER))
            offered = in_office_hours(world.rng, offered)
            case.say(offered, case.force, PersonalStatementOffered(), victim)
            if likely(world, "statement taken"):
                taken = later(offered, world.rng.uniform(*_TAKEN_AFTER))
                taken = in_office_hours(world.rng, taken)
                case.say(taken, case.force, PersonalStatementTaken(), victim)
