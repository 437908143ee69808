"""From the charge to the end of the case at court."""

from datetime import date, datetime, timedelta
from enum import Enum, auto

from events.before_trial import Plea
from events.charging import ProsecutionAltered, ProsecutionChange
from events.court import CaseOutcome, HearingKind
from events.identifiers import Agency
from events.offences import OffenceGroup
from processors.case.stages import Stage
from simulator.before_court import fail_to_attend, plead
from simulator.calibration import (
    RAPE_CHARGE_TO_COMPLETION,
    TO_FIRST_HEARING,
    crown_charge_to_completion,
)
from simulator.case import Case
from simulator.chance import LogNormal, Mix, chance
from simulator.chances import likely
from simulator.hearings import (
    conclude,
    first_hearing,
    listed_and_held,
    part_way,
    plea_hearing,
)
from simulator.hours import at, court_day, later
from simulator.outcome import ask_for_review, withdraw
from simulator.published import figure
from simulator.trial import try_case
from simulator.world import World


class Ending(Enum):
    """How a prosecution ends."""

    DROPPED = auto()
    PLEADED = auto()
    CRACKED = auto()
    TRIED = auto()


_ENDINGS = Mix({Ending.DROPPED: 10, Ending.PLEADED: 40, Ending.CRACKED: 25, Ending.TRIED: 25})
"""Assumed; a trial cracks when the defendant pleads guilty on its day."""
_WITHDREW = 0.6
"""Of the prosecutions dropped, those after the victim withdrew: about 6% of all charged."""
_NO_EVIDENCE = 0.3
_REMANDED = {True: 0.3, False: 0.1}
"""The share of defendants kept in custody, by whether the Crown Court tries the case: assumed."""
_MAGISTRATES_TRIAL = LogNormal(
    figure("Magistrates first listing to trial start median"), sigma=0.55
)
_SHORTEST_AT_CROWN_COURT = 28.0


def prosecute(world: World, case: Case, charged: datetime) -> None:
    """Say what happens at court, as far as the sentence."""
    first = _bring_to_court(world, case, charged)
    ending = _ENDINGS.draw(world.rng)
    if ending is Ending.PLEADED and not case.at_crown_court:
        plead(case, case.reached, Plea.GUILTY)
        conclude(world, case, first, CaseOutcome.CONVICTED)
        return
    days = world.wait(case, Stage.FIRST_HEARING, _days_after_first(world, case, charged))
    last = court_day(later(case.reached, max(days, 1.0)))
    listed = plea_hearing(world, case, last) if case.at_crown_court else later(case.reached, 0.1)
    fail_to_attend(world, case, at(world.rng, last, 8, 9))
    match ending:
        case Ending.DROPPED:
            _drop(world, case, last)
        case Ending.PLEADED:
            held = listed_and_held(world, case, later(listed, 0.1), last, HearingKind.OTHER)
            plead(case, held, Plea.GUILTY)
            conclude(world, case, last, CaseOutcome.CONVICTED)
        case Ending.CRACKED | Ending.TRIED:
            plead(case, listed, Plea.NOT_GUILTY)
            _alter(world, case, last)
            try_case(world, case, listed, last, cracks=ending is Ending.CRACKED)


def _bring_to_court(world: World, case: Case, charged: datetime) -> date:
    remanded = chance(world.rng, _REMANDED[case.at_crown_court])
    days = 1.0 if remanded else TO_FIRST_HEARING.draw(world.rng)
    day = court_day(later(charged, max(1.0, world.wait(case, Stage.CHARGED, days))))
    first_hearing(world, case, charged, day)
    if remanded and likely(world, "bail hearing"):
        listed = case.reached + timedelta(hours=2)
        asked = court_day(later(case.reached, world.rng.uniform(3, 14)))
        listed_and_held(world, case, listed, asked, HearingKind.BAIL)
    return day


def _alter(world: World, case: Case, last: date) -> None:
    if likely(world, "prosecution altered"):
        day = part_way(world, case, last, 0.4, 0.8)
        change = ProsecutionChange.SUBSTANTIALLY_ALTERED
        case.say(at(world.rng, day, 9, 16), Agency.CPS, ProsecutionAltered(change=change))


def _days_after_first(world: World, case: Case, charged: datetime) -> float:
    """From the first hearing to the last or to the trial: what the published whole leaves."""
    if not case.at_crown_court:
        return _MAGISTRATES_TRIAL.draw(world.rng)
    rape = case.offence.group is OffenceGroup.RAPE
    whole = (RAPE_CHARGE_TO_COMPLETION if rape else crown_charge_to_completion()).draw(world.rng)
    before = min((case.reached - charged) / timedelta(days=1), TO_FIRST_HEARING.mean)
    return max(whole - before, _SHORTEST_AT_CROWN_COURT)


def _drop(world: World, case: Case, last: date) -> None:
    if chance(world.rng, _WITHDREW):
        withdraw(world, case, at(world.rng, part_way(world, case, last, 0.3, 0.9), 8, 9))
    without = chance(world.rng, _NO_EVIDENCE)
    outcome = CaseOutcome.NO_EVIDENCE_OFFERED if without else CaseOutcome.DISCONTINUED
    conclude(world, case, last, outcome)
    ask_for_review(world, case, at(world.rng, last, 17, 18))
