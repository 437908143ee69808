"""The results that a court gave a defendant, by their codes: each an event, some together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agencies.adapters.changed_results import SaidByResult, as_it_stands
from agencies.adapters.code_tables import CodedResult, bail_conditions, codes, court, court_result
from agencies.adapters.conversion import ConversionNotes, Draft
from agencies.adapters.field_forms import day, pence
from agencies.adapters.hearing_parts import DefendantPart, HearingPart, day_of, own_id
from agencies.adapters.message_parts import Part
from agencies.adapters.sentence_terms import term
from events.vocabulary import FACTS

_ONCE_A_HEARING = {"hearing-adjourned", "sent-to-crown-court", "warrant-issued", "warrant-ended"}
"""What is recorded with each offence, and happens once: to the hearing, or to the defendant."""

_RESULT_CODE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result of a defendant, with the offence that it is of, if it is of one."""

    part: Part
    offence: int | None
    offence_id: str

    @property
    def id(self) -> str:
        """The result's own id; of one without it what else tells it from others."""
        own = self.part.text("judicialResultId")
        return own or f"{self.offence_id}/{self.part.text('cjsCode')}/{self.part.text('label')}"


def results_of(who: DefendantPart, hearing: HearingPart, notes: ConversionNotes) -> Iterator[Draft]:
    """What the results of a defendant say, as they stand."""
    drafts = [*as_it_stands(_said(who, hearing, notes), hearing.shared)]
    yield from drafts
    kinds = {each.kind for each in drafts}
    if "sent-to-crown-court" in kinds and "remand-decided" not in kinds:
        yield from _status(who, hearing)


def _said(
    who: DefendantPart, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[SaidByResult]:
    for line in _lines(who, hearing.part):
        result = _coded(line.part, notes)
        if result is None:
            draft = _other(line, who, hearing, notes)
        elif result.kind == "remand-decided":
            yield SaidByResult(_remand(line, result, who, hearing), line.part, together=True)
            continue
        else:
            draft = _draft(line, result, who, hearing) if result.kind else None
        if draft:
            yield SaidByResult(draft, line.part)


def _lines(who: DefendantPart, hearing: Part) -> Iterator[ResultLine]:
    for offence, number in who.offences:
        for each in offence.parts("judicialResults"):
            yield ResultLine(each, number, offence.text("id") or "")
    for name in ("judicialResults", "defendantCaseJudicialResults"):
        for each in who.part.parts(name):
            yield ResultLine(each, None, who.id)
    master = who.part.text("masterDefendantId")
    for each in hearing.parts("defendantJudicialResults"):
        if master and each.text("masterDefendantId") == master:
            yield ResultLine(each.part("judicialResult"), None, who.id)


def _coded(part: Part, notes: ConversionNotes) -> CodedResult | None:
    code, label = part.text("cjsCode"), part.text("label")
    found = court_result(code, label, final=part.text("category") == "FINAL")
    if found and found.data.get("sentence") == "immediate-custody" and part.flag("lifeDuration"):
        return CodedResult(found.kind, {"sentence": "life"})
    if found and found.kind is None:
        notes.report.left["results that are no victim's concern"] += 1
    return found


def _draft(
    line: ResultLine, result: CodedResult, who: DefendantPart, hearing: HearingPart
) -> Draft:
    kind = result.kind or ""
    ids: tuple[str, ...] = (kind, line.id)
    if kind in _ONCE_A_HEARING:
        ids = (kind, hearing.id, who.subject if kind == "hearing-adjourned" else who.id)
    data = {**_about(kind, line, who), **result.data, **_more(result, line.part, hearing)}
    at = day_of(line.part, "orderedDate", hearing.day)
    return Draft(kind, ids, who.subject, at, data)


def _about(kind: str, line: ResultLine, who: DefendantPart) -> dict[str, Any]:
    """The defendant and the offence that it is about, as far as an event of the kind can say so."""
    fact = FACTS.get(kind)
    known = fact.model_fields if fact else {"asn", "offences"}
    data: dict[str, Any] = dict(who.whose) if "asn" in known else {}
    if line.offence and "offences" in known:
        data["offences"] = [line.offence]
    return {} if kind == "hearing-adjourned" else data


def _more(result: CodedResult, part: Part, hearing: HearingPart) -> Mapping[str, Any]:
    """The fields that are not in the code: the court, terms, amounts, days."""
    next_hearing = part.part("nextHearing")
    match result.kind:
        case "sentence-passed":
            return {"court": hearing.court, **term(part, result.data["sentence"])}
        case "sentence-deferred":
            until = day(next_hearing.text("listedStartDateTime"))
            return {"court": hearing.court, **({"until": until} if until else {})}
        case "hearing-adjourned":
            return {"court": hearing.court, "hearing_id": hearing.id, "hearing": hearing.kind}
        case "sent-to-crown-court":
            there = court(next_hearing.part("courtCentre").text("code"))
            return {"court": there} if there else {}
        case "compensation-ordered":
            return {"amount_pence": amount} if (amount := _amount(part)) else {}
        case "protective-order-made" | "protective-order-changed":
            until = day(part.part("durationElement").text("durationEndDate")) or _until(part)
            own = own_id(part, "judicialResultId")
            made = result.kind == "protective-order-made"
            named = {"order_id": own} if own and made else {}
            return {**named, **({"until": until} if until else {})}
        case "case-concluded":
            return {"court": hearing.court}
        case _:
            return {}


def _amount(part: Part) -> int | None:
    prompts = part.parts("judicialResultPrompts")
    found = (pence(each.text("value")) for each in prompts if each.flag("isFinancialImposition"))
    return next((each for each in found if each), None)


def _until(part: Part) -> str | None:
    """The end of an order, where a prompt named so has a day as its value."""
    for each in part.parts("judicialResultPrompts"):
        label = (each.text("label") or "").lower()
        if ("until" in label or "end date" in label) and (found := day(each.text("value"))):
            return found
    return None


def _remand(
    line: ResultLine, result: CodedResult, who: DefendantPart, hearing: HearingPart
) -> Draft:
    labels = [each.text("label") or "" for each in line.part.parts("judicialResultPrompts")]
    data: dict[str, Any] = {**_about("remand-decided", line, who), **result.data}
    data["court"] = hearing.court
    if conditions := bail_conditions(labels):
        data["conditions"] = conditions
    limit = day(who.part.part("personDefendant").text("custodyTimeLimit"))
    if limit and data["remand"] == "custody":
        data["custody_time_limit"] = limit
    at = day_of(line.part, "orderedDate", hearing.day)
    remand = f"{data['remand']}{data.get('pending_appeal', '')}"
    return Draft("remand-decided", (hearing.id, who.id, at, remand), who.subject, at, data)


def _status(who: DefendantPart, hearing: HearingPart) -> Iterator[Draft]:
    """The remand with which a defendant was sent to the Crown Court: the status has it."""
    person = who.part.part("personDefendant")
    status = person.part("bailStatus").text("code")
    remand = codes("remand-statuses", "code", "remand").get(status or "")
    if remand is None:
        return
    limit = day(person.text("custodyTimeLimit"))
    data = {**who.whose, "court": hearing.court, "remand": remand}
    data |= {"custody_time_limit": limit} if limit and remand == "custody" else {}
    ids = (hearing.id, who.id, hearing.day, remand)
    yield Draft("remand-decided", ids, who.subject, hearing.day, data)


def _other(
    line: ResultLine, who: DefendantPart, hearing: HearingPart, notes: ConversionNotes
) -> Draft | None:
    """A result that is in no list: another one, its code as it came, and counted."""
    code = line.part.text("cjsCode") or ""
    if len(code) != _RESULT_CODE_DIGITS or not (code.isascii() and code.isdecimal()):
        notes.unsaid("result", "no_result_code")
        return None
    notes.report.other[f"result {code}"] += 1
    said = {"court": hearing.court, "result_code": code}
    data = {**_about("court-result-recorded", line, who), **said}
    at = day_of(line.part, "orderedDate", hearing.day)
    return Draft("court-result-recorded", (line.id,), who.subject, at, data)
