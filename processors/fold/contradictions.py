"""Facts of one case that contradict one another: both stay, and are flagged with their agencies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from events.before_trial import PleaEntered
from events.charging import ChargingDecision, ChargingDecisionMade, SuspectCharged
from events.clocks import london_date
from events.court import CaseConcluded, HearingHeld, SentencePassed
from events.verdict import VerdictGiven
from processors.case.course.reopenings import REOPENINGS, opens_again
from processors.case.history.case_history import CaseHistory, first_after, row_id
from processors.case.history.standing_links import case_links
from processors.case.offences.charged_offences import on_one_offence
from processors.case.results.convictions import convicts, is_changed_plea
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.changes import Contradiction
from schemas.contradiction_kinds import ContradictionKind
from schemas.log_records import LoggedFact

_KINDS = frozenset(
    {
        *REOPENINGS,
        CaseConcluded,
        ChargingDecisionMade,
        HearingHeld,
        PleaEntered,
        SentencePassed,
        SuspectCharged,
        VerdictGiven,
    }
)


def contradictions(history: CaseHistory, of_case: Suspects) -> list[Contradiction]:
    """The contradictions in the facts of one case, each between two facts or in one."""
    some = not _KINDS.isdisjoint(history.by_kind)
    found = history.judge(_contradictions, _KINDS, of_case) if some else []
    links = case_links(history).in_question
    return [*found, _of(history, ContradictionKind.WHICH_PROSECUTION, *links)] if links else found


def _contradictions(history: CaseHistory, of_case: Suspects) -> list[Contradiction]:
    return list(_in_turn(history, of_case))


def _in_turn(history: CaseHistory, of_case: Suspects) -> Iterator[Contradiction]:
    for one, other in _decided_twice(history, of_case):
        yield _of(history, ContradictionKind.TWO_CHARGING_DECISIONS, one, other)
    for sentence in history.of(SentencePassed):
        convictions = _Convictions.of(history, of_case, sentence)
        if not convictions.any_by_day_of(sentence):
            yield _of(history, ContradictionKind.SENTENCE_WITHOUT_CONVICTION, sentence)
    for hearing, charge in _hearings_before_charge(history, of_case):
        yield _of(history, ContradictionKind.HEARING_BEFORE_CHARGE, hearing, charge)


def _decided_twice(
    history: CaseHistory, of_case: Suspects
) -> Iterator[tuple[LoggedFact, LoggedFact]]:
    """Decisions about one suspect that follow one another without anything that asks for a new one.

    A further charge is none: it goes with the first one. A decision that is reported again on its
    London day, by the same agency or another, is none either.
    """
    again = [each for each in history.of(*REOPENINGS) if opens_again(each)]
    decided: dict[Suspect, list[LoggedFact]] = {}
    for each in history.of(ChargingDecisionMade):
        decided.setdefault(of_case.about(each), []).append(each)
    for suspect, decisions in decided.items():
        for one, other in pairwise(decisions if suspect is not NotOne.UNSAID else ()):
            reopened = first_after(again, one)
            anew = reopened is not None and reopened.order < other.order
            if not anew and not _agree(one, other):
                yield one, other


def _agree(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether both charge, or are reports of one decision."""
    if _charges(one) and _charges(other):
        return True
    decided = (each.fact for each in (one, other) if isinstance(each.fact, ChargingDecisionMade))
    return len({fact.decision for fact in decided}) == 1 and _day(one) == _day(other)


def _day(logged: LoggedFact) -> date:
    return london_date(logged.occurred.at)


def _charges(logged: LoggedFact) -> bool:
    fact = logged.fact
    charges = isinstance(fact, ChargingDecisionMade) and fact.decision is ChargingDecision.CHARGE
    return charges or isinstance(fact, SuspectCharged)


def _hearings_before_charge(
    history: CaseHistory, of_case: Suspects
) -> Iterator[tuple[LoggedFact, LoggedFact]]:
    """The hearings before any suspect was charged whom they can be about, each with that charge."""
    charges = [each for each in history.of(ChargingDecisionMade, SuspectCharged) if _charges(each)]
    for hearing in history.of(HearingHeld) if charges else ():
        about = of_case.about(hearing)
        of_suspect = (each for each in charges if of_case.about(each) in (about, NotOne.UNSAID))
        first = charges[0] if about is NotOne.ALL else next(of_suspect, None)
        if first and not _by_day(first, hearing):
            yield hearing, first


@dataclass(frozen=True, slots=True)
class _Convictions:
    """The first day of a conviction, and whether one is known by its month only."""

    first: date | None
    undated: bool

    @classmethod
    def of(cls, history: CaseHistory, of_case: Suspects, sentence: LoggedFact) -> "_Convictions":
        """Those of the defendant who was sentenced, and those of whom nothing says which.

        Those of other offences are none, nor is a plea that was changed before the sentence.
        """
        suspect = of_case.about(sentence)
        whom = (suspect, NotOne.UNSAID)
        facts = [
            each
            for each in history.of(CaseConcluded, VerdictGiven, PleaEntered)
            if (suspect is NotOne.UNSAID or of_case.about(each) in whom)
            and on_one_offence(each, sentence, of_case)
        ]
        days = [
            each.occurred.day
            for each in facts
            if convicts(each.fact) and not is_changed_plea(each, facts, of_case)
        ]
        return cls(min((day for day in days if day), default=None), None in days)

    def any_by_day_of(self, sentence: LoggedFact) -> bool:
        """Whether one was no later than the day of a sentence, as far as is known."""
        day = sentence.occurred.day
        if self.undated or self.first is None or day is None:
            return self.undated or self.first is not None
        return self.first <= day


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
