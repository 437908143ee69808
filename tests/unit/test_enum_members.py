"""Members of enums are reached as an attribute of their class, in each supported Python."""

from enum import EnumType, StrEnum

import pytest

from events.enum_members import reach_members_fast
from events.vocabulary import FACTS


class OddlyNamed(StrEnum):
    """Has members that are called as attributes of every member are."""

    name = "its-name"
    value = "its-value"
    OTHER = "other"


def test_no_enum_looks_for_its_members_itself() -> None:
    reach_members_fast()
    reach_members_fast()  # where a process did so before, nothing changes
    assert "__getattr__" not in vars(EnumType)


def test_a_member_is_reached_whatever_it_is_called() -> None:
    reach_members_fast()
    assert [getattr(OddlyNamed, each.name) for each in OddlyNamed] == list(OddlyNamed)


def test_the_codes_of_all_facts_are_reached() -> None:
    reach_members_fast()
    annotations = (
        each.annotation for fact in FACTS.values() for each in fact.model_fields.values()
    )
    codes = [each for each in annotations if isinstance(each, EnumType)]
    assert codes
    assert all(getattr(of, each.name) is each for of in codes for each in of)


def test_what_is_no_member_is_missing() -> None:
    reach_members_fast()
    with pytest.raises(AttributeError, match="MISSING"):
        OddlyNamed.MISSING  # type: ignore[attr-defined]  # noqa: B018
