"""What the forms of acts offer to choose from, in words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from access.viewer import Role, Viewer
from caseworkers.act_subjects import ActSubject
from caseworkers.journey_answers import TimelineLine
from caseworkers.telling_of_duties import to_be_told
from events.alert_acts import AckNote, ClosingReason, SnoozedUntil
from events.assignments import Capacity
from events.contact import Channel, ContactOutcome, ToldAbout
from events.duties import DecidedBy, GoodReason
from web import field_words
from web.acts.act_kinds import ActKind
from web.acts.case_act_forms import fields_of
from web.acts.duty_act_forms import other_matters
from web.acts.typed_form import TypedForm
from web.sentences.alert_act_sentences import CLOSING_REASONS, NOTES, SNOOZES
from web.sentences.phrases import listed
from web.what_to_do import what_to_do
from web.wording import capital, plain

Items = list[dict[str, Any]]
"""As GOV.UK's radios, checkboxes and selects take them."""

_OUTCOMES = {
    ContactOutcome.REACHED: "Yes",
    ContactOutcome.SENT: "It was sent in writing",
    ContactOutcome.NO_ANSWER: "No: no answer",
    ContactOutcome.MESSAGE_LEFT: "No: a message was left",
    ContactOutcome.UNDELIVERABLE: "No: it could not be delivered",
}

OTHER_MATTERS = {
    ToldAbout.PROGRESS: "How the case goes",
    ToldAbout.HEARING: "When and where the hearing is",
}

_DECIDED = {
    DecidedBy.SUPERVISOR: "A supervisor",
    DecidedBy.INSPECTOR: "An inspector",
    DecidedBy.MANAGER: "A manager",
}


def choices(kind: ActKind, subject: ActSubject, viewer: Viewer, typed: TypedForm) -> dict[str, Any]:
    """What a form offers, by field."""
    match kind:
        case ActKind.TELL:
            return _of_telling(subject, viewer, typed)
        case ActKind.ACKNOWLEDGE:
            return {"note": [_no_note(typed), *_radios("note", NOTES, typed, AckNote)]}
        case ActKind.SNOOZE:
            events = {code: capital(words) for code, words in SNOOZES.items()}
            return {"until": _radios("until", events, typed, SnoozedUntil)}
        case ActKind.CLOSE:
            return {"reason": reasons_to_close(typed)}
        case ActKind.EXCUSE:
            return _of_excuse(viewer, typed)
        case ActKind.HAND_OVER:
            return {"capacity": _radios("capacity", {}, typed, Capacity)}
        case ActKind.CORRECT:
            names = fields_of(subject.entry) if subject.entry else []
            return {"field": [_field(subject.entry, name, typed) for name in names]}


def bulk_notes() -> Items:
    """What can be noted of alerts that are acknowledged together."""
    none = {"value": "", "text": "No note"}
    return [none, *({"value": code.value, "text": capital(NOTES[code])} for code in AckNote)]


def reasons_to_close(typed: TypedForm) -> Items:
    """Why a supervisor closes alerts."""
    return _radios("reason", CLOSING_REASONS, typed, ClosingReason)


def _radios(
    name: str, words: Mapping[Any, str], typed: TypedForm, codes: Iterable[StrEnum]
) -> Items:
    return [_item(name, code, words.get(code, plain(code)), typed) for code in codes]


def _item(name: str, code: str, words: str, typed: TypedForm) -> dict[str, Any]:
    chosen = code in typed.every(name)
    return {"value": str(code), "text": capital(words), "checked": chosen, "selected": chosen}


def _field(entry: TimelineLine | None, name: str, typed: TypedForm) -> dict[str, Any]:
    """A field of a report, with what it says."""
    if entry is None or name == "time":
        return _item("field", name, "time when it happened", typed)
    item = _item("field", name, field_words.field(name), typed)
    says, can = entry.data.get(name), field_words.could_be(entry.kind, name)
    hint = "It says nothing" if says is None else f"It says {field_words.value(name, says)}"
    if 0 < len(can) <= field_words.SHOWN_AT_ONCE:
        hint += f". It can be {listed(can, 'or')}"
    return item | {"hint": {"text": hint}}


def _no_note(typed: TypedForm) -> dict[str, Any]:
    return _item("note", "", "No note", typed) | {"checked": not typed.one("note")}


def _of_telling(subject: ActSubject, viewer: Viewer, typed: TypedForm) -> dict[str, Any]:
    assert viewer.agency is not None
    duties = to_be_told(subject.journey.obligations, subject.on.case, viewer.agency)
    matters = [_item("matter", str(duty.id), what_to_do(duty), typed) for duty in duties]
    matters += [
        _item("matter", each, OTHER_MATTERS[each], typed) for each in other_matters(subject)
    ]
    unsafe = subject.journey.contact.unsafe
    channels = _radios("channel", {}, typed, Channel)
    for item in channels:
        if item["value"] in unsafe:
            item["hint"] = {"text": "The victim called this unsafe: such a contact does no duty"}
    return {
        "matter": matters,
        "channel": channels,
        "outcome": _radios("outcome", _OUTCOMES, typed, _OUTCOMES),
    }


def _of_excuse(viewer: Viewer, typed: TypedForm) -> dict[str, Any]:
    mine = {DecidedBy.SUPERVISOR: "I decided it, as a supervisor"}
    words = _DECIDED | (mine if viewer.has(Role.SUPERVISOR) else {})
    return {
        "reason": _radios("reason", {}, typed, GoodReason),
        "decided_by": _radios("decided_by", words, typed, DecidedBy),
    }
