"""Events of one defendant with two charges, both of one victim's offences."""

from typing import Any

from published_journey import Read, published_event
from two_victims import AT, TWO_CHARGES, URN, Event


def said(kind: str, at: str, agency: str = "hmcts", **data: Any) -> Event:
    which = "-".join(map(str, [kind, at, agency, data.get("outcome"), data.get("offences")]))
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN, id=which)


def ended(at: str, outcome: str, *offences: int, **data: Any) -> Event:
    return said(
        "case-concluded", at, court="snaresbrook", outcome=outcome, offences=offences, **data
    )


def sentenced(at: str, sentence: str, *offences: int, **data: Any) -> Event:
    return said(
        "sentence-passed", at, court="snaresbrook", sentence=sentence, offences=offences, **data
    )


REPORTED = [
    said("crime-reported", "2025-02-28", "met-police", offence="violence"),
    published_event(
        "victim-identified", "2025-03-01T10:00:00Z", {}, subject=URN, victim="met-police:V1"
    ),
]
UNNUMBERED = [*REPORTED, said("suspect-charged", "2025-03-04", "met-police", method="charge")]
CHARGED = [
    *REPORTED,
    said("suspect-charged", "2025-03-04", "met-police", **TWO_CHARGES),
]


def read(*events: Event, charged: list[Event] = CHARGED) -> Read:
    return Read.of([*charged, *events], AT)


def open_waits(found: Read) -> list[str]:
    return [stage for stage, _, until in found.waits if until is None]
