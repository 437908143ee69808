"""Events of orders that protect victims, and what the victims' pages show of them."""

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from caseworkers.victim_journeys import journey_as_of
from events.identifiers import pseudonym
from published_journey import KEY, Read, facts_of, published_event
from schemas.alert_row import AlertKind
from web.protection_view import Protected, protections

V1, V2 = "met-police:V1", "met-police:V2"
URN = "urn:01ZD0303225"

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", victim: str = "", **data: Any) -> Event:
    extra = {"victim": victim} if victim else {}
    identity = str(uuid5(NAMESPACE_OID, f"{kind} {at} {victim} {sorted(data.items())}"))
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN, id=identity, **extra)


def made(at: str, victim: str = V1, agency: str = "hmcts", **data: Any) -> Event:
    data = {"order": "restraining-on-conviction"} | data
    return said("protective-order-made", at, agency, victim, **data)


def changed(at: str, victim: str = V1, **data: Any) -> Event:
    data = {"order": "restraining-on-conviction"} | data
    return said("protective-order-changed", at, "hmcts", victim, **data)


def ended(at: str, victim: str = V1, **data: Any) -> Event:
    data = {"order": "restraining-on-conviction", "how": "discharged"} | data
    return said("protective-order-ended", at, "hmcts", victim, **data)


CHARGED = [
    said("victim-identified", "2025-03-01", "met-police", V1),
    said("victim-identified", "2025-03-01", "met-police", V2),
    said("suspect-charged", "2025-03-04", "met-police", suspect=1, method="charge"),
]
TWO_CHARGED = [
    *CHARGED,
    said("suspect-charged", "2025-03-05", "met-police", suspect=2, method="charge"),
]


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T12:00:00").replace(tzinfo=UTC)


def shown(events: list[Event], at: str = "2026-03-02", victim: str = V1) -> list[Protected]:
    """What the page of the victim shows as what protects her on a day."""
    name = pseudonym(victim, KEY)
    log = facts_of(events)
    records = {name: {each.event: each for each in log[name]}}
    return protections(journey_as_of(str(name), records, day(at)))


def lines(events: list[Event], at: str = "2026-03-02", victim: str = V1) -> list[str]:
    return [f"{each.what}. {'. '.join(each.details)}" for each in shown(events, at, victim)]


def read(events: list[Event], at: str = "2026-03-02", victim: str = V1) -> Read:
    return Read.of(events, day(at), victim)


def ending(events: list[Event], at: str, victim: str = V1) -> list[str]:
    """How the alerts stand that an order is soon over."""
    alerts = read(events, at, victim).alerts
    return [str(each.state) for each in alerts if each.kind is AlertKind.PROTECTION_ENDING]
