"""Facts of identity: two identifiers are one case, or two references are one person."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from events.fact import Fact
from events.identifiers import CaseIdentifier
from events.suspects import AboutSuspect


class CaseLinked(Fact):
    """The event's case and another identifier are one case: a force's reference and a URN."""

    kind: ClassVar[str] = "case-linked"

    other: CaseIdentifier
    """The other identifier, written as `subject` is."""


class CaseUnlinked(Fact):
    """The event's case and another identifier are not one case after all.

    It undoes what was said of the two by `case-linked`, by an arrest/summons number, `case-merged`
    or `case-split`.
    """

    kind: ClassVar[str] = "case-unlinked"

    other: CaseIdentifier
    """The other identifier, written as `subject` is."""


class CaseMerged(Fact):
    """The case goes on as part of another: its victims concern that one too, and not vice versa."""

    kind: ClassVar[str] = "case-merged"

    into: CaseIdentifier
    """The case that goes on, such as `urn:…/M`, written as `subject` is."""


class CaseSplit(Fact):
    """A part of the case goes on under an identifier of its own.

    All victims of the case concern the part, unless their crime is linked with another part.
    """

    kind: ClassVar[str] = "case-split"

    into: CaseIdentifier
    """The part, written as `subject` is."""


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


@dataclass(frozen=True, slots=True)
class Link:
    """What a fact says of its case and an `other` identifier.

    They are one; with `one_way` the victims of the fact's case concern the other, and not vice
    versa. If it is `undone`, nothing joins them any more. It is `stated` where it is all that the
    fact says; else an arrest/summons number says so by the way.
    """

    other: str
    one_way: bool = False
    undone: bool = False
    stated: bool = True

    @property
    def field(self) -> str:
        """The field of the fact's data that has the other identifier, where it is stated."""
        return "into" if self.one_way else "other"


LINKS: tuple[type[Fact], ...] = (CaseLinked, CaseUnlinked, CaseMerged, CaseSplit)
"""The facts that join or part cases by their identifiers alone."""


@cache  # quicker than to ask what a class is a subclass of
def may_link(kind: type[Fact]) -> bool:
    """Whether facts of a kind can make or undo a link."""
    return kind in LINKS or (issubclass(kind, AboutSuspect) and not kind.names_victim)


def link_of(fact: Fact) -> Link | None:
    """The link that a fact makes or undoes, if any.

    What is said to one victim, or done for them, links nothing: it only says whom it was about.
    """
    if not may_link(type(fact)):
        return None
    if type(fact) not in LINKS:
        asn = getattr(fact, "asn", None)
        return None if asn is None else Link(f"asn:{asn}", stated=False)
    match fact:
        case CaseLinked(other=other):
            return Link(other)
        case CaseUnlinked(other=other):
            return Link(other, undone=True)
        case CaseMerged(into=into) | CaseSplit(into=into):
            return Link(into, one_way=True)
        case _:
            return None


def also_called(fact: Fact) -> str | None:
    """Another identifier that a fact gives its case: by a link, or by a suspect's ASN."""
    link = link_of(fact)
    return link.other if link and not link.undone else None
