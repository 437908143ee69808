"""A case that went to a body that publishes nothing here, and came back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
HER = {"victim": "met-police:V1"}


def event(day: str, kind: str, agency: str = "met-police", **data: Any) -> dict[str, Any]:
    """An event of the case, at ten in the morning of a day of 2025."""
    whom = HER if kind in ("victim-identified", "victim-informed") else {}
    at, subject = f"2025-{day}T10:00:00Z", "crime:met-police:back/25"
    return published_event(kind, at, data, agency, subject=subject, **whom)


def read(*events: dict[str, Any]) -> Read:
    """The journey of a victim of a crime that the Met began to investigate, with one arrest."""
    begun = [
        event("03-03", "crime-reported", offence="robbery"),
        event("03-03", "victim-identified"),
        event("03-03", "investigation-opened"),
        event("03-04", "suspect-arrested"),
    ]
    return Read.of([*begun, *events], LATER)


def transferred(day: str, to: str) -> dict[str, Any]:
    return event(day, "case-transferred", to=to)


def elsewhere(day: str) -> dict[str, Any]:
    return event(day, "not-investigated", reason="other-body-investigates")


def test_nobody_is_asked_to_ring_a_body_that_has_the_case_no_longer() -> None:
    """Given an arrest that became late while Kent had the case, once it is back, then the page
    sends nobody to Kent.
    """
    away = read(transferred("03-05", "46"))
    back = read(transferred("03-05", "46"), transferred("03-20", "01"))

    assert [duty.held_by for duty in away.duties("R6.1")] == [InvestigatingBody.KENT]
    assert [duty.held_by for duty in back.duties("R6.1")] == [None]
    assert [duty.agency for duty in back.duties("R6.1")] == [Agency.MET_POLICE]


def test_a_case_that_goes_from_one_body_to_the_next_is_with_the_last() -> None:
    found = read(transferred("03-05", "46"), transferred("03-20", "42"))

    assert [duty.held_by for duty in found.duties("R6.1")] == [InvestigatingBody.ESSEX]


@pytest.mark.parametrize(
    "back",
    [
        transferred("03-20", "01"),
        event("03-20", "investigation-opened"),
        event("03-20", "case-reopened", back_to="investigation"),
    ],
    ids=["transferred", "opened", "reopened"],
)
@pytest.mark.parametrize("away", [transferred("03-05", "46"), elsewhere("03-05")], ids=["46", "?"])
def test_a_force_that_has_the_case_again_keeps_in_touch_again(
    away: dict[str, Any], back: dict[str, Any]
) -> None:
    """Given a case that went elsewhere, when the Met has it again, then the Met owes updates."""
    found = read(away, back)

    assert found.held_by[-1] is None
    assert found.states("R6.9") == ["withdrawn", "breached"]
    assert found.due("R6.9") == [date(2025, 3, 31), date(2025, 4, 17)]


def test_the_force_that_takes_the_case_back_is_the_one_that_keeps_in_touch() -> None:
    found = read(transferred("03-05", "46"), transferred("03-20", "48"))

    assert [duty.agency for duty in found.duties("R6.9")] == [Agency.MET_POLICE, Agency.CITY_POLICE]


def test_a_transfer_between_forces_that_publish_starts_no_second_update() -> None:
    assert read(transferred("03-05", "48")).states("R6.9") == ["breached"]


def test_a_case_that_comes_back_after_a_charge_has_no_updates_by_the_police() -> None:
    charged = event("03-10", "suspect-charged", method="charge")

    assert read(transferred("03-05", "46"), charged, transferred("03-20", "01")).states("R6.9") == [
        "withdrawn"
    ]
