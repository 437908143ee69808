"""Two victims of one prosecution: each is concerned by what is hers, and by nothing else."""

from datetime import UTC, datetime
from typing import Any

from published_journey import Read, published_event

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
V1, V2 = "met-police:V1", "met-police:V2"
URN = "urn:01ZD0303225"
ASN = "2501ZD0100000104411J"

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", victim: str = "", **data: Any) -> Event:
    extra = {"victim": victim, "id": f"{kind}-{at}-{victim}"} if victim else {}
    return published_event(kind, f"{at}T10:00:00Z", data, agency, subject=URN, **extra)


CHARGED = [
    said("victim-identified", "2025-03-01", "met-police", V1),
    said("victim-identified", "2025-03-01", "met-police", V2),
    said(
        "suspect-charged",
        "2025-03-04",
        "met-police",
        suspect=1,
        asn=ASN,
        method="charge",
        charges=[{"offence": 1, "code": "SX03001A"}, {"offence": 2, "code": "OF61131"}],
    ),
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


def kinds(read: Read) -> set[str]:
    return {each.fact.kind for each in read.journey.effective.values()}


def outcomes(read: Read) -> set[str]:
    facts = (each.fact for each in read.journey.effective.values())
    return {str(fact.outcome) for fact in facts if fact.kind == "case-concluded"}  # type: ignore[union-attr]


def test_each_victim_gets_the_outcome_of_her_own_count() -> None:
    """Given two counts of two victims, when one ends in acquittal, then that is one victim's."""
    events = [*CHARGED, *WHOSE, *ENDED]
    first, second = Read.of(events, AT, V1), Read.of(events, AT, V2)

    assert outcomes(first) == {"acquitted"}
    assert outcomes(second) == {"convicted"}
    assert "sentence-passed" not in kinds(first)
    assert [stage for stage, _, until in first.waits if until is None] == []
    assert second.duties("R11.1")
    assert not first.duties("R11.1")


def test_the_timeline_shows_nobody_another_victims_count() -> None:
    first = Read.of([*CHARGED, *WHOSE, *ENDED], AT, V1)

    shown = {row.kind for row in first.journey.entries.values()}

    assert "sentence-passed" not in shown
    assert {"suspect-charged", "victim-of-offences", "verdict-given"} <= shown


def test_where_nobody_said_whose_an_offence_is_each_victim_is_concerned_by_all() -> None:
    events = [*CHARGED, *ENDED]

    assert outcomes(Read.of(events, AT, V1)) == outcomes(Read.of(events, AT, V2))
    assert outcomes(Read.of(events, AT, V1)) == {"acquitted", "convicted"}


def test_who_is_the_victim_of_none_of_a_defendants_offences_hears_of_nothing_after_the_charge() -> (
    None
):
    arrested = said("suspect-arrested", "2025-03-02", "met-police", suspect=1)
    none = said("victim-of-offences", "2025-03-04", "met-police", V1, suspect=1, offences=[])
    released = said("prisoner-released", "2026-02-01", "probation", asn=ASN, release="conditional")

    read = Read.of([arrested, *CHARGED, none, *ENDED, released], AT, V1)

    assert "suspect-arrested" in kinds(read)
    assert kinds(read).isdisjoint({"suspect-charged", "verdict-given", "prisoner-released"})


def test_a_later_word_takes_the_place_of_the_earlier_one() -> None:
    """Given offence 1 was said to be hers, when the police say it is 2, then 2 alone is hers."""
    mended = said("victim-of-offences", "2025-12-01", "met-police", V1, suspect=1, offences=[2])

    read = Read.of([*CHARGED, *WHOSE, *ENDED, mended], AT, V1)

    assert outcomes(read) == {"convicted"}


def test_another_defendants_offences_are_not_touched() -> None:
    other = said("verdict-given", "2025-11-05", suspect=2, verdict="guilty", offences=[1])

    read = Read.of([*CHARGED, *WHOSE, other], AT, V2)

    assert "verdict-given" in kinds(read)
