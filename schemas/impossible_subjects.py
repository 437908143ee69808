"""What cannot be said of a case, a suspect, an offender or an event: identifiers that cannot be."""

import re
from collections.abc import Iterator

from events.corrections import CorrectionProposed, ReportWithdrawn
from events.fact import Fact
from events.identifiers import Agency, CaseLevel, leads_to, level
from events.identity import CaseLinked, link_of
from events.offender_references import is_offender
from events.suspects import AboutSuspect
from schemas.arriving_event import ArrivingEvent
from schemas.refusal import Problem

MOST_SUSPECTS = 99
"""No case of London's had so many defendants: a greater number is another system's id."""

_CROWN_COURT_NUMBER = re.compile(r"urn:[A-Z]20[0-9]{6}")


_LEADING_ON = {"asn", "other", "into"}
"""Fields by which facts go to the victims of another case, as they come in."""


def subject_problems(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """A subject that is no case: a Crown Court's number as a URN, a court's defendant."""
    if _CROWN_COURT_NUMBER.fullmatch(event.case):
        yield Problem("subject", "a_crown_court_number")
    if event.agency is Agency.HMCTS and event.case.startswith("asn:"):
        yield Problem("subject", "a_defendant_and_no_case")


def suspect_problems(event: ArrivingEvent[AboutSuspect]) -> Iterator[Problem]:
    """A suspect's number that no case has, and a suspect named beside an offender."""
    fact = event.fact
    if (fact.suspect or 1) > MOST_SUSPECTS:
        yield Problem("data.suspect", "too_many_suspects")
    if is_offender(event.case):
        given = {"suspect": fact.suspect, "asn": fact.asn}
        yield from (Problem(f"data.{name}", "of_a_case_only") for name in given if given[name])


def correction_problems(event: ArrivingEvent[CorrectionProposed]) -> Iterator[Problem]:
    """A field that leads to another case, and a value that is an offender's number."""
    if event.fact.field in _LEADING_ON:
        yield Problem("data.field", "leads_to_a_case")
    if is_offender(event.fact.value or ""):
        yield Problem("data.value", "an_offenders_number")


def withdrawal_problems(event: ArrivingEvent[ReportWithdrawn]) -> Iterator[Problem]:
    """A withdrawal that names no event."""
    if event.fact.event is None and event.fact.event_id is None:
        yield Problem("data.event", "names_no_event")


def link_problems(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """A link of two prosecutions, of a case with itself, or that leads to a crime."""
    case, link = event.case, link_of(event.fact)
    if link is None or not link.stated:
        return
    path = f"data.{link.field}"
    if _CROWN_COURT_NUMBER.fullmatch(link.other):
        yield Problem(path, "a_crown_court_number")
    if isinstance(event.fact, CaseLinked) and _are_two_prosecutions(case, link.other):
        yield Problem(path, "two_prosecutions")
    if link.other == case and not isinstance(event.fact, CaseLinked):
        yield Problem(path, "the_same_case")
    if link.one_way and not leads_to(case, link.other):
        yield Problem(path, "only_a_crime")


def _are_two_prosecutions(one: str, other: str) -> bool:
    """Whether both are prosecutions by one system's numbering: a URN and an id can be the same."""
    both = {one, other}
    systems = {each.partition(":")[0] for each in both}
    prosecutions = all(level(each) is CaseLevel.PROSECUTION for each in both)
    return len(both) == 2 and len(systems) == 1 and prosecutions
