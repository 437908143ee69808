"""What bears on the victim's rights in a case: what was granted, wished for, charged and ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from events.charging import ChargingDecision, ChargingDecisionMade, SuspectCharged
from events.clocks import london_date
from events.contact import (
    Channel,
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    OptedOutOf,
    VictimContacted,
    VictimInformed,
)
from events.investigation import InvestigationOpened
from events.needs import EnhancedRightsDecided, EnhancedRightsDecision
from events.reporting import VictimIdentified
from processors.case.case_history import CaseHistory
from processors.case.stages import ENDS, Ending, step
from schemas.log_records import LoggedFact

CONTACTS = (VictimInformed, VictimContacted)


@dataclass(frozen=True)
class EnhancedPeriod:
    """The London days in which a victim has Enhanced Rights; `until` is not one of them."""

    since: date
    until: date
    granted_by: LoggedFact


def enhanced_periods(history: CaseHistory) -> Iterator[EnhancedPeriod]:
    """When the victim of a case has Enhanced Rights: from a grant to the next other decision."""
    decisions = [
        logged for logged in history.of(VictimIdentified, EnhancedRightsDecided) if _decides(logged)
    ]
    for decision, following in pairwise([*decisions, None]):
        if decision and _grants(decision):
            yield EnhancedPeriod(
                _day(decision), _day(following) if following else date.max, decision
            )


def _decides(logged: LoggedFact) -> bool:
    return not isinstance(logged.fact, VictimIdentified) or logged.fact.enhanced_rights


def _grants(logged: LoggedFact) -> bool:
    fact = logged.fact
    if isinstance(fact, EnhancedRightsDecided):
        return fact.decision is EnhancedRightsDecision.GRANTED
    return True


def _day(logged: LoggedFact) -> date:
    return logged.occurred.day or london_date(logged.received)


def contact_agreed(history: CaseHistory, by: LoggedFact) -> ContactAgreed | None:
    """What had been agreed with the victim about contact by the time of a fact; the newest."""
    found = None
    for logged in history.of(ContactAgreed):
        if logged.order <= by.order and isinstance(logged.fact, ContactAgreed):
            found = logged.fact
    return found


def is_unsafe(history: CaseHistory, contact: LoggedFact) -> bool:
    """Whether a contact was over a channel that the victim had called unsafe."""
    fact = contact.fact
    if not isinstance(fact, CONTACTS):
        return False
    wishes = contact_agreed(history, contact)
    unsafe: tuple[Channel, ...] = wishes.unsafe_channels if wishes else ()
    return fact.safe is False or fact.channel in unsafe


def reached_safely(history: CaseHistory, deed: LoggedFact) -> bool:
    """Whether a deed came through: an attempt to reach the victim counts only if it did, safely."""
    if not isinstance(deed.fact, CONTACTS):
        return True
    return deed.fact.outcome is ContactOutcome.REACHED and not is_unsafe(history, deed)


def opted_out(history: CaseHistory, of: OptedOutOf, trigger: LoggedFact) -> LoggedFact | None:
    """The fact by which the victim asked not to be told: still so at a trigger, or first after it.

    To agree on contact again takes an earlier wish back.
    """
    standing: LoggedFact | None = None
    for logged in history.of(ContactOptedOut, ContactAgreed):
        if isinstance(logged.fact, ContactOptedOut):
            if logged.fact.of in (OptedOutOf.ALL, of) and standing is None:
                standing = logged
                if logged.order > trigger.order:
                    break
        elif logged.order <= trigger.order:
            standing = None
    return standing


def endings(history: CaseHistory) -> list[LoggedFact]:
    """The facts that ended the case, in order: there may be several."""
    return [each for each in history.of(*ENDS) if isinstance(step(each.fact), Ending)]


def charges(history: CaseHistory) -> list[LoggedFact]:
    """The facts by which a suspect was charged, or it was decided to."""
    return [
        each
        for each in history.of(ChargingDecisionMade, SuspectCharged)
        if not isinstance(each.fact, ChargingDecisionMade)
        or each.fact.decision is ChargingDecision.CHARGE
    ]


def is_being_investigated(history: CaseHistory, at: LoggedFact) -> bool:
    """Whether an investigation was open at a fact that reached the victim, if it is a contact.

    It was opened by then, and since then nobody was charged and the case did not end.
    """
    opened = [each for each in history.of(InvestigationOpened) if each.order <= at.order]
    if not opened or not reached_safely(history, at):
        return False
    over = (*endings(history), *charges(history))
    return not any(opened[-1].order < each.order <= at.order for each in over)
