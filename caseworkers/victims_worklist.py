"""The worklist as a caseworker works it off: victim by victim, with how each may be reached."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from caseworkers.alert_events import told_in_place
from caseworkers.alert_lines import AlertLine, AlertNotShown
from caseworkers.as_of import ever_merged, known_at, log_records_of, restricted_in
from caseworkers.contact_card import CARD_FACTS, ContactCard, contact_card
from caseworkers.restricted import Restricted
from caseworkers.urgency import Urgency
from caseworkers.worklist import (
    AlertCounts,
    AlertQuery,
    WorklistVictims,
    lines_by_victim,
    worklist_victims,
)
from events.clocks import london_date
from events.identifiers import Agency, Pseudonym
from processors.case.corrections.apply_corrections import CORRECTING
from processors.case.counted.case_histories import case_histories
from processors.case.history.facts_by_event import FactsByEvent
from processors.stream.merged_facts import facts_of_journey
from schemas.faults_of_one import made_or

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database


@dataclass(frozen=True)
class VictimAlerts:
    """The alerts of one victim, the most urgent first, and what to know before a contact.

    `urgency` is that of the most urgent; None where they are closed. A fault of the program may
    keep some from being read (`not_shown`, how many), or the card: `contact` is None then.
    """

    victim: str
    urgency: Urgency | None
    alerts: list[AlertLine]
    not_shown: int
    contact: ContactCard | None


@dataclass(frozen=True)
class VictimsWorklist:
    """One page of victims with their alerts, `total` victims in all, and how many alerts stand.

    The `counts` are of the alerts of any agency and urgency.
    """

    total: int
    page: list[VictimAlerts]
    counts: AlertCounts

    @property
    def victims(self) -> tuple[str, ...]:
        """The victims on the page."""
        return tuple(each.victim for each in self.page)


def worklist_by_victim(
    store: "Store", now: datetime, query: AlertQuery, seen_by: Agency | None = None
) -> VictimsWorklist:
    """The alerts that are asked for, by victim; `limit` and `offset` count victims.

    Who has the most urgent alert comes first. `seen_by` is the viewer's agency. The log is asked
    for the cards, and for what is restricted, while the tables are asked for the alerts.
    """
    chosen = worklist_victims(store, now, query)
    with ThreadPoolExecutor(1) as beside:
        cards_asked = beside.submit(contact_cards, store, chosen.page, now, seen_by)
        lines = lines_by_victim(store, now, chosen, lambda: cards_asked.result().restricted)
        cards = cards_asked.result().by_victim
    page = [
        _of_victim(victim, chosen, alerts, cards[victim])
        for victim, alerts in lines.items()
        if alerts  # a journey may be gone between the two questions
    ]
    return VictimsWorklist(chosen.total, page, chosen.counts)


def _of_victim(
    victim: str,
    chosen: WorklistVictims,
    alerts: Sequence[AlertLine | AlertNotShown],
    card: ContactCard | None,
) -> VictimAlerts:
    lines = [alert for alert in alerts if isinstance(alert, AlertLine)]
    if card:
        lines = [told_in_place(alert, card) for alert in lines]
    urgency = next(iter(chosen.page[victim].values()))
    return VictimAlerts(victim, urgency, lines, len(alerts) - len(lines), card)


@dataclass(frozen=True)
class ContactCards:
    """The card of each victim of a page, and what is `restricted` of their journeys.

    None where a fault of the program keeps a card from being made.
    """

    by_victim: Mapping[str, ContactCard | None]
    restricted: Restricted


def contact_cards(
    store: "Store", victims: Iterable[str], now: datetime, seen_by: Agency | None
) -> ContactCards:
    """The cards of these victims as at `now`.

    Only the facts on which a card rests are read, and they are only put in order: what is owed is
    in the tables already. Where something in a journey is corrected, all its facts are read: in
    another one nothing is restricted.
    """
    names = [Pseudonym(victim) for victim in victims]
    records = known_at(log_records_of(store, names, CARD_FACTS, _are_corrected), now)
    corrected = [name for name, facts in records.items() if _are_corrected(facts)]
    of_these = {name: records[name] for name in ever_merged(corrected, records)}
    restricted = restricted_in(of_these, seen_by)

    def card(name: Pseudonym) -> ContactCard | None:
        histories = case_histories(facts_of_journey(name, records[name], records))
        return contact_card(histories, london_date(now), restricted)

    cards: dict[str, ContactCard | None] = {
        name: made_or(lambda: None, "contact card", partial(card, name)) for name in names
    }
    return ContactCards(cards, restricted)


def _are_corrected(facts: FactsByEvent) -> bool:
    return any(type(logged.fact) in CORRECTING for logged in facts.values())
