"""For whom a duty to a victim is done: the victim, or whoever is told in the victim's place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from events.offences import VictimKind
from events.reporting import VictimIdentified
from events.representatives import (
    ABOUT_THE_PERSON,
    OwedTo,
    RepresentativeEnded,
    RepresentativeKind,
    RepresentativeNamed,
    VictimDied,
)
from processors.case.history.case_history import CaseHistory, in_order
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone for whom a duty is done, and the fact since which it is them, if there is one."""

    to: OwedTo
    since: LoggedFact | None = None


@dataclass(frozen=True, slots=True)
class Recipients:
    """For whom duties are done, the earliest first; `died` is the first fact of a death."""

    in_turn: tuple[Recipient, ...]
    died: LoggedFact | None = None

    @property
    def last(self) -> Recipient:
        """For whom they are done now."""
        return self.in_turn[-1]

    def at(self, logged: LoggedFact) -> Recipient:
        """For whom they were done at the time of a fact. A death ends what the victim was owed."""
        if len(self.in_turn) == 1:
            return self.in_turn[0]
        changes = [each.since for each in self.in_turn if each.since]
        is_death = self.died is not None and logged.event == self.died.event
        find = bisect_left if is_death else bisect_right
        return self.in_turn[find(changes, logged.order, key=in_order)]


def recipients(history: CaseHistory) -> Recipients:
    """For whom the duties to the victim of a case are done, by its facts."""
    return history.derive(recipients_of, VictimIdentified, *ABOUT_THE_PERSON)


def recipients_of(facts: Sequence[LoggedFact]) -> Recipients:
    """The same from these facts, in order."""
    identified = (each.fact for each in facts if isinstance(each.fact, VictimIdentified))
    kinds = (fact.victim_kind for fact in identified)
    business = next(kinds, VictimKind.PERSON) is VictimKind.BUSINESS
    in_turn = [Recipient(OwedTo.BUSINESS if business else OwedTo.VICTIM)]
    standing: list[RepresentativeKind] = []
    died: LoggedFact | None = None
    for logged in facts:
        if isinstance(logged.fact, VictimDied):
            died = died or (logged if logged.fact.died else None)
        else:
            standing = _standing(standing, logged)
        nobody = OwedTo.BEREAVED_FAMILY if died else in_turn[0].to
        to = OwedTo(standing[-1]) if standing else nobody
        if to is not in_turn[-1].to:
            in_turn.append(Recipient(to, logged))
    return Recipients(tuple(in_turn), died)


def _standing(before: Sequence[RepresentativeKind], logged: LoggedFact) -> list[RepresentativeKind]:
    """The representatives named and not ended, the last named at the end."""
    fact = logged.fact
    if not isinstance(fact, RepresentativeNamed | RepresentativeEnded):
        return list(before)
    others = [each for each in before if each is not fact.representative]
    return [*others, fact.representative] if isinstance(fact, RepresentativeNamed) else others
