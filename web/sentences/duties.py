"""Sentences for `events.duties`."""

from events.duties import DecidedBy, DutyExcused
from web.wording import plain

_DECIDED_BY = {
    DecidedBy.SUPERVISOR: "a supervisor",
    DecidedBy.INSPECTOR: "an inspector",
    DecidedBy.MANAGER: "a manager",
}


def excuse(fact: DutyExcused) -> str:
    """Say that a duty need not be done, and why."""
    who = _DECIDED_BY[fact.decided_by]
    return f"The duty under rule {fact.rule} was excused by {who}: {plain(fact.reason)}"
