"""Which records are one and the same."""

from typing import ClassVar

from events.fact import Fact
from events.identifiers import CaseIdentifier


class CaseLinked(Fact):
    """The event's case and another identifier are one case: a force's reference and a URN."""

    kind: ClassVar[str] = "case-linked"

    other: CaseIdentifier
    """The other identifier, written as `subject` is."""
