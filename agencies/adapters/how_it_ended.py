"""How the proceedings against a defendant ended, by the pleas, verdicts and results of offences."""

from collections.abc import Iterator, Mapping, Sequence

from agencies.adapters.conversion import Draft
from agencies.adapters.hearing_parts import DefendantPart, HearingPart

_ENDS: Mapping[str, str] = {
    "guilty": "convicted",
    "guilty-to-lesser": "convicted",
    "guilty-to-alternative": "convicted",
    "guilty-of-lesser-offence": "convicted",
    "guilty-of-alternative": "convicted",
    "not-guilty-by-reason-of-insanity": "not-guilty-by-reason-of-insanity",
    "unfit-did-the-act": "unfit-to-plead",
}
"""The outcome of an offence by its plea or verdict; a plea of not guilty ends nothing."""


def concluded(drafts: Sequence[Draft], who: DefendantPart, hearing: HearingPart) -> Iterator[Draft]:
    """The end of the proceedings against a defendant, by the drafts about them.

    One event where all offences ended alike; else one for each outcome, with its offences: each
    victim hears of her own. Where a result says the end already, nothing is added.
    """
    if not who.part.flag("proceedingsConcluded"):
        return
    ended = {number for each in drafts if each.kind == "case-concluded" for number in _of(each)}
    outcomes = {number: how for number, how in _decided(drafts).items() if number not in ended}
    common = {"court": hearing.court, **who.whose}
    if len({*outcomes.values()}) == 1 and not ended:
        (outcome,) = {*outcomes.values()}
        ids = (hearing.id, who.id, "concluded", outcome)
        yield Draft("case-concluded", ids, who.subject, hearing.day, {**common, "outcome": outcome})
        return
    for outcome in dict.fromkeys(outcomes.values()):
        numbers = [number for number, how in outcomes.items() if number and how == outcome]
        data = {**common, "outcome": outcome, "offences": numbers}
        named = (hearing.id, who.id, "concluded", outcome, *map(str, numbers))
        if numbers:
            yield Draft("case-concluded", named, who.subject, hearing.day, data)


def _decided(drafts: Sequence[Draft]) -> Mapping[int | None, str]:
    """The outcome of each offence: that of its verdict, or else that of a plea of guilty."""
    pleaded: dict[int | None, str] = {}
    found: dict[int | None, str] = {}
    for each in drafts:
        for number in _of(each) or (None,):
            if each.kind == "plea-entered" and (outcome := _ENDS.get(each.data["plea"])):
                pleaded.setdefault(number, outcome)
            elif each.kind == "verdict-given":
                verdict = each.data["verdict"]
                by_verdict = "acquitted" if verdict == "not-guilty" else _ENDS.get(verdict)
                found |= {number: by_verdict} if by_verdict else {}
    return {**pleaded, **found}


def _of(draft: Draft) -> Sequence[int]:
    return tuple(draft.data.get("offences", ()))
