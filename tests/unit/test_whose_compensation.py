"""Compensation that does not say whose it is: asked for each defendant until it is known."""

from ordered_protection import CHARGED, TWO_CHARGED, V1, V2, Event, read, said


def ordered(at: str, pence: int, victim: str = "", suspect: int = 1) -> Event:
    return said("compensation-ordered", at, victim=victim, amount_pence=pence, suspect=suspect)


def test_what_another_defendant_pays_is_asked_about_though_one_order_names_her() -> None:
    """Given an order that names her, and one against another that names nobody, it is asked."""
    hers, unsaid = ordered("2025-11-24", 100, V1), ordered("2025-11-24", 50000, suspect=2)

    assert read([*TWO_CHARGED, hers, unsaid]).flags == ["whose-compensation"]
    assert read([*CHARGED, ordered("2025-11-24", 100), ordered("2025-11-25", 100, V1)]).flags == []


def test_an_order_to_another_victim_is_none_of_hers() -> None:
    theirs = ordered("2025-11-24", 100, V2)
    kinds = {entry.kind for entry in read([*CHARGED, theirs]).journey.entries.values()}

    assert "compensation-ordered" not in kinds
    assert read([*CHARGED, theirs]).flags == []


def test_what_is_paid_to_her_answers_what_was_ordered_before_and_no_later_order() -> None:
    paid = said("compensation-paid", "2025-12-01", victim=V1, amount_pence=100)
    before, after = ordered("2025-11-24", 100), ordered("2026-01-12", 200)

    assert read([*CHARGED, before, paid]).flags == []
    assert read([*CHARGED, before, paid, after]).flags == ["whose-compensation"]


def test_a_refusal_that_names_nobody_is_asked_about_and_one_that_names_her_answers() -> None:
    refused = said("compensation-refused", "2025-11-24", suspect=1, why="not-asked-for")
    hers = said("compensation-refused", "2025-11-25", victim=V1, suspect=1, why="not-asked-for")

    assert read([*CHARGED, refused]).flags == ["whose-compensation"]
    assert read([*CHARGED, refused, hers]).flags == []
