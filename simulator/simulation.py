"""The simulator as a function: so many victims, a seed and an end in; deliveries out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from events.identifiers import Agency
from simulator.consequences import follow_up
from simulator.police_outcome import end_investigation, reopen
from simulator.simulated_case import Case
from simulator.simulated_caseloads import assignments, staffing
from simulator.simulated_contact import agree_anew, hear_wishes, keep_in_touch
from simulator.simulated_corrections import go_wrong
from simulator.simulated_delivery import Delivery, deliveries
from simulator.simulated_london import FORCES
from simulator.simulated_police import Course, choose_course, investigate, report
from simulator.simulated_prosecution import prosecute, try_again
from simulator.simulated_support import look_after
from simulator.simulated_truth import Truth, truth_of
from simulator.simulated_victims import cast
from simulator.simulated_witnesses import prepare_witnesses
from simulator.simulated_world import PLANTED, World
from simulator.wrong_events import WrongEvent, wrong_events

CHARGED_SHARE = 0.35
"""Far above the published 5.7%: so that 2,000 victims show what happens at court."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What reaches the platform, in that order, and the truth that it comes from.

    `wrong` is what is sent beside it, to be refused, and `staffing` what agencies say of their
    staff: that reaches no victim.
    """

    deliveries: list[Delivery]
    truth: Truth
    wrong: list[WrongEvent]
    staffing: list[Delivery]

    @property
    def right(self) -> list[Delivery]:
        """All that agencies send rightly, in the order in which it comes in."""
        return sorted([*self.deliveries, *self.staffing], key=lambda each: each.at)

    @property
    def sent(self) -> list[Delivery | WrongEvent]:
        """All that agencies send, right and wrong, in the order in which it comes in."""
        everything: list[Delivery | WrongEvent] = [*self.wrong, *self.right]
        return sorted(everything, key=lambda each: each.at)


def simulate(  # noqa: PLR0913 - a setting of the simulated city each
    victims: int,
    seed: int,
    ending: date | datetime,
    charged_share: float = CHARGED_SHARE,
    progress: Callable[[int], None] = lambda victims: None,
    wrong: float = 0,
    forces: frozenset[Agency] = FORCES,
) -> Simulation:
    """Simulate the journeys of so many London victims through every agency.

    Nothing happens, is recorded or arrives after the London day `ending`, or from it on where it is
    an instant; cases that run on are open then. The same arguments give the same simulation, byte
    for byte. `charged_share` is the share of cases that are charged, `progress` is called with each
    number of victims done. Of what is delivered, the share `wrong` is sent wrongly before; the rest
    is the same without it. All crimes are reported to `forces`.
    ValueError for a number of victims below 1 or a share outside 0 to 1.
    """
    if victims < 1 or not 0 <= charged_share <= 1 or not 0 <= wrong <= 1:
        raise ValueError("at least one victim, and shares of cases charged and wrong from 0 to 1")
    world = World.of(victims, seed, ending, charged_share, PLANTED, forces)
    played: list[Case] = []
    delivered: list[Delivery] = []
    for cases in cast(world, victims):
        for case in cases:
            play(case)
            delivered.extend(deliveries(case))
            delivered.extend(assignments(case))
        played.extend(cases)
        progress(len(cases[0].victims))
    delivered.sort(key=lambda delivery: (delivery.at, delivery.event.id))
    refused = list(wrong_events(Random(f"{world.token} wrong"), delivered, wrong))
    truth = truth_of(world, played, delivered, refused)
    return Simulation(delivered, truth, refused, list(staffing(world)))


def play(case: Case) -> None:
    """Everything that happens in a case, however long it takes."""
    report(case)
    look_after(case)
    hear_wishes(case)
    follow_up(case)
    proceed(case)
    prepare_witnesses(case)
    follow_up(case)
    keep_in_touch(case)
    agree_anew(case)
    go_wrong(case)


def proceed(case: Case) -> None:
    """What becomes of a case that was reported, as far as the sentence."""
    course = choose_course(case)
    ended = investigate(case, course)
    end_investigation(case, course, ended)
    reopen(case, course)
    if course is Course.CHARGED:
        prosecute(case, ended)
        try_again(case)
