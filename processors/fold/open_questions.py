"""What the facts of a case leave open about its suspects, for an agency to say."""

from collections.abc import Iterable, Sequence

from events.case_moves import CaseReopened
from events.charging import ProsecutionAltered, SuspectCharged, VictimOfOffences
from events.contact import ContactOutcome, VictimInformed
from events.court import CaseConcluded, SentencePassed
from events.investigation import InvestigationOpened
from events.payments import CompensationOrdered, CompensationPaid, CompensationRefused
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from events.representatives import ABOUT_THE_PERSON, OwedTo
from events.suspects import AboutSuspect
from events.verdict import AppealDecided, AppealLodged, VerdictGiven
from events.vocabulary import FACTS
from processors.case.history.case_history import CaseHistory, FactsInOrder, row_id
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import PASSING_ON, NotOne, Suspects
from processors.case.suspects.meant_suspects import naming_strangers
from processors.case.victim.contact_wishes import AGREEMENTS, CONTACTS
from processors.case.victim.recipients import recipients, recipients_of
from processors.fold.offence_questions import about_offences
from processors.fold.order_questions import about_orders
from processors.fold.sentence_questions import about_sentences
from processors.fold.tellings_of_old_results import of_old_results
from processors.victims_code.meant_deeds import MeantDeeds
from schemas.changes import Contradiction
from schemas.contradiction_kinds import ContradictionKind
from schemas.log_records import LoggedFact

_ABOUT_SUSPECTS = tuple(kind for kind in FACTS.values() if issubclass(kind, AboutSuspect))

Question = tuple[ContradictionKind, LoggedFact]


def open_questions(
    history: CaseHistory,
    of_case: Suspects,
    done: Iterable[MeantDeeds],
    naming_none: Iterable[LoggedFact],
) -> list[Contradiction]:
    """What an agency must say more of: each question is about one fact.

    `naming_none` are the tellings that name events which raised nothing that they could do.
    """
    asked = [*_unnamed(history, of_case)]
    asked += _about_decisions(history, of_case)
    unknown = _unknown_triggers(history)
    asked += unknown
    asked_of = {logged.event for _, logged in unknown}
    asked += [
        (ContradictionKind.OTHER_TRIGGER, each)
        for each in naming_none
        if each.event not in asked_of
    ]
    if recipients(history).died:
        asked += history.derive(_about_a_death, *CONTACTS, *AGREEMENTS)
    told = of_old_results(history, of_case)
    asked += [(ContradictionKind.TOLD_OF_OLD_RESULT, each) for each in told]
    unclear = {each: None for deeds in done for each in deeds.unclear}
    asked += [(ContradictionKind.WHICH_SUSPECT, each) for each in unclear]
    return [_question(history, kind, logged) for kind, logged in asked]


def _unnamed(history: CaseHistory, of_case: Suspects) -> Sequence[Question]:
    """The facts that do not say which of several suspects, or name one whom nothing makes known."""
    strangers = naming_strangers(history, of_case)
    if of_case.are_several:
        return history.derive(_about_which, *_ABOUT_SUSPECTS, by=(of_case, strangers))
    return [(ContradictionKind.UNKNOWN_SUSPECT, each) for each in strangers]


def _about_which(facts: FactsInOrder, by: tuple[Suspects, FactsInOrder]) -> list[Question]:
    asked, (of_case, strangers) = [], by
    for logged in facts:
        if logged in strangers:
            asked.append((ContradictionKind.UNKNOWN_SUSPECT, logged))
        elif not isinstance(logged.fact, PASSING_ON) and of_case.about(logged) is NotOne.UNSAID:
            asked.append((ContradictionKind.WHICH_SUSPECT, logged))
    return asked


_COMPENSATION = (CompensationOrdered, CompensationRefused, CompensationPaid)

_DECIDES = frozenset(
    {
        *_COMPENSATION,
        AppealDecided,
        AppealLodged,
        CaseConcluded,
        CaseReopened,
        ProsecutionAltered,
        ProtectiveOrderChanged,
        ProtectiveOrderEnded,
        ProtectiveOrderMade,
        SentencePassed,
        SuspectCharged,
        VerdictGiven,
        VictimOfOffences,
    }
)
"""The facts by which a suspect was charged, and what was decided of that."""

_KINDS = _DECIDES | {InvestigationOpened}


def _about_decisions(history: CaseHistory, of_case: Suspects) -> list[Question]:
    """What is asked about orders, compensation, charged offences and sentences."""
    if _DECIDES.isdisjoint(history.by_kind):
        return []
    return history.judge(_of_decisions, _KINDS, of_case)


def _of_decisions(history: CaseHistory, of_case: Suspects) -> list[Question]:
    return [
        *about_orders(history, of_case),
        *history.derive(_of_compensation, *_COMPENSATION, by=of_case),
        *about_offences(history, of_case),
        *about_sentences(history, of_case),
    ]


def _of_compensation(facts: FactsInOrder, of_case: Suspects) -> list[Question]:
    """Compensation that names no victim, until some of that defendant's is said to be this
    victim's, or is paid to this victim after it.
    """
    hers = {of_case.about(each) for each in facts if each.names_this_victim}
    paid = [each for each in facts if each.fact.names_victim]
    return [
        (ContradictionKind.WHOSE_COMPENSATION, each)
        for each in facts
        if not each.names_this_victim
        and not each.fact.names_victim
        and of_case.about(each) not in hers
        and not any(not_before(payment, each) for payment in paid)
    ]


def _about_a_death(facts: FactsInOrder) -> list[Question]:
    """Who is told of a victim who died, and who was, where nobody was named in their place."""
    told = recipients_of([each for each in facts if isinstance(each.fact, ABOUT_THE_PERSON)])
    if told.died is None:
        return []
    asked = [
        (ContradictionKind.WHO_WAS_TOLD, each)
        for each in facts
        if isinstance(each.fact, CONTACTS)
        and each.fact.outcome is ContactOutcome.REACHED
        and told.at(each).to is OwedTo.BEREAVED_FAMILY
    ]
    is_open = told.last.to is OwedTo.BEREAVED_FAMILY
    return asked + ([(ContradictionKind.WHO_IS_TOLD, told.died)] if is_open else [])


def _unknown_triggers(history: CaseHistory) -> list[Question]:
    naming = history.derive(_naming_triggers, VictimInformed)
    if not naming:
        return []
    known = {each.event for each in history.facts} | history.corrections.keys()
    return [
        (ContradictionKind.UNKNOWN_TRIGGER, logged)
        for logged in naming
        if isinstance(logged.fact, VictimInformed) and not known.issuperset(logged.fact.triggers)
    ]


def _naming_triggers(facts: FactsInOrder) -> FactsInOrder:
    return tuple(
        each for each in facts if isinstance(each.fact, VictimInformed) and each.fact.triggers
    )


def _question(history: CaseHistory, kind: ContradictionKind, logged: LoggedFact) -> Contradiction:
    of_case = (history.case,) if isinstance(logged.fact, ABOUT_THE_PERSON) else ()
    return Contradiction(
        id=row_id("contradiction", kind, history.victim, logged.event, *of_case),
        case_id=history.case,
        kind=kind,
        events=(logged.event,),
        agencies=(logged.agency,),
    )
