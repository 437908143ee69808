"""From the report to a charge, or to whatever else ends a case at the police or the CPS."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from events.charging import EarlyAdviceSought, ReferredToCps, ReturnedToPolice, ReturnReason
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.offences import OffenceGroup
from processors.case.stages import Stage
from simulator.calibration import (
    NO_SUSPECT,
    RAPE_RECORDED_TO_CHARGE,
    no_suspect_share,
    recorded_to_charge,
    suspect_known_to_outcome,
    withdrawn_share,
)
from simulator.case import Case
from simulator.chance import Gamma, LogNormal, Mix, chance
from simulator.chances import likely
from simulator.custody import begin, hold_and_release, see_suspect
from simulator.hours import between, in_office_hours, later
from simulator.published import figure
from simulator.world import World


class Course(Enum):
    """How an investigation ends."""

    CHARGED = auto()
    NO_SUSPECT = auto()
    NOT_INVESTIGATED = auto()
    WITHDRAWN = auto()
    NO_FURTHER_ACTION = auto()
    NO_CHARGE = auto()
    OUT_OF_COURT = auto()


_SCREENED_OUT = 0.3
"""Of the cases without a suspect, those in which the police decide not to investigate."""
_OTHERWISE = Mix({Course.NO_FURTHER_ACTION: 50, Course.NO_CHARGE: 20, Course.OUT_OF_COURT: 30})
"""How a case with a suspect ends that is neither charged nor withdrawn from: assumed."""
_ARRESTED = {
    Course.CHARGED: 0.9,
    Course.WITHDRAWN: 0.5,
    Course.NO_FURTHER_ACTION: 0.8,
    Course.NO_CHARGE: 0.85,
    Course.OUT_OF_COURT: 0.7,
}
_REFERRED_BEFORE_WITHDRAWING = 0.1
_CHARGED_BY_POLICE = 0.3
"""Of the charges tried by magistrates; at the Crown Court the CPS decides."""
_CPS = Gamma(figure("CPS receipt to charge all crime mean"), shape=2)
_MOST_BY_CPS = 0.8
_EARLIEST_ARREST = timedelta(hours=1)
_RETURNED = Mix({ReturnReason.ACTION_PLAN: 70, ReturnReason.TRIAGE_FAILED: 30})
_SHORTEST_RETURN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Investigated:
    """How the investigation ended, and when."""

    course: Course
    at: datetime


def choose_course(world: World, case: Case) -> Course:
    """How the case will end, in the published proportions."""
    rng = world.rng
    if chance(rng, world.charged_share):
        return Course.CHARGED
    if chance(rng, no_suspect_share(case.offence)):
        return Course.NOT_INVESTIGATED if chance(rng, _SCREENED_OUT) else Course.NO_SUSPECT
    if chance(rng, withdrawn_share(case.offence)):
        return Course.WITHDRAWN
    return _OTHERWISE.draw(rng)


def investigate(world: World, case: Case, course: Course) -> Investigated:
    """Say what happens up to the end of the investigation, but not that end itself."""
    arrested = chance(world.rng, _ARRESTED.get(course, 0))
    referred = _is_referred(world, case, course)
    whole = _whole(case, course).draw(world.rng)
    cps = min(_CPS.draw(world.rng), whole * _MOST_BY_CPS) if referred else 0
    police = whole - cps
    before = world.rng.betavariate(1.1, 2.2) if arrested else 1
    at = later(case.reported, world.wait(case, Stage.REPORTED, police * before))
    if course is not Course.NOT_INVESTIGATED:
        begin(world, case)
    if arrested:
        at = _arrest(world, case, at, police * (1 - before))
    elif course in _ARRESTED:
        see_suspect(world, case, until=at)
    if referred:
        at = _refer(world, case, at, cps)
    return Investigated(course, max(in_office_hours(world.rng, at), _soonest(case)))


def _arrest(world: World, case: Case, at: datetime, days: float) -> datetime:
    """An arrest, and what comes of it; when the police are done."""
    at = max(at, case.reported + _EARLIEST_ARREST)
    case.say(at, case.force, SuspectArrested())
    case.enter(Stage.ARRESTED, at)
    done = later(at, world.wait(case, Stage.ARRESTED, days))
    hold_and_release(world, case, until=done)
    return done


def _refer(world: World, case: Case, at: datetime, days: float) -> datetime:
    """The case goes to the CPS, sometimes back and forth; when it decides."""
    at = in_office_hours(world.rng, at)
    if likely(world, "early advice sought"):
        case.say(between(case.reached, at, 0.5), case.force, EarlyAdviceSought())
    case.say(at, case.force, ReferredToCps())
    case.enter(Stage.REFERRED, at)
    decided = later(at, world.wait(case, Stage.REFERRED, days))
    if decided - at > _SHORTEST_RETURN and likely(world, "returned to police"):
        reason = _RETURNED.draw(world.rng)
        case.say(between(at, decided, 0.25), Agency.CPS, ReturnedToPolice(reason=reason))
        case.say(between(at, decided, 0.5), case.force, ReferredToCps())
    return decided


def _is_referred(world: World, case: Case, course: Course) -> bool:
    match course:
        case Course.CHARGED:
            return case.at_crown_court or not chance(world.rng, _CHARGED_BY_POLICE)
        case Course.WITHDRAWN:
            return chance(world.rng, _REFERRED_BEFORE_WITHDRAWING)
        case _:
            return course is Course.NO_CHARGE


def _whole(case: Case, course: Course) -> LogNormal:
    """From the report to the end of the investigation, as published: the CPS's part included."""
    match course:
        case Course.NO_SUSPECT | Course.NOT_INVESTIGATED:
            return NO_SUSPECT
        case Course.CHARGED if case.offence.group is OffenceGroup.RAPE:
            return RAPE_RECORDED_TO_CHARGE
        case Course.CHARGED:
            return recorded_to_charge(case.at_crown_court)
        case _:
            return suspect_known_to_outcome()


def _soonest(case: Case) -> datetime:
    return case.reached + timedelta(minutes=40)
