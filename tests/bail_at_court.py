"""A defendant charged and brought to court, whom the court bails or remands: events of stories."""

from datetime import UTC, datetime
from typing import Any

from published_journey import Read, published_event

URN, VICTIM, ASN = "urn:01ZD0303225", "met-police:V1", "2501ZD0100000104411J"
AT = datetime(2025, 4, 1, 12, tzinfo=UTC)
NO_CONTACT = ["no-contact", "exclusion"]

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", **data: Any) -> Event:
    hour = at if "T" in at else f"{at}T10:00:00Z"
    extra = {"victim": data.pop("victim")} if "victim" in data else {}
    return published_event(kind, hour, data, agency, subject=URN, **extra)


def identified() -> Event:
    return said("victim-identified", "2025-03-01", "met-police", victim=VICTIM)


def charged(suspect: int = 1, at: str = "2025-03-03") -> Event:
    return said(
        "suspect-charged", f"{at}T0{suspect}:00:00Z", "met-police", suspect=suspect, method="charge"
    )


def remanded(at: str, remand: str = "conditional-bail", **more: Any) -> Event:
    where = {"court": "thames-magistrates", "remand": remand}
    return said("remand-decided", at, **where, **more)


def bail_hearing(at: str, **more: Any) -> Event:
    return said("hearing-held", at, court="thames-magistrates", hearing="bail", **more)


def noticed(at: str, **more: Any) -> Event:
    return said("notice-sent", at, to="witness-care", about="bail-hearing", **more)


def read(*events: Event, at: datetime = AT) -> Read:
    return Read.of([identified(), *events], at)
