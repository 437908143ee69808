"""Numbers that the field exchanges: an ASN with its letter, offence codes, sites, languages."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from events.contact import LanguageCode
from events.court import HearingListed
from events.duties import RuleCode
from events.offences import CjsOffenceCode
from events.places import Court, SiteCode
from events.suspects import ArrestSummonsNumber, asn_check_letter
from fact_strategies import asns
from processors.victims_code.rules import RULES
from schemas.cloudevents import decode

ASN: TypeAdapter[str] = TypeAdapter(ArrestSummonsNumber)


@pytest.mark.parametrize("asn", ["1101ZD0100000410836V", "1101ZD0100000448754K"])
def test_published_examples_have_their_letter(asn: str) -> None:
    assert ASN.validate_python(asn) == asn


@given(asn=asns(), data=st.data())
def test_any_other_letter_is_refused(asn: str, data: st.DataObject) -> None:
    assert ASN.validate_python(asn) == asn

    other = data.draw(st.sampled_from(sorted(set("ABCDEFGHJKLMNPQRTUVWXYZ") - {asn[-1]})))
    with pytest.raises(ValidationError) as refused:
        ASN.validate_python(asn[:-1] + other)
    assert [line["type"] for line in refused.value.errors()] == ["asn_check_letter"]


@given(asn=asns(), place=st.integers(8, 18), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_of_the_sequence_changes_the_letter(
    asn: str, place: int, digit: str
) -> None:
    misread = asn[:place] + digit + asn[place + 1 : -1]

    assert (asn_check_letter(misread) == asn[-1]) is (digit == asn[place])


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            CjsOffenceCode,
            ["TH68010", "COML025", "RT88191B", "OF61A02", "PC02006A", "OF61A02C"],
            ["th68010", "TH6801", "TH6801B", "TH68010BB", "TH68AB1", "OF61a02"],
        ),
        (SiteCode, ["stoke-newington", "24"], ["Stoke Newington", "-a", "a", "a" * 62]),
        (LanguageCode, ["pl", "bfi"], ["Polish", "PL", "p", "en-GB"]),
        (RuleCode, [*RULES], ["r6.1", "R", "R6 1", "see the note"]),
    ],
)
def test_what_is_one_and_what_is_none(kind: Any, good: list[str], bad: list[str]) -> None:
    reader: TypeAdapter[str] = TypeAdapter(kind)
    assert [reader.validate_python(code) for code in good] == good
    for code in bad:
        with pytest.raises(ValidationError):
            reader.validate_python(code)


def _published_courts() -> list[dict[str, str]]:
    with (Path(__file__).parent / "london_courts.csv").open(newline="") as published:
        return list(csv.DictReader(published))


ELSEWHERE = {Court.COURT_OF_APPEAL, Court.OUTSIDE_LONDON, Court.OUTSIDE_LONDON_MAGISTRATES}


def test_every_published_court_of_london_has_a_code_and_no_other_has() -> None:
    """The courts of the Ministry of Justice's published standing data, August 2026."""
    courts = _published_courts()

    of_london = set(Court) - ELSEWHERE
    assert Counter(row["court"] for row in courts) == Counter(of_london)
    assert {Court(row["court"]) for row in courts if row["tier"] == "crown"} == {
        court for court in of_london if court.is_crown_court
    }


def test_the_code_of_an_organisation_unit_is_the_court_that_it_is() -> None:
    """A court outside London has a code of its own, and a code that no court has is refused."""
    hearing = HearingListed.model_validate_json(
        '{"court":"B01LY00","hearing":"other","starts_at":"2025-03-24T10:00:00Z"}', strict=True
    )

    assert hearing.court is Court.LAVENDER_HILL_MAGISTRATES
    assert all(Court(row["ou_code"]) == row["court"] for row in _published_courts())
    assert [Court(code) for code in ("C01CJ00", "C03CL00", "B43AJ00")] == [
        Court.ROYAL_COURTS_OF_JUSTICE,
        Court.OUTSIDE_LONDON,
        Court.OUTSIDE_LONDON_MAGISTRATES,
    ]
    with pytest.raises(ValueError, match="C99ZZ00"):
        Court("C99ZZ00")


def test_courts_have_a_name_each() -> None:
    assert len({court.label for court in Court}) == len(Court)
    assert [Court(code).label for code in ("romford-magistrates", "kingston-upon-thames")] == [
        "Romford Magistrates' Court",
        "Kingston upon Thames Crown Court",
    ]
    shared = Court.CLERKENWELL_AND_SHOREDITCH_COUNTY_COURT_MAGISTRATES
    assert shared.label == "Magistrates at Clerkenwell and Shoreditch County Court"
    assert Court.CENTRAL_CRIMINAL_COURT.label == "Central Criminal Court"


PUBLISHED_CODES = [
    b'{"specversion":"1.0","id":"romford","source":"cp","type":"victim-journey.hearing-listed.v1",'
    b'"subject":"urn:01XX0123425","time":"2025-03-03T10:15:00Z","agency":"hmcts",'
    b'"data":{"court":"romford-magistrates","hearing":"other",'
    b'"starts_at":"2025-04-14T10:00:00+01:00"}}',
    b'{"specversion":"1.0","id":"a-form","source":"connect","type":"victim-journey.crime-reported.v1",'
    b'"subject":"crime:met-police:1/25","time":"2025-03-03T10:15:00Z","agency":"met-police",'
    b'"data":{"offence":"violence","offence_code":"OF61A02"}}',
]


@pytest.mark.parametrize("event", PUBLISHED_CODES)
def test_an_event_with_published_codes_is_read(event: bytes) -> None:
    assert decode(event).id in ("romford", "a-form")
