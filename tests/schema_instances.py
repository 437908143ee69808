"""Hypothesis strategies from JSON Schemas: whatever is valid by one, in the words that ours use."""

from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from hypothesis import strategies as st

from events.suspects import ASN_PATTERN
from fact_strategies import asns, instants

_OF_TYPE = ("data", "type")
_ASN = f"^{ASN_PATTERN}$"
_CHARGED = {"$ref": "#/$defs/ChargedOffence"}


def instances(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any value that is valid by a schema, but for what no schema says.

    That are sums, the calendar, and that each offence is charged once.
    """
    return _of(schema, schema)


def data_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any data of an event that is valid by the schema of its type."""
    return _of(schema, schema["properties"]["data"])


def without_data(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of an event as far as it tells of its attributes, all but the type."""
    told = {name: each for name, each in schema["properties"].items() if name not in _OF_TYPE}
    needed = [name for name in schema["required"] if name not in _OF_TYPE]
    used = {name: each for name, each in schema["$defs"].items() if f"$defs/{name}" in str(told)}
    return {"type": "object", "properties": told, "required": needed, "$defs": used}


def _of(root: dict[str, Any], part: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in part:
        return _of(root, root["$defs"][part["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in part:
        return st.one_of(*(_of(root, each) for each in part["anyOf"]))
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    return _typed(root, part)


def _typed(root: dict[str, Any], part: dict[str, Any]) -> st.SearchStrategy[Any]:
    match part["type"]:
        case "object":
            return _object(root, part)
        case "array":
            return _array(root, part)
        case "integer":
            return st.integers(part.get("minimum"), part.get("maximum"))
        case "string":
            return _text(part)
    return {"boolean": st.booleans(), "null": st.none()}[part["type"]]


def _array(root: dict[str, Any], part: dict[str, Any]) -> st.SearchStrategy[Any]:
    items, fewest = part["items"], part.get("minItems", 0)
    parts = _of(root, items)
    if items == _CHARGED:
        return st.lists(parts, min_size=fewest, max_size=4, unique_by=itemgetter("offence"))
    unique = part.get("uniqueItems", False)
    return st.lists(parts, min_size=fewest, max_size=4, unique=unique)


def _object(root: dict[str, Any], part: dict[str, Any]) -> st.SearchStrategy[Any]:
    fields = {name: _of(root, each) for name, each in part.get("properties", {}).items()}
    needed = {name: fields.pop(name) for name in part.get("required", [])}
    return st.fixed_dictionaries(needed, optional=fields)


def _text(part: dict[str, Any]) -> st.SearchStrategy[str]:
    if part.get("format") == "date-time":
        return instants().map(lambda at: at.isoformat())
    if part.get("format") == "date":
        return st.dates().map(date.isoformat)
    if part.get("format") == "uuid":
        return st.uuids().map(str)
    if part.get("pattern") == _ASN:
        return asns()
    return _matching(part.get("pattern"), part.get("minLength", 0), part.get("maxLength", 10_000))


@cache
def _matching(pattern: str | None, shortest: int, longest: int) -> st.SearchStrategy[str]:
    """One strategy for each pattern: to build one takes longer than to draw from it."""
    made = st.text() if pattern is None else st.from_regex(pattern, fullmatch=True)
    made = made.filter(lambda text: not text.startswith("asn:"))  # its check letter is in no schema
    return made.filter(lambda text: shortest <= len(text) <= longest)
