"""Numbers that the field exchanges: an ASN with its letter, offence codes, sites, languages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from events.contact import LanguageCode
from events.duties import RuleCode
from events.offences import CjsOffenceCode
from events.places import SiteCode
from events.suspects import ArrestSummonsNumber, asn_check_letter
from fact_strategies import asns
from processors.victims_code.rules import RULES

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
        (CjsOffenceCode, ["TH68010", "COML025", "RT88191B"], ["th68010", "TH6801", "TH68010BB"]),
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
