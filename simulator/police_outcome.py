"""How an investigation ends: charged, not charged, withdrawn from, without a suspect."""

from datetime import datetime

from events.case_moves import CaseJoined, CaseReopened, CaseTransferred, ReopenedFor
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    OutOfCourtDisposal,
    SuspectCharged,
)
from events.contact import VictimWithdrewSupport
from events.identifiers import OWN_TOPIC, Agency
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
from processors.case.course.stages import Stage
from simulator.several_suspects import UNABLE, arrest_others, charge_others, record_outcome
from simulator.simulated_case import Case
from simulator.simulated_police import Course

_REOPENED = (Course.NO_SUSPECT, Course.NO_FURTHER_ACTION, Course.NO_CHARGE)
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
    charged, moves = course is Course.CHARGED, course is Course.TRANSFERRED
    arrest_others(case, at, charged=charged, goes_on=moves)
    recorded = at + case.chance.minutes(10, 300)
    if moves:
        _transfer(case, at, recorded)
    else:
        record_outcome(case, recorded, case.force, *_end(case, course, at, recorded))


def _end(case: Case, course: Course, at: datetime, recorded: datetime) -> tuple[PoliceOutcome, int]:
    """How it ended with the force itself: the outcome to be recorded, with its number."""
    match course:
        case Course.CHARGED:
            _charge(case, at)
        case Course.NOT_INVESTIGATED:
            return _not_investigated(case, at)
        case Course.NO_CHARGE:
            case.say(at, Agency.CPS, ChargingDecisionMade(decision=ChargingDecision.NO_CHARGE))
            case.end(at, completed=True)
        case Course.OUT_OF_COURT:
            decision = ChargingDecision.OUT_OF_COURT_DISPOSAL
            disposal = case.chance.choose("out of court", OutOfCourtDisposal)
            fact = ChargingDecisionMade(decision=decision, disposal=disposal)
            case.say(at, case.force, fact)
            case.end(at, completed=False)
            return _DISPOSALS[disposal]
        case _:
            if course is Course.WITHDRAWN:
                withdraw(case, at)
            elif case.stage is Stage.ARRESTED:
                released = SuspectBailedOrReleased(basis=ReleaseBasis.NO_FURTHER_ACTION)
                case.say(at, case.force, released)
            case.end(recorded, completed=False)
    return _OUTCOMES.get(course, UNABLE)


def _not_investigated(case: Case, at: datetime) -> tuple[PoliceOutcome, int]:
    """The force does not investigate, perhaps as another body does: the outcome, its number."""
    fact = case.chance.fact(NotInvestigated)
    case.say(at, case.force, fact)
    case.end(at, completed=False)
    elsewhere = fact.reason is NotInvestigatedReason.OTHER_BODY_INVESTIGATES
    return _OUTCOMES[Course.TRANSFERRED if elsewhere else Course.NOT_INVESTIGATED]


def _transfer(case: Case, at: datetime, recorded: datetime) -> None:
    """The case goes to another body; a force that publishes here closes it after a while."""
    moved = case.chance.fact(CaseTransferred)
    while (receiver := OWN_TOPIC.get(moved.to)) is case.force:
        moved = case.chance.fact(CaseTransferred)
    case.say(at, case.force, moved)
    if receiver:
        closed = case.chance.after(at, "investigated again")
        record_outcome(case, closed, receiver, *UNABLE)
    else:
        record_outcome(case, recorded, case.force, *_OUTCOMES[Course.TRANSFERRED])
    case.end(closed if receiver else at, completed=False)


def reopen(case: Case, course: Course) -> None:
    """A few cases that ended before a charge are opened again, weeks later, to end as before."""
    if course in _REOPENED and case.chance.likely("reopened"):
        case.stage, case.reached = (
            Stage.REPORTED,
            case.chance.after(case.waits[-1].ended, "reopened"),
        )
        reopened = case.chance.fact(CaseReopened, back_to=ReopenedFor.INVESTIGATION)
        by_its_event = bool(case.others) or case.chance.likely("opened by the event for it")
        case.say(case.reached, case.force, reopened if by_its_event else InvestigationOpened())
        ended = case.chance.after(case.reached, "investigated again")
        case.end(ended, completed=False)
        records = [fact for _, fact in case.all_of(PoliceOutcomeRecorded)]
        case.say(ended, case.force, [*filter(case.is_own, records)][-1])


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
        joined = CaseJoined(with_case=f"{case.urn[:-1]}9")
        case.maybe("joined with another case", charged, Agency.HMCTS, joined)


def _urn(case: Case) -> str:
    """A PTI URN of the force: its unit is the simulation's, its number the case's."""
    number, which = case.identifier.rpartition(f"{case.world.token}-")[2].split("-")
    return f"urn:{case.force_code}{case.world.unit}{int(number):06d}{which}"
