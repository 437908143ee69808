"""Old versions of facts, read for ever: each says what it told in the words of the next version.

A fact that must be said otherwise gets a class with the next `version`. The former class is kept,
and is entered here with the pure function that makes the next one of it; so is its JSON Schema,
and its golden examples. What is stored in an old version is never written anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from events.fact import Fact
from events.vocabulary import FACTS, AnyFact


@dataclass(frozen=True, slots=True)
class Former:
    """A fact as it was once said, and how the next version says the same."""

    fact: type[Fact]
    upcast: Callable[[Any], Fact]


FORMER: dict[tuple[str, int], Former] = {}
"""By kind and version; every version of a fact but its current one. None has a second one yet."""


def fact_class(kind: str, version: int) -> type[Fact]:
    """The class that reads a kind in a version. KeyError where there never was such a version."""
    current = FACTS[kind]
    return current if version == current.version else FORMER[kind, version].fact


def upcast(fact: Fact) -> AnyFact:
    """The same as the current version says it."""
    while former := FORMER.get((fact.kind, fact.version)):
        fact = former.upcast(fact)
    return cast(AnyFact, fact)
