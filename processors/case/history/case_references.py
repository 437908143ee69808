"""A case as the agency that owes a duty names it: by this a caseworker rings that agency."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from events.identifiers import POLICE, Agency
from events.identity import link_of
from schemas.log_records import LoggedFact

_POLICE = ("crime", "urn", "court", "asn", "cp")
_COURT = ("court", "urn", "crime", "asn", "cp")
_OTHERS = ("urn", "court", "crime", "asn", "cp")


class PublishedName(NamedTuple):
    """An identifier under which an agency published, and what it says the case is also called."""

    agency: Agency
    case: str
    other: str = ""


def published_names(facts: Iterable[LoggedFact]) -> set[PublishedName]:
    """Under which identifiers facts were published, and what they say the case is also called.

    A link says so, or a suspect's arrest/summons number: police and courts join their cases by it.
    """
    said = {(each.agency, each.case, _other(each)) for each in facts}
    return {PublishedName(*each) for each in said}


def _other(logged: LoggedFact) -> str:
    link = link_of(logged.fact)
    is_one = link is not None and not link.undone and not link.one_way
    return link.other if link and is_one else ""


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
