"""The fields of events and their values in plain words, and the values that somebody types in them.

The code of a value is shown only where two values of a field have the same words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from pydantic import AwareDatetime

from events.places import BOROUGHS
from events.vocabulary import FACTS
from web import formats
from web.wording import case_reference, plain

_NAMES = {
    "about": "matter",
    "after": "reason of the return",
    "against": "decision appealed",
    "all_of_it": "statement whether all of it was returned",
    "amount_pence": "amount in pence",
    "asn": "arrest/summons number (ASN)",
    "back_to": "step to which it goes back",
    "by": "party that appealed",
    "custody_days": "days in custody",
    "custody_months": "months in custody",
    "custody_weeks": "weeks in custody",
    "decided_by": "person who decided",
    "decision_of": "agency whose decision it was",
    "died": "statement whether they died",
    "duplicate_of": "hearing of which it is a duplicate",
    "ends_at": "time when it ends",
    "every_days": "days between two contacts",
    "extended_licence_months": "months of the extended licence",
    "first_day": "first day",
    "from_case": "case from which it was severed",
    "granted": "statement whether they were granted",
    "hands_over_to": "colleague who takes over",
    "hearing": "kind of hearing",
    "hearing_id": "identity of the hearing",
    "how": "way in which that was",
    "interim": "statement whether it is interim",
    "interpreter": "statement whether there was an interpreter",
    "into": "case into which it went",
    "made": "way in which it was reported",
    "minimum_term_months": "months of the minimum term",
    "of": "matter opted out of",
    "on_day": "day for which it is listed",
    "order": "kind of order",
    "order_id": "identity of the order",
    "other": "other reference",
    "pending_appeal": "statement whether an appeal is pending",
    "reason_code": "code of the reason",
    "required": "statement whether they are required",
    "result_code": "code of the result",
    "safe": "statement whether it was safe",
    "starts_at": "time when it starts",
    "suspect": "number of the suspect",
    "to": "destination",
    "to_be_fixed": "statement whether a date is still to be fixed",
    "under_caution": "statement whether it was under caution",
    "until": "end",
    "until_further_order": "statement whether it stands until further order",
    "until_on": "day until which it is put off",
    "victim_contact_scheme": "statement whether the Victim Contact Scheme is for this victim",
    "week_of": "week for which it is listed",
    "why": "reason",
    "with_case": "case with which it was joined",
}
"""What a field is called where its own name is not what people say, as a noun."""

_CASES = frozenset({"from_case", "into", "other", "with_case"})
"""Fields that name a case as an agency does."""

SHOWN_AT_ONCE = 8
"""So many values of a field are named beside it; of more the form says them where one is wrong."""


def field(name: str) -> str:
    """What a field of an event is called, as a noun in mid-sentence."""
    return _NAMES.get(name) or plain(name.replace("_", "-"))


def value(name: str, said: object) -> str:
    """What a field of an event says, in words; as it stands where it is no code of ours."""
    text = str(said)
    if bool in _types(name) and text.lower() in _YES_OR_NO:
        return _YES_OR_NO[text.lower()]
    if words := _words_of(name).get(text):
        return words
    if name in _CASES and ":" in text:
        return case_reference(text)
    return _when(name, text) or text


_YES_OR_NO = {"true": "yes", "false": "no"}


def _when(name: str, text: str) -> str:
    """A day or an instant as people write it; empty where it is neither."""
    if not _types(name) & {date, AwareDatetime}:
        return ""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return formats.moment(at) if at.tzinfo else formats.day(at.date())


def could_be(kind: str, name: str) -> list[str]:
    """What a field of an event of a kind can say, in words; empty where it is no list of codes."""
    return list(_words(_choices(kind, name)).values())


def typed(kind: str, name: str, text: str) -> str:
    """The value that somebody typed in a field, by its words or as its code."""
    codes = _choices(kind, name)
    known = {_same(code): code for code in codes}
    for words in (_words_of(name), _words(codes)):
        known |= {_same(said): code for code, said in words.items() if code in codes}
    return known.get(_same(text), text)


def is_instant(kind: str, name: str) -> bool:
    """Whether a field of an event of a kind is a date with a time of day."""
    return AwareDatetime in set(_parts(FACTS[kind].model_fields[name].annotation))


def _choices(kind: str, name: str) -> dict[str, str | None]:
    annotation = FACTS[kind].model_fields[name].annotation
    if bool in set(_parts(annotation)):
        return dict(_YES_OR_NO)
    if name == "borough":
        return {code: place.name for code, place in BOROUGHS.items()}
    return _codes(annotation)


def _same(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


@cache
def _words_of(name: str) -> Mapping[str, str]:
    """The words of all codes that a field of this name has in any event."""
    found: dict[str, str | None] = {}
    for kind, fact in FACTS.items():
        if name in fact.model_fields and bool not in _types(name):
            found |= _choices(kind, name)
    return _words(found)


@cache
def _types(name: str) -> frozenset[Any]:
    annotations = (fact.model_fields[name].annotation for fact in _facts_with(name))
    return frozenset(part for each in annotations for part in _parts(each))


def _facts_with(name: str) -> Iterator[Any]:
    return (fact for fact in FACTS.values() if name in fact.model_fields)


def _parts(annotation: Any) -> Iterator[Any]:
    """The types in an annotation, without what is in lists."""
    yield annotation
    for each in get_args(annotation):
        yield from _parts(each)


def _codes(annotation: Any) -> dict[str, str | None]:
    """Each code that an annotation allows, with its name where it has one of its own."""
    enums = (each for each in _parts(annotation) if isinstance(each, type))
    return {
        str(code): getattr(code, "label", None)
        for each in enums
        if issubclass(each, StrEnum)
        for code in each
    }


def _words(codes: Mapping[str, str | None]) -> dict[str, str]:
    """The words of codes; those that have the same words have their code after them."""
    words = {code: label or plain(code) for code, label in codes.items()}
    times = Counter(map(_same, words.values()))
    return {c: f"{said} ({c})" if times[_same(said)] > 1 else said for c, said in words.items()}
