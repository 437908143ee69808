"""A sentence takes the place of an earlier one: what followed from the old follows from the new."""

from datetime import UTC, date, datetime

import pytest

from later_sentence_events import FINE, KNOWN, V1, Event, appeal, referred, said, sentenced
from published_journey import Read

AT = datetime(2025, 9, 1, 12, tzinfo=UTC)


def read(*events: Event) -> Read:
    return Read.of([*KNOWN, *events], AT, V1)


def reasons(journey: Read, rule: str) -> list[tuple[str, str | None]]:
    return [(str(duty.state), duty.reason) for duty in journey.duties(rule)]


def test_varied_to_a_lighter_one_she_is_not_referred_any_more() -> None:
    """Given custody that the court varies within days, then the old sentence asks for nothing."""
    seen = read(sentenced("2025-06-02"), sentenced("2025-06-06", "slip-rule", **FINE))

    assert reasons(seen, "R11.1") == [("withdrawn", "sentence-replaced")]
    assert reasons(seen, "R9.2a") == [("withdrawn", "sentence-replaced"), ("breached", None)]
    assert seen.due("R9.2a")[1] == date(2025, 6, 13)
    assert reasons(seen, "ULS")[0] == ("withdrawn", "sentence-replaced")
    assert seen.flags == []


def test_varied_to_a_longer_one_she_is_referred_upon_that() -> None:
    seen = read(sentenced("2025-06-02", months=8), sentenced("2025-06-06", "slip-rule", months=14))

    assert seen.due("R11.1") == [date(2025, 6, 20)]


def test_who_was_referred_already_is_not_referred_again() -> None:
    later = sentenced("2025-07-21", "appeal", months=24)

    seen = read(sentenced("2025-06-02"), referred("2025-06-05"), later)

    assert seen.states("R11.1") == ["discharged"]
    assert seen.states("R11.2") == ["breached"]


def test_a_referral_asks_for_nothing_once_the_sentence_gives_no_right_to_it() -> None:
    later = sentenced("2025-06-20", "appeal", **FINE)

    seen = read(sentenced("2025-06-02"), referred("2025-06-05"), later)

    assert reasons(seen, "R11.2") == [("withdrawn", "sentence-replaced")]


def test_what_was_late_by_then_stays_late() -> None:
    """Given a referral that was late before the appeal, then it was late, whatever came of it."""
    seen = read(sentenced("2025-06-02"), sentenced("2025-07-21", "appeal", **FINE))

    assert reasons(seen, "R11.1") == [("breached", None)]


def test_both_sentences_stay_on_the_timeline() -> None:
    seen = read(sentenced("2025-06-02"), sentenced("2025-06-06", "slip-rule", **FINE))

    rows = [each for each in seen.journey.entries.values() if each.kind == "sentence-passed"]
    assert [str(each.state) for each in rows] == ["reported", "reported"]


@pytest.mark.parametrize("basis", ["slip-rule", "appeal", "breach", "deferred"])
def test_in_whatever_order_they_arrive(basis: str) -> None:
    one, other = sentenced("2025-06-02"), sentenced("2025-06-06", basis, **FINE)

    assert reasons(read(other, one, other), "R11.1") == reasons(read(one, other), "R11.1")
    assert reasons(read(one, other), "R11.1") == [("withdrawn", "sentence-replaced")]


def test_two_counts_sentenced_apart_both_stand() -> None:
    """Given sentences of two offences, neither in the place of the other, then both ask."""
    first, second = (
        sentenced("2025-06-02", offences=[1]),
        sentenced("2025-06-03", offences=[2]),
    )
    varied = sentenced("2025-06-06", "slip-rule", offences=[2], **FINE)

    assert reasons(read(first, second, varied), "R11.1") == [
        ("breached", None),
        ("withdrawn", "sentence-replaced"),
    ]


def test_one_defendants_appeal_leaves_the_others_sentence() -> None:
    second = said("suspect-charged", "2025-03-05", "met-police", suspect=2, method="charge")
    passed = [sentenced("2025-06-02", suspect=1), sentenced("2025-06-02", suspect=2)]
    varied = sentenced("2025-06-06", "appeal", suspect=2, **FINE)

    seen = read(second, *passed, varied)

    assert seen.states("R11.1", "1") == ["breached"]
    assert seen.states("R11.1", "2") == ["withdrawn"]


def test_an_appeal_allowed_without_the_new_sentence_is_asked_about() -> None:
    """Given an appeal against sentence allowed, then the old one stands until the new is known."""
    before = read(sentenced("2025-06-02"), appeal("2025-06-06", "sentence"))
    after = read(
        sentenced("2025-06-02"),
        appeal("2025-06-06", "sentence"),
        sentenced("2025-06-06", "appeal", months=20),
    )

    assert before.flags == ["new-sentence-unknown"]
    assert before.states("R11.1") == ["breached"]
    assert after.flags == []
    assert reasons(after, "R11.1") == [("withdrawn", "sentence-replaced"), ("breached", None)]


def test_a_conviction_quashed_ends_what_the_sentence_asked_for() -> None:
    listed = said(
        "parole-hearing-listed", "2025-06-04", "probation", starts_at="2025-12-01T10:00:00Z"
    )
    quashed = appeal("2025-06-06", "conviction")

    seen = read(sentenced("2025-06-02"), referred("2025-06-03"), listed, quashed)

    assert seen.states("R11.1") == ["discharged"]
    for rule in ("R11.2", "R11.6", "R11.8", "ULS"):
        assert reasons(seen, rule) == [("withdrawn", "conviction-quashed")], rule
    assert seen.states("R9.3a") == ["open"]  # she is owed to be told of the appeal all the same


def test_quashed_on_one_count_the_other_keeps_its_sentence() -> None:
    passed = sentenced("2025-06-02", offences=[1, 2])

    seen = read(passed, appeal("2025-06-06", "conviction", offences=[1]))

    assert reasons(seen, "R11.1") == [("breached", None)]


def test_a_retrial_brings_the_case_back_and_a_new_sentence_asks_anew() -> None:
    anew = [
        appeal("2025-06-06", "conviction"),
        said("case-reopened", "2025-06-06", back_to="trial", reason="appeal-allowed"),
        said("case-concluded", "2025-08-01", court="snaresbrook", outcome="convicted"),
        sentenced("2025-08-04", months=40),
    ]

    seen = read(sentenced("2025-06-02"), *anew)

    assert reasons(seen, "R11.1") == [("withdrawn", "conviction-quashed"), ("breached", None)]
    assert [stage for stage, *_ in seen.waits][-2:] == ["charged", "concluded"]
