"""What to look at first in the demonstration, and who to sign in as to see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from access.viewer import Role
from caseworkers.alert_lines import AlertLine
from caseworkers.urgency import Urgency
from caseworkers.worklist import Worklist
from events.clocks import london_date
from runtime.api_client import ask
from runtime.demo_provider_files import demo_people
from runtime.settings import Settings
from sign_in_demo.demo_people import DemoPerson
from web.what_to_do import told_apart
from web.wording import short_pseudonym
from web.worklist_view import when

_THINGS = 3

_CAN_BE_SAVED = (Urgency.DUE_NOW, Urgency.DUE_SOON)


@dataclass(frozen=True)
class DemoCaseworker:
    """A demo person with a caseload: how much can be saved or is newly late, and the first."""

    name: str
    saved: int
    newly_late: int
    first: list[AlertLine]


def first_look(settings: Settings) -> list[dict[str, Any]]:
    """The first things on the worklist of the demo caseworker who can still save the most.

    Where nobody can save more than another, it is who has the most that is newly late.
    """
    found = sorted(
        _caseworkers(settings), key=lambda each: (-each.saved, -each.newly_late, each.name)
    )
    if not found or not found[0].first:
        return []
    person, today = found[0], london_date(datetime.now(UTC))
    return [
        {
            "sign_in_as": person.name,
            "look_at": what,
            "when": when(alert, today),
            "victim": short_pseudonym(alert.victim),
        }
        for what, alert in zip(told_apart(person.first, today), person.first, strict=True)
    ]


def _caseworkers(settings: Settings) -> Iterator[DemoCaseworker]:
    for person in demo_people(settings.data)().values():
        if Role.CASEWORKER in person.roles and person.agency and person.staff:
            saved = sum(_worklist(settings, person, urgency).total for urgency in _CAN_BE_SAVED)
            late = _worklist(settings, person, Urgency.NEWLY_LATE).total
            yield DemoCaseworker(person.name, saved, late, _worklist(settings, person).alerts)


def _worklist(settings: Settings, person: DemoPerson, urgency: Urgency | None = None) -> Worklist:
    """The first alerts of somebody's own duties, and how many there are in all."""
    asked = {"agency": person.agency, "staff": person.staff, "urgency": urgency, "limit": _THINGS}
    return Worklist.model_validate(ask(settings, "/api/alerts", **asked))
