"""Forms of acts on a case: hand it over, ask for a correction of what was reported in it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from caseworkers.journey_answers import TimelineLine
from events.assignments import Capacity, CaseworkerAssigned, TeamCode
from events.corrections import CodedValue, CorrectionProposed
from events.identifiers import StaffId
from events.vocabulary import FACTS
from web import field_words
from web.acts.typed_form import TypedForm
from web.query_instants import instant
from web.sentences.phrases import listed

WRONG_STAFF = "Write the colleague’s staff id, such as MP1002, or leave it empty: never a name"
WRONG_TEAM = "Write the team’s code, such as hackney-1"
AS_WHAT = "Choose as what they have the case"
HAS_LEFT = "That colleague has left, your agency says: choose somebody else, or only the team"
WHICH_FIELD = "Choose what is wrong"
NO_VALUE = (
    "Write the right value: its words, a number, yes or no, a day such as 2026-03-04, or a date and"
    " time such as 2026-03-04 10:15"
)
SAME_VALUE = "That is what it says already"

_STAFF: TypeAdapter[str] = TypeAdapter(StaffId)
_TEAM: TypeAdapter[str] = TypeAdapter(TeamCode)
_VALUE: TypeAdapter[str] = TypeAdapter(CodedValue)


def handed_over(typed: TypedForm, has_left: Callable[[str], bool]) -> CaseworkerAssigned | None:
    """Who has the case from now on; None where the form is wrong."""
    staff = _checked(_STAFF, typed, "staff", WRONG_STAFF) if typed.one("staff") else None
    team = _checked(_TEAM, typed, "team", WRONG_TEAM)
    capacity = typed.code("capacity", Capacity, AS_WHAT)
    if staff and has_left(staff):
        typed.wrong("staff", HAS_LEFT)
    if typed.problems or not (team and capacity):
        return None
    return CaseworkerAssigned(capacity=capacity, team=team, staff=staff)


def _checked(
    adapter: TypeAdapter[str], typed: TypedForm, name: str, otherwise: str, read: str | None = None
) -> str | None:
    """The value of a field, or what was `read` in it; None, and a problem, where it is no such."""
    try:
        return adapter.validate_python(typed.one(name) if read is None else read)
    except ValidationError:
        typed.wrong(name, otherwise)
        return None


def fields_of(entry: TimelineLine) -> list[str]:
    """What can be wrong with a report: when it was, and each coded value in it."""
    return ["time", *(name for name, value in entry.data.items() if not isinstance(value, list))]


def proposed(typed: TypedForm, entry: TimelineLine, form: UUID) -> CorrectionProposed | None:
    """The proposal to correct a report; None where the event could not have that value."""
    field, value = typed.one("field"), typed.one("value")
    if field not in fields_of(entry):
        typed.wrong("field", WHICH_FIELD)
        return None
    right = _read(entry.kind, field, value)
    if field == "time":
        if right is None:
            typed.wrong("value", NO_VALUE)
    else:
        _check_value(typed, entry, field, right)
        if right is not None:
            _checked(_VALUE, typed, "value", NO_VALUE, right)
    if typed.problems:
        return None
    return CorrectionProposed(correction=str(form), event=entry.id, field=field, value=right)


def _read(kind: str, field: str, text: str) -> str | None:
    """What was typed, as an event has it; None where nothing was, or it is no time."""
    if field == "time":
        return _moment(text)
    if text and field_words.is_instant(kind, field):
        return _moment(text) or text
    return field_words.typed(kind, field, text) or None


def _moment(text: str) -> str | None:
    try:
        at: datetime = instant(text)
    except ValueError:
        return None
    return at.isoformat()


def _check_value(typed: TypedForm, entry: TimelineLine, field: str, value: str | None) -> None:
    says = entry.data.get(field)
    if says is not None and field_words.value(field, says) == field_words.value(field, value or ""):
        typed.wrong("value", SAME_VALUE)
        return
    try:
        FACTS[entry.kind].model_validate({**entry.data, field: value})
    except ValidationError:
        can = field_words.could_be(entry.kind, field)
        typed.wrong("value", f"It can be {listed(can, 'or')}" if can else NO_VALUE)
