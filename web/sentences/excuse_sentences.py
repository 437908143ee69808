"""Sentences for `events.duties`."""

from events.duties import DecidedBy, DutyExcused
from processors.victims_code.rules import VERSIONS
from web.wording import plain

_DECIDED_BY = {
    DecidedBy.SUPERVISOR: "a supervisor",
    DecidedBy.INSPECTOR: "an inspector",
    DecidedBy.MANAGER: "a manager",
}


def excuse(fact: DutyExcused) -> str:
    """Say that a duty need not be done, and why; or that there is no such rule to excuse."""
    who = _DECIDED_BY[fact.decided_by]
    excused = f"The duty under rule {fact.rule} was excused by {who}: {plain(fact.reason)}"
    is_a_rule = any(fact.rule in version.rules for version in VERSIONS)
    return excused if is_a_rule else f"{excused}. That excuses nothing: there is no such rule here"
