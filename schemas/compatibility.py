"""Whether what was valid by an old JSON Schema is valid, and means the same, by the new one.

It judges the part of draft 2020-12 that our models use, and raises ValueError for the rest. A
pattern that changed counts as narrowed, but for those of WIDENED: whether one was only widened
cannot be computed in general.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

_SAYS_NOTHING = {"$schema", "$id", "$defs", "$ref", "title", "description", "default"}
_LOWER = ("minimum", "minLength", "minItems")
_UPPER = ("maximum", "maxLength", "maxItems")
_TEXT = ("pattern", "format")
_JUDGED = {"anyOf", "type", "enum", "const", "properties", "required", "additionalProperties"}
_JUDGED |= {"items", "uniqueItems", *_LOWER, *_UPPER, *_TEXT}

_EIGHT = "met-police|city-police|cps|hmcts|witness-care|probation|victim-support|advocates"
_TEN = f"{_EIGHT}|btp|youth-justice"
_ELEVEN = f"{_TEN}|prison-service"
_OTHER_FORCES = (
    "03|04|05|06|07|10|11|12|13|14|16|17|20|21|22|23|30|31|32|33|34|35|36|37"
    "|40|41|42|43|44|45|46|47|50|52|53|54|55|60|61|62|63|24"
)
_REFERENCE = "[A-Za-z0-9][A-Za-z0-9._/-]{0,79}"
_STAFF = "(?:[A-Za-z][A-Za-z-]*)?[0-9][A-Za-z0-9-]*"
_OWN_ID = "[A-Za-z0-9][A-Za-z0-9-]*"
_CASES = (
    f":{_REFERENCE}|urn:[A-Z0-9]{{4}}[0-9]{{3,7}}"
    "|asn:[0-9]{2}[A-Z0-9]{6}[0-9]{11}[A-HJ-NP-RT-Z]|court:[0-9]{2}/[0-9]{4}/[0-9]{1,6}[A-Z])$"
)
_LONG_ASN = "[0-9]{2}[A-Z0-9]{6}[0-9]{11}[A-HJ-NP-RT-Z]"
_ANY_ASN = (
    "(?:[0-9]{2}[A-Z0-9]{6}[0-9]{11}|[0-9]{2}/[A-Z0-9]{4}/[A-Z0-9]{2}/[0-9]{1,11})[A-HJ-NP-RT-Z]"
)
_MORE_CASES = (
    f":{_REFERENCE}|urn:[A-Z0-9]{{4}}[0-9]{{3,7}}(?:/[MS][0-9]{{0,2}})?|asn:{_ANY_ASN}"
    "|court:(?:[0-9]{2}/[0-9]{4}/[0-9]{1,6}[A-Z]|[ASTU]20[0-9]{6})"
    "|cp:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
)

WIDENED = {
    (r"^[A-Z]{2}([0-9]{2}|ML)[0-9]{3}[A-Z]?$", r"^[A-Z]{2}([0-9]{2}|ML)[0-9A-Z][0-9]{2}[A-Z]?$"),
    (f"^(crime:(?:{_EIGHT}){_CASES}", f"^(crime:(?:(?:{_TEN})|{_OTHER_FORCES}){_CASES}"),
    (f"^(?:{_EIGHT}):{_REFERENCE}$", f"^(?:{_TEN}):{_REFERENCE}$"),
    (f"^{_LONG_ASN}$", f"^{_ANY_ASN}$"),
    (
        f"^(crime:(?:(?:{_TEN})|{_OTHER_FORCES}){_CASES}",
        f"^(crime:(?:(?:{_ELEVEN})|{_OTHER_FORCES}){_MORE_CASES}",
    ),
    (f"^(?:{_TEN}):{_REFERENCE}$", f"^(?:{_ELEVEN}):{_REFERENCE}$"),
    (f"^staff:(?:{_TEN}):{_STAFF}$", f"^staff:(?:{_ELEVEN}):{_STAFF}$"),
    (f"^intervention:(?:{_TEN}):{_OWN_ID}$", f"^intervention:(?:{_ELEVEN}):{_OWN_ID}$"),
}
"""Pairs of patterns: the second takes all that the first takes. A test draws texts for each."""


@dataclass(frozen=True)
class _SchemaPart:
    """A schema within a document, with its references followed."""

    root: Schema
    schema: Schema

    @classmethod
    def of(cls, root: Schema, schema: Schema) -> "_SchemaPart":
        if "$ref" in schema:
            return cls.of(root, root["$defs"][schema["$ref"].removeprefix("#/$defs/")])
        if unknown := schema.keys() - _SAYS_NOTHING - _JUDGED:
            raise ValueError(f"no rule says how {', '.join(sorted(unknown))} may change")
        return cls(root, schema)

    def within(self, schema: Schema) -> "_SchemaPart":
        return _SchemaPart.of(self.root, schema)

    @property
    def alternatives(self) -> "list[_SchemaPart]":
        return [self.within(each) for each in self.schema.get("anyOf", [self.schema])]

    @property
    def values(self) -> list[Any] | None:
        return [self.schema["const"]] if "const" in self.schema else self.schema.get("enum")


def narrowed(old: Schema, new: Schema) -> list[str]:
    """Where the new schema refuses what the old one took, or reads it otherwise: path and why.

    ValueError for a keyword that is not judged here.
    """
    return list(_narrowed(_SchemaPart.of(old, old), _SchemaPart.of(new, new), ""))


def _narrowed(old: _SchemaPart, new: _SchemaPart, path: str) -> Iterator[str]:
    """One of the new alternatives must take each old one."""
    for each in old.alternatives:
        judged = [list(_one(each, other, path)) for other in new.alternatives]
        yield from min(judged, key=len)


def _one(old: _SchemaPart, new: _SchemaPart, path: str) -> Iterator[str]:
    if "type" in new.schema and new.schema["type"] != old.schema.get("type"):
        yield f"{path}: must be {new.schema['type']} now"
        return
    if new.values is not None:
        gone = [value for value in old.values or ["any value"] if value not in new.values]
        yield from (f"{path}: no longer takes {value}" for value in gone)
    yield from _bounds(old.schema, new.schema, path)
    if "items" in new.schema:
        yield from _narrowed(old.within(old.schema["items"]), new.within(new.schema["items"]), path)
    if "properties" in new.schema:
        yield from _fields(old, new, path)


def _bounds(old: Schema, new: Schema, path: str) -> Iterator[str]:
    tighter = [
        *(name for name in _LOWER if name in new and new[name] > old.get(name, float("-inf"))),
        *(name for name in _UPPER if name in new and new[name] < old.get(name, float("inf"))),
        *(name for name in _TEXT if name in new and not _takes_all(old.get(name), new[name])),
        *(name for name in ("uniqueItems",) if new.get(name) and not old.get(name)),
    ]
    yield from (f"{path}: another {name}" for name in tighter)


def _takes_all(old: str | None, new: str) -> bool:
    return old == new or (old, new) in WIDENED


def _fields(old: _SchemaPart, new: _SchemaPart, path: str) -> Iterator[str]:
    """The fields of an object. A new attribute of the envelope counts as never written before."""
    before, now = old.schema.get("properties", {}), new.schema["properties"]
    closed = new.schema.get("additionalProperties") is False
    needed = set(new.schema.get("required", [])) - set(old.schema.get("required", []))
    if closed and old.schema.get("additionalProperties") is not False:
        yield f"{path}: takes no other field now"
    yield from (f"{_at(path, name)}: is required now" for name in sorted(needed))
    for name, schema in before.items():
        place = _at(path, name)
        if name in now:
            yield from _narrowed(old.within(schema), new.within(now[name]), place)
            if schema.get("default") != now[name].get("default"):
                yield f"{place}: means something else where it is left out"
        else:
            yield f"{place}: is no longer read"


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
