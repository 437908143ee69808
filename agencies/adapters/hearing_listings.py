"""A hearing that was listed, moved, or taken out of the list."""

from collections.abc import Iterator
from typing import Any

from agencies.adapters.code_tables import court, hearing_kind
from agencies.adapters.conversion import ConversionNotes, Draft, Unsayable
from agencies.adapters.field_forms import day, instant
from agencies.adapters.hearing_parts import case_subject, london_day, own_id, sitting_days
from agencies.adapters.message_parts import Part

_LISTED = {"first": "first-hearing-listed", "trial": "trial-listed"}


def listed(hearing: Part, at: str | None, notes: ConversionNotes) -> Iterator[Draft]:
    """The listing of a hearing in each of its cases. Raises Unsayable where it cannot be read.

    A hearing that was moved is a new listing under its id. `at` is when the message was made:
    without it there is no saying when the hearing was listed.
    """
    own, where = own_id(hearing), court(hearing.part("courtCentre").text("code"))
    if own is None or where is None:
        what = "no_id" if own is None else "no_court_with_an_organisation_unit_code"
        raise Unsayable("hearing", what)
    if at is None:
        raise Unsayable("message", "no_time_at_which_it_was_made")
    kind = hearing_kind(hearing.part("type").text("description"))
    if kind is None:
        notes.report.other["hearing type"] += 1
    event = _LISTED.get(kind or "", "hearing-listed")
    data = {"court": where, "hearing_id": own, **_dates(hearing)}
    data |= {"hearing": kind or "other"} if event == "hearing-listed" else {}
    for case in hearing.parts("prosecutionCases"):
        subject = case_subject(case)
        yield Draft(event, (own, subject, *map(str, _dates(hearing).values())), subject, at, data)


def _dates(hearing: Part) -> dict[str, Any]:
    """When it is to be: at a time, in a week, or to be fixed; and all days, where they are more."""
    if days := [*sitting_days(hearing)]:
        each = list(dict.fromkeys(london_day(at) for at in days))
        more = {"sitting_days": each} if len(each) > 1 else {}
        return {"starts_at": days[0], **more}
    for name in ("weekCommencingStartDate", "weekCommencingDate"):
        if week := day(hearing.text(name)):
            return {"week_of": week}
    return {"to_be_fixed": True}


def made_at(message: Part) -> str | None:
    """When a message was made, as its metadata have it."""
    metadata = message.part("_metadata")
    return instant(metadata.text("createdAt")) or instant(message.text("sharedTime"))


def marked_duplicate(message: Part, at: str | None) -> Iterator[Draft]:
    """An entry of a hearing that counts no more, in each case. Raises Unsayable without an id."""
    own = own_id(message, "hearingId")
    if own is None or at is None:
        raise Unsayable("hearing", "no_id" if own is None else "no_time_at_which_it_was_made")
    cases = message.fields.get("prosecutionCaseIds")
    for case in cases if isinstance(cases, list) else ():
        subject = case_subject(Part({"id": case}))
        yield Draft("hearing-marked-duplicate", (own, subject), subject, at, {"hearing_id": own})
