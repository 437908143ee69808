"""Crimes, arrests and prosecutions as police and court publish them, through intake and fold."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from events.identifiers import pseudonym
from processors.fold.journey import fold
from published_journey import KEY, published_event
from pure_cases import CaseNetwork
from schemas.changes import Contradiction
from schemas.cloudevents import decode

C1, C2 = "crime:met-police:4401234/25", "crime:met-police:4409999/25"
A1, A2 = "2501ZD0100000104411J", "2501ZD0100000104412K"
URN, OTHER_URN, MERGED = "urn:01ZD0303225", "urn:01ZD0303325", "urn:01ZD0303325/M"
CP = "cp:52557617-aa67-4573-a15a-cb17331335ec"
COURT = "court:T20254007"
V1, V2 = "met-police:V1", "met-police:V2"

Event = dict[str, Any]
_DAYS = iter(range(10_000))


def said(kind: str, subject: str, agency: str = "hmcts", victim: str = "", **data: Any) -> Event:
    at = datetime(2025, 3, 1, 10, tzinfo=UTC) + timedelta(hours=next(_DAYS))
    named = {"victim": victim} if victim else {}
    return published_event(kind, at.isoformat(), data, agency, subject=subject, **named)


def victim(name: str, crime: str) -> Event:
    return said("victim-identified", crime, "met-police", name)


def charged(crime: str, suspect: int, asn: str) -> Event:
    return said("suspect-charged", crime, "met-police", suspect=suspect, method="charge", asn=asn)


def listed(case: str) -> Event:
    starts = "2027-09-01T10:00:00Z"
    return said("trial-listed", case, court="snaresbrook", starts_at=starts)


def journey(events: Iterable[Event], name: str = V1) -> set[str]:
    """The subjects of the trials listed in a victim's journey, whatever else is in it."""
    network = CaseNetwork()
    network.take_all(decode(orjson.dumps(each)) for each in events)
    return trials(network, name)


def trials(network: CaseNetwork, name: str) -> set[str]:
    facts = network.given[pseudonym(name, KEY)].values()
    counted = fold(facts).effective.values()
    return {each.case for each in counted if each.fact.kind == "trial-listed"}


def flags(network: CaseNetwork, name: str) -> list[str]:
    """What the page asks of a victim's journey."""
    rows = fold(network.given[pseudonym(name, KEY)].values()).rows.values()
    return [str(row.kind) for row in rows if isinstance(row, Contradiction)]
