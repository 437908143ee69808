"""A hearing that was resulted: that it was held, pleas, allocation, verdicts, and its results."""

from collections.abc import Iterator
from typing import Any

from agencies.adapters.code_tables import codes, verdict
from agencies.adapters.conversion import ConversionNotes, Draft, Unsayable
from agencies.adapters.hearing_parts import (
    DefendantPart,
    HearingPart,
    case_subject,
    day_of,
    defendants,
    links,
    read_hearing,
)
from agencies.adapters.judicial_results import results_of
from agencies.adapters.message_parts import Part

_CONVICTING = ("guilty", "guilty-to-lesser", "guilty-to-alternative", "guilty-of-lesser-offence")
_CONVICTED = {*_CONVICTING, "guilty-of-alternative"}


def resulted(message: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """All that a resulted hearing says. Raises Unsayable where the hearing cannot be read."""
    hearing = read_hearing(message.part("hearing"), notes)
    for case in hearing.part.parts("prosecutionCases"):
        try:
            yield from _of_case(case, hearing, notes)
        except Unsayable as unsayable:
            notes.unsaid(unsayable.what, unsayable.rule)


def _of_case(case: Part, hearing: HearingPart, notes: ConversionNotes) -> Iterator[Draft]:
    subject = case_subject(case)
    found = [*defendants(case, notes)]
    yield _held(hearing, subject)
    yield from links(case, found, hearing.day)
    for each in found:
        yield from _of_defendant(each, hearing, notes)


def _held(hearing: HearingPart, subject: str) -> Draft:
    """The hearing took place, or the day set for the trial passed; or the trial was vacated."""
    trial = hearing.part.part("crackedIneffectiveTrial")
    result = (trial.text("type") or "").lower() or None
    if result is None and hearing.part.flag("isEffectiveTrial"):
        result = "effective"
    data: dict[str, Any] = {"court": hearing.court, "hearing_id": hearing.id}
    if trial.text("code"):
        data["reason_code"] = trial.text("code")
    ids = (hearing.id, subject, hearing.day)
    if hearing.part.flag("isVacatedTrial") or result == "vacated":
        return Draft("trial-vacated", ids, subject, day_of(trial, "date", hearing.day), data)
    data["hearing"] = hearing.kind
    if result and hearing.kind == "trial":
        data["trial_result"] = result
    return Draft("hearing-held", ids, subject, hearing.starts_at or hearing.day, data)


def _of_defendant(
    each: DefendantPart, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    decided: list[str] = []
    for offence, number in each.offences():
        about = {**each.whose, **({"offences": [number]} if number else {})}
        for draft in _of_offence(offence, about, each.subject, hearing, notes):
            decided += [draft.data[name] for name in ("plea", "verdict") if name in draft.data]
            yield draft
    yield from results_of(each, hearing, notes)
    if each.part.flag("proceedingsConcluded") and (outcome := _outcome(decided)):
        data = {"court": hearing.court, "outcome": outcome, **each.whose}
        ids = (hearing.id, each.id, "concluded")
        yield Draft("case-concluded", ids, each.subject, hearing.day, data)


def _outcome(decided: list[str]) -> str | None:
    """How it ended for a defendant by pleas and verdicts; None where they do not say."""
    if _CONVICTED & set(decided):
        return "convicted"
    return "acquitted" if "not-guilty" in decided else None


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
        whose = {name: value for name, value in about.items() if name == "asn"}
        yield Draft("reporting-restriction-made", (each.text("id") or own,), subject, at, whose)


def _allocated(
    offence: Part, about: dict[str, Any], subject: str, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    part = offence.part("allocationDecision")
    if not part:
        return
    words = (part.text("motReasonDescription") or "").lower()
    found = codes("allocations", "words", "venue").items()
    venue = next((venue for listed, venue in found if listed in words), None)
    if venue is None:
        notes.unsaid("allocation", "not_in_the_list")
        return
    at = day_of(part, "allocationDecisionDate", hearing.day)
    whose = {name: value for name, value in about.items() if name == "asn"}
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
