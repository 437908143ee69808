"""What cannot all be so: kept as it was said, and flagged, with who said what."""

from collections.abc import Iterator
from itertools import pairwise

from events.before_trial import Plea, PleaEntered
from events.charging import (
    ChargingDecisionMade,
    ReturnedToPolice,
    ReviewAnswer,
    ReviewAnswered,
    SuspectCharged,
)
from events.clocks import london_date
from events.court import CaseConcluded, CaseOutcome, HearingHeld, SentencePassed
from events.verdict import Verdict, VerdictGiven
from processors.case.case_history import CaseHistory, row_id
from processors.case.victim_rights import charges
from schemas.changes import Contradiction, ContradictionKind
from schemas.log_records import LoggedFact

CAN_CONTRADICT = frozenset(
    {
        ChargingDecisionMade,
        ReturnedToPolice,
        ReviewAnswered,
        SuspectCharged,
        HearingHeld,
        PleaEntered,
        VerdictGiven,
        CaseConcluded,
        SentencePassed,
    }
)
"""The facts that can make or settle a contradiction."""


def contradictions(history: CaseHistory) -> Iterator[Contradiction]:
    """The contradictions in what is said of one case, each between two facts or in one."""
    for one, other in _decided_twice(history):
        yield _of(history, ContradictionKind.TWO_CHARGING_DECISIONS, one, other)
    for sentence in history.of(SentencePassed):
        if not any(_convicts(each) and _by_day(each, sentence) for each in _convictions(history)):
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
        if not any(one.order < each.order < other.order for each in again):
            yield one, other


def _opens_again(logged: LoggedFact) -> bool:
    fact = logged.fact
    return not isinstance(fact, ReviewAnswered) or fact.answer is ReviewAnswer.DECISION_OVERTURNED


def _convictions(history: CaseHistory) -> Iterator[LoggedFact]:
    return (each for each in history.of(CaseConcluded, VerdictGiven, PleaEntered))


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
