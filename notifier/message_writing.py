"""Writes what a message says: the agency's own case references, what is due, and a link.

It says no offence, no name and no address. The words of a duty are those of the pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from events.court import HearingKind
from events.representatives import OwedTo
from processors.victims_code.hearing_names import short_hearing
from processors.victims_code.imperatives import (
    ACTS,
    ASKS,
    HEARING_ON_OR_OFF,
    SAY_WHETHER_ON,
    WHOM,
    act_of,
)
from schemas.alert_row import AlertKind

MOST_LINES = 40
"""Lines of a message; what is more is on the worklist."""

REPEATED = "This message may have arrived twice: the first time no answer came."

_OTHERS = {
    AlertKind.DUE_SOON: "Do what is due, as the worklist says",
    AlertKind.LATE: "Do what is late, as the worklist says",
    AlertKind.UNSAFE_CONTACT: "Make sure that {whom} is safe, and agree anew how to reach them",
    AlertKind.SILENCE: "Get in touch with {whom}: there was no contact for longer than agreed",
    AlertKind.HEARING_NEAR: "Tell {whom} when and where the {hearing}{of}{held} is: it is near",
    AlertKind.CUSTODY_LIMIT_NEAR: (
        "Ask the court to extend the custody time limit of {suspect}, or warn {whom}"
    ),
    AlertKind.PROTECTION_ENDING: (
        "See whether {whom} needs protection: an order{against} is soon over"
    ),
    AlertKind.REFERRAL_WAITING: "See to the support referral of {whom}: no answer has come",
    AlertKind.DATA_DISPUTED: "Settle which record is right: two agencies do not agree",
    AlertKind.HAND_OFF: "Ask for the news that {whom} is to be told, which has not come",
}
"""What to do about an alert that is of no duty, or of one that has no words."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: as much of an alert and its duty as a message says.

    `back` is the London day since which it is back on the worklist, if it ever was off it;
    `was_put_aside` says that somebody had put it aside until then. `trigger_kind` and `hearing` are
    the kinds of the event that it is about and of its hearing, empty where they are not known; that
    is `in_week` where it is listed for the week of `due_on`.
    """

    reference: str
    kind: AlertKind
    rule: str | None
    due_on: date | None
    suspect: str | None = None
    owed_to: OwedTo = OwedTo.VICTIM
    back: date | None = None
    was_put_aside: bool = False
    trigger_kind: str = ""
    hearing: str = ""
    in_week: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a message says: the subject, and its lines."""

    subject: str
    lines: tuple[str, ...]


def wording_of(dues: Sequence[Due], today: date) -> Wording:
    """What a message says of things that are due, by case: the earliest day first."""
    ordered = sorted(dues, key=lambda due: (due.reference, due.due_on or today))
    cases = list(dict.fromkeys(due.reference for due in ordered))
    things = "1 thing" if len(dues) == 1 else f"{len(dues)} things"
    if len(cases) == 1:
        lines = [line_of(due, today) for due in ordered]
        return Wording(f"{things} due for case {cases[0]}", _shortened(lines))
    lines = [f"Case {due.reference}: {line_of(due, today)}" for due in ordered]
    return Wording(f"{things} due in {len(cases)} cases", _shortened(lines))


def operators_wording(lines: Sequence[str]) -> Wording:
    """What a message says to an agency's operators of what is to be mended."""
    things = "1 thing" if len(lines) == 1 else f"{len(lines)} things"
    subject = f"{things} to mend in what your agency sends"
    return Wording(subject, _shortened(list(lines), "the agency’s page shows"))


MAY_BE_SILENT = (
    "A place that stalls and one of which less is published cannot be told apart: ask first whether"
    " all of it was published"
)


def stalls_wording(lines: Sequence[str]) -> Wording:
    """What a message says to the task group of the places that began to stall.

    Its last line says what no fact can tell: whether an agency that speaks left a place out.
    """
    places = "1 place" if len(lines) == 1 else f"{len(lines)} places"
    shown = _shortened(list(lines), "the hotspots show")
    return Wording(f"{places} began to stall", (*shown, MAY_BE_SILENT))


def plain_wording(count: int, what: str, where: str) -> Wording:
    """What a message says of things whose words a fault of the program kept back."""
    one = count == 1
    things, it = ("1 thing", "it") if one else (f"{count} things", "them")
    line = f"A fault of the platform keeps this message from saying more: {where} {it}"
    return Wording(f"{things} {what}", (line,))


def line_of(due: Due, today: date) -> str:
    """What to do about one thing, by when, and that it is back where it was."""
    when = "" if due.kind is AlertKind.HEARING_NEAR else _when(due, today)  # its words have the day
    return _act(due, today) + when + _back(due, today)


def link_of(pages: str, dues: Iterable[Due]) -> str:
    """Where the worklist shows them: those of the case, where it is one; else all of it."""
    cases = {due.reference for due in dues}
    if len(cases) > 1:
        return f"{pages}/alerts"
    return f"{pages}/alerts?{urlencode({'reference': cases.pop()})}"


def _act(due: Due, today: date) -> str:
    suspect = _suspect(due.suspect)
    named = {"whom": WHOM[due.owed_to], "suspect": suspect}
    named |= {"hearing": _hearing(due), "held": _held(due, today)}
    for word in ("of", "against"):
        named[word] = f" {word} {suspect}" if due.suspect else ""
    return _words(due).format(**named, order="protective order", on="")


def _words(due: Due) -> str:
    rule, asks = due.rule or "", due.kind is AlertKind.HAND_OFF
    if rule not in (ASKS if asks else ACTS):
        return _OTHERS[due.kind]
    if not asks and rule in HEARING_ON_OR_OFF and due.trigger_kind not in SAY_WHETHER_ON:
        return HEARING_ON_OR_OFF[rule]
    return act_of(rule, due.trigger_kind, asks=asks)


def _hearing(due: Due) -> str:
    """Which hearing; a youth court's by no name, which says how old a defendant is."""
    return short_hearing(due.trigger_kind, "" if due.hearing == HearingKind.YOUTH else due.hearing)


def _held(due: Due, today: date) -> str:
    if due.due_on is None:
        return ""
    return f" {'in the week of' if due.in_week else 'on'} {_day(due.due_on, today)}"


def _suspect(suspect: str | None) -> str:
    """A suspect by number; by no other name: an ASN is a person's."""
    if suspect is None or not suspect.isdecimal():
        return "the suspect" if suspect is None else "a suspect"
    return f"suspect {suspect}"


def _when(due: Due, today: date) -> str:
    if due.due_on is None:
        return ""
    day = _day(due.due_on, today)
    return f": was due on {day}" if due.due_on < today else f": by {day}"


def _back(due: Due, today: date) -> str:
    if due.back is None:
        return ""
    day = _day(due.back, today)
    if due.was_put_aside:
        return f"; was put aside, and is back since {day}"
    return f"; back on the worklist since {day}"


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def _shortened(lines: list[str], where: str = "the worklist shows") -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    more = len(lines) - MOST_LINES + 1
    return (*lines[: MOST_LINES - 1], f"and {more} more: {where} them")
