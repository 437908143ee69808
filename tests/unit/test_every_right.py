"""Each entitlement of the Victims' Code is judged, or the reference says why it is not."""

from processors.victims_code.all_duties import DUTIES
from processors.victims_code.rights_not_followed import rights_not_followed
from reference.duties_page import duties_page


def test_each_entitlement_is_a_duty_or_says_why_it_is_none() -> None:
    followed = {duty.rule for duty in DUTIES}
    missing = [each.rule for each in rights_not_followed()]

    assert len(missing) == len(set(missing))
    assert followed.isdisjoint(missing)
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
