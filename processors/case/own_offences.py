"""Which facts concern the victim, as far as it was said of which charged offences they are it."""

from collections.abc import Collection, Iterable, Mapping

from events.charging import (
    ChargingDecisionMade,
    EarlyAdviceSought,
    ReferredToCps,
    ReturnedToPolice,
    SuspectCharged,
    VictimOfOffences,
)
from events.fact import Fact
from events.investigation import (
    BailConditionsChanged,
    PoliceOutcomeRecorded,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectIdentified,
    SuspectInterviewed,
)
from events.suspects import AboutOffences, AboutSuspect
from processors.case.case_history import CaseHistory, case_names, in_order
from processors.case.case_suspects import Suspect, Suspects, suspects
from processors.case.facts_by_case import facts_by_case
from processors.case.facts_by_event import FactsByEvent
from schemas.log_records import LoggedFact

OwnOffences = Mapping[Suspect, Collection[int]]
"""By suspect, the offences of which the victim was said to be the victim. Of one who is not there
nothing was said, and any offence may be theirs.
"""

_BEFORE_CHARGE = (
    SuspectIdentified,
    SuspectArrested,
    SuspectInterviewed,
    SuspectBailedOrReleased,
    BailConditionsChanged,
    PoliceOutcomeRecorded,
    EarlyAdviceSought,
    ReferredToCps,
    ReturnedToPolice,
    ChargingDecisionMade,
)
"""What is done and decided about a suspect of the victim's crime, whatever the charge becomes."""


def concerning(facts: FactsByEvent) -> FactsByEvent:
    """The facts of a victim without those about offences that are others' alone.

    The same object where nothing was said of whose the offences are, or nothing is left out.
    """
    if not any(isinstance(each.fact, VictimOfOffences) for each in facts.values()):
        return facts
    by_case = facts_by_case({}, facts.values(), case_names(facts.values()))
    others = {each.event for of_case in by_case.values() for each in _others(of_case)}
    if not others:
        return facts
    return {event: logged for event, logged in facts.items() if event not in others}


def own_offences(history: CaseHistory, of_case: Suspects) -> OwnOffences:
    """The offences of which the victim was last said to be the victim, by suspect."""
    said = sorted(history.of(VictimOfOffences), key=in_order)
    return {of_case.about(each): _offences(each.fact) for each in said}


def offences_of(fact: Fact) -> Collection[int]:
    """The charged offences that a fact names; none where it is about a defendant as a whole."""
    if isinstance(fact, SuspectCharged):
        return [each.offence for each in fact.charges]
    return fact.offences if isinstance(fact, AboutOffences) else ()


def _others(facts: Iterable[LoggedFact]) -> Iterable[LoggedFact]:
    """The facts of one case that are about others' offences alone."""
    facts = list(facts)
    history = CaseHistory(facts[0].case).with_facts(facts)
    if not history.of(VictimOfOffences):
        return []
    of_case = suspects(history)
    own = own_offences(history, of_case)
    return [each for each in facts if _is_others(each, own.get(of_case.about(each)))]


def _is_others(logged: LoggedFact, own: Collection[int] | None) -> bool:
    fact = logged.fact
    if own is None or fact.names_victim or not isinstance(fact, AboutSuspect):
        return False
    if named := offences_of(fact):
        return not set(named) & set(own)
    return not own and not isinstance(fact, _BEFORE_CHARGE)


def _offences(fact: Fact) -> Collection[int]:
    assert isinstance(fact, VictimOfOffences)
    return fact.offences
