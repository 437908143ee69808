"""Duties, ends and waits about each suspect apart, as agencies publish them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseworkers.explanations import explained
from processors.case.history.facts_by_event import with_facts
from published_journey import Read, facts_of, published
from web.obligation_view import statements_about

LATER = datetime(2025, 12, 1, tzinfo=UTC)


def test_one_call_that_does_not_say_whose_arrest_is_asked_about() -> None:
    """Given two arrests, when a call tells of "the arrest", neither duty is closed by a guess."""
    read = Read.of(published("T-two-suspects"), LATER)

    assert read.states("R6.1") == ["breached", "breached"]
    assert read.flags == ["which-suspect"]


def test_each_duty_is_explained_by_the_call_that_did_not_count_for_it() -> None:
    log = facts_of(published("T-two-suspects"))
    ((victim, facts),) = log.items()
    records = {victim: with_facts({}, facts)}

    for duty in Read.of(published("T-two-suspects"), LATER).duties("R6.1"):
        found = explained(victim, records, duty.id, LATER)
        assert found is not None
        texts = {each.about: each.text for each in statements_about(found)}
        assert texts["Did not count"].startswith("It does not say which suspect it is about")


@pytest.mark.parametrize("suspect", ["1", "2"])
def test_a_call_that_says_whose_arrest_closes_that_duty_alone(suspect: str) -> None:
    events = [_with(each, suspect=int(suspect)) for each in published("T-two-suspects")]

    read = Read.of(events, LATER)

    other = {"1": "2", "2": "1"}[suspect]
    assert read.states("R6.1", suspect) == ["discharged"]
    assert read.states("R6.1", other) == ["breached"]
    assert read.flags == []


def test_a_call_may_name_the_event_that_it_told_of() -> None:
    events = published("T-two-suspects")
    (victim,) = facts_of(events)
    second = max(
        (each for each in facts_of(events)[victim] if each.fact.kind == "suspect-arrested"),
        key=lambda each: each.order,
    )

    read = Read.of([_with(each, triggers=[str(second.event)]) for each in events], LATER)

    assert read.states("R6.1", "1") == ["breached"]
    assert read.states("R6.1", "2") == ["discharged"]


def test_what_a_call_named_by_its_event_is_not_asked_about_again() -> None:
    """Given two arrests, one told of by its event, then "the arrest" can only mean the other."""
    events = published("T-two-suspects")
    (victim,) = facts_of(events)
    arrests = [each for each in facts_of(events)[victim] if each.fact.kind == "suspect-arrested"]
    call = next(each for each in events if "victim-informed" in each["type"])
    second = max(arrests, key=lambda each: each.order)
    earlier = _with(call | {"id": "first-call"}, triggers=[str(second.event)])

    read = Read.of([*(each for each in events if each is not call), earlier, call], LATER)

    assert read.states("R6.1") == ["discharged", "discharged"]
    assert read.flags == []


def test_an_outcome_that_records_a_decision_told_of_leaves_nothing_open() -> None:
    """Given two charges, one told of and then recorded, then "the charge" means the other."""
    arrest = next(each for each in published("T-two-suspects") if "arrested" in each["type"])

    def by_police(number: int, day: str, kind: str, **data: Any) -> dict[str, Any]:
        event = {"id": f"more-{number}", "type": f"victim-journey.{kind}.v1", "data": data}
        return arrest | event | {"time": f"2025-03-{day}T12:00:00+00:00"}

    told = {"about": "charging-decision", "channel": "telephone", "outcome": "reached"}
    call = next(each for each in published("T-two-suspects") if "informed" in each["type"])
    charge = {"decision": "charge"}
    more = [
        by_police(1, "20", "charging-decision-made", suspect=1, **charge),
        by_police(2, "21", "victim-informed", suspect=1, **told) | {"victim": call["victim"]},
        by_police(3, "22", "police-outcome-recorded", suspect=1, outcome="suspect-charged"),
        by_police(4, "24", "charging-decision-made", suspect=2, **charge),
        by_police(5, "25", "victim-informed", **told) | {"victim": call["victim"]},
    ]

    read = Read.of([*published("T-two-suspects"), *more], LATER)

    assert read.states("R6.6") == ["discharged", "discharged"]


def test_a_call_that_names_its_event_is_a_contact_as_any_other() -> None:
    events = published("T-two-suspects")
    (victim,) = facts_of(events)
    arrest = next(e for e in facts_of(events)[victim] if e.fact.kind == "suspect-arrested")
    opened = next(each for each in events if "arrested" in each["type"]) | {
        "id": "opened",
        "type": "victim-journey.investigation-opened.v1",
        "time": "2025-03-05T10:00:00+00:00",
        "data": {},
    }

    named = [_with(each, triggers=[str(arrest.event)]) for each in [*events, opened]]

    assert Read.of(named, LATER).states("R6.9")[0] == "discharged"


def test_a_call_about_both_closes_both() -> None:
    events = [_with(each, suspect=1, also_suspects=[2]) for each in published("T-two-suspects")]

    assert Read.of(events, LATER).states("R6.1") == ["discharged", "discharged"]


def test_a_telling_of_a_suspect_nobody_knows_waits_and_is_asked_about() -> None:
    events = [_with(each, suspect=3) for each in published("T-two-suspects")]
    arrest = next(each for each in events if "suspect-arrested" in each["type"])
    third = arrest | {"id": "a-third", "time": "2025-03-06T21:00:00+00:00", "data": {"suspect": 3}}

    unknown, known = Read.of(events, LATER), Read.of([*events, third], LATER)

    assert unknown.states("R6.1") == ["breached", "breached"]
    assert unknown.flags == ["unknown-suspect"]
    assert known.states("R6.1", "3") == ["discharged"]
    assert known.flags == []


@pytest.mark.parametrize("said", [{"suspect": 1}, {}])
def test_no_charge_for_one_ends_nothing_about_the_other(said: Mapping[str, Any]) -> None:
    """Given two suspects, one told of, when one is not charged, then the other's duty stays.

    Where the decision does not say whose, it ends nobody's, and the page asks.
    """
    events = [
        each | {"data": {**each["data"], **said}} if "charging" in each["type"] else each
        for each in published("C3")
    ]

    read = Read.of(events, LATER)

    assert read.states("R6.1", "2") == ["breached"]
    assert read.states("R6.11", "1" if said else "unsaid") == ["breached"]
    assert read.waits[-1] == ("arrested", date(2025, 5, 29), None)
    assert read.flags == ([] if said else ["which-suspect"])


def test_the_case_ends_with_the_last_of_them() -> None:
    decision = next(each for each in published("C3") if "charging" in each["type"])
    both = [decision | {"id": str(n), "data": {**decision["data"], "suspect": n}} for n in (1, 2)]
    events = [
        each for each in published("C3") if each is not decision and "charging" not in each["type"]
    ]

    read = Read.of([*events, *both], LATER)

    assert read.states("R6.1", "2") == ["withdrawn"]
    assert read.waits[-1] == ("arrested", date(2025, 5, 29), date(2025, 6, 3))


def test_a_case_reopened_is_a_stage_entered_twice() -> None:
    read = Read.of(published("N-reopened"), LATER)

    assert read.flags == []
    assert read.waits[2:5] == [
        ("reported", date(2025, 6, 2), date(2025, 6, 3)),
        ("arrested", date(2025, 6, 3), date(2025, 6, 20)),
        ("referred", date(2025, 6, 20), date(2025, 7, 1)),
    ]


def test_further_charges_are_no_contradiction_and_are_told_of() -> None:
    read = Read.of(published("AN-further-charges"), LATER)

    assert read.flags == []
    assert read.states("R6.6") == ["discharged", "discharged"]


def test_a_charge_that_nobody_calls_a_decision_is_told_of_and_ends_the_wait_for_one() -> None:
    read = Read.of(published("AI-charged-only"), LATER)

    assert read.states("R6.6") == ["breached"]
    assert read.waits[1:] == [
        ("arrested", date(2025, 1, 8), date(2025, 1, 9)),
        ("charged", date(2025, 1, 9), None),
    ]


def test_one_call_that_names_three_matters_tells_of_three() -> None:
    call = next(each for each in published("AF-one-call") if "informed" in each["type"])
    others = [each for each in published("AF-one-call") if "informed" not in each["type"]]
    matters = {"about": "arrest", "also_about": ["interview", "charging-decision"]}

    read = Read.of([*others, call | {"data": {**call["data"], **matters}}], LATER)

    assert [read.states(rule) for rule in ("R6.1", "R6.2", "R6.6")] == [["discharged"]] * 3


def _with(event: Mapping[str, Any], **data: Any) -> dict[str, Any]:
    """The event, with more said where it tells the victim something."""
    if "victim-informed" not in event["type"]:
        return dict(event)
    return {**event, "data": {**event["data"], **data}}
