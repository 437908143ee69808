"""Two victims of one prosecution: each is concerned by what is hers, and by nothing else."""

from published_journey import Read
from two_victims import ASN, AT, CHARGED, ENDED, V1, V2, WHOSE, outcomes, said


def kinds(read: Read) -> set[str]:
    return {each.fact.kind for each in read.journey.effective.values()}


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


RELEASED = said("prisoner-released", "2026-02-01", "probation", asn=ASN, release="conditional")


def test_after_an_acquittal_the_sentence_of_others_offences_is_not_hers() -> None:
    """Given one defendant, acquitted of one victim's offence and serving for the other's, then his
    release is the other's news. Where nobody said how hers ended, it is hers too.
    """
    events = [*CHARGED, *WHOSE, *ENDED, RELEASED]
    first, second = Read.of(events, AT, V1), Read.of(events, AT, V2)

    assert "prisoner-released" not in kinds(first)
    assert not first.duties("R11.7")
    assert "prisoner-released" in kinds(second)
    open_still = Read.of([*CHARGED, *WHOSE, RELEASED], AT, V1)
    assert "prisoner-released" in kinds(open_still)


def test_after_a_case_was_opened_again_a_release_may_be_of_her_offence() -> None:
    """Given an acquittal of her offence, when there is a new trial, which may be of any of them."""
    again = said("case-reopened", "2025-12-10", back_to="trial", reason="other")

    read = Read.of([*CHARGED, *WHOSE, *ENDED, again, RELEASED], AT, V1)

    assert "prisoner-released" in kinds(read)


def test_what_names_her_is_hers_after_an_acquittal_too() -> None:
    for_her = said(
        "licence-conditions-set", "2026-02-01", "probation", V1, asn=ASN, conditions=["no-contact"]
    )

    read = Read.of([*CHARGED, *WHOSE, *ENDED, for_her], AT, V1)

    assert "licence-conditions-set" in kinds(read)


def test_a_later_word_takes_the_place_of_the_earlier_one() -> None:
    """Given offence 1 was said to be hers, when the police say it is 2, then 2 alone is hers."""
    mended = said("victim-of-offences", "2025-12-01", "met-police", V1, suspect=1, offences=[2])

    read = Read.of([*CHARGED, *WHOSE, *ENDED, mended], AT, V1)

    assert outcomes(read) == {"convicted"}


def test_another_defendants_offences_are_not_touched() -> None:
    other = said("verdict-given", "2025-11-05", suspect=2, verdict="guilty", offences=[1])

    read = Read.of([*CHARGED, *WHOSE, other], AT, V2)

    assert "verdict-given" in kinds(read)
