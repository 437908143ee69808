"""The worklist as a caseworker works it off: victim by victim, with how each may be reached."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from caseworkers.alert_events import told_in_place
from caseworkers.alert_lines import AlertLine
from caseworkers.as_of import known_at, log_records_of, restricted_in
from caseworkers.contact_card import CARD_FACTS, ContactCard, contact_card
from caseworkers.urgency import Urgency
from caseworkers.worklist import AlertCounts, AlertQuery, lines_by_victim, worklist_victims
from events.clocks import london_date
from events.corrections import CorrectionProposed, ReportWithdrawn
from events.identifiers import Agency, Pseudonym
from processors.case.case_histories import case_histories
from processors.case.facts_by_event import FactsByEvent
from processors.stream.merged_facts import facts_of_journey

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database


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
    for the cards while the tables are asked for the alerts.
    """
    chosen = worklist_victims(store, now, query)
    with ThreadPoolExecutor(1) as beside:
        cards_asked = beside.submit(contact_cards, store, chosen.page, now, seen_by)
        lines = lines_by_victim(store, now, chosen, seen_by)
        cards = cards_asked.result()
    page = [
        VictimAlerts(
            victim, [told_in_place(alert, cards[victim]) for alert in alerts], cards[victim]
        )
        for victim, alerts in lines.items()
        if alerts  # a journey may be gone between the two questions
    ]
    return VictimsWorklist(chosen.total, page, chosen.counts)


def contact_cards(
    store: "Store", victims: Iterable[str], now: datetime, seen_by: Agency | None
) -> Mapping[str, ContactCard]:
    """The card of each of these victims as at `now`.

    Only the facts on which a card rests are read, and they are only put in order: what is owed is
    in the tables already. Where something in a journey is corrected, all its facts are read.
    """
    names = [Pseudonym(victim) for victim in victims]
    about = known_at(log_records_of(store, names, CARD_FACTS), now)
    names_corrected = [name for name, facts in about.items() if _are_corrected(facts)]
    corrected = known_at(log_records_of(store, names_corrected), now)
    restricted = restricted_in(corrected, seen_by)
    records = {**about, **corrected}
    return {
        name: contact_card(
            case_histories(facts_of_journey(name, records.get(name, {}), records)),
            london_date(now),
            restricted,
        )
        for name in names
    }


def _are_corrected(facts: FactsByEvent) -> bool:
    correcting = CorrectionProposed | ReportWithdrawn
    return any(isinstance(logged.fact, correcting) for logged in facts.values())
