"""One defendant arrested twice, and counts with other numbers: no result goes to another victim,
and none that may be hers goes unseen.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published_journey import Read
from two_victims import ASN, AT, CHARGED, ENDED, V1, V2, WHOSE, Event, outcomes, said

OTHER_ASN = "2501ZD0100000104412K"


def charged(at: str, asn: str, *numbers: int) -> Event:
    charges = [{"offence": number, "code": "OF61131"} for number in numbers]
    about: dict[str, Any] = {"suspect": 1, "asn": asn, "method": "charge", "charges": charges}
    return said("suspect-charged", at, "met-police", **about) | {"id": f"charged-{at}-{asn}"}


def ended(at: str, outcome: str, *numbers: int, **who: Any) -> Event:
    data = {
        "court": "snaresbrook",
        "outcome": outcome,
        "offences": numbers,
        **(who or {"asn": ASN}),
    }
    return said("case-concluded", at, **data) | {"id": f"ended-{at}-{numbers}-{len(who)}"}


def ended_of(number: int) -> Event:
    return ended("2025-11-03", "acquitted", number)


def found_guilty_of(number: int) -> Event:
    return said("verdict-given", "2025-11-03", asn=ASN, verdict="guilty", offences=[number])


def dropped(number: int) -> Event:
    about: dict[str, Any] = {"asn": ASN, "offences": [number]}
    return said("prosecution-altered", "2025-11-03", "cps", change="discontinued", **about)


def whose(victim: str, at: str, *numbers: int, **who: Any) -> Event:
    word = said("victim-of-offences", at, "met-police", victim, offences=numbers, suspect=1, **who)
    return word | {"id": f"whose-{victim}-{at}-{who.get('asn')}"}


KNOWN = CHARGED[:2]
TWICE = [*KNOWN, charged("2025-03-04", ASN, 1), charged("2025-04-04", OTHER_ASN, 1)]
HERS, THEIRS = whose(V1, "2025-03-04", 1, asn=ASN), whose(V2, "2025-04-04", 1, asn=OTHER_ASN)


def test_offence_1_of_one_arrest_is_not_offence_1_of_another() -> None:
    """Given two arrests of one suspect, then each victim has the outcome of hers alone."""
    acquitted, convicted = (
        ended("2025-11-03", "acquitted", 1),
        ended("2025-11-04", "convicted", 1, asn=OTHER_ASN),
    )
    sentenced = said(
        "sentence-passed",
        "2025-11-24",
        asn=OTHER_ASN,
        court="snaresbrook",
        sentence="immediate-custody",
        custody_months=30,
        offences=[1],
    )
    events = [*TWICE, HERS, THEIRS, acquitted, convicted, sentenced]

    first, second = Read.of(events, AT, V1), Read.of(events, AT, V2)

    assert (outcomes(first), outcomes(second)) == ({"acquitted"}, {"convicted"})
    assert (first.states("R11.1"), second.states("R11.1")) == ([], ["open"])


def test_who_is_the_victim_of_both_has_one_that_ended_and_one_to_come() -> None:
    both = [*TWICE, HERS, whose(V1, "2025-04-04", 1, asn=OTHER_ASN)]

    read = Read.of([*both, ended("2025-11-03", "acquitted", 1)], AT, V1)

    assert [stage for stage, _, until in read.waits if until is None] == ["charged"]


def test_a_result_that_does_not_say_under_which_asn_counts_for_both_and_is_asked() -> None:
    unsaid = ended("2025-11-03", "acquitted", 1, suspect=1)

    for victim in (V1, V2):
        read = Read.of([*TWICE, HERS, THEIRS, unsaid], AT, victim)
        assert (outcomes(read), read.flags) == ({"acquitted"}, ["unknown-offence"])


def test_a_later_word_on_one_arrest_leaves_that_on_the_other() -> None:
    events = [*TWICE, HERS, whose(V1, "2025-04-04", 1, asn=OTHER_ASN)]
    mended = whose(V1, "2025-05-04", asn=ASN)

    read = Read.of([*events, mended, ended("2025-11-04", "convicted", 1, asn=OTHER_ASN)], AT, V1)

    assert outcomes(read) == {"convicted"}


class TestCountsThatWereNotThere:
    """The Crown Court renumbers, or a number is a slip: what may be hers is asked about."""

    @pytest.mark.parametrize(
        "decide", [ended_of, found_guilty_of, dropped], ids=lambda f: f.__name__
    )
    def test_a_result_of_a_number_that_nobody_charged_is_asked_about(
        self, decide: Callable[[int], Event]
    ) -> None:
        read = Read.of([*CHARGED, *WHOSE, decide(7)], AT, V1)

        assert (outcomes(read), read.flags) == (set(), ["renumbered-offence"])

    @pytest.mark.parametrize(
        "decide", [ended_of, found_guilty_of, dropped], ids=lambda f: f.__name__
    )
    def test_nothing_is_asked_of_other_numbers_once_hers_is_decided(
        self, decide: Callable[[int], Event]
    ) -> None:
        read = Read.of([*CHARGED, *WHOSE, decide(1), ended("2025-11-05", "convicted", 7)], AT, V1)

        assert "renumbered-offence" not in read.flags

    def test_it_counts_and_is_asked_about_where_nobody_said_whose_the_offences_are(self) -> None:
        read = Read.of([*CHARGED, ended("2025-11-03", "acquitted", 7)], AT, V1)

        assert (outcomes(read), read.flags) == ({"acquitted"}, ["unknown-offence"])

    def test_new_numbers_at_the_crown_court_are_asked_about_on_each_page(self) -> None:
        anew = [
            charged("2025-05-01", ASN, 101, 102),
            ended("2025-11-03", "acquitted", 101),
            ended("2025-11-04", "convicted", 102),
        ]

        for victim in (V1, V2):
            assert Read.of([*CHARGED, *WHOSE, *anew], AT, victim).flags == ["renumbered-offence"]

    def test_once_the_police_say_it_anew_each_has_hers(self) -> None:
        anew = [
            charged("2025-05-01", ASN, 101, 102),
            whose(V1, "2025-05-02", 101),
            whose(V2, "2025-05-02", 102),
            ended("2025-11-03", "acquitted", 101),
            ended("2025-11-04", "convicted", 102),
        ]
        first, second = (Read.of([*CHARGED, *WHOSE, *anew], AT, victim) for victim in (V1, V2))

        assert (outcomes(first), outcomes(second)) == ({"acquitted"}, {"convicted"})
        assert (first.flags, second.flags) == ([], [])

    def test_a_further_charge_of_another_victim_asks_nothing_once_hers_is_decided(self) -> None:
        further = [charged("2025-05-01", ASN, 3), ended("2025-11-05", "convicted", 3)]

        assert Read.of([*CHARGED, *WHOSE, *ENDED, *further], AT, V1).flags == []


def test_one_offence_tried_twice_did_not_end_differently() -> None:
    """Given a discharged jury and an acquittal at the retrial, then there is one offence."""
    again = said("case-reopened", "2025-06-10", back_to="trial", reason="other")
    events = [
        *KNOWN,
        charged("2025-03-04", ASN, 1),
        ended("2025-06-03", "jury-discharged", 1),
        again,
        ended("2025-11-03", "acquitted", 1),
    ]

    assert Read.of(events, AT, V1).flags == []


def test_verdicts_that_differ_are_asked_about_as_outcomes_are() -> None:
    verdicts = [each for each in ENDED if each["type"].endswith("verdict-given.v1")]

    assert "whose-offences" in Read.of([*CHARGED, *verdicts], AT, V1).flags
    assert "whose-offences" not in Read.of([*CHARGED, *WHOSE, *verdicts], AT, V1).flags


def test_an_acquittal_without_an_outcome_is_asked_about() -> None:
    """Given a verdict of not guilty alone, then nobody is asked to tell her, and the page asks."""
    acquitted, outcome = ENDED[0], ENDED[1]

    assert Read.of([*CHARGED, *WHOSE, acquitted], AT, V1).flags == ["outcome-unknown"]
    assert Read.of([*CHARGED, *WHOSE, acquitted, outcome], AT, V1).flags == []
    assert Read.of([*CHARGED, *WHOSE, outcome, acquitted], AT, V1).flags == []
    assert Read.of([*CHARGED, *WHOSE, acquitted], AT, V2).flags == []


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        ("not-guilty", "acquitted"),
        ("not-guilty-by-reason-of-insanity", "not-guilty-by-reason-of-insanity"),
        ("unfit-did-the-act", "unfit-to-plead"),
    ],
)
def test_a_verdict_and_the_outcome_that_follows_from_it_are_no_two_ends(
    verdict: str, outcome: str
) -> None:
    """Given two offences of which nobody said whose each is, with one verdict and one outcome."""
    first = said("verdict-given", "2025-11-03", asn=ASN, verdict=verdict, offences=[1])

    alike = Read.of([*CHARGED, first, ended("2025-11-03", outcome, 2)], AT, V1)
    other = Read.of([*CHARGED, first, ended("2025-11-03", "convicted", 2)], AT, V1)

    assert "whose-offences" not in alike.flags
    assert "whose-offences" in other.flags


def _result(day: int, kind: str, number: int) -> Event:
    at = f"2025-11-{day:02}"
    about: dict[str, Any] = {"asn": OTHER_ASN, "offences": [number]}
    match kind:
        case "verdict-given":
            data = {"verdict": "guilty", **about}
        case "sentence-passed":
            data = {"court": "snaresbrook", "sentence": "fine", **about}
        case "remand-decided":
            data = {"court": "snaresbrook", "remand": "custody", **about}
        case "appeal-decided":
            data = {"against": "conviction", "result": "allowed", **about}
        case _:
            data = {"court": "snaresbrook", "outcome": "convicted", **about}
    return said(kind, at, **data) | {"id": f"{kind}-{at}-{number}"}


_OTHERS = st.builds(
    _result,
    st.integers(1, 28),
    st.sampled_from(
        [
            "verdict-given",
            "sentence-passed",
            "remand-decided",
            "appeal-decided",
            "case-concluded",
        ]
    ),
    st.integers(1, 2),
)


@given(others=st.lists(_OTHERS, max_size=6), data=st.data())
def test_whatever_comes_of_another_arrest_her_journey_is_the_same(
    others: list[Event], data: st.DataObject
) -> None:
    """Law: results under another ASN, in any order and twice, change no row of hers."""
    theirs = [charged("2025-04-04", OTHER_ASN, 1, 2), THEIRS]
    own = [*KNOWN, charged("2025-03-04", ASN, 1), HERS, ended("2025-11-10", "acquitted", 1)]
    jumbled = data.draw(st.permutations([*others, *others]))

    alone, beside = (Read.of([*own, *theirs, *more], AT, V1).journey.rows for more in ([], jumbled))

    assert alone == beside
