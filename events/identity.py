"""Which identifiers mean one and the same case."""

from typing import ClassVar

from events.fact import Fact
from events.identifiers import CaseIdentifier


class CaseLinked(Fact):
    """The event's case and another identifier are one case: a force's reference and a URN."""

    kind: ClassVar[str] = "case-linked"

    other: CaseIdentifier
    """The other identifier, written as `subject` is."""


def also_called(fact: Fact) -> str | None:
    """Another identifier that a fact gives its case: by a link, or by a suspect's ASN."""
    if isinstance(fact, CaseLinked):
        return fact.other
    asn = getattr(fact, "asn", None)
    return f"asn:{asn}" if asn else None
