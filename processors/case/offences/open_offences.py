"""Which charged offences of a defendant are open: the victim's, as far as that was said."""

from collections.abc import Collection
from dataclasses import dataclass

from events.case_moves import CaseReopened
from events.charging import ProsecutionAltered, SuspectCharged, VictimOfOffences
from events.court import SENTENCED_OUTCOMES, CaseConcluded, SentencePassed
from events.verdict import VerdictGiven
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.offences.charged_offences import (
    Offence,
    OwnOffences,
    gives_up,
    offences_of,
    own_offences,
)
from processors.case.suspects.case_suspects import Suspect, Suspects
from schemas.log_records import LoggedFact

_KINDS = (
    SuspectCharged,
    VictimOfOffences,
    ProsecutionAltered,
    VerdictGiven,
    CaseConcluded,
    SentencePassed,
    CaseReopened,
)


@dataclass(frozen=True, slots=True)
class OpenOffences:
    """The charges of a case, and what gave an offence up or acquitted of it, in order."""

    of_case: Suspects
    facts: FactsInOrder
    own: OwnOffences

    @classmethod
    def of(cls, history: CaseHistory, of_case: Suspects) -> "OpenOffences":
        """Those of a case."""
        facts = history.of(*_KINDS)
        return cls(of_case, facts, own_offences(facts, of_case))

    def named_by(self, logged: LoggedFact, suspect: Suspect) -> frozenset[Offence]:
        """The offences that a fact is about; none where it names all that are open by then."""
        named = offences_of(logged, self.of_case)
        left = self._by(logged, suspect) if named else frozenset()
        return frozenset() if left and left <= named else named

    def closed_by(self, offences: Collection[Offence], since: LoggedFact) -> LoggedFact | None:
        """The fact, after another one, that closed the last of some offences.

        None while one is open, and where none is named.
        """
        left, suspect = set(offences), self.of_case.about(since)
        for each in self.facts if left else ():
            if each.order > since.order and _closes(each) and self._is_about(each, suspect):
                left -= offences_of(each, self.of_case)
                if not left:
                    return each
        return None

    def _is_about(self, logged: LoggedFact, suspect: Suspect) -> bool:
        return not self.of_case.are_several or self.of_case.about(logged) == suspect

    def are_over(self, logged: LoggedFact, suspect: Suspect) -> bool:
        """Whether each of the victim's offences had ended without a conviction by a fact.

        Not where a case was opened again, which can begin any of them anew.
        """
        own = self._own(suspect)
        if not own or any(isinstance(each.fact, CaseReopened) for each in self.facts):
            return False
        ended, convicted = set[Offence](), set[Offence]()
        for each in self.facts:
            if each.order <= logged.order and self._is_about(each, suspect) and _closes(each):
                into = ended if _spares(each) else convicted
                into |= offences_of(each, self.of_case)
        return ended.issuperset(own) and convicted.isdisjoint(own)

    def _by(self, logged: LoggedFact, suspect: Suspect) -> frozenset[Offence]:
        left: set[Offence] = set()
        for each in self.facts:
            if each.order > logged.order:
                break
            if not self._is_about(each, suspect):
                continue
            if isinstance(each.fact, SuspectCharged):
                left |= offences_of(each, self.of_case)
            elif _closes(each):
                left -= offences_of(each, self.of_case)
        own = self._own(suspect)
        return frozenset(left if own is None else left.intersection(own))

    def _own(self, suspect: Suspect) -> Collection[Offence] | None:
        """The victim's offences of a defendant; None where nobody said which they are."""
        if self.of_case.are_several:
            return self.own.get(suspect)
        return next(iter(self.own.values()), None)


def _closes(logged: LoggedFact) -> bool:
    """Whether nobody waits for court any more for the offences that a fact names."""
    return isinstance(logged.fact, SentencePassed) or _spares(logged)


def _spares(logged: LoggedFact) -> bool:
    """Whether it acquits of the offences that it names, or gives them up."""
    fact = logged.fact
    acquits = isinstance(fact, CaseConcluded) and fact.outcome not in SENTENCED_OUTCOMES
    return acquits or gives_up(logged)
