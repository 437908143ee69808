"""A message of another system, read by names: what is not of the type expected is not there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """An object in a message. A field that is missing or of another type reads as None or empty."""

    fields: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """A text without blanks around it; None where it is empty."""
        value = self.fields.get(name)
        return (value.strip() or None) if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        """A whole number."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str) -> bool:
        """Whether a field is true."""
        return self.fields.get(name) is True

    def part(self, *names: str) -> "Part":
        """The object under these names, one in the other; an empty one where there is none."""
        found: Any = self.fields
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else None
        return Part(found if isinstance(found, Mapping) else {})

    def parts(self, name: str) -> "Iterator[Part]":
        """The objects of a list."""
        found = self.fields.get(name)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, Mapping):
                yield Part(each)

    def __bool__(self) -> bool:
        return bool(self.fields)


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """The path of each value in a message, without the places in lists: `hearing.type.id`."""
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from leaves(below, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, path)
    elif value is not None:
        yield path


def is_deeper(value: Any, levels: int) -> bool:
    """Whether objects and lists stand in each other on more than so many levels."""
    waits = [value]
    for _ in range(levels):
        below = [each for found in waits for each in _inside(found)]
        if not below:
            return False
        waits = below
    return True


def _inside(value: Any) -> list[Any]:
    """The objects and lists that stand in one."""
    found = value.values() if isinstance(value, Mapping) else value
    return [each for each in found if isinstance(each, Mapping | list)]
