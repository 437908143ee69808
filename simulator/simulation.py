"""The simulator as a function: so many victims, a seed and a last day in; deliveries out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from simulator.after_sentence import after_sentence, answer_the_scheme
from simulator.answers import do_what_is_asked
from simulator.case import Case
from simulator.cast import cast
from simulator.complaints import complain, tell_what_came_of_it
from simulator.corrections import go_wrong
from simulator.delivery import Delivery, deliveries
from simulator.investigation import Course, choose_course, investigate
from simulator.needs import look_after
from simulator.outcome import end_investigation
from simulator.planted import PLANTED, Planted
from simulator.progress import keep_in_touch
from simulator.prosecution import prosecute
from simulator.report import report
from simulator.statements import offer_statements
from simulator.support import offer_support
from simulator.truth import Truth, truth_of
from simulator.wishes import ask_for_wishes
from simulator.witnesses import prepare_witnesses
from simulator.world import World
from simulator.wrong import Wrong, wrong_events

CHARGED_SHARE = 0.35
"""Far above the published 5.7%: so that 2,000 victims show what happens at court."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What reaches the platform, in that order, and the truth that it comes from.

    `wrong` is what is sent beside it, to be refused.
    """

    deliveries: list[Delivery]
    truth: Truth
    wrong: list[Wrong]

    @property
    def sent(self) -> list[Delivery | Wrong]:
        """All that agencies send, right and wrong, in the order in which it comes in."""
        everything: list[Delivery | Wrong] = [*self.wrong, *self.deliveries]
        return sorted(everything, key=lambda each: each.at)


def simulate(
    victims: int,
    seed: int,
    ending: date,
    charged_share: float = CHARGED_SHARE,
    planted: Sequence[Planted] = PLANTED,
    progress: Callable[[int], None] = lambda victims: None,
    wrong: float = 0,
) -> Simulation:
    """Simulate the journeys of so many London victims through every agency.

    Nothing happens, is recorded or arrives after the London day `ending`; cases that run on are
    open then. The same arguments give the same simulation, byte for byte. `charged_share` is the
    share of cases that are charged, `progress` is told of each number of victims done. Of what is
    delivered, the share `wrong` is sent wrongly before; the rest is the same without it.
    ValueError for a number of victims below 1 or a share outside 0 to 1.
    """
    if victims < 1 or not 0 <= charged_share <= 1 or not 0 <= wrong <= 1:
        raise ValueError("at least one victim, and shares of cases charged and wrong from 0 to 1")
    world = World.of(victims, seed, ending, charged_share, planted)
    played: list[Case] = []
    delivered: list[Delivery] = []
    for theirs in cast(world, victims):
        for case in theirs:
            play(world, case)
            delivered.extend(deliveries(world, case))
        played.extend(theirs)
        progress(len(theirs[0].victims))
    delivered.sort(key=lambda delivery: (delivery.at, delivery.event.id))
    refused = list(wrong_events(Random(f"{world.token} wrong"), delivered, wrong))
    return Simulation(delivered, truth_of(world, played, delivered, refused), refused)


def play(world: World, case: Case) -> None:
    """Everything that happens in a case, however long it takes."""
    report(world, case)
    look_after(world, case)
    offer_support(world, case)
    ask_for_wishes(world, case)
    offer_statements(world, case)
    course = choose_course(world, case)
    ended = investigate(world, case, course)
    end_investigation(world, case, ended)
    if course is Course.CHARGED:
        prosecute(world, case, ended.at)
        prepare_witnesses(world, case)
        after_sentence(world, case)
    complain(world, case)
    do_what_is_asked(world, case)
    keep_in_touch(world, case)
    answer_the_scheme(world, case)
    tell_what_came_of_it(world, case)
    go_wrong(world, case)
