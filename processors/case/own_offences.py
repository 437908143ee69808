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
from processors.case.case_suspects import NotOne, Suspect, Suspects, suspects
from processors.case.facts_by_case import facts_by_case
from processors.case.facts_by_event import FactsByEvent
from processors.case.standing_links import within_reach
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
    """The facts of a victim without those of cases and of offences that are others' alone.

    The same object where nothing is left out.
    """
    facts = within_reach(facts)
    if not any(isinstance(each.fact, VictimOfOffences) for each in facts.values()):
        return facts
    by_case = facts_by_case({}, facts.values(), case_names(facts.values()))
    others = {each.event for of_case in by_case.values() for each in _others(of_case)}
    if not others:
        return facts
    return {event: logged for event, logged in facts.items() if event not in others}


def own_offences(facts: Iterable[LoggedFact], of_case: Suspects) -> OwnOffences:
    """The offences of which the victim was last said to be the victim, by suspect.

    What names none of the offences that a suspect is charged with says nothing, as a slip of the
    pen would else silence all that is the victim's. Nor does what does not say which suspect.
    """
    facts = list(facts)
    charged, said = charged_offences(facts, of_case), last_said(facts, of_case)
    own = {suspect: offences_of(each.fact) for suspect, each in said.items()}
    return {
        suspect: offences
        for suspect, offences in own.items()
        if not offences or suspect not in charged or charged[suspect].intersection(offences)
    }


def last_said(facts: Iterable[LoggedFact], of_case: Suspects) -> Mapping[Suspect, LoggedFact]:
    """What was last said of which offences of each suspect are the victim's."""
    said = sorted((each for each in facts if isinstance(each.fact, VictimOfOffences)), key=in_order)
    by_suspect = {of_case.about(each): each for each in said}
    return {who: each for who, each in by_suspect.items() if who is not NotOne.UNSAID}


def charged_offences(facts: Iterable[LoggedFact], of_case: Suspects) -> Mapping[Suspect, set[int]]:
    """The offences with which each suspect is charged, of whom charges with numbers are known."""
    charged: dict[Suspect, set[int]] = {}
    for each in facts:
        if isinstance(each.fact, SuspectCharged) and each.fact.charges:
            charged.setdefault(of_case.about(each), set()).update(offences_of(each.fact))
    return charged


def offences_of(fact: Fact) -> Collection[int]:
    """The charged offences that a fact names; none where it is about a defendant as a whole."""
    if isinstance(fact, SuspectCharged):
        return [each.offence for each in fact.charges]
    return fact.offences if isinstance(fact, AboutOffences | VictimOfOffences) else ()


def on_one_offence(one: Fact, other: Fact) -> bool:
    """Whether two facts about one defendant can be about one offence: one names none, or both."""
    both = set(offences_of(one)), set(offences_of(other))
    return not all(both) or not both[0].isdisjoint(both[1])


def _others(facts: Iterable[LoggedFact]) -> Iterable[LoggedFact]:
    """The facts of one case that are about others' offences alone."""
    facts = list(facts)
    history = CaseHistory(facts[0].case).with_facts(facts)
    if not history.of(VictimOfOffences):
        return []
    of_case = suspects(history)
    own = own_offences(facts, of_case)
    return [each for each in facts if _is_others(each, own.get(of_case.about(each)))]


def _is_others(logged: LoggedFact, own: Collection[int] | None) -> bool:
    fact = logged.fact
    if own is None or not isinstance(fact, AboutSuspect):
        return False
    if fact.names_victim or logged.names_this_victim:
        return False
    if named := offences_of(fact):
        return not set(named) & set(own)
    return not own and not isinstance(fact, _BEFORE_CHARGE)
