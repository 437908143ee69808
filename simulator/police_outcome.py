"""How an investigation ends: charged, not charged, withdrawn from, without a suspect."""

from datetime import datetime

from events.case_moves import CaseTransferred
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
    InvestigationOpened,
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectBailedOrReleased,
)
from processors.case.stages import Stage
from simulator.several_suspects import arrest_others, charge_others
from simulator.simulated_case import Case
from simulator.simulated_police import Course

_UNABLE = (PoliceOutcome.UNABLE_TO_PROSECUTE, 15)
_OUTCOMES = {
    Course.CHARGED: (PoliceOutcome.SUSPECT_CHARGED, 1),
    Course.NO_SUSPECT: (PoliceOutcome.NO_SUSPECT_IDENTIFIED, 18),
    Course.NOT_INVESTIGATED: (PoliceOutcome.NO_SUSPECT_IDENTIFIED, 18),
    Course.WITHDRAWN: (PoliceOutcome.UNABLE_TO_PROSECUTE, 16),
    Course.TRANSFERRED: (PoliceOutcome.OTHER_ORGANISATION, 20),
}
"""The outcome that the police record for an end, with its Home Office number."""
_DISPOSALS = {
    OutOfCourtDisposal.COMMUNITY_RESOLUTION: (PoliceOutcome.LOCAL_RESOLUTION, 8),
    OutOfCourtDisposal.CAUTION: (PoliceOutcome.CAUTION, 3),
    OutOfCourtDisposal.CONDITIONAL_CAUTION: (PoliceOutcome.CAUTION, 3),
    OutOfCourtDisposal.PENALTY_NOTICE: (PoliceOutcome.PENALTY_NOTICE, 6),
}
"""The same for a disposal out of court."""


def end_investigation(case: Case, course: Course, at: datetime) -> None:
    """Say how the investigation ended, and the outcome that the police record within hours.

    A decision without a charge completes a wait for the prosecutors, it cuts others short.
    """
    arrest_others(case, at, charged=course is Course.CHARGED)
    outcome, number = _OUTCOMES.get(course, _UNABLE)
    recorded = at + case.chance.minutes(10, 300)
    match course:
        case Course.CHARGED:
            _charge(case, at)
        case Course.NOT_INVESTIGATED | Course.TRANSFERRED:
            outcome, number = _not_here(case, course, at)
        case Course.NO_SUSPECT | Course.WITHDRAWN | Course.NO_FURTHER_ACTION:
            if course is Course.WITHDRAWN:
                withdraw(case, at)
            elif case.stage is Stage.ARRESTED:
                released = SuspectBailedOrReleased(basis=ReleaseBasis.NO_FURTHER_ACTION)
                case.say(at, case.force, released)
            case.end(recorded, completed=False)
        case Course.NO_CHARGE:
            case.say(at, Agency.CPS, ChargingDecisionMade(decision=ChargingDecision.NO_CHARGE))
            case.end(at, completed=True)
        case Course.OUT_OF_COURT:
            decision = ChargingDecision.OUT_OF_COURT_DISPOSAL
            disposal = case.chance.choose("out of court", OutOfCourtDisposal)
            outcome, number = _DISPOSALS[disposal]
            fact = ChargingDecisionMade(decision=decision, disposal=disposal)
            case.say(at, case.force, fact)
            case.end(at, completed=False)
    record = PoliceOutcomeRecorded(outcome=outcome, home_office_outcome=number)
    case.say(recorded, case.force, record)


def _not_here(case: Case, course: Course, at: datetime) -> tuple[PoliceOutcome, int]:
    """The force does not investigate, or another body does: the outcome, with its number."""
    if course is Course.TRANSFERRED:
        case.say(at, case.force, case.chance.fact(CaseTransferred))
    else:
        fact = case.chance.fact(NotInvestigated)
        case.say(at, case.force, fact)
        if fact.reason is NotInvestigatedReason.OTHER_BODY_INVESTIGATES:
            course = Course.TRANSFERRED
    case.end(at, completed=False)
    return _OUTCOMES[course]


def reopen(case: Case, course: Course) -> None:
    """A few cases without a suspect are opened again, weeks later, to end as they had before."""
    if course is Course.NO_SUSPECT and case.chance.likely("reopened"):
        case.reached = case.chance.after(case.waits[-1].ended, "reopened")
        case.say(case.reached, case.force, InvestigationOpened())
        ended = case.chance.after(case.reached, "investigated again")
        case.end(ended, completed=False)
        case.say(ended, case.force, case.all_of(PoliceOutcomeRecorded)[-1][1])


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
    charge_others(case, decider, charged)
    if case.chance.likely("linked to a URN"):
        case.urn = _urn(case)
        case.say(charged, case.force, CaseLinked(other=case.urn))


def _urn(case: Case) -> str:
    """A PTI URN of the force: its unit is the simulation's, its number the case's."""
    force, token = "48" if case.force is Agency.CITY_POLICE else "01", case.world.token
    number, which = case.identifier.rpartition(f"{token}-")[2].split("-")
    return f"urn:{force}{case.world.unit}{int(number):06d}{which}"
