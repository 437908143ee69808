"""How a victim wishes to be contacted, by the facts of a case, and whether a contact met that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.contact import (
    Channel,
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    OptedOutOf,
    VictimContacted,
    VictimInformed,
)
from events.representatives import ABOUT_THE_PERSON, VictimDied
from processors.case.case_history import CaseHistory, FactsInOrder, first_after, up_to
from processors.case.recipients import nobody_was_named, recipients_of
from schemas.log_records import LoggedFact

CONTACTS = (VictimInformed, VictimContacted)

AGREEMENTS = (ContactAgreed, *ABOUT_THE_PERSON)
"""Facts by which a contact is judged: what was agreed, and with whom. A death ends what was."""


def contact_agreed(agreements: FactsInOrder, by: LoggedFact) -> ContactAgreed | None:
    """The newest of the agreements with a victim about contact, by the time of a fact.

    What was agreed with a victim who has died since binds nobody. A death that is reported again
    ends nothing that was agreed with the family meanwhile.
    """
    standing = agreement_standing(agreements[: up_to(agreements, by)]) if agreements else None
    return standing.fact if standing and isinstance(standing.fact, ContactAgreed) else None


def agreement_standing(agreements: FactsInOrder) -> LoggedFact | None:
    """The agreement about contact that stands once all of these facts have happened."""
    died = next((place for place, each in enumerate(agreements) if _is_death(each)), 0)
    since = reversed(agreements[died:])
    return next((each for each in since if isinstance(each.fact, ContactAgreed)), None)


def _is_death(logged: LoggedFact) -> bool:
    return isinstance(logged.fact, VictimDied) and logged.fact.died


def is_unsafe(agreements: FactsInOrder, contact: LoggedFact) -> bool:
    """Whether a contact was over a channel that the victim had called unsafe."""
    fact = contact.fact
    if not isinstance(fact, CONTACTS):
        return False
    agreement = contact_agreed(agreements, contact)
    unsafe: tuple[Channel, ...] = agreement.unsafe_channels if agreement else ()
    return fact.safe is False or fact.channel in unsafe


def reached_safely(agreements: FactsInOrder, deed: LoggedFact, sending_does: bool = False) -> bool:
    """Whether a deed counts: a contact does only if it reached the victim, safely.

    Where `sending_does`, it need only have been sent. After a death it reached nobody as long as
    nobody is named who is told in the victim's place.
    """
    fact = deed.fact
    if not isinstance(fact, CONTACTS):
        return True
    reached = fact.outcome is ContactOutcome.REACHED
    if not reached and not (sending_does and fact.outcome is ContactOutcome.SENT):
        return False
    if not agreements:
        return fact.safe is not False
    return not is_unsafe(agreements, deed) and not nobody_was_named(agreements, deed)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The facts that bear on one wish not to be updated, in order.

    `standing` has, for each of `facts`, the opting out that stands once it happened.
    """

    facts: Sequence[LoggedFact]
    standing: Sequence[LoggedFact | None]
    opted_out: Sequence[LoggedFact]

    def opted_out_at(self, trigger: LoggedFact) -> LoggedFact | None:
        """The fact by which the victim opted out: standing at a trigger, or first after it.

        A new agreement about contact ends an earlier wish, and so does a change of who is told.
        """
        place = up_to(self.facts, trigger)
        standing = self.standing[place - 1] if place else None
        return standing or first_after(self.opted_out, trigger)


def wishes(history: CaseHistory) -> Mapping[OptedOutOf, Wishes]:
    """The victim's wishes not to be updated, by what of."""
    return history.derive(wishes_of, ContactOptedOut, *AGREEMENTS)


def wishes_of(facts: FactsInOrder) -> dict[OptedOutOf, Wishes]:
    """The same by these facts, in order."""
    told = recipients_of([each for each in facts if isinstance(each.fact, ABOUT_THE_PERSON)])
    changes = [told.died, *(each.since for each in told.in_turn)]
    ends = frozenset(each.event for each in changes if each)
    return {of: _wish(facts, of, ends) for of in OptedOutOf}


def _wish(facts: FactsInOrder, of: OptedOutOf, ends: frozenset[UUID]) -> Wishes:
    """The facts that bear on a wish; those of `ends` are a death, or a change of who is told."""
    bearing, standing = [], []
    last: LoggedFact | None = None
    for logged in facts:
        fact = logged.fact
        if isinstance(fact, ContactAgreed) or logged.event in ends:
            last = None
        elif not isinstance(fact, ContactOptedOut) or fact.of not in (OptedOutOf.ALL, of):
            continue
        elif last is None:
            last = logged
        bearing.append(logged)
        standing.append(last)
    opted_out = [each for each in bearing if isinstance(each.fact, ContactOptedOut)]
    return Wishes(bearing, standing, opted_out)
