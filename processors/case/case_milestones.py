"""What the facts of a case say of it as a whole: its report, its force, its charges, its end."""

from collections.abc import Sequence

from events.charging import ChargingDecision, ChargingDecisionMade, SuspectCharged
from events.identifiers import POLICE, Agency
from events.investigation import InvestigationOpened
from events.offences import VictimKind
from events.reporting import CrimeReported, VictimIdentified
from processors.case.case_history import CaseHistory, first_after, in_order, up_to
from processors.case.contact_wishes import reached_safely
from processors.case.derived_values import per_history
from processors.case.stages import STEPS, Ending, step
from schemas.log_records import LoggedFact


@per_history
def crime_report(history: CaseHistory) -> CrimeReported | None:
    """The first report of the crime; None until one is known."""
    facts = (logged.fact for logged in history.of(CrimeReported))
    return next((fact for fact in facts if isinstance(fact, CrimeReported)), None)


@per_history
def victim_kind(history: CaseHistory) -> VictimKind:
    """A person, unless the victim was identified as a business."""
    facts = (logged.fact for logged in history.of(VictimIdentified))
    kinds = (fact.victim_kind for fact in facts if isinstance(fact, VictimIdentified))
    return next(kinds, VictimKind.PERSON)


@per_history
def police_force(history: CaseHistory) -> Agency | None:
    """The police force of the case: the first that published a fact of it."""
    return next((each.agency for each in history.facts if each.agency in POLICE), None)


@per_history
def endings(history: CaseHistory) -> Sequence[LoggedFact]:
    """The facts that ended the case, in order: there may be several."""
    return [each for each in history.of(*STEPS) if isinstance(step(each.fact), Ending)]


@per_history
def charges(history: CaseHistory) -> Sequence[LoggedFact]:
    """The facts by which a suspect was charged, or by which it was decided to charge one."""
    return [
        each
        for each in history.of(ChargingDecisionMade, SuspectCharged)
        if not isinstance(each.fact, ChargingDecisionMade)
        or each.fact.decision is ChargingDecision.CHARGE
    ]


@per_history
def _investigation_ends(history: CaseHistory) -> Sequence[LoggedFact]:
    return sorted((*endings(history), *charges(history)), key=in_order)


def is_being_investigated(history: CaseHistory, at: LoggedFact) -> bool:
    """Whether an investigation was open at a fact that reached the victim, if it is a contact.

    It was opened by then, and since then nobody was charged and the case did not end.
    """
    opened = history.of(InvestigationOpened)
    place = up_to(opened, at)
    if not place or not reached_safely(history, at):
        return False
    over = first_after(_investigation_ends(history), opened[place - 1])
    return over is None or over.order > at.order
