"""Arrest/summons numbers as they are sent: in a short form, or malformed.

A number that is none does not silence an event: the event counts without it.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from events.identifiers import one_form
from events.suspects import AboutNumberedSuspect, AboutSuspect, ArrestSummonsNumber
from schemas.refusal import Problem

ASN_PATH = "data.asn"


def without_malformed_asn(fact: object, data: Any) -> tuple[Any, tuple[Problem, ...]]:
    """The data of an event as it counts, and what its sender must be told.

    The same object where nothing is wrong. Where no suspect's number stands beside the malformed
    one, nothing says which suspect is meant.
    """
    if not (isinstance(fact, type) and issubclass(fact, AboutSuspect)):
        return data, ()
    if not isinstance(data, dict) or data.get("asn") is None:
        return data, ()
    try:
        _asn().validate_python(data["asn"], strict=True)
    except ValidationError as error:
        problem = Problem(ASN_PATH, error.errors()[0]["type"])
    else:
        return data, ()
    numbered = issubclass(fact, AboutNumberedSuspect)  # without a number it would be the first
    unsaid = {"suspect": None} if numbered and "suspect" not in data else {}
    return {**data, "asn": None, **unsaid}, (problem,)


def is_key_of(key: bytes | None, case: str) -> bool:
    """Whether a record's key is its case, in whatever form an ASN is written."""
    if key == case.encode():
        return True
    is_asn = key is not None and key.startswith(b"asn:") and case.startswith("asn:")
    try:
        return is_asn and key is not None and one_form(key.decode()) == case
    except (UnicodeDecodeError, PydanticCustomError):
        return False


@cache
def _asn() -> TypeAdapter[str]:
    return TypeAdapter(ArrestSummonsNumber)
