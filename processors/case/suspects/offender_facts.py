"""Facts about an offender apart from any case, placed in the victim's cases that concern them.

The log has such a fact once for each victim, under the offender's pseudonym. It counts in every
case of the victim that is linked with the offender, about the suspect whom the link names; in none
once the link is undone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from events.corrections import CorrectionProposed
from events.identifiers import narrowness
from events.offender_references import is_keyed_offender
from events.offenders import OffenderLinked, OffenderUnlinked
from events.suspects import AboutSuspect
from events.vocabulary import AnyFact
from processors.case.corrections.apply_corrections import apply_corrections
from processors.case.history.case_history import case_names
from processors.case.history.facts_by_event import FactsByEvent
from processors.case.suspects.offender_links import standing_link
from schemas.log_records import LoggedFact

StandingLinks = Mapping[str, LoggedFact]
"""The links that stand with one offender, by case."""


def placed(facts: FactsByEvent, before: FactsByEvent | None = None) -> FactsByEvent:
    """The facts of a victim, each fact about an offender in the cases that it concerns.

    A correction of such a fact is of the fact in each of these cases. The same object where nothing
    is about an offender. `before` are facts as they were placed earlier: one that is equal is the
    same object again.
    """
    if not any(map(is_keyed_offender, {each.case for each in facts.values()})):
        return facts
    of_cases = {event: each for event, each in facts.items() if not is_keyed_offender(each.case)}
    links = _links(of_cases)
    after: dict[UUID, LoggedFact] = {}
    for logged in facts.values():
        for each in _in_cases(logged, facts, links):
            known = before.get(each.event) if before else None
            after[each.event] = known if known is not None and known == each else each
    return after


def _links(facts: FactsByEvent) -> Mapping[str, StandingLinks]:
    """The links that stand by the facts as they count, by offender."""
    counted, _ = apply_corrections(facts)
    names = case_names(counted.values())
    said: dict[str, dict[str, list[LoggedFact]]] = {}
    for each in counted.values():
        if isinstance(each.fact, OffenderLinked | OffenderUnlinked):
            by_case = said.setdefault(each.fact.offender, {})
            by_case.setdefault(names[each.case], []).append(each)
    return {
        offender: {
            case: link
            for case, of_case in by_case.items()
            if (link := standing_link(of_case, offender)) is not None
        }
        for offender, by_case in said.items()
    }


def _in_cases(
    logged: LoggedFact, facts: FactsByEvent, links: Mapping[str, StandingLinks]
) -> Iterator[LoggedFact]:
    """A fact as it counts in each case: one that is not about an offender, as it is."""
    corrected = _corrected(logged, facts)
    offender = (corrected or logged).case
    standing = links.get(offender, {})
    if not is_keyed_offender(offender) or (corrected and not standing):
        yield logged
        return
    for case, link in standing.items():
        first = case == min(standing, key=narrowness)
        learned = max(logged.learned, link.learned)
        yield replace(
            logged,
            event=_event_in(logged.event, case, first=first),
            case=case if is_keyed_offender(logged.case) or not first else logged.case,
            fact=_fact_in(logged.fact, case, link, first=first),
            linked=learned if learned > logged.received else None,
        )


def _corrected(logged: LoggedFact, facts: FactsByEvent) -> LoggedFact | None:
    """The offender's fact that a correction is of."""
    if not isinstance(logged.fact, CorrectionProposed):
        return None
    about = facts.get(logged.fact.event)
    return about if about and is_keyed_offender(about.case) else None


def _event_in(event: UUID, case: str, *, first: bool) -> UUID:
    """The identity of a fact in one of the cases in which it counts: its own in the first."""
    return event if first else uuid5(event, case)


def _fact_in(fact: AnyFact, case: str, link: LoggedFact, *, first: bool) -> AnyFact:
    if isinstance(fact, CorrectionProposed):
        return fact.model_copy(update={"event": _event_in(fact.event, case, first=first)})
    if isinstance(fact, AboutSuspect) and isinstance(link.fact, AboutSuspect):
        return fact.model_copy(update={"suspect": link.fact.suspect, "asn": link.fact.asn})
    return fact
