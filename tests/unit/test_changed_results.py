"""Results that a court amended or deleted: what stands is said, and the rest is taken back."""

import random
from typing import Any

import pytest

from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import ConversionNotes, Draft, event_id
from agencies.adapters.message_parts import Part
from bench.message_specimens import court_result, resulted_hearing

SLIP_RULE = "Error or Omission in result announced in court (Amendment under the Slip rule)"
ADMIN = "Admin error on shared result (a result recorded incorrectly)"


def of(kind: str, message: Any) -> list[Draft]:
    drafts = COMMON_PLATFORM.says(Part(message), ConversionNotes())
    return [each for each in drafts if each.kind == kind]


def with_results(code: str, *fields: dict[str, Any]) -> Any:
    """A hearing of one defendant, an offence for each result of this code."""
    message = resulted_hearing(1, 1, len(fields), 0)
    (case,) = message["hearing"]["prosecutionCases"]
    for number, (each, more) in enumerate(
        zip(case["defendants"][0]["offences"], fields, strict=True)
    ):
        result = court_result(random.Random(number), code, "", "FINAL")
        each["judicialResults"] = [result | more]
    return message


DELETED = {"isDeleted": True, "amendmentDate": "2025-05-01", "amendmentReason": ADMIN}
LIVE: dict[str, Any] = {}


@pytest.mark.parametrize("code", ["4028", "4506", "1002", "4558", "3047"])
def test_what_was_deleted_is_taken_back_and_not_said(code: str) -> None:
    (first,) = (each for each in drafts(with_results(code, LIVE)) if is_result(each))

    assert [each for each in drafts(with_results(code, DELETED)) if is_result(each)] == []
    (withdrawn,) = of("report-withdrawn", with_results(code, DELETED))
    assert withdrawn.data == {"event_id": event_id(first), "reason": "entered-in-error"}


def drafts(message: Any) -> list[Draft]:
    return [*COMMON_PLATFORM.says(Part(message), ConversionNotes())]


def is_result(draft: Draft) -> bool:
    beside = {"hearing-held", "case-linked", "offender-linked", "plea-entered", "report-withdrawn"}
    return draft.kind not in beside


def test_an_adjournment_that_stands_for_one_offence_stands() -> None:
    """Given one adjournment entered with each of two offences, when one entry is deleted."""
    message = with_results("4506", LIVE, DELETED)

    assert len(of("hearing-adjourned", message)) == 1
    assert of("report-withdrawn", message) == []


def test_a_remand_that_was_deleted_for_one_offence_is_said_of_the_others() -> None:
    (first,) = of("remand-decided", with_results("4028", LIVE, LIVE, LIVE))
    changed = with_results("4028", LIVE, LIVE, DELETED)

    (withdrawn,) = of("report-withdrawn", changed)
    assert (withdrawn.data["event_id"], withdrawn.data["reason"]) == (event_id(first), "amended")
    (second,) = of("remand-decided", changed)
    assert (first.data["offences"], second.data["offences"]) == ([1, 2, 3], [1, 2])
    assert event_id(second) != event_id(first)


def test_bail_that_comes_again_with_other_conditions_is_another_event() -> None:
    first = with_results("4027", LIVE)
    more = [{"label": "Not to contact"}, {"label": "Not to approach"}]
    again = with_results("4027", {"judicialResultPrompts": more})

    ids = {event_id(each) for message in (first, again) for each in of("remand-decided", message)}
    assert len(ids) == 2


@pytest.mark.parametrize(("reason", "basis"), [(SLIP_RULE, "slip-rule"), (ADMIN, None), ("", None)])
def test_a_sentence_amended_under_the_slip_rule_says_so(reason: str, basis: str | None) -> None:
    amended = {"amendmentDate": "2025-05-01", "amendmentReason": reason}

    (passed,) = of("sentence-passed", with_results("1002", amended))
    assert passed.data.get("basis") == basis
    (order,) = of("protective-order-made", with_results("3047", amended))
    assert "basis" not in order.data


def test_the_same_message_takes_back_the_same() -> None:
    changed = with_results("4028", LIVE, DELETED)

    assert [*map(event_id, drafts(changed))] == [*map(event_id, drafts(changed))]
