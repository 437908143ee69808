"""Events of one case of two victims, whose sentence the court takes back or amends."""

from typing import Any

from published_journey import published_event

V1, V2 = "met-police:V1", "met-police:V2"
URN = "urn:01ZD0303225"

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", victim: str = "", /, **data: Any) -> Event:
    extra = {"victim": victim} if victim else {}
    event = f"{kind}-{at}-{victim}"
    return published_event(kind, f"{at}:00Z", data, agency, subject=URN, id=event, **extra)


def taken_back(what: Event, at: str, agency: str = "hmcts", **data: Any) -> Event:
    """The withdrawal of an event, named by the id that its agency sent it with."""
    named: Event = {"event_id": what["id"], "event_source": what["source"], **data}
    named.setdefault("reason", "amended")
    event = said("report-withdrawn", at, agency, what.get("victim", ""), **named)
    return event | {"id": f"withdrawn-{at}"}


KNOWN = [
    said("victim-identified", "2025-03-01T10:00", "met-police", V1),
    said("victim-identified", "2025-03-01T10:00", "met-police", V2),
    said("suspect-charged", "2025-03-04T10:00", "met-police", suspect=1, method="charge"),
]
CONVICTED = said("case-concluded", "2025-06-02T11:00", court="snaresbrook", outcome="convicted")
YEARS = {"court": "snaresbrook", "sentence": "immediate-custody", "custody_months": 30}
SENTENCED = said("sentence-passed", "2025-06-02T12:00", **YEARS, victim_contact_scheme=True)
NEWS = said("notice-sent", "2025-06-02T15:00", about="sentence", to="witness-care")
TOLD = said(
    "victim-informed",
    "2025-06-03T10:00",
    "witness-care",
    V1,
    about="sentence",
    channel="telephone",
    outcome="reached",
)
WRONG = [*KNOWN, CONVICTED, SENTENCED, NEWS, TOLD]

AMENDED = said("sentence-passed", "2025-06-02T12:00", **YEARS | {"custody_months": 8})
AMENDED |= {"id": "amended"}
GONE = taken_back(SENTENCED, "2025-06-10T09:00")
