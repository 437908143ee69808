"""Each entitlement of the Victims' Code is judged, or the reference says why it is not."""

import re
from collections.abc import Callable

import pytest

from doc_pages import ROOT
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty, Withdrawal
from processors.victims_code.rights_not_followed import rights_not_followed
from reference.duties_page import duties_page


def test_each_entitlement_is_a_duty_or_says_why_it_is_none() -> None:
    followed = {duty.rule for duty in DUTIES}
    missing = [each.rule for each in rights_not_followed()]

    assert len(missing) == len(set(missing))
    assert followed.intersection(missing) == set()
    assert all(each.why_not_followed and each.source for each in rights_not_followed())
    assert {each.evidence for each in rights_not_followed()} <= {
        "primary",
        "secondary",
        "unconfirmed",
    }


def test_nothing_is_missing_between_two_numbers_of_a_right() -> None:
    """Given the numbers of a right, then none is left out: R6.1 to the last of Right 6."""
    rules = {duty.rule for duty in DUTIES} | {each.rule for each in rights_not_followed()}
    numbers: dict[int, set[int]] = {}
    for rule in rules:
        right, dot, number = rule.removeprefix("R").partition(".")
        if dot and right.isdecimal():
            numbers.setdefault(int(right), set()).add(int(number.rstrip("abc")))

    assert set(numbers) == set(range(1, 13))
    for of_right in numbers.values():
        assert of_right == set(range(1, max(of_right) + 1))


def test_the_reference_has_each_of_them() -> None:
    _, _, section = duties_page().partition("## Right by right")

    for rule in (*(duty.rule for duty in DUTIES), *(each.rule for each in rights_not_followed())):
        assert f"\n| {rule} |" in section, rule


def _of(*reasons: Withdrawal) -> Callable[[Duty], bool]:
    return lambda duty: not duty.withdrawn_by.isdisjoint(reasons)


@pytest.mark.parametrize(
    ("words", "is_meant"),
    [
        ("**Once in a case**", lambda duty: duty.once),
        ("**Told of before it happens**", lambda duty: duty.may_precede and not duty.once),
        ("**As agreed**", lambda duty: duty.rolling),
        ("**Before the evidence**", lambda duty: duty.before_trial),
        ("To tell of the transfer", lambda duty: duty.one_move),
        ("another body has the case", _of(Withdrawal.CHARGED, Withdrawal.HELD_ELSEWHERE)),
        ("the victim had died", _of(Withdrawal.VICTIM_DIED)),
        ("the hearing was taken out of the list", _of(Withdrawal.HEARING_OFF)),
        ("to the agency that must be told before it can tell the victim", lambda d: d.second_leg),
    ],
)
def test_a_page_that_names_rules_names_all_of_them(
    words: str, is_meant: Callable[[Duty], bool]
) -> None:
    page = " ".join((ROOT / "docs/reference/stages-and-duties.md").read_text().split())
    (named,) = re.findall(re.escape(words) + r" \(([^)]*)\)", page)

    assert set(named.split(", ")) == {duty.rule for duty in DUTIES if is_meant(duty)}
