"""The police, from the report to whatever ends the investigation, and how long it takes."""

from datetime import datetime, timedelta
from enum import StrEnum

from events.charging import ReferredToCps
from events.investigation import InvestigationOpened, SuspectArrested
from events.offences import OffenceGroup
from events.reporting import CrimeReported, VictimIdentified
from processors.case.course.stages import Stage
from simulator.calibration import (
    NO_SUSPECT,
    RAPE_RECORDED_TO_CHARGE,
    LogNormal,
    figure,
    no_suspect_share,
    recorded_to_charge,
    suspect_known_to_outcome,
    withdrawn_share,
)
from simulator.chance import later
from simulator.several_suspects import number_suspects
from simulator.simulated_case import Case


class Course(StrEnum):
    """How an investigation ends."""

    CHARGED = "charged"
    NO_SUSPECT = "no suspect"
    NOT_INVESTIGATED = "not investigated"
    WITHDRAWN = "withdrawn"
    NO_FURTHER_ACTION = "no further action"
    NO_CHARGE = "no charge"
    OUT_OF_COURT = "out of court"
    TRANSFERRED = "transferred"


_WITHOUT_SUSPECT = (Course.NO_SUSPECT, Course.NOT_INVESTIGATED)
_TO_CHARGE_BY_CPS = figure("CPS receipt to charge all crime mean")
_MOST_BY_CPS = 0.8


def report(case: Case) -> None:
    """The crime is reported to the force of the borough, which identifies each victim at once.

    Enhanced Rights that are not granted by then wait for the needs assessment.
    """
    chance = case.chance
    made = {} if chance.likely("says how it was reported") else {"made": None}
    offence, borough = case.offence.group, case.borough.code
    fact = chance.fact(CrimeReported, offence=offence, borough=borough, **made)
    case.say(case.reported, case.force, fact)
    for victim in case.victims:
        at = case.reported + timedelta(seconds=chance.rng.randrange(60, 840))
        if victim != case.victims[0] and chance.likely("found late"):
            at = min(chance.after(at, "found late"), case.world.over - timedelta(hours=2))
        case.found[victim] = at
        if victim in case.persons and _is_vulnerable(case, victim):
            case.vulnerable.add(victim)
            if chance.likely("enhanced rights known at the report"):
                case.enhanced_from[victim] = at
        enhanced = victim in case.enhanced_from
        identified = VictimIdentified(victim_kind=case.victim_kind, enhanced_rights=enhanced)
        case.say(at, case.force, identified, victim)


def choose_course(case: Case) -> Course:
    """How the investigation will end, in the published proportions."""
    chance = case.chance
    if chance.happens(case.world.charged_share):
        return Course.CHARGED
    if chance.happens(no_suspect_share(case.offence)):
        screened = chance.likely("screened out without a suspect")
        return Course.NOT_INVESTIGATED if screened else Course.NO_SUSPECT
    if chance.happens(withdrawn_share(case.offence)):
        return Course.WITHDRAWN
    return chance.choose("end with a suspect and no charge", Course)


def investigate(case: Case, course: Course) -> datetime:
    """Say what happens up to the end of the investigation, but not that end itself; when it is."""
    chance = case.chance
    suspect = course not in _WITHOUT_SUSPECT
    arrested = case.suspect_arrested = suspect and chance.likely(f"arrested if {course}")
    case.suspect_at_large = suspect and not arrested
    case.suspect_under_18 = suspect and chance.likely("suspect under 18")
    referred = _is_referred(case, course)
    whole = _whole(case, course).draw(chance.rng)
    cps = min(chance.gamma(_TO_CHARGE_BY_CPS, 2), whole * _MOST_BY_CPS) if referred else 0
    police = whole - cps
    before = chance.rng.betavariate(1.1, 2.2) if arrested else 1
    at = later(case.reported, case.stretched(police * before))
    if course is not Course.NOT_INVESTIGATED:
        opened = case.reported + chance.minutes(5, 35)
        case.say(opened, case.force, InvestigationOpened())
    if arrested:
        number_suspects(case)
        at = _arrest(case, at, police * (1 - before))
    if referred:
        at = _refer(case, at, cps)
    return max(chance.in_office_hours(at), case.reached + timedelta(minutes=40))


def _is_vulnerable(case: Case, victim: str) -> bool:
    return victim in case.under_18 or case.chance.happens(case.offence.enhanced_share)


def _is_referred(case: Case, course: Course) -> bool:
    """At the Crown Court the CPS decides on the charge; the police charge some of the others."""
    match course:
        case Course.CHARGED:
            return case.at_crown_court or not case.chance.likely("charged by the police")
        case Course.WITHDRAWN:
            return case.chance.likely("referred before withdrawing")
        case _:
            return course is Course.NO_CHARGE


def _whole(case: Case, course: Course) -> LogNormal:
    """From the report to the end of the investigation, as published: the CPS's part included."""
    if course in _WITHOUT_SUSPECT:
        return NO_SUSPECT
    if course is not Course.CHARGED:
        return suspect_known_to_outcome()
    rape = case.offence.group is OffenceGroup.RAPE
    return RAPE_RECORDED_TO_CHARGE if rape else recorded_to_charge(case.at_crown_court)


def _arrest(case: Case, at: datetime, days: float) -> datetime:
    """An arrest; when the police are done."""
    at = max(at, case.reported + timedelta(hours=1))
    case.say(at, case.force, SuspectArrested())
    case.enter(Stage.ARRESTED, at)
    return later(at, case.stretched(days))


def _refer(case: Case, at: datetime, days: float) -> datetime:
    """The case goes to the CPS; when it decides."""
    at = case.chance.in_office_hours(at)
    case.say(at, case.force, ReferredToCps())
    case.enter(Stage.REFERRED, at)
    return later(at, case.stretched(days))
