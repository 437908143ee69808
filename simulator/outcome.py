"""How an investigation ends: charged, not charged, withdrawn from, without a suspect."""

from datetime import datetime, timedelta

from events.charging import (
    ChargeMethod,
    ChargingDecision,
    ChargingDecisionMade,
    OutOfCourtDisposal,
    ReviewRequested,
    SuspectCharged,
)
from events.contact import VictimWithdrewSupport, WithdrawalReason
from events.identifiers import Agency
from events.identity import CaseLinked
from events.investigation import (
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectBailedOrReleased,
)
from processors.case.stages import Stage
from simulator.case import Case
from simulator.chance import Mix, chance
from simulator.chances import likely
from simulator.hours import in_office_hours, later
from simulator.investigation import Course, Investigated
from simulator.world import World

_REASONS = Mix(
    {
        WithdrawalReason.NOT_GIVEN: 35,
        WithdrawalReason.WANTED_INCIDENT_STOPPED: 18,
        WithdrawalReason.WELLBEING: 15,
        WithdrawalReason.LENGTH_OF_PROCESS: 14,
        WithdrawalReason.FEAR: 10,
        WithdrawalReason.TRUST: 8,
    }
)
_NOT_INVESTIGATED = Mix(
    {
        NotInvestigatedReason.NO_LINES_OF_ENQUIRY: 80,
        NotInvestigatedReason.NOT_PROPORTIONATE: 17,
        NotInvestigatedReason.OTHER_BODY_INVESTIGATES: 3,
    }
)
_DISPOSALS = Mix(
    {
        (PoliceOutcome.LOCAL_RESOLUTION, 8, OutOfCourtDisposal.COMMUNITY_RESOLUTION): 60,
        (PoliceOutcome.CAUTION, 3, OutOfCourtDisposal.CAUTION): 25,
        (PoliceOutcome.CAUTION, 3, OutOfCourtDisposal.CONDITIONAL_CAUTION): 10,
        (PoliceOutcome.PENALTY_NOTICE, 6, OutOfCourtDisposal.PENALTY_NOTICE): 5,
    }
)
_METHODS = Mix({ChargeMethod.CHARGE: 75, ChargeMethod.REQUISITION: 23, ChargeMethod.SUMMONS: 2})
_ASKS_WITHIN_DAYS = (1, 20)
_URN_UNITS = 36 * 36


def end_investigation(world: World, case: Case, ended: Investigated) -> None:
    """Say how the investigation ended, and the outcome that the police record for it."""
    match ended.course:
        case Course.CHARGED:
            _charge(world, case, ended.at)
        case Course.NO_SUSPECT | Course.NOT_INVESTIGATED:
            _without_suspect(world, case, ended)
        case Course.WITHDRAWN:
            _withdrawn(world, case, ended.at)
        case Course.NO_FURTHER_ACTION:
            _no_further_action(world, case, ended.at)
        case Course.NO_CHARGE | Course.OUT_OF_COURT:
            _disposed(world, case, ended)


def ask_for_review(world: World, case: Case, decided: datetime) -> None:
    """A few victims use their right to review of a decision not to prosecute."""
    for victim in case.victims:
        if likely(world, "review asked"):
            asked = later(decided, world.rng.uniform(*_ASKS_WITHIN_DAYS))
            asked = in_office_hours(world.rng, asked)
            case.say(asked, Agency.CPS, ReviewRequested(), victim)


def withdraw(world: World, case: Case, at: datetime) -> None:
    """One victim of the case withdraws support: the others' case ends with it all the same."""
    victim = world.rng.choice(case.victims)
    case.say(at, case.force, VictimWithdrewSupport(reason=_REASONS.draw(world.rng)), victim)


def _charge(world: World, case: Case, at: datetime) -> None:
    decider = Agency.CPS if case.stage is Stage.REFERRED else case.force
    case.say(at, decider, ChargingDecisionMade(decision=ChargingDecision.CHARGE))
    case.enter(Stage.CHARGED, at)
    charged = at + timedelta(minutes=world.rng.randrange(1, 15))
    case.say(charged, case.force, SuspectCharged(method=_METHODS.draw(world.rng)))
    if likely(world, "linked to a URN"):
        case.urn = _urn(world, case)
        case.say(charged, case.force, CaseLinked(other=case.urn))
    _record(world, case, at, PoliceOutcome.SUSPECT_CHARGED, 1)


def _without_suspect(world: World, case: Case, ended: Investigated) -> None:
    if ended.course is Course.NOT_INVESTIGATED:
        reason = _NOT_INVESTIGATED.draw(world.rng)
        case.say(ended.at, case.force, NotInvestigated(reason=reason))
        case.end(ended.at, completed=False)
        _record(world, case, ended.at, PoliceOutcome.NO_SUSPECT_IDENTIFIED, 18)
    else:
        at = _record(world, case, ended.at, PoliceOutcome.NO_SUSPECT_IDENTIFIED, 18)
        case.end(at, completed=False)


def _withdrawn(world: World, case: Case, at: datetime) -> None:
    withdraw(world, case, at)
    named = 16 if case.stage is not Stage.REPORTED or chance(world.rng, 0.7) else 14
    case.end(_record(world, case, at, PoliceOutcome.UNABLE_TO_PROSECUTE, named), completed=False)


def _no_further_action(world: World, case: Case, at: datetime) -> None:
    if case.stage is Stage.ARRESTED:
        released = SuspectBailedOrReleased(basis=ReleaseBasis.NO_FURTHER_ACTION)
        case.say(at, case.force, released)
    case.end(_record(world, case, at, PoliceOutcome.UNABLE_TO_PROSECUTE, 15), completed=False)


def _disposed(world: World, case: Case, ended: Investigated) -> None:
    """Decided without a charge: it completes a wait for the prosecutors, it cuts others short."""
    if ended.course is Course.NO_CHARGE:
        decider, decision = Agency.CPS, ChargingDecision.NO_CHARGE
        disposal = None
        ask_for_review(world, case, ended.at)
        outcome, number = PoliceOutcome.UNABLE_TO_PROSECUTE, 15
    else:
        decider, decision = case.force, ChargingDecision.OUT_OF_COURT_DISPOSAL
        outcome, number, disposal = _DISPOSALS.draw(world.rng)
    case.say(ended.at, decider, ChargingDecisionMade(decision=decision, disposal=disposal))
    case.end(ended.at, completed=case.stage is Stage.REFERRED)
    _record(world, case, ended.at, outcome, number)


def _record(
    world: World, case: Case, after: datetime, outcome: PoliceOutcome, number: int
) -> datetime:
    """The police record the outcome within a few hours; when they did."""
    at = after + timedelta(minutes=world.rng.randrange(10, 300))
    case.say(at, case.force, PoliceOutcomeRecorded(outcome=outcome, home_office_outcome=number))
    return at


def _urn(world: World, case: Case) -> str:
    """A PTI URN of the force: its unit is the simulation's, its number the case's."""
    force = "48" if case.force is Agency.CITY_POLICE else "01"
    unit = int(world.token, 16) % _URN_UNITS
    letters = "".join("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[each] for each in divmod(unit, 36))
    number, which = case.identifier.rpartition(f"{world.token}-")[2].split("-")
    return f"urn:{force}{letters}{int(number):06d}{which}"
