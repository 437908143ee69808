"""Facts about an offender apart from any case, placed in the victim's cases that concern them.

The log has such a fact once for each victim, under the offender's pseudonym. It counts in every
case of the victim that is linked with the offender, about the suspect whom the link names; in none
once the link is taken back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from events.identifiers import narrowness
from events.offender_references import is_keyed_offender
from events.offenders import OffenderLinked, OffenderUnlinked
from events.suspects import AboutSuspect
from processors.case.case_history import case_names
from processors.case.facts_by_event import FactsByEvent
from schemas.log_records import LoggedFact

Links = Mapping[str, Mapping[str, LoggedFact]]
"""By offender and by case, the link that stands."""


def placed(facts: FactsByEvent, before: FactsByEvent | None = None) -> FactsByEvent:
    """The facts of a victim, each fact about an offender in the cases that it concerns.

    The same object where there is none. `before` are facts as they were placed earlier: one that is
    equal is the same object again.
    """
    if not any(is_keyed_offender(each.case) for each in facts.values()):
        return facts
    links = _links(each for each in facts.values() if not is_keyed_offender(each.case))
    after: dict[UUID, LoggedFact] = {}
    for logged in facts.values():
        for each in _in_cases(logged, links) if is_keyed_offender(logged.case) else (logged,):
            known = before.get(each.event) if before else None
            after[each.event] = known if known is not None and known == each else each
    return after


def placed_event(event: UUID, case: str, cases: Iterable[str]) -> UUID:
    """The identity of a fact in one of the cases in which it counts: its own in the first."""
    return event if case == min(cases, key=narrowness) else uuid5(event, case)


def _links(facts: Iterable[LoggedFact]) -> Links:
    facts = list(facts)
    names = case_names(facts)
    newest: dict[str, dict[str, LoggedFact]] = {}
    for each in sorted(facts, key=lambda logged: logged.order):
        if isinstance(each.fact, OffenderLinked | OffenderUnlinked):
            newest.setdefault(each.fact.offender, {})[names[each.case]] = each
    return {
        offender: {case: link for case, link in by_case.items() if _stands(link)}
        for offender, by_case in newest.items()
    }


def _stands(link: LoggedFact) -> bool:
    return isinstance(link.fact, OffenderLinked)


def _in_cases(logged: LoggedFact, links: Links) -> Iterator[LoggedFact]:
    """A fact about an offender as it counts in each case that is linked with them."""
    by_case = links.get(logged.case, {})
    for case, link in by_case.items():
        learned = max(logged.learned, link.learned)
        yield replace(
            logged,
            event=placed_event(logged.event, case, by_case),
            case=case,
            fact=logged.fact.model_copy(update=_suspect(link)),
            linked=learned if learned > logged.received else None,
        )


def _suspect(link: LoggedFact) -> dict[str, Any]:
    assert isinstance(link.fact, AboutSuspect)
    return {"suspect": link.fact.suspect, "asn": link.fact.asn}
