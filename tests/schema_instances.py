"""Hypothesis strategies from JSON Schemas: whatever is valid by one, in the words that ours use."""

from typing import Any

from hypothesis import strategies as st

from fact_strategies import asns, instants

_ASN = "^[0-9]{2}[A-Z0-9]{6}[0-9]{11}[A-HJ-NP-RT-Z]$"


def instances(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any value that is valid by a schema, but for what no schema says: sums and the calendar."""
    return _of(schema, schema)


def _of(root: dict[str, Any], said: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in said:
        return _of(root, root["$defs"][said["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in said:
        return st.one_of(*(_of(root, each) for each in said["anyOf"]))
    if "const" in said:
        return st.just(said["const"])
    if "enum" in said:
        return st.sampled_from(said["enum"])
    return _typed(root, said)


def _typed(root: dict[str, Any], said: dict[str, Any]) -> st.SearchStrategy[Any]:
    match said["type"]:
        case "object":
            return _object(root, said)
        case "array":
            parts, unique = _of(root, said["items"]), said.get("uniqueItems", False)
            return st.lists(parts, min_size=said.get("minItems", 0), max_size=4, unique=unique)
        case "integer":
            return st.integers(said.get("minimum"), said.get("maximum"))
        case "string":
            return _text(said)
    return {"boolean": st.booleans(), "null": st.none()}[said["type"]]


def _object(root: dict[str, Any], said: dict[str, Any]) -> st.SearchStrategy[Any]:
    fields = {name: _of(root, each) for name, each in said.get("properties", {}).items()}
    needed = {name: fields.pop(name) for name in said.get("required", [])}
    return st.fixed_dictionaries(needed, optional=fields)


def _text(said: dict[str, Any]) -> st.SearchStrategy[str]:
    if said.get("format") == "date-time":
        return instants().map(lambda at: at.isoformat())
    if said.get("format") == "uuid":
        return st.uuids().map(str)
    if said.get("pattern") == _ASN:
        return asns()
    made = st.from_regex(said["pattern"], fullmatch=True) if "pattern" in said else st.text()
    made = made.filter(lambda text: not text.startswith("asn:"))  # its check letter is in no schema
    low, high = said.get("minLength", 0), said.get("maxLength", 10_000)
    return made.filter(lambda text: low <= len(text) <= high)
