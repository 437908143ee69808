"""How a victim wishes to be contacted, by the facts of a case, and whether a contact met that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.contact import (
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    OptedOutOf,
    VictimContacted,
    VictimInformed,
)
from events.representatives import ABOUT_THE_PERSON, OwedTo, VictimDied
from processors.case.history.case_history import CaseHistory, FactsInOrder, first_after, up_to
from processors.case.victim.recipients import Recipients, recipients_of
from schemas.log_records import LoggedFact

CONTACTS = (VictimInformed, VictimContacted)

_REACHED, _SENT = ContactOutcome.REACHED, ContactOutcome.SENT

AGREEMENTS = (ContactAgreed, *ABOUT_THE_PERSON)
"""Facts by which a contact is judged: what was agreed, and with whom. A death ends what was."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """What was agreed with a victim about contact, by the `facts` of that, in order.

    `standing` has, after each of them, the agreement that stands; `told` for whom duties are done.
    """

    facts: FactsInOrder
    standing: Sequence[LoggedFact | None]
    told: Recipients

    @classmethod
    def of(cls, facts: Iterable[LoggedFact]) -> "Agreements":
        """Those among some facts, in order."""
        found = tuple(each for each in facts if type(each.fact) in AGREEMENTS)
        return cls(found, list(_standing(found)), recipients_of(found)) if found else _NONE

    def __hash__(self) -> int:
        """Cheap, as it is asked for at each duty: a case has few of them in its life."""
        return len(self.facts)

    def by(self, logged: LoggedFact) -> ContactAgreed | None:
        """The newest agreement by the time of a fact.

        What was agreed with a victim who has died since binds nobody. A death that is reported
        again ends nothing that was agreed with the family meanwhile.
        """
        place = up_to(self.facts, logged) if self.facts else 0
        agreed = self.standing[place - 1] if place else None
        return agreed.fact if agreed and isinstance(agreed.fact, ContactAgreed) else None

    def nobody_was_named(self, contact: LoggedFact) -> bool:
        """Whether the victim had died by the time of a contact, and nobody was named instead."""
        return self.told.died is not None and self.told.at(contact).to is OwedTo.BEREAVED_FAMILY


_NONE = Agreements((), (), recipients_of(()))


def agreements_of(history: CaseHistory) -> Agreements:
    """What was agreed in a case about contact."""
    return history.derive(Agreements.of, *AGREEMENTS)


def _standing(facts: FactsInOrder) -> Iterator[LoggedFact | None]:
    """After each fact, the agreement that stands; the first death ends what stood."""
    agreed: LoggedFact | None = None
    died = False
    for each in facts:
        if isinstance(each.fact, ContactAgreed):
            agreed = each
        elif not died and _is_death(each):
            agreed, died = None, True
        yield agreed


def agreement_standing(agreements: FactsInOrder) -> LoggedFact | None:
    """The agreement about contact that stands once all of these facts have happened."""
    return [*_standing(agreements)][-1] if agreements else None


def _is_death(logged: LoggedFact) -> bool:
    return isinstance(logged.fact, VictimDied) and logged.fact.died


def is_unsafe(agreements: Agreements, contact: LoggedFact) -> bool:
    """Whether a contact was over a channel that the victim had called unsafe."""
    fact = contact.fact
    if type(fact) is not VictimInformed and type(fact) is not VictimContacted:
        return False
    agreement = agreements.by(contact)
    return fact.safe is False or (
        agreement is not None and fact.channel in agreement.unsafe_channels
    )


def reached_safely(agreements: Agreements, deed: LoggedFact, sending_does: bool = False) -> bool:
    """Whether a deed counts: a contact does only if it reached the victim, safely.

    Where `sending_does`, it need only have been sent. After a death it reached nobody as long as
    nobody is named who is told in the victim's place.
    """
    fact = deed.fact
    if type(fact) is not VictimInformed and type(fact) is not VictimContacted:
        return True
    if fact.outcome is not _REACHED and not (sending_does and fact.outcome is _SENT):
        return False
    return not is_unsafe(agreements, deed) and not agreements.nobody_was_named(deed)


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
    if ContactOptedOut not in history.by_kind:  # what was agreed ends a wish, and makes none
        return _NO_WISHES
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


_NO_WISHES = wishes_of(())
