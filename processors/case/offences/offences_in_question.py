"""What was said of whose an offence is, and a later result of a new number leaves in question."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from events.charging import ProsecutionAltered, ProsecutionChange, SuspectCharged
from events.clocks import london_date
from events.court import CaseConcluded
from events.verdict import Verdict, VerdictGiven
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.offences.charged_offences import Offence, OwnOffences, last_said, offences_of
from processors.case.suspects.case_suspects import Suspect, Suspects
from schemas.log_records import LoggedFact

_DECIDES = (CaseConcluded, VerdictGiven, ProsecutionAltered)


def words_in_question(
    history: CaseHistory, of_case: Suspects, own: OwnOffences, others: Collection[UUID]
) -> set[UUID]:
    """The words of whose the offences of a defendant are that leave open whose one is.

    A court decided of an offence that is not among the victim's, and that nobody had been charged
    with when that was said: a count with another number may be hers. It is so while one of hers is
    not decided. `others` are the events that are withheld from her.
    """
    decided = [each for each in history.of(*_DECIDES) if _is_decision(each)]
    found = set[UUID]()
    for suspect, words in last_said(history.facts, of_case).items():
        theirs = [each for each in decided if of_case.about(each) == suspect]
        hers = [each for each in theirs if each.event not in others]
        if suspect not in own or _are_all_decided(own[suspect], hers, of_case):
            continue
        known = _charged_by(history.of(SuspectCharged), of_case, suspect, words)
        named = (offences_of(each, of_case) for each in theirs if each.event in others)
        if known and any(offences - known for offences in named):
            found.update(each.event for each in words)
    return found


def _is_decision(logged: LoggedFact) -> bool:
    match logged.fact:
        case VerdictGiven(verdict=verdict):
            return verdict is not Verdict.NO_VERDICT
        case ProsecutionAltered(change=change):
            return change is not ProsecutionChange.SUBSTANTIALLY_ALTERED
        case _:
            return True


def _are_all_decided(
    own: Collection[Offence], decided: Iterable[LoggedFact], of_case: Suspects
) -> bool:
    left = set(own)
    for each in decided:
        named = offences_of(each, of_case)
        left = left - named if named else set()
    return not left


def _charged_by(
    charges: FactsInOrder, of_case: Suspects, suspect: Suspect, words: Collection[LoggedFact]
) -> frozenset[Offence]:
    """The offences of a defendant that were charged by the London day of the last word, or first
    of all if that was later; none where no charge has numbers.
    """
    theirs = [each for each in charges if of_case.about(each) == suspect and each.fact.charges]  # type: ignore[union-attr]
    if not theirs:
        return frozenset()
    until = max(_day(each) for each in (*words, theirs[0]))
    by_then = (offences_of(each, of_case) for each in theirs if _day(each) <= until)
    return frozenset().union(*by_then)


def _day(logged: LoggedFact) -> date:
    return london_date(logged.occurred.at)
