"""A victim may complain about two agencies: each answers its own complaint."""

from datetime import UTC, datetime
from typing import Any

from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)


def event(day: str, kind: str, agency: str, **data: Any) -> dict[str, Any]:
    """An event of the victim's case, at ten in the morning of a day of 2025."""
    at, whom = f"2025-{day}T10:00:00Z", {"victim": "met-police:V1"}
    return published_event(kind, at, data, agency, subject="crime:met-police:two/25", **whom)


def read(*events: dict[str, Any]) -> dict[str, str]:
    """How the complaints about each agency stand, on 1 December."""
    made = [
        event("03-03", "victim-identified", "met-police"),
        event("03-03", "complaint-made", "victim-support", about="met-police"),
        event("03-04", "complaint-made", "victim-support", about="cps"),
    ]
    duties = Read.of([*made, *events], LATER).duties("R12.1")
    return {str(duty.agency): str(duty.state) for duty in duties}


def test_the_answer_of_one_agency_answers_no_complaint_about_another() -> None:
    found = read(event("03-05", "complaint-answered", "cps", answer="upheld"))

    assert found == {"met-police": "breached", "cps": "discharged"}


def test_each_agency_answers_or_acknowledges_its_own() -> None:
    found = read(
        event("03-05", "complaint-answered", "cps", answer="upheld"),
        event("03-25", "complaint-acknowledged", "met-police"),
    )

    assert found == {"met-police": "discharged-late", "cps": "discharged"}
