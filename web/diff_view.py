"""Differences between two moments in plain words: what the platform learnt of a victim."""

from collections.abc import Iterator
from typing import assert_never

from caseworkers.alert_lines import AlertLine
from caseworkers.differences import Change, JourneyLine
from caseworkers.journey_answers import ObligationLine, TimelineLine, WaitLine
from processors.victims_code.imperatives import WHOM
from schemas.alert_row import OF_DUTIES
from schemas.changes import EntryState
from web import obligation_words, recipient_words, timeline_view, wording
from web.formats import day, london_day
from web.not_shown import LINE, said_or
from web.what_to_do import what_to_do
from web.wording import capital, lower_first

_OWED = (ObligationLine, AlertLine)
"""Lines of what is owed to somebody."""


@said_or(LINE)
def in_words(change: Change) -> str:
    """One change in a sentence without its full stop: what it is about, and its state."""
    line = change.after or change.before
    if line is None:
        raise ValueError("a change has a line before or after")
    name = capital(_name(line))
    if change.before is None or change.after is None:
        due = f"{_due(line)}, " if isinstance(line, ObligationLine) else ""
        return f"{name}; {due}{_state(line)}"
    return f"{name}; {_changed(change.before, change.after)}"


def _moved(before: ObligationLine, after: ObligationLine) -> str:
    if before.due_on == after.due_on:
        return ""
    if before.due_on and after.due_on:
        return f"due {day(after.due_on)}, not {day(before.due_on)}"
    return f"{_due(after)}, before that {_due(before)}"


def _due(duty: ObligationLine) -> str:
    due = obligation_words.due(duty.due_on)
    return f"due {due}" if duty.due_on else due


def _changed(before: JourneyLine, after: JourneyLine) -> str:
    if isinstance(before, TimelineLine) and isinstance(after, TimelineLine):
        return _entry_changed(before, after)
    old, new = _state(before), _state(after)
    state = f"was {old}, is {new}" if old != new else ""
    return "; ".join(filter(None, [*_duty_changed(before, after), state])) or "only its details"


def _entry_changed(before: TimelineLine, after: TimelineLine) -> str:
    if before.state != after.state:
        return f"was {before.state}, is {after.state}"
    if before.to_whom != after.to_whom:
        return f"by what was known before it was {WHOM[before.to_whom]}"
    return "corrected"


def _duty_changed(before: JourneyLine, after: JourneyLine) -> Iterator[str]:
    if not isinstance(before, _OWED) or not isinstance(after, _OWED):
        return
    if isinstance(before, ObligationLine) and isinstance(after, ObligationLine):
        yield _moved(before, after)
    if before.owed_to != after.owed_to:
        yield f"for {recipient_words.in_full(after.owed_to)}"


def _name(line: JourneyLine) -> str:
    match line:
        case TimelineLine():
            return timeline_view.entry_with_source(line)
        case WaitLine():
            return f"wait from {lower_first(wording.STAGES[line.stage])}"
        case ObligationLine():
            rule = obligation_words.marked(line.code, line.rule)
            return f"duty {rule}, {lower_first(obligation_words.name(line.rule))}"
        case AlertLine():
            return f"alert, {_alert(line)}"
        case _:
            assert_never(line)


def _alert(line: AlertLine) -> str:
    """What an alert warns of; of one about a duty of its agency, the duty."""
    kind, of_duty = lower_first(wording.ALERT_KINDS[line.kind]), line.kind in OF_DUTIES
    if of_duty and line.rule:
        return f"{kind}: {lower_first(obligation_words.name(line.rule))}"
    said = lower_first(what_to_do(line))
    return said if said.startswith(kind) else f"{kind}: {said}"


def _state(line: JourneyLine) -> str:
    match line:
        case TimelineLine():
            if line.received is None:
                return "disputed"
            disputed = ", disputed" if line.state is EntryState.DISPUTED else ""
            return f"received {london_day(line.received)}{disputed}"
        case WaitLine():
            return wording.wait_end(line.end, line.next_stage)
        case ObligationLine():
            return lower_first(obligation_words.stands(line))
        case AlertLine():
            return lower_first(wording.ALERT_STATES[line.state])
        case _:
            assert_never(line)
