"""How an investigation ends: charged, not charged, withdrawn from, without a suspect."""

from datetime import datetime

from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    OutOfCourtDisposal,
    SuspectCharged,
)
from events.contact import VictimWithdrewSupport
from events.identifiers import Agency
from events.identity import CaseLinked
from events.investigation import (
    NotInvestigated,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectBailedOrReleased,
)
from processors.case.stages import Stage
from simulator.simulated_case import Case
from simulator.simulated_police import Course

_DISPOSALS = {
    OutOfCourtDisposal.COMMUNITY_RESOLUTION: (PoliceOutcome.LOCAL_RESOLUTION, 8),
    OutOfCourtDisposal.CAUTION: (PoliceOutcome.CAUTION, 3),
    OutOfCourtDisposal.CONDITIONAL_CAUTION: (PoliceOutcome.CAUTION, 3),
    OutOfCourtDisposal.PENALTY_NOTICE: (PoliceOutcome.PENALTY_NOTICE, 6),
}
"""The outcome that the police record for a disposal, with its Home Office number."""
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def end_investigation(case: Case, course: Course, at: datetime) -> None:
    """Say how the investigation ended, and the outcome that the police record for it."""
    match course:
        case Course.CHARGED:
            _charge(case, at)
        case Course.NOT_INVESTIGATED:
            case.say(at, case.force, case.chance.fact(NotInvestigated))
            case.end(at, completed=False)
            _record(case, at, PoliceOutcome.NO_SUSPECT_IDENTIFIED, 18)
        case Course.NO_SUSPECT:
            _end_by_record(case, at, PoliceOutcome.NO_SUSPECT_IDENTIFIED, 18)
        case Course.WITHDRAWN:
            withdraw(case, at)
            suspect = case.stage is not Stage.REPORTED or case.chance.likely("withdrew: suspect")
            _end_by_record(case, at, PoliceOutcome.UNABLE_TO_PROSECUTE, 16 if suspect else 14)
        case Course.NO_FURTHER_ACTION:
            if case.stage is Stage.ARRESTED:
                released = SuspectBailedOrReleased(basis=ReleaseBasis.NO_FURTHER_ACTION)
                case.say(at, case.force, released)
            _end_by_record(case, at, PoliceOutcome.UNABLE_TO_PROSECUTE, 15)
        case Course.NO_CHARGE:
            fact = ChargingDecisionMade(decision=ChargingDecision.NO_CHARGE)
            _decide(case, at, Agency.CPS, fact, PoliceOutcome.UNABLE_TO_PROSECUTE, 15)
        case Course.OUT_OF_COURT:
            disposal = case.chance.choose("out of court", OutOfCourtDisposal)
            decision = ChargingDecision.OUT_OF_COURT_DISPOSAL
            fact = ChargingDecisionMade(decision=decision, disposal=disposal)
            _decide(case, at, case.force, fact, *_DISPOSALS[disposal])


def withdraw(case: Case, at: datetime) -> None:
    """One victim of the case withdraws support: the others' case ends with it all the same."""
    victim = case.chance.rng.choice(case.victims)
    case.say(at, case.force, case.chance.fact(VictimWithdrewSupport), victim)


def _charge(case: Case, at: datetime) -> None:
    decider = Agency.CPS if case.stage is Stage.REFERRED else case.force
    case.say(at, decider, ChargingDecisionMade(decision=ChargingDecision.CHARGE))
    case.enter(Stage.CHARGED, at)
    charged = at + case.chance.minutes(1, 15)
    case.say(charged, case.force, case.chance.fact(SuspectCharged))
    if case.chance.likely("linked to a URN"):
        case.urn = _urn(case)
        case.say(charged, case.force, CaseLinked(other=case.urn))
    _record(case, at, PoliceOutcome.SUSPECT_CHARGED, 1)


def _decide(
    case: Case,
    at: datetime,
    decider: Agency,
    fact: ChargingDecisionMade,
    outcome: PoliceOutcome,
    number: int,
) -> None:
    """Decided without a charge: it completes a wait for the prosecutors, it cuts others short."""
    case.say(at, decider, fact)
    case.end(at, completed=case.stage is Stage.REFERRED)
    _record(case, at, outcome, number)


def _end_by_record(case: Case, at: datetime, outcome: PoliceOutcome, number: int) -> None:
    case.end(_record(case, at, outcome, number), completed=False)


def _record(case: Case, after: datetime, outcome: PoliceOutcome, number: int) -> datetime:
    """The police record the outcome within a few hours; when they did."""
    at = after + case.chance.minutes(10, 300)
    case.say(at, case.force, PoliceOutcomeRecorded(outcome=outcome, home_office_outcome=number))
    return at


def _urn(case: Case) -> str:
    """A PTI URN of the force: its unit is the simulation's, its number the case's."""
    force, token = "48" if case.force is Agency.CITY_POLICE else "01", case.world.token
    unit = "".join(_DIGITS[each] for each in divmod(int(token, 16) % 36**2, 36))
    number, which = case.identifier.rpartition(f"{token}-")[2].split("-")
    return f"urn:{force}{unit}{int(number):06d}{which}"
