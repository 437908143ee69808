"""A case as the agency that owes a duty names it, on the worklist."""

import pytest

from caseworker_notes import Notes
from events.charging import ChargeMethod, SuspectCharged
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.identifiers import KINDS_OF_CASE, Agency
from events.investigation import SuspectArrested
from processors.case.history.case_references import (
    PublishedName,
    own_reference,
    published_names,
)
from web.wording import case_reference

CRIME, URN, COURT = "crime:met-police:4401234/25", "urn:01ZZ0001234", "court:01/2025/77A"
ASN, CP = "asn:2501ZD0100000104411J", "cp:52557617-aa67-4573-a15a-cb17331335ec"
POLICE = PublishedName(Agency.MET_POLICE, CRIME, URN)
CPS = PublishedName(Agency.CPS, CRIME)
SENT = ContactOutcome.SENT
HMCTS = PublishedName(Agency.HMCTS, URN, COURT)


@pytest.mark.parametrize(
    ("agency", "names", "says"),
    [
        (Agency.MET_POLICE, [POLICE, CPS, HMCTS], "crime reference 4401234/25"),
        (Agency.CPS, [POLICE, CPS], "URN 01ZZ0001234"),
        (Agency.HMCTS, [POLICE, HMCTS], "court case number 01/2025/77A"),
        (Agency.HMCTS, [POLICE], "URN 01ZZ0001234"),
        (Agency.WITNESS_CARE, [CPS], "crime reference 4401234/25"),
    ],
)
def test_each_agency_finds_its_case(agency: Agency, names: list[PublishedName], says: str) -> None:
    assert case_reference(own_reference(agency, CRIME, names)) == says


def test_another_case_of_the_victim_is_not_named() -> None:
    """Given a second case with a URN, then the first, which has none, is not named by it."""
    second = PublishedName(Agency.CITY_POLICE, "crime:city-police:9/25", URN)

    assert own_reference(Agency.CPS, CRIME, [CPS, second]) == CRIME


@pytest.mark.parametrize("agency", list(Agency))
def test_every_kind_of_identifier_has_a_place_and_words(agency: Agency) -> None:
    """Given a case with an identifier of each kind, then each agency has one of them, in words."""
    one_of_each = {CRIME, URN, COURT, ASN, CP}
    assert {each.partition(":")[0] for each in one_of_each} == KINDS_OF_CASE
    names = [PublishedName(Agency.HMCTS, each, CRIME) for each in (URN, COURT, ASN, CP)]

    assert own_reference(agency, CRIME, names) in (CRIME, URN, COURT)
    for each in one_of_each:
        assert own_reference(agency, each, []) == each
        assert case_reference(each)
    assert case_reference(CP) == "Common Platform id 52557617-aa67-4573-a15a-cb17331335ec"


def test_of_two_urns_the_agency_has_its_own() -> None:
    other = PublishedName(Agency.CPS, "urn:01ZZ0009999", CRIME)

    assert own_reference(Agency.CPS, CRIME, [POLICE, other]) == "urn:01ZZ0009999"


def test_police_and_court_that_know_one_arrest_name_one_case() -> None:
    """Given a crime and a URN that nobody linked, when both name the defendant's number, then the
    CPS is named the URN, and the police their crime."""
    notes, asn = Notes(), ASN.removeprefix("asn:")
    arrest = SuspectArrested(suspect=1, asn=asn)
    charge = SuspectCharged(method=ChargeMethod.CHARGE, asn=asn)
    news = VictimInformed(about=ToldAbout.ARREST, asn=asn, channel=Channel.LETTER, outcome=SENT)
    said = [
        notes.happened("2025-03-04 10:00", fact, agency, case=case)
        for fact, agency, case in (
            (arrest, Agency.MET_POLICE, CRIME),
            (charge, Agency.CPS, URN),
            (news, Agency.CPS, "urn:01ZZ0007777"),
        )
    ]

    names = published_names(said)
    assert own_reference(Agency.CPS, CRIME, names) == URN
    assert own_reference(Agency.MET_POLICE, CRIME, names) == CRIME
    assert own_reference(Agency.CPS, CRIME, published_names([said[0], said[2]])) == CRIME
