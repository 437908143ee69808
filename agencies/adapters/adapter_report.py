"""What became of messages that were converted, in counts: never anything that stood in one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields


@dataclass
class AdapterReport:
    """Counts over some messages.

    `mapped` counts the fields that say something, by their path in the system's schema, and `left`
    the others by their kind. `said` counts events by kind. `unsaid` counts what could not be an
    event, by what it is and the rule; `other` the results whose code is in no list, by the code.
    """

    messages: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    mapped: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    unsaid: Counter[tuple[str, str]] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)

    def add(self, more: "AdapterReport") -> None:
        """Count these messages too."""
        for each in fields(self):
            getattr(self, each.name).update(getattr(more, each.name))

    def rows(self) -> Iterator[dict[str, str | int]]:
        """A row a count: which part of the report, what is counted, the rule, how many."""
        for part in fields(self):
            for what, number in sorted(getattr(self, part.name).items()):
                name, rule = what if isinstance(what, tuple) else (what, "")
                yield {"part": part.name, "what": name, "rule": rule, "number": number}
