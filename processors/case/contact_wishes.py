"""How a victim wishes to be contacted, by the facts of a case, and whether a contact met that."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.contact import (
    Channel,
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    OptedOutOf,
    VictimContacted,
    VictimInformed,
)
from events.fact import Fact
from processors.case.case_history import CaseHistory, first_after, up_to
from processors.case.derived_values import per_history
from schemas.log_records import LoggedFact

CONTACTS = (VictimInformed, VictimContacted)


def contact_agreed(history: CaseHistory, by: LoggedFact) -> ContactAgreed | None:
    """The newest agreement with the victim about contact, by the time of a fact."""
    agreements = history.of(ContactAgreed)
    place = up_to(agreements, by)
    newest = agreements[place - 1].fact if place else None
    return newest if isinstance(newest, ContactAgreed) else None


def is_unsafe(history: CaseHistory, contact: LoggedFact) -> bool:
    """Whether a contact was over a channel that the victim had called unsafe."""
    fact = contact.fact
    if not isinstance(fact, CONTACTS):
        return False
    agreement = contact_agreed(history, contact)
    unsafe: tuple[Channel, ...] = agreement.unsafe_channels if agreement else ()
    return fact.safe is False or fact.channel in unsafe


def reached_safely(history: CaseHistory, deed: LoggedFact) -> bool:
    """Whether a deed counts: a contact does only if it reached the victim, safely."""
    if not isinstance(deed.fact, CONTACTS):
        return True
    return deed.fact.outcome is ContactOutcome.REACHED and not is_unsafe(history, deed)


@per_history
def safely_reached(history: CaseHistory, kind: type[Fact]) -> Sequence[LoggedFact]:
    """The facts of a kind, in order, without contacts that did not reach the victim, safely."""
    if kind not in CONTACTS:
        return history.of(kind)
    return [each for each in history.of(kind) if reached_safely(history, each)]


@dataclass(frozen=True, slots=True)
class _Wish:
    """The facts that bear on one wish not to be updated, in order.

    `standing` has, for each of `facts`, the opting out that stands once it happened.
    """

    facts: Sequence[LoggedFact]
    standing: Sequence[LoggedFact | None]
    opted_out: Sequence[LoggedFact]


def opted_out(history: CaseHistory, of: OptedOutOf, trigger: LoggedFact) -> LoggedFact | None:
    """The fact by which the victim opted out of some updates: standing at a trigger, or after it.

    A new agreement about contact ends an earlier wish.
    """
    if not history.of(ContactOptedOut):
        return None
    wish = _wishes(history)[of]
    place = up_to(wish.facts, trigger)
    standing = wish.standing[place - 1] if place else None
    return standing or first_after(wish.opted_out, trigger)


@per_history
def _wishes(history: CaseHistory) -> dict[OptedOutOf, _Wish]:
    return {of: _wish(history, of) for of in OptedOutOf}


def _wish(history: CaseHistory, of: OptedOutOf) -> _Wish:
    facts, standing = [], []
    last: LoggedFact | None = None
    for logged in history.of(ContactOptedOut, ContactAgreed):
        if isinstance(logged.fact, ContactAgreed):
            last = None
        elif not isinstance(logged.fact, ContactOptedOut) or logged.fact.of not in (
            OptedOutOf.ALL,
            of,
        ):
            continue
        elif last is None:
            last = logged
        facts.append(logged)
        standing.append(last)
    wishes = [each for each in facts if isinstance(each.fact, ContactOptedOut)]
    return _Wish(facts, standing, wishes)
