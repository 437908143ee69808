"""Facts of identity: two identifiers are one case, or two references are one person."""

from typing import ClassVar

from events.fact import Fact
from events.identifiers import CaseIdentifier
from events.suspects import AboutSuspect


class CaseLinked(Fact):
    """The event's case and another identifier are one case: a force's reference and a URN."""

    kind: ClassVar[str] = "case-linked"

    other: CaseIdentifier
    """The other identifier, written as `subject` is."""


class VictimsMerged(Fact):
    """Two references are one person: the facts of the other reference join the victim's journey."""

    kind: ClassVar[str] = "victims-merged"
    names_victim: ClassVar[bool] = True
    identifies: ClassVar[bool] = True
    names_two: ClassVar[bool] = True


class VictimsUnmerged(Fact):
    """Two references that were merged are two people after all."""

    kind: ClassVar[str] = "victims-unmerged"
    names_victim: ClassVar[bool] = True
    identifies: ClassVar[bool] = True
    names_two: ClassVar[bool] = True


def also_called(fact: Fact) -> str | None:
    """Another identifier that a fact gives its case: by a link, or by a suspect's ASN.

    What is said to one victim, or done for them, links nothing: it only says whom it was about.
    """
    if isinstance(fact, CaseLinked):
        return fact.other
    if isinstance(fact, AboutSuspect) and fact.asn and not fact.names_victim:
        return f"asn:{fact.asn}"
    return None
