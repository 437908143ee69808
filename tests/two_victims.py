"""Two victims of one defendant: a count of each, and how the counts ended at court."""

from datetime import UTC, datetime
from typing import Any

from published_journey import Read, published_event

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
V1, V2 = "met-police:V1", "met-police:V2"
URN = "urn:01ZD0303225"
ASN = "2501ZD0100000104411J"

Event = dict[str, Any]

TWO_CHARGES: Event = {
    "suspect": 1,
    "asn": ASN,
    "method": "charge",
    "charges": [{"offence": 1, "code": "SX03001A"}, {"offence": 2, "code": "OF61131"}],
}


def said(kind: str, at: str, agency: str = "hmcts", victim: str = "", **data: Any) -> Event:
    extra = {"victim": victim, "id": f"{kind}-{at}-{victim}"} if victim else {}
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN, **extra)


CHARGED = [
    said("victim-identified", "2025-03-01", "met-police", V1),
    said("victim-identified", "2025-03-01", "met-police", V2),
    said("suspect-charged", "2025-03-04", "met-police", **TWO_CHARGES),
]
WHOSE = [
    said("victim-of-offences", "2025-03-04", "met-police", V1, suspect=1, offences=[1]),
    said("victim-of-offences", "2025-03-04", "met-police", V2, suspect=1, offences=[2]),
]
ENDED = [
    said("verdict-given", "2025-11-03", asn=ASN, verdict="not-guilty", offences=[1]),
    said(
        "case-concluded",
        "2025-11-03",
        asn=ASN,
        court="snaresbrook",
        outcome="acquitted",
        offences=[1],
    ),
    said("verdict-given", "2025-11-04", asn=ASN, verdict="guilty", offences=[2]),
    said(
        "case-concluded",
        "2025-11-04",
        asn=ASN,
        court="snaresbrook",
        outcome="convicted",
        offences=[2],
    ),
    said(
        "sentence-passed",
        "2025-11-24",
        asn=ASN,
        court="snaresbrook",
        sentence="immediate-custody",
        custody_months=30,
        offences=[2],
    ),
]


def outcomes(read: Read) -> set[str]:
    facts = (each.fact for each in read.journey.effective.values())
    return {str(fact.outcome) for fact in facts if fact.kind == "case-concluded"}  # type: ignore[union-attr]
