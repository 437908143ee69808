"""What is asked about charged offences: whose they are, and which ones a word or a result means."""

from collections.abc import Iterable, Mapping

from events.charging import ProsecutionAltered, SuspectCharged, VictimOfOffences
from events.clocks import london_date
from events.court import CaseConcluded, CaseOutcome
from events.suspects import AboutOffences
from events.verdict import Verdict, VerdictGiven
from processors.case.corrections.amended_results import RESULTS
from processors.case.course.decided_offences import BEGIN_ANEW
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.offences.charged_offences import (
    Offence,
    charged_offences,
    gives_up,
    last_said,
    offences_of,
    on_one_offence,
    own_offences,
)
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.contradiction_kinds import ContradictionKind
from schemas.log_records import LoggedFact

_BEGINS = (SuspectCharged, *BEGIN_ANEW)
_KINDS = (*_BEGINS, VictimOfOffences, ProsecutionAltered, *RESULTS)

_VERDICTS = {
    Verdict.NOT_GUILTY: CaseOutcome.ACQUITTED,
    Verdict.NOT_GUILTY_BY_REASON_OF_INSANITY: CaseOutcome.NOT_GUILTY_BY_REASON_OF_INSANITY,
    Verdict.UNFIT_DID_THE_ACT: CaseOutcome.UNFIT_TO_PLEAD,
}
"""The outcome that follows from a verdict, where it is no conviction."""

Question = tuple[ContradictionKind, LoggedFact]


def about_offences(history: CaseHistory, of_case: Suspects) -> list[Question]:
    """Asks whose the offences of a defendant are, where they ended differently and nobody said it.

    It also asks which offences were meant, where one is named with which nobody charged them.
    """
    return history.derive(_asked, *_KINDS, by=of_case)


def _asked(facts: FactsInOrder, of_case: Suspects) -> list[Question]:
    charged = charged_offences(facts, of_case)
    words = [each for said in last_said(facts, of_case).values() for each in said]
    unknown, renumbered = ContradictionKind.UNKNOWN_OFFENCE, ContradictionKind.RENUMBERED_OFFENCE
    asked = [(unknown, each) for each in words if _is_unknown(each, of_case, charged)]
    asked += [
        (unknown, each)
        for each in facts
        if isinstance(each.fact, RESULTS) and _is_unknown(each, of_case, charged)
    ]
    asked += [(renumbered, each) for each in words if each.in_question]
    unsaid = ContradictionKind.OUTCOME_UNKNOWN
    asked += [
        (unsaid, each)
        for each in facts
        if _acquits_alone(each, facts, of_case) or _gives_up_alone(each, facts, of_case)
    ]
    whose = ContradictionKind.WHOSE_OFFENCES
    return asked + [(whose, each) for each in _ended_differently(facts, of_case)]


def _is_unknown(
    logged: LoggedFact, of_case: Suspects, charged: Mapping[Suspect, set[Offence]]
) -> bool:
    """Whether a fact names an offence with which its defendant is not charged, as far as is known.

    A fact that does not say under which of several ASNs its offence is names such a one too.
    """
    known = charged.get(of_case.about(logged))
    if known is None:
        return False
    named = offences_of(logged, of_case)
    unsaid = bool(named) and len(of_case.asns_meant(logged)) > 1
    in_question = logged.in_question and isinstance(logged.fact, RESULTS)
    return unsaid or in_question or not known.issuperset(named)


def _acquits_alone(logged: LoggedFact, facts: FactsInOrder, of_case: Suspects) -> bool:
    """Whether a verdict acquits, and no outcome of that offence is known from its day on.

    The outcome is what the victim is told of.
    """
    fact, about = logged.fact, of_case.about(logged)
    if not isinstance(fact, VerdictGiven) or fact.verdict is not Verdict.NOT_GUILTY:
        return False
    return not any(
        isinstance(each.fact, CaseConcluded)
        and of_case.about(each) == about
        and london_date(each.occurred.at) >= london_date(logged.occurred.at)
        and on_one_offence(each, logged, of_case)
        for each in facts
    )


def _gives_up_alone(logged: LoggedFact, facts: FactsInOrder, of_case: Suspects) -> bool:
    """Whether prosecutors gave up what was left of a defendant's charges, and no outcome is known.

    The case goes on until then: only a court ends it, unless it decided of another offence before.
    """
    suspect = of_case.about(logged)
    if not isinstance(logged.fact, ProsecutionAltered) or not gives_up(logged):
        return False
    theirs = [each for each in facts if of_case.about(each) in (suspect, NotOne.ALL)]
    begins = [each for each in theirs if isinstance(each.fact, _BEGINS)]
    if suspect is NotOne.UNSAID or any(each.order > logged.order for each in begins):
        return False
    since = begins[-1:] or [logged]
    if any(isinstance(each.fact, CaseConcluded) and each.order > since[0].order for each in theirs):
        return False
    by_then = [each for each in theirs if each.order <= logged.order]
    given_up = [offences_of(each, of_case) for each in by_then if gives_up(each)]
    charged = charged_offences(theirs, of_case).get(suspect, set())
    left = own_offences(theirs, of_case).get(suspect, charged)
    named = offences_of(logged, of_case)
    return not named or (bool(charged) and not charged.intersection(left).difference(*given_up))


def _ended_differently(facts: FactsInOrder, of_case: Suspects) -> Iterable[LoggedFact]:
    """The first outcome of each defendant that differs from that of another of their offences."""
    answered: set[Suspect] = {*own_offences(facts, of_case), NotOne.UNSAID}
    ended: dict[Suspect, dict[Offence, object]] = {}
    for each in facts:
        outcome, suspect = _outcome(each), of_case.about(each)
        if outcome is None or suspect in answered:
            continue
        known = ended.setdefault(suspect, {})
        named = offences_of(each, of_case)
        if any(other != outcome for of, other in known.items() if of not in named):
            answered.add(suspect)
            yield each
        known.update(dict.fromkeys(named, outcome))


def _outcome(logged: LoggedFact) -> object:
    """How offences ended by a fact, as far as it ends them; a conviction in whatever words."""
    match logged.fact:
        case AboutOffences(offences=()):
            return None
        case CaseConcluded(outcome=outcome):
            return outcome
        case VerdictGiven(verdict=Verdict.NO_VERDICT):
            return None
        case VerdictGiven(verdict=verdict):
            return _VERDICTS.get(verdict, CaseOutcome.CONVICTED)
        case _:
            return None
