"""Events of one case up to the conviction, and of the sentences and appeals after it."""

from typing import Any

from published_journey import published_event

V1 = "met-police:V1"
URN = "urn:01ZD0303225"

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", victim: str = "", /, **data: Any) -> Event:
    extra = {"victim": victim} if victim else {}
    event = f"{kind}-{at}-{data.get('suspect', '')}"
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN, id=event, **extra)


def sentenced(at: str, basis: str = "first", months: int = 30, **more: Any) -> Event:
    term = {"sentence": "immediate-custody", "custody_months": months, "court": "snaresbrook"}
    return said("sentence-passed", at, basis=basis, **{**term, **more})


def appeal(at: str, against: str, **more: Any) -> Event:
    return said("appeal-decided", at, against=against, result="allowed", **more)


def referred(at: str, **more: Any) -> Event:
    return said("contact-scheme-referred", at, "witness-care", V1, **more)


KNOWN = [
    said("crime-reported", "2025-02-28", "met-police", offence="robbery"),
    said("victim-identified", "2025-03-01", "met-police", V1),
    said("suspect-charged", "2025-03-04", "met-police", suspect=1, method="charge"),
    said("case-concluded", "2025-06-01", court="snaresbrook", outcome="convicted"),
]
FINE: Event = {"sentence": "community-order", "custody_months": None}
