"""A case as the agency that owes a duty names it, on the worklist."""

import pytest

from events.identifiers import Agency
from processors.case.case_references import PublishedName, own_reference
from web.wording import case_reference

CRIME, URN, COURT = "crime:met-police:4401234/25", "urn:01ZZ0001234", "court:01/2025/77A"
POLICE = PublishedName(Agency.MET_POLICE, CRIME, URN)
CPS = PublishedName(Agency.CPS, CRIME)
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


def test_of_two_urns_the_agency_has_its_own() -> None:
    other = PublishedName(Agency.CPS, "urn:01ZZ0009999", CRIME)

    assert own_reference(Agency.CPS, CRIME, [POLICE, other]) == "urn:01ZZ0009999"
