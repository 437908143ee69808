"""What could be a person where a case, a reference or a code is due: refused where it comes in.

Nobody can tell from text alone whether it is a name. A reference has a digit, and a name has none.
A victim's reference is not looked at here: intake puts a pseudonym in its place.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, get_args

from events.case_moves import CaseJoined
from events.corrections import CorrectionProposed
from events.fact import Fact
from events.identity import link_of
from events.vocabulary import FACTS
from schemas.arriving_event import ArrivingEvent
from schemas.refusal import Problem

_PERSONS_NUMBER = re.compile(
    r"(?:crime:[^:]+|urn|court):"
    r"(?:[A-Z][0-9]{4}[A-Z]{2}"  # prison, A1234BC
    r"|[A-Z][0-9]{6}"  # probation, X123456
    r"|(?:19|20)?[0-9]{2}/[0-9]{7}[A-Z])",  # Police National Computer, 2012/0012345X
    re.IGNORECASE,
)
_LETTERS_ALONE = re.compile(r"[^0-9]*[A-Za-z]{3}[^0-9]*")


def persons(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """Each field with a person's number, or with what could be a name."""
    yield from _cases(event)
    if isinstance(event.fact, CorrectionProposed):
        yield from _correction(event.fact)
    name = getattr(event.fact, "correction", None)
    if isinstance(name, str) and _LETTERS_ALONE.fullmatch(name):
        yield Problem("data.correction", "could_be_a_name")


def _cases(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    for path, case in (("subject", event.case), *_other_cases(event.fact)):
        if _PERSONS_NUMBER.fullmatch(case):
            yield Problem(path, "a_persons_number")
        elif case.startswith("crime:") and _could_be_a_name(case.removeprefix("crime:")):
            yield Problem(path, "could_be_a_name")


def _other_cases(fact: Fact) -> Iterator[tuple[str, str]]:
    link = link_of(fact)
    if link is not None and link.stated:
        yield f"data.{link.field}", link.other
    if isinstance(fact, CaseJoined):
        yield "data.with_case", fact.with_case


def _could_be_a_name(reference: str) -> bool:
    """Whether an agency's own reference, after whose it is, has letters and no digit."""
    return _LETTERS_ALONE.fullmatch(reference.partition(":")[2]) is not None


def _correction(fact: CorrectionProposed) -> Iterator[Problem]:
    if fact.field not in _fields():
        yield Problem("data.field", "no_field_of_an_event")
    elif fact.value and _LETTERS_ALONE.fullmatch(fact.value) and fact.value not in _codes():
        yield Problem("data.value", "could_be_a_name")


@cache
def _fields() -> frozenset[str]:
    """`time`, and every field of every event."""
    return frozenset({"time"}).union(*(each.model_fields for each in FACTS.values()))


@cache
def _codes() -> frozenset[str]:
    """Every code of every event, and the two truth values."""
    fields = (field for fact in FACTS.values() for field in fact.model_fields.values())
    return frozenset({"true", "false", "True", "False"}).union(
        *(_codes_of(field.annotation) for field in fields)
    )


def _codes_of(annotation: Any) -> set[str]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {str(each.value) for each in annotation}
    return set[str]().union(*map(_codes_of, get_args(annotation)))
