"""A case as the agency that owes a duty names it: by this a caseworker rings that agency."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from events.identifiers import POLICE, Agency
from events.identity import CaseLinked, link_of, may_link
from events.vocabulary import FACTS
from schemas.log_records import LoggedFact

_POLICE = ("crime", "urn", "court", "asn", "cp")
_COURT = ("court", "urn", "crime", "asn", "cp")
_OTHERS = ("urn", "court", "crime", "asn", "cp")


JOINED_BY_ASN = frozenset(
    kind for kind, fact in FACTS.items() if kind != CaseLinked.kind and may_link(fact)
)
"""The kinds of entry in which an arrest/summons number is another name of the case."""


class PublishedName(NamedTuple):
    """An identifier under which an agency published, and what it says the case is also called."""

    agency: Agency
    case: str
    other: str = ""


def published_name(logged: LoggedFact) -> PublishedName:
    """Under which identifier a fact was published, and the one that it links that with."""
    link = link_of(logged.fact)
    is_one = link is not None and not link.undone and not link.one_way
    return PublishedName(logged.agency, logged.case, link.other if link and is_one else "")


def linked_with(kind: str, data: str) -> str:
    """What an entry, by its kind and its data as JSON, says the case is also called; or nothing.

    A link says so, or a suspect's arrest/summons number: police and courts join their cases by it.
    """
    if kind == CaseLinked.kind:
        return str(orjson.loads(data)["other"])
    asn = orjson.loads(data).get("asn") if kind in JOINED_BY_ASN and '"asn"' in data else None
    return f"asn:{asn}" if asn else ""


def own_reference(agency: Agency, case: str, names: Iterable[PublishedName]) -> str:
    """The one of the identifiers of a case that an agency works by.

    The kind of identifier counts first; of two of a kind, one that the agency published itself.
    `names` are those of all cases of a victim.
    """
    order = {Agency.HMCTS: _COURT}.get(agency, _POLICE if agency in POLICE else _OTHERS)
    names = list(names)
    own = {each for name in names if name.agency is agency for each in _both(name)}

    def place(identifier: str) -> tuple[int, bool, str]:
        return order.index(identifier.partition(":")[0]), identifier not in own, identifier

    return min(_also_called(case, names), key=place)


def _also_called(case: str, names: Iterable[PublishedName]) -> set[str]:
    """All identifiers of a case, by the links between them."""
    links = [{*_both(name)} for name in names if name.other]
    known = {case}
    while more := {each for link in links if link & known for each in link} - known:
        known |= more
    return known


def _both(name: PublishedName) -> Iterator[str]:
    yield name.case
    if name.other:
        yield name.other
