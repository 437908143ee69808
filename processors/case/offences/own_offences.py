"""Which facts concern the victim, as far as it was said which charged offences are theirs."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from events.after_sentence import (
    LicenceConditionsEnded,
    LicenceConditionsSet,
    OffenderDischargedFromHospital,
    ParoleDecided,
    ParoleHearingListed,
    PrisonerRecalled,
    PrisonerReleased,
)
from events.charging import (
    ChargingDecisionMade,
    EarlyAdviceSought,
    ReferredToCps,
    ReturnedToPolice,
    VictimOfOffences,
)
from events.investigation import (
    BailConditionsChanged,
    PoliceOutcomeRecorded,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectIdentified,
    SuspectInterviewed,
)
from events.prison import (
    PrisonerAbsconded,
    PrisonerReceived,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
)
from events.suspects import AboutOffences, AboutSuspect
from processors.case.history.case_history import CaseHistory, case_names
from processors.case.history.facts_by_case import facts_by_case
from processors.case.history.facts_by_event import FactsByEvent
from processors.case.history.standing_links import within_reach
from processors.case.offences.charged_offences import Offence, offences_of, own_offences
from processors.case.offences.offences_in_question import words_in_question
from processors.case.offences.open_offences import OpenOffences
from processors.case.suspects.case_suspects import Suspects, suspects
from schemas.log_records import LoggedFact

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


_AFTER_SENTENCE = (
    LicenceConditionsSet,
    LicenceConditionsEnded,
    ParoleHearingListed,
    ParoleDecided,
    PrisonerReleased,
    PrisonerRecalled,
    OffenderDischargedFromHospital,
    PrisonerReceived,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
    PrisonerAbsconded,
)
"""What becomes of somebody who serves a sentence: of no concern to who is no victim of it."""


def concerning(
    facts: FactsByEvent,
    reported: FactsByEvent,
    counting: FactsByEvent | None = None,
    before: FactsByEvent | None = None,
) -> FactsByEvent:
    """The facts of a victim without those of cases and of offences that are others' alone.

    What was said of which offences are the victim's is `in_question` where a court decided of
    others that nobody had been charged with by then, and so is a result that does not say under
    which of several ASNs its offences are. The same object where nothing is left out.
    `reported` are all facts, corrected and taken back or not; which cases are the victim's follows
    from those `counting`, the facts themselves if left out. `before` are facts as they counted
    earlier: one that is equal is the same object again.
    """
    facts = within_reach(facts, reported, facts if counting is None else counting)
    if VictimOfOffences not in {type(each.fact) for each in facts.values()}:
        return facts
    by_case = facts_by_case({}, facts.values(), case_names(facts.values()))
    others, asked = set[UUID](), set[UUID]()
    for of_case in by_case.values():
        theirs, in_question = _others(list(of_case))
        others |= theirs
        asked |= in_question
    if not (others or asked):
        return facts
    own = {event: logged for event, logged in facts.items() if event not in others}
    return own | {event: _asked(own[event], before or {}) for event in asked}


def _asked(logged: LoggedFact, before: FactsByEvent) -> LoggedFact:
    asked, known = replace(logged, in_question=True), before.get(logged.event)
    return known if known == asked else asked


def _others(facts: list[LoggedFact]) -> tuple[set[UUID], set[UUID]]:
    """The facts of one case that are about others' offences alone, and those in question."""
    history = CaseHistory(facts[0].case).with_facts(facts)
    if not history.of(VictimOfOffences):
        return set(), set()
    of_case = suspects(history)
    own = own_offences(facts, of_case)
    charges = OpenOffences.of(history, of_case)
    others = {
        each.event
        for each in facts
        if _is_others(each, own.get(of_case.about(each)), of_case) or _of_sentence(each, charges)
    }
    asked = words_in_question(history, of_case, own, others) if others else set()
    return others, asked | {each.event for each in facts if _names_no_asn(each, of_case)} - others


def _names_no_asn(logged: LoggedFact, of_case: Suspects) -> bool:
    """Whether offences are under one of several ASNs of a suspect, and nothing says which."""
    if not of_case.split or not isinstance(logged.fact, AboutOffences) or not logged.fact.offences:
        return False
    return len(of_case.asns_meant(logged)) > 1


def _of_sentence(logged: LoggedFact, charges: OpenOffences) -> bool:
    """Whether it is what follows a sentence that was passed for others' offences alone."""
    if not isinstance(logged.fact, _AFTER_SENTENCE) or logged.names_this_victim:
        return False
    return charges.are_over(logged, charges.of_case.about(logged))


def _is_others(logged: LoggedFact, own: Collection[Offence] | None, of_case: Suspects) -> bool:
    fact = logged.fact
    if own is None or not isinstance(fact, AboutSuspect):
        return False
    if fact.names_victim or logged.names_this_victim:
        return False
    if named := offences_of(logged, of_case):
        return named.isdisjoint(own)
    return not own and not isinstance(fact, _BEFORE_CHARGE)
