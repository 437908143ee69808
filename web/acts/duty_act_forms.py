"""Forms of acts that end a duty: the victim was told, or there is a good reason not to do it."""

from datetime import datetime, timedelta

from caseworkers.act_subjects import ActSubject
from caseworkers.journey_answers import ObligationLine
from caseworkers.telling_of_duties import ANSWERED_BY, ContactMade, telling_of, to_be_told
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.duties import DecidedBy, DutyExcused, GoodReason
from events.identifiers import Agency
from web.acts.typed_form import TypedForm

TELL_WHAT = "Choose what the victim was told of"
TELL_HOW = "Choose how the victim was contacted"
TELL_REACHED = "Choose whether the victim was reached"
TELL_WHEN = "Write when that was, such as 4 March 2026, 10:15am"
IN_FUTURE = "The contact cannot be in the future: write when it was"
TOO_LONG_AGO = "That is before anything was known of this victim: check the year"
EXCUSE_WHY = "Choose the good reason"
EXCUSE_WHO = (
    "Choose who decided. Whoever owes the duty never decides that for themselves: ask a supervisor"
)
NOT_OWED = "Nothing is owed any more of that"

_SKEW = timedelta(minutes=1)
"""The clock of whoever types may go a little before ours."""


def default_channel(subject: ActSubject) -> str:
    """The first channel agreed with the victim; empty where none was, for nobody knows it then."""
    return next(iter(subject.journey.contact.safe), "")


def told(
    typed: TypedForm, subject: ActSubject, by: Agency, now: datetime
) -> tuple[VictimInformed, datetime] | None:
    """What the victim was told of, and when that was; None where the form is wrong."""
    owed = {
        str(each.id): each for each in to_be_told(subject.journey.obligations, subject.on.case, by)
    }
    chosen = typed.every("matter")
    matters = [owed[each] for each in chosen if each in owed]
    others = [each for each in other_matters(subject) if each in chosen]
    if not matters and not others:
        typed.wrong("matter", TELL_WHAT if owed or other_matters(subject) else NOT_OWED)
    channel = typed.code("channel", Channel, TELL_HOW)
    outcome = typed.code("outcome", ContactOutcome, TELL_REACHED)
    when = typed.moment("when", TELL_WHEN)
    if when:
        _check_when(typed, subject, when, now)
    if typed.problems or not (channel and outcome and when):
        return None
    how = ContactMade(channel, outcome, channel in subject.journey.contact.unsafe)
    return telling_of(matters, others, by, how), min(when, now)


def other_matters(subject: ActSubject) -> list[ToldAbout]:
    """What to tell the victim of because of an alert that warns of no duty."""
    if subject.alert is None or subject.alert.kind not in ANSWERED_BY:
        return []
    return [ANSWERED_BY[subject.alert.kind]]


def _check_when(typed: TypedForm, subject: ActSubject, when: datetime, now: datetime) -> None:
    if when > now + _SKEW:
        typed.wrong("when", IN_FUTURE)
    happened = [entry.occurred for entry in subject.journey.timeline if entry.occurred]
    if happened and when < min(happened) - timedelta(days=1):
        typed.wrong("when", TOO_LONG_AGO)


def excused(typed: TypedForm, duty: ObligationLine) -> DutyExcused | None:
    """That there is a good reason not to do a duty; None where the form is wrong.

    A caseworker says who decided it. A supervisor may have decided it.
    """
    reason = typed.code("reason", GoodReason, EXCUSE_WHY)
    decided = typed.code("decided_by", DecidedBy, EXCUSE_WHO)
    if typed.problems or not (reason and decided):
        return None
    return DutyExcused(rule=duty.rule, trigger=duty.trigger, reason=reason, decided_by=decided)
