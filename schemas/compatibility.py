"""Whether what was valid by an old JSON Schema is valid, and means the same, by the new one.

It judges the part of draft 2020-12 that our models give, and says where it cannot. A pattern that
changed counts as narrowed: whether it was widened only, nobody can compute in general.
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


@dataclass(frozen=True)
class _SchemaPart:
    """A schema within a document, or none, with its references followed."""

    root: Schema
    said: Schema

    @classmethod
    def of(cls, root: Schema, said: Schema) -> "_SchemaPart":
        if "$ref" in said:
            return cls.of(root, root["$defs"][said["$ref"].removeprefix("#/$defs/")])
        if unknown := said.keys() - _SAYS_NOTHING - _JUDGED:
            raise ValueError(f"no rule says how {', '.join(sorted(unknown))} may change")
        return cls(root, said)

    def within(self, said: Schema) -> "_SchemaPart":
        return _SchemaPart.of(self.root, said)

    @property
    def alternatives(self) -> "list[_SchemaPart]":
        return [self.within(each) for each in self.said.get("anyOf", [self.said])]

    @property
    def values(self) -> list[Any] | None:
        return [self.said["const"]] if "const" in self.said else self.said.get("enum")


def narrowed(old: Schema, new: Schema) -> list[str]:
    """Where the new schema refuses what the old one took, or reads it otherwise: path and why.

    ValueError for a keyword of which nothing is known here.
    """
    return list(_narrowed(_SchemaPart.of(old, old), _SchemaPart.of(new, new), ""))


def _narrowed(old: _SchemaPart, new: _SchemaPart, path: str) -> Iterator[str]:
    """Each old alternative must be taken by one of the new ones."""
    for each in old.alternatives:
        judged = [list(_one(each, other, path)) for other in new.alternatives]
        yield from min(judged, key=len)


def _one(old: _SchemaPart, new: _SchemaPart, path: str) -> Iterator[str]:
    if "type" in new.said and new.said["type"] != old.said.get("type"):
        yield f"{path}: must be {new.said['type']} now"
        return
    if new.values is not None:
        gone = [value for value in old.values or ["any value"] if value not in new.values]
        yield from (f"{path}: no longer takes {value}" for value in gone)
    yield from _bounds(old.said, new.said, path)
    if "items" in new.said:
        yield from _narrowed(old.within(old.said["items"]), new.within(new.said["items"]), path)
    if "properties" in new.said:
        yield from _fields(old, new, path)


def _bounds(old: Schema, new: Schema, path: str) -> Iterator[str]:
    tighter = [
        *(name for name in _LOWER if name in new and new[name] > old.get(name, float("-inf"))),
        *(name for name in _UPPER if name in new and new[name] < old.get(name, float("inf"))),
        *(name for name in _TEXT if name in new and new[name] != old.get(name)),
        *(name for name in ("uniqueItems",) if new.get(name) and not old.get(name)),
    ]
    yield from (f"{path}: another {name}" for name in tighter)


def _fields(old: _SchemaPart, new: _SchemaPart, path: str) -> Iterator[str]:
    """Of an object. A new attribute of the envelope counts as one that nobody wrote before."""
    before, now = old.said.get("properties", {}), new.said["properties"]
    closed = new.said.get("additionalProperties") is False
    needed = set(new.said.get("required", [])) - set(old.said.get("required", []))
    if closed and old.said.get("additionalProperties") is not False:
        yield f"{path}: takes no other field now"
    yield from (f"{_at(path, name)}: is required now" for name in sorted(needed))
    for name, said in before.items():
        place = _at(path, name)
        if name in now:
            yield from _narrowed(old.within(said), new.within(now[name]), place)
            if said.get("default") != now[name].get("default"):
                yield f"{place}: means something else where it is left out"
        else:
            yield f"{place}: is no longer read"


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
