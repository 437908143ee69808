"""Results that a court amended or deleted: the first event is taken back, and what stands is said.

A message has a deleted result beside those that stand. Several results can be one event, such as
one remand for three offences: what stands of them is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from agencies.adapters.code_tables import amended_sentence
from agencies.adapters.conversion import Draft, event_id
from agencies.adapters.field_forms import day
from agencies.adapters.message_parts import Part


@dataclass(frozen=True, slots=True)
class SaidByResult:
    """An event, and a result that says it. What is `together` is of all offences that have it."""

    draft: Draft
    result: Part
    together: bool = False

    @property
    def is_deleted(self) -> bool:
        """Whether the court took the result away."""
        return self.result.flag("isDeleted")

    @property
    def amended(self) -> str:
        """The day on which the court amended it; empty where it did not."""
        return day(self.result.text("amendmentDate")) or ""


def as_it_stands(said: Iterable[SaidByResult], shared: str | None = None) -> Iterator[Draft]:
    """Each event once, as the results say it that stand; what was said of others is taken back.

    `shared` is when the court shared the results as they are here. A withdrawal names what is said
    anew, so that a later one takes that back as well. What is said anew has an id of its own
    content: a result may be amended twice on one day.
    """
    of_event: dict[str, list[SaidByResult]] = {}
    for each in said:
        of_event.setdefault(event_id(each.draft), []).append(each)
    for results in of_event.values():
        yield from _standing(results, shared)


def _standing(said: Sequence[SaidByResult], shared: str | None) -> Iterator[Draft]:
    first = _together(said)
    stand = [each for each in said if not each.is_deleted]
    changed = max(each.amended for each in said)
    if not stand:
        yield _taken_back(first, shared or changed, None)
        return
    now = _together(stand)
    amended = [each for each in stand if each.amended]
    if not amended and now == first:
        yield now
        return
    data = {**now.data, **_basis(now, amended)}
    content = orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    ids = (*now.ids, changed or "without those deleted", content)
    anew = replace(now, ids=ids, data=data)
    yield _taken_back(first, shared or changed, anew)
    yield anew


def _taken_back(draft: Draft, at: str, anew: Draft | None) -> Draft:
    """The withdrawal of an event, at an instant or on a day, with what is said in its place."""
    data = {"event_id": event_id(draft), "reason": "entered-in-error"}
    if anew:
        data |= {"reason": "amended", "replacement_id": event_id(anew)}
    ids = ("withdrawn", *draft.ids, data.get("replacement_id", ""))
    return Draft("report-withdrawn", ids, draft.subject, at or draft.at, data)


def _together(said: Sequence[SaidByResult]) -> Draft:
    """One decision for all offences that have the same, by what it says of all of them."""
    draft = said[0].draft
    if not said[0].together:
        return draft
    facts = [each.draft.data for each in said]
    offences = sorted({number for data in facts for number in data.get("offences", ())})
    conditions = dict.fromkeys(each for data in facts for each in data.get("conditions", ()))
    more: dict[str, Any] = {"offences": offences} if offences else {}
    more |= {"conditions": [*conditions]} if conditions else {}
    ids = (*draft.ids, ",".join(map(str, offences)), ",".join(sorted(conditions)))
    return replace(draft, ids=ids, data={**draft.data, **more})


def _basis(draft: Draft, amended: Sequence[SaidByResult]) -> dict[str, str]:
    """Why a sentence takes the place of the first, where the reason of the amendment says it."""
    if draft.kind != "sentence-passed":
        return {}
    reasons = (amended_sentence(each.result.text("amendmentReason")) for each in amended)
    basis = next(filter(None, reasons), None)
    return {"basis": basis} if basis else {}
