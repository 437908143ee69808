"""Since when it was known, in each part of a case, that it concerns the victim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from events.clocks import london_date, london_midnight
from events.reporting import VictimIdentified
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order, up_to
from processors.case.history.standing_links import case_links, link_in
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class VictimKnown:
    """The instant from which the victim was known, in UTC, and the fact that says so.

    `day_begins` is the instant at which the London day of it begins.
    """

    at: datetime
    by: LoggedFact
    day_begins: datetime = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.day_begins = london_midnight(london_date(self.at))


KnownVictim = Mapping[str, VictimKnown]
"""By identifier of the case, since when it was known that what is published of it concerns the
victim. One that is not there was never linked by a fact of its own: it is the case itself.
"""


def known_victim(history: CaseHistory) -> KnownVictim:
    """Since when the victim was known in each part of a case.

    The victim is identified, or a fact already names them; another part of the case concerns them
    from the link on, whatever joins the two: a link, an arrest/summons number, a merger or a split.
    Empty where no fact identifies the victim: then nothing says when.
    """
    identified, links = history.of(VictimIdentified), _first_links(case_links(history).joining)
    if not identified:
        return {}
    last = max((identified[0], *links), key=in_order)
    before = history.facts[: up_to(history.facts, last)]
    naming = tuple(each for each in before if each.fact.names_victim or each.names_this_victim)
    return history.derive(_known, VictimIdentified, by=(naming, links))


def _first_links(joining: FactsInOrder) -> FactsInOrder:
    """The first fact that joins each two identifiers."""
    first: dict[tuple[str, str], LoggedFact] = {}
    for each in joining:
        pair = each.case, link_in(each).other
        first[pair] = min(first.get(pair, each), each, key=_instant)
    return tuple(first.values())


def _known(_: FactsInOrder, by: tuple[FactsInOrder, FactsInOrder]) -> dict[str, VictimKnown]:
    naming, links = by
    known: dict[str, VictimKnown] = {}
    for logged in naming:
        if isinstance(logged.fact, VictimIdentified) or logged.occurred.day:
            _note(known, logged.case, _instant(logged), logged)
    before: dict[str, VictimKnown] | None = None
    while links and known != before:  # a chain of links is passed on link by link
        before = dict(known)
        for link in links:
            _pass_on(known, link)
    return known


def _pass_on(known: dict[str, VictimKnown], logged: LoggedFact) -> None:
    link, at = link_in(logged), _instant(logged)
    both = [(logged.case, link.other), (link.other, logged.case)]
    for one, other in both[:1] if link.one_way else both:
        if since := known.get(one):
            later = (since.at, since.by) if since.at >= at else (at, logged)
            _note(known, other, *later)


def _note(known: dict[str, VictimKnown], case: str, at: datetime, by: LoggedFact) -> None:
    if case not in known or at < known[case].at:
        known[case] = VictimKnown(at, by)


def _instant(logged: LoggedFact) -> datetime:
    """When a fact happened; where no day is known, when it became known to somebody."""
    return logged.occurred.at if logged.occurred.day else logged.known or logged.received
