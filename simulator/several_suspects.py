"""Cases with two or three suspects: the case's own, whose story is that of the case, and others.

The others are arrested after the case's own and come no further than that one.
"""

from datetime import datetime, timedelta

from events.charging import ChargingDecision, ChargingDecisionMade, SuspectCharged
from events.contact import ToldAbout
from events.court import CaseOutcome
from events.fact import Fact
from events.identifiers import POLICE, Agency
from events.investigation import (
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectInterviewed,
)
from events.suspects import asn_check_letter
from simulator.simulated_case import Case, Happening

UNABLE = (PoliceOutcome.UNABLE_TO_PROSECUTE, 15)
_EARLY_MATTERS: dict[ToldAbout, type[Fact]] = {
    ToldAbout.ARREST: SuspectArrested,
    ToldAbout.INTERVIEW: SuspectInterviewed,
    ToldAbout.BAIL_OR_RELEASE: SuspectBailedOrReleased,
}
"""What the police may tell of in one call."""


def number_suspects(case: Case) -> None:
    """Settle how many suspects the case has, and which of them is its own."""
    if case.chance.likely("several suspects"):
        several = range(1, 4 if case.chance.likely("a third suspect") else 3)
        case.asns = tuple(_asn(case, number) for number in several)
        case.own = case.chance.rng.choice(several)


def arrest_others(case: Case, ended: datetime, *, charged: bool, goes_on: bool) -> None:
    """The others are arrested; by the end some are released, and some charged with the first.

    In a case that `goes_on` elsewhere some are not released yet.
    """
    for number in case.others:
        arrest = case.chance.part_way(case.all_of(SuspectArrested)[0][0].at, ended, 0.05, 0.4)
        case.say(arrest, case.force, SuspectArrested(suspect=number))
        if charged and case.chance.likely("another suspect is charged"):
            case.defendants += (number,)
        elif not goes_on or case.chance.likely("another suspect is charged"):
            _release(case, number, case.chance.part_way(arrest, ended, 0.3, 0.9))


def _release(case: Case, number: int, at: datetime) -> None:
    basis = ReleaseBasis.NO_FURTHER_ACTION
    case.say(at, case.force, SuspectBailedOrReleased(suspect=number, basis=basis))
    record_outcome(case, at + case.chance.minutes(10, 300), case.force, *UNABLE, number)


def record_outcome(
    case: Case,
    at: datetime,
    by: Agency,
    outcome: PoliceOutcome,
    code: int,
    number: int | None = None,
) -> None:
    """The police record how it ended about a suspect, or the case's own."""
    about = {"suspect": number} if number else {}
    case.say(at, by, PoliceOutcomeRecorded(outcome=outcome, home_office_outcome=code, **about))


def charge_others(case: Case, decider: Agency, charged: datetime) -> None:
    """The other defendants are charged minutes after the first."""
    for number in case.defendants:
        at, asn = charged + case.chance.minutes(1, 10), case.asns[number - 1]
        decision = ChargingDecisionMade(suspect=number, decision=ChargingDecision.CHARGE)
        case.say(at, decider, decision)
        charge = case.chance.fact(SuspectCharged, suspect=number, asn=asn)
        case.say(at + timedelta(minutes=1), case.force, charge)


def ends_of_others(case: Case, own: CaseOutcome) -> dict[str, CaseOutcome]:
    """How it ended at court for the others, by ASN."""
    what = f"another defendant if {own}"
    return {case.asns[each - 1]: case.chance.choose(what, CaseOutcome) for each in case.defendants}


def naming_of(case: Case, agency: Agency, of: Happening, at: datetime) -> dict[str, object]:
    """How a telling of something says whom it is about; a few name the event, two, or nobody."""
    number, says = case.number_of(of.fact), case.chance.choose("a telling says", str)
    if says == "the event":
        return {"triggers": (of.identity,)}
    if number is None or says == "nothing":
        return {}
    others = () if says == "the suspect" else _numbers(case, type(of.fact), at)
    named = {"suspect": number} if agency in POLICE else {"asn": case.asns[number - 1]}
    return {**named, "also_suspects": tuple(each for each in others if each != number)}


def other_matters(case: Case, about: ToldAbout, at: datetime) -> dict[str, object]:
    """What else the police tell of in one call, of what has happened by then."""
    if about not in _EARLY_MATTERS or not case.chance.likely("one call tells of several matters"):
        return {}
    happened = (each for each, kind in _EARLY_MATTERS.items() if _numbers(case, kind, at))
    return {"also_about": tuple(each for each in happened if each is not about)}


def _numbers(case: Case, kind: type[Fact], at: datetime) -> list[int]:
    """The suspects about whom there has been a kind of fact; the first where there is one."""
    found = (each for each in case.by_kind.get(kind, ()) if each.at <= at)
    return sorted({case.number_of(each.fact) or 1 for each in found})


def _asn(case: Case, number: int) -> str:
    """An arrest/summons number: its unit is the simulation's, its sequence the case's."""
    which, sequence = case.identifier.rpartition(":")[2].partition("-")[2].split("-")[::-1]
    issued = f"{case.reported:%y}{case.force_code}{case.world.unit}"
    numbered = f"{issued}01{int(sequence):06d}{which}{number:04d}"
    return numbered + asn_check_letter(numbered)
