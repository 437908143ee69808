"""Sentences for `events.assignments` and `events.staffing`: no id of a person is in them."""

from datetime import datetime
from typing import assert_never

from events.assignments import Capacity, CaseworkerAssigned, CaseworkerUnassigned
from events.staffing import CaseworkerLeft, CaseworkerReturned, CoverArranged
from events.vocabulary import Assigning, Staffing
from web import formats

_CAPACITIES = {
    Capacity.OFFICER_IN_THE_CASE: "officer in the case",
    Capacity.WITNESS_CARE_OFFICER: "witness care officer",
    Capacity.VICTIM_LIAISON_OFFICER: "victim liaison officer",
    Capacity.SUPPORT_WORKER: "support worker",
}


def assigning(fact: Assigning) -> str:
    """Say who has the case, or that nobody has it any more."""
    match fact:
        case CaseworkerAssigned(capacity=capacity, team=team, staff=None):
            return f"The case was assigned to team {team}: it has no {_CAPACITIES[capacity]} yet"
        case CaseworkerAssigned(capacity=capacity, team=team):
            return f"The case was assigned to the {_CAPACITIES[capacity]} of team {team}"
        case CaseworkerUnassigned(capacity=capacity):
            return f"The case was taken from its {_CAPACITIES[capacity]}"
        case _:
            assert_never(fact)


def staffing(fact: Staffing) -> str:
    """Say that somebody is covered for, left, or is back. It stands in no journey."""
    match fact:
        case CoverArranged(starts_at=starts, ends_at=ends):
            return f"A colleague covers for a caseworker, {_from_to(starts, ends)}"
        case CaseworkerLeft(hands_over_to=None, team=None):
            return "A caseworker left, and handed over to nobody"
        case CaseworkerLeft(hands_over_to=None, team=team):
            return f"A caseworker left, and handed over to team {team}"
        case CaseworkerLeft():
            return "A caseworker left, and handed over to a colleague"
        case CaseworkerReturned():
            return "A caseworker is back"
        case _:
            assert_never(fact)


def _from_to(starts: datetime, ends: datetime | None) -> str:
    since = f"from {formats.moment(starts)}"
    return f"{since} to {formats.moment(ends)}" if ends else since
