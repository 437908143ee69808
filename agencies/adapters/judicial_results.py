"""The results that a court gave a defendant, by their codes: each an event, some together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agencies.adapters.code_tables import CodedResult, bail_conditions, codes, court, court_result
from agencies.adapters.conversion import ConversionNotes, Draft, event_id
from agencies.adapters.field_forms import day, pence
from agencies.adapters.hearing_parts import DefendantPart, HearingPart, day_of
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
    """What the results of a defendant say."""
    remands: dict[str, Draft] = {}
    for line in _lines(who, hearing.part):
        result = _coded(line.part, notes)
        if result is None:
            yield from _other(line, who, hearing, notes)
        elif result.kind == "remand-decided":
            _together(remands, _remand(line, result, who, hearing))
        elif result.kind:
            yield from _amended(line, _draft(line, result, who, hearing))
            if result.kind == "sent-to-crown-court" and (remand := _status(who, hearing)):
                remands.setdefault(str(remand.data["remand"]), remand)
    yield from remands.values()


def _lines(who: DefendantPart, hearing: Part) -> Iterator[ResultLine]:
    for offence, number in who.offences():
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
            own = part.text("judicialResultId")
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


def _together(remands: dict[str, Draft], draft: Draft) -> None:
    """One decision for all offences of a defendant that have the same."""
    key = str(draft.ids)
    if before := remands.get(key):
        offences = sorted({*before.data.get("offences", ()), *draft.data.get("offences", ())})
        conditions = (*before.data.get("conditions", ()), *draft.data.get("conditions", ()))
        more = {"offences": offences} if offences else {}
        more |= {"conditions": [*dict.fromkeys(conditions)]} if conditions else {}
        draft = Draft(draft.kind, draft.ids, draft.subject, draft.at, {**draft.data, **more})
    remands[key] = draft


def _status(who: DefendantPart, hearing: HearingPart) -> Draft | None:
    """The remand with which a defendant was sent to the Crown Court: the status has it."""
    person = who.part.part("personDefendant")
    status = person.part("bailStatus").text("code")
    remand = codes("remand-statuses", "code", "remand").get(status or "")
    if remand is None:
        return None
    limit = day(person.text("custodyTimeLimit"))
    data = {**who.whose, "court": hearing.court, "remand": remand}
    data |= {"custody_time_limit": limit} if limit and remand == "custody" else {}
    ids = (hearing.id, who.id, hearing.day, remand)
    return Draft("remand-decided", ids, who.subject, hearing.day, data)


def _amended(line: ResultLine, draft: Draft) -> Iterator[Draft]:
    """A result as it is; of one that was amended or deleted, the first one is taken back."""
    amended, deleted = day(line.part.text("amendmentDate")), line.part.flag("isDeleted")
    if not (amended or deleted):
        yield draft
        return
    reason = "entered-in-error" if deleted else "amended"
    first = {"event_id": event_id(draft), "reason": reason}
    ids = ("withdrawn", *draft.ids)
    yield Draft("report-withdrawn", ids, draft.subject, amended or draft.at, first)
    if not deleted:
        ids = (*draft.ids, amended or "")
        yield Draft(draft.kind, ids, draft.subject, draft.at, draft.data)


def _other(
    line: ResultLine, who: DefendantPart, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    """A result that is in no list: another one, its code as it came, and counted."""
    code = line.part.text("cjsCode") or ""
    if len(code) != _RESULT_CODE_DIGITS or not (code.isascii() and code.isdecimal()):
        notes.unsaid("result", "no_result_code")
        return
    notes.report.other[f"result {code}"] += 1
    said = {"court": hearing.court, "result_code": code}
    data = {**_about("court-result-recorded", line, who), **said}
    at = day_of(line.part, "orderedDate", hearing.day)
    yield from _amended(line, Draft("court-result-recorded", (line.id,), who.subject, at, data))
