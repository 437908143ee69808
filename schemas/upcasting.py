"""Old versions of facts, read for ever: a function for each makes the next version of it.

A fact that needs another form gets a class with the next `version`. The former class is entered
here, with the pure function that makes the next version. Its JSON Schema and its golden examples
stay where they are. What is stored in an old version is never rewritten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from events.fact import Fact
from events.vocabulary import FACTS, AnyFact


@dataclass(frozen=True, slots=True)
class Former:
    """A former version of a fact, and the function that makes the next version of it."""

    fact: type[Fact]
    upcast: Callable[[Any], Fact]


FORMER: dict[tuple[str, int], Former] = {}
"""By kind and version: every version of a fact except the current one. There is none yet."""


def fact_class(kind: str, version: int) -> type[Fact]:
    """The class that reads a kind in a version. KeyError if there never was such a version."""
    current = FACTS[kind]
    return current if version == current.version else FORMER[kind, version].fact


def upcast(fact: Fact) -> AnyFact:
    """The same fact in the current version."""
    while former := FORMER.get((fact.kind, fact.version)):
        fact = former.upcast(fact)
    return cast(AnyFact, fact)
