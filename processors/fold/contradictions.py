"""Facts of one case that contradict one another: both stay, and are flagged with their agencies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from events.before_trial import Plea, PleaEntered
from events.charging import (
    ChargingDecisionMade,
    ReturnedToPolice,
    ReviewAnswer,
    ReviewAnswered,
)
from events.clocks import london_date
from events.court import CaseConcluded, CaseOutcome, HearingHeld, SentencePassed
from events.verdict import Verdict, VerdictGiven
from processors.case.case_history import CaseHistory, first_after, row_id
from processors.case.case_milestones import charges
from schemas.changes import Contradiction, ContradictionKind
from schemas.log_records import LoggedFact


def contradictions(history: CaseHistory) -> tuple[Contradiction, ...]:
    """The contradictions in the facts of one case, each between two facts or in one."""
    return tuple(_contradictions(history))


def _contradictions(history: CaseHistory) -> Iterator[Contradiction]:
    for one, other in _decided_twice(history):
        yield _of(history, ContradictionKind.TWO_CHARGING_DECISIONS, one, other)
    convictions = _Convictions.of(history)
    for sentence in history.of(SentencePassed):
        if not convictions.any_by_day_of(sentence):
            yield _of(history, ContradictionKind.SENTENCE_WITHOUT_CONVICTION, sentence)
    for charge in charges(history)[:1]:
        for hearing in history.of(HearingHeld):
            if not _by_day(charge, hearing):
                yield _of(history, ContradictionKind.HEARING_BEFORE_CHARGE, hearing, charge)


def _decided_twice(history: CaseHistory) -> Iterator[tuple[LoggedFact, LoggedFact]]:
    """Charging decisions that follow one another without anything that asks for a new one."""
    decided = history.of(ChargingDecisionMade)
    again = [each for each in history.of(ReturnedToPolice, ReviewAnswered) if _opens_again(each)]
    for one, other in pairwise(decided):
        reopened = first_after(again, one)
        if reopened is None or reopened.order >= other.order:
            yield one, other


def _opens_again(logged: LoggedFact) -> bool:
    fact = logged.fact
    return not isinstance(fact, ReviewAnswered) or fact.answer is ReviewAnswer.DECISION_OVERTURNED


@dataclass(frozen=True, slots=True)
class _Convictions:
    """The first day of a conviction in a case, and whether one is known by its month only."""

    first: date | None
    undated: bool

    @classmethod
    def of(cls, history: CaseHistory) -> "_Convictions":
        kinds = (CaseConcluded, VerdictGiven, PleaEntered)
        days = [each.occurred.day for each in history.of(*kinds) if _convicts(each)]
        return cls(min((day for day in days if day), default=None), None in days)

    def any_by_day_of(self, sentence: LoggedFact) -> bool:
        """Whether one was no later than the day of a sentence, as far as is known."""
        day = sentence.occurred.day
        if self.undated or self.first is None or day is None:
            return self.undated or self.first is not None
        return self.first <= day


def _convicts(logged: LoggedFact) -> bool:
    match logged.fact:
        case CaseConcluded(outcome=outcome):
            return outcome is CaseOutcome.CONVICTED
        case VerdictGiven(verdict=verdict):
            return verdict is Verdict.GUILTY
        case PleaEntered(plea=plea):
            return plea is Plea.GUILTY
        case _:
            return False


def _by_day(earlier: LoggedFact, later: LoggedFact) -> bool:
    """Whether the one was no later than the day of the other, as far as is known."""
    if earlier.occurred.day is None or later.occurred.day is None:
        return True
    return london_date(earlier.occurred.at) <= london_date(later.occurred.at)


def _of(history: CaseHistory, kind: ContradictionKind, *facts: LoggedFact) -> Contradiction:
    events = tuple(logged.event for logged in facts)
    return Contradiction(
        id=row_id("contradiction", kind, history.victim, *events),
        case_id=history.case,
        kind=kind,
        events=events,
        agencies=tuple(logged.agency for logged in facts),
    )
