"""What is said of an offender: refused where it cannot be, corrected in every case, in steps."""

from random import Random

import pytest

from events.identifiers import Agency, event_identity
from offender_cases import (
    ASN,
    AT,
    CRN,
    NOMS,
    OTHER_URN,
    RECALLED,
    RELEASED,
    URN,
    V1,
    Event,
    identified,
    linked,
    published,
    said,
    unlinked,
)
from processors.fold.journey import Journey, fold, with_more
from processors.fold.judging_clock import Clock
from published_journey import Read
from schemas.refusal import Refused


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (
            said(
                "prisoner-released",
                "2026-06-10",
                "prison-service",
                suspect=1,
                release="conditional",
            ),
            "data.suspect: of_a_case_only",
        ),
        (
            said(
                "prisoner-released", "2026-06-10", "prison-service", asn=ASN, release="conditional"
            ),
            "data.asn: of_a_case_only",
        ),
        (
            said(
                "correction-proposed",
                "2026-06-10",
                "prison-service",
                URN,
                correction="C1",
                event="0d3f1d52-8c7c-5a53-9c53-1d3a3f4c9d11",
                field="offender",
                value=NOMS,
            ),
            "data.value: an_offenders_number",
        ),
        (said("hearing-held", "2026-06-10", "hmcts", hearing="bail", court="harrow"), "subject"),
        (said("prisoner-released", "2026-06-10", "hmcts", URN, release="conditional"), "type"),
        (said("offender-linked", "2026-06-10", "victim-support", URN, offender=NOMS), "type"),
        (linked(offender="noms:Smith"), "data.offender"),
    ],
)
def test_what_cannot_be_said_of_an_offender_is_refused(event: Event, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        published(event)

    assert any(str(each).startswith(problem) for each in refused.value.problems)


def corrected(subject: str) -> Event:
    """The prison says that the release was a temporary one."""
    return said(
        "correction-proposed",
        "2026-06-12",
        "prison-service",
        subject,
        correction="C1",
        event=str(event_identity(Agency.PRISON_SERVICE, RELEASED["source"], RELEASED["id"])),
        field="release",
        value="temporary",
    )


@pytest.mark.parametrize("subject", [NOMS, URN, OTHER_URN])
def test_a_correction_of_an_offenders_fact_is_of_it_in_every_case(subject: str) -> None:
    """Given one release in two cases, when it is corrected, of him or of either, both say so."""
    events = [identified(V1), identified(V1, OTHER_URN), linked(), linked(OTHER_URN), RELEASED]

    read = published(*events, corrected(subject)).read(V1, AT)

    entries = [e for e in read.journey.entries.values() if e.kind == "prisoner-released"]
    assert sorted(entry.case_id for entry in entries) == [URN, OTHER_URN]
    assert all(entry.state == "corrected" and "temporary" in entry.data for entry in entries)


def test_a_link_whose_suspect_is_corrected_places_the_facts_anew() -> None:
    link = linked(suspect=1)
    mended = said(
        "correction-proposed",
        "2026-02-10",
        "prison-service",
        URN,
        correction="C2",
        event=str(event_identity(Agency.PRISON_SERVICE, link["source"], link["id"])),
        field="suspect",
        value="2",
    )

    (duty,) = published(identified(V1), link, RELEASED, mended).read(V1, AT).duties("R11.7")

    assert duty.suspect == "2"


@pytest.mark.parametrize("chance", range(20))
def test_fact_by_fact_it_is_the_journey_of_all_facts(chance: int) -> None:
    """Given links, news of two offenders and a correction, when they come one by one, in any order,
    then each journey on the way is the one that its facts make."""
    by_other = said("prisoner-absconded", "2026-08-10", "probation", CRN, how="escaped")
    cases = published(
        *[identified(V1, urn) for urn in (URN, OTHER_URN)],
        *[linked(), linked(OTHER_URN), linked(offender=CRN, suspect=2)],
        *[RELEASED, RECALLED, by_other, corrected(NOMS), unlinked(at="2026-09-01")],
    )
    facts = cases.facts_of(V1)
    Random(chance).shuffle(facts)

    journey = Journey()
    for number, logged in enumerate(facts, 1):
        journey = with_more(journey, [logged], Clock(AT))
        assert journey.rows == fold(facts[:number], AT).rows
    assert len(Read(journey).duties("R11.7")) == 1
