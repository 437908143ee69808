"""The worklist as a caseworker works it off: victim by victim, with how each may be reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from access.caseload import Caseload
from caseworkers.alert_events import told_in_place
from caseworkers.alert_lines import AlertLine
from caseworkers.as_of import known_at, log_records_of, restricted_in
from caseworkers.contact_card import ContactCard, contact_card
from caseworkers.urgency import Urgency
from caseworkers.worklist import AlertQuery, worklist, worklist_victims
from events.clocks import london_date
from events.identifiers import Agency, Pseudonym
from processors.case.case_histories import case_histories
from processors.stream.merged_facts import facts_of_journey

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_ALL = 100_000
"""More alerts than a page of victims has."""


@dataclass(frozen=True)
class VictimAlerts:
    """The alerts of one victim, the most urgent first, and what to know before a contact."""

    victim: str
    alerts: list[AlertLine]
    contact: ContactCard

    @property
    def urgency(self) -> Urgency | None:
        """That of the most urgent; None where they are closed."""
        return self.alerts[0].urgency


@dataclass(frozen=True)
class VictimsWorklist:
    """One page of victims with their alerts; `total` in all, 0 beyond the last."""

    total: int
    page: list[VictimAlerts]

    @property
    def victims(self) -> tuple[str, ...]:
        """The victims on the page."""
        return tuple(each.victim for each in self.page)


def worklist_by_victim(
    store: "Store", now: datetime, query: AlertQuery, seen_by: Agency | None = None
) -> VictimsWorklist:
    """The alerts that are asked for, by victim; `limit` and `offset` count victims.

    Who has the most urgent alert comes first. `seen_by` is the viewer's agency.
    """
    victims, total = worklist_victims(store, now, query)
    theirs = replace(query, caseload=Caseload(frozenset(victims)), limit=_ALL, offset=0)
    by_victim: dict[str, list[AlertLine]] = {victim: [] for victim in victims}
    for alert in worklist(store, now, theirs, seen_by).alerts:
        by_victim[alert.victim].append(alert)
    cards = contact_cards(store, victims, now, seen_by)
    page = [
        VictimAlerts(
            victim, [told_in_place(alert, cards[victim]) for alert in alerts], cards[victim]
        )
        for victim, alerts in by_victim.items()
        if alerts  # one may be closed between the two questions
    ]
    return VictimsWorklist(total, page)


def contact_cards(
    store: "Store", victims: Iterable[str], now: datetime, seen_by: Agency | None
) -> Mapping[str, ContactCard]:
    """The card of each of these victims as at `now`.

    Their facts are only put in order: what is owed is in the tables already.
    """
    names = [Pseudonym(victim) for victim in victims]
    records = known_at(log_records_of(store, names), now)
    restricted = restricted_in(records, seen_by)
    return {
        name: contact_card(
            case_histories(facts_of_journey(name, records.get(name, {}), records)),
            london_date(now),
            restricted,
        )
        for name in names
    }
