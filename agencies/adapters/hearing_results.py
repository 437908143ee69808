"""A hearing that was resulted: that it was held, pleas, allocation, verdicts, and its results."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from agencies.adapters.applications import of_applications
from agencies.adapters.code_tables import code_by_words, codes, verdict
from agencies.adapters.conversion import ConversionNotes, Draft, Unsayable
from agencies.adapters.field_forms import instant
from agencies.adapters.hearing_parts import (
    DefendantPart,
    HearingPart,
    case_subject,
    day_of,
    defendants,
    links,
    read_hearing,
)
from agencies.adapters.held_hearing import held
from agencies.adapters.how_it_ended import concluded
from agencies.adapters.judicial_results import results_of
from agencies.adapters.message_parts import Part


def resulted(message: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """All that a resulted hearing says. Raises Unsayable where the hearing cannot be read."""
    read = read_hearing(message.part("hearing"), notes)
    hearing = replace(read, shared=instant(message.text("sharedTime")))
    for case in hearing.part.parts("prosecutionCases"):
        try:
            yield from _of_case(case, hearing, notes)
        except Unsayable as unsayable:
            notes.unsaid(unsayable.what, unsayable.rule)
    yield from of_applications(hearing, notes)


def _of_case(case: Part, hearing: HearingPart, notes: ConversionNotes) -> Iterator[Draft]:
    subject = case_subject(case)
    found = [*defendants(case, notes)]
    yield held(hearing, subject, notes)
    yield from links(case, found, hearing.day)
    for each in found:
        yield from _of_defendant(each, hearing, notes)


def _of_defendant(
    each: DefendantPart, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    drafts: list[Draft] = []
    for offence, number in each.offences:
        about = {**each.whose, **({"offences": [number]} if number else {})}
        drafts += _of_offence(offence, about, each.subject, hearing, notes)
    drafts += results_of(each, hearing, notes)
    yield from drafts
    yield from concluded(drafts, each, hearing)


def _of_offence(
    offence: Part, about: dict[str, Any], subject: str, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    own = offence.text("id") or ""
    for field, name, when in (
        ("plea", "pleaValue", "pleaDate"),
        ("indicatedPlea", "indicatedPleaValue", "indicatedPleaDate"),
    ):
        part = offence.part(field)
        if value := part.text(name):
            at = day_of(part, when, hearing.day)
            if plea := codes("pleas", "code", "plea").get(value.upper()):
                yield Draft("plea-entered", (own, at, plea), subject, at, {**about, "plea": plea})
            else:
                notes.unsaid("plea", "not_in_the_list")
    yield from _allocated(offence, about, subject, hearing, notes)
    yield from _verdict(offence, about, subject, hearing, notes)
    for each in offence.parts("reportingRestrictions"):
        at = day_of(each, "orderedDate", hearing.day)
        whose = _whose(about)
        yield Draft("reporting-restriction-made", (each.text("id") or own,), subject, at, whose)


def _whose(about: dict[str, Any]) -> dict[str, Any]:
    """Whom a fact is about, of facts that cannot say of which offence."""
    return {name: value for name, value in about.items() if name == "asn"}


def _allocated(
    offence: Part, about: dict[str, Any], subject: str, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    part = offence.part("allocationDecision")
    if not part:
        return
    venue = code_by_words("allocations", "words", "venue", part.text("motReasonDescription"))
    if venue is None:
        notes.unsaid("allocation", "not_in_the_list")
        return
    at = day_of(part, "allocationDecisionDate", hearing.day)
    whose = _whose(about)
    ids = (part.text("originatingHearingId") or hearing.id, subject, whose.get("asn", ""), venue)
    yield Draft("mode-of-trial-decided", ids, subject, at, {**whose, "venue": venue})


def _verdict(
    offence: Part, about: dict[str, Any], subject: str, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    part = offence.part("verdict")
    if not part:
        return
    found = verdict(part.part("verdictType").text("categoryType"))
    if found is None:
        notes.unsaid("verdict", "not_in_the_list")
        return
    at = day_of(part, "verdictDate", hearing.day)
    ids = (offence.text("id") or "", at, found)
    yield Draft("verdict-given", ids, subject, at, {**about, "verdict": found})
