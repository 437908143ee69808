"""Why a duty has its state, in plain English; each statement names the event behind it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from pydantic import BaseModel

from caseworkers.explanations import Explanation
from caseworkers.journey_answers import TimelineLine
from events.before_trial import EvidenceRecorded
from events.clocks import london_day_after
from events.contact import ContactOutcome
from events.messages import NoticeReceived, NoticeSent
from events.needs import EnhancedRightsDecided
from events.representatives import OwedTo
from processors.victims_code.duty import ClockStart
from processors.victims_code.rules import Rule, closes_on, rule_of
from processors.victims_code.triggered_duty import NoDay
from schemas.changes import ObligationState
from web import (
    correction_view,
    day_count_view,
    obligation_words,
    recipient_words,
    timeline_view,
)
from web.formats import counted, london_day, long_day, moment, occurred
from web.sentences.phrases import the
from web.wording import capital, lower_first


class Statement(BaseModel):
    """One statement about a duty, and the event that it follows from, if there is one."""

    about: str
    text: str
    event: UUID | None = None


def statements_about(explanation: Explanation) -> list[Statement]:
    """A duty in statements, from what raised it to what ended it."""
    rule = rule_of(explanation.duty.code, explanation.duty.rule)
    parts = (
        _raised(explanation),
        _by_rule(explanation, rule),
        _due(explanation, rule),
        _ended(explanation),
    )
    return [*chain(*parts), *_revised(explanation)]


def _by_entry(
    explanation: Explanation, about: str, entry: TimelineLine, before: str = ""
) -> Statement:
    """A statement that follows from an entry of the timeline, with what was corrected of it."""
    notes = correction_view.notes(entry, explanation.corrections)
    text = before + ". ".join([timeline_view.entry_with_source(entry), *notes])
    return Statement(about=about, text=text, event=entry.id)


def _raised(explanation: Explanation) -> Iterator[Statement]:
    trigger = explanation.trigger
    yield _by_entry(explanation, "Raised by", trigger)
    since = explanation.known_by or trigger
    yield Statement(about="Clock started", text=_clock(explanation), event=since.id)


_OLD_ONE = "What was reported of it before has been taken back"


def _clock(explanation: Explanation) -> str:
    trigger, started = explanation.trigger, explanation.duty.triggered
    if started is None:
        return "When is not shown, for what raised it is disputed"
    if explanation.known_by:
        agency = explanation.duty.agency
        how = f"when {the(agency)} knew of this victim" if agency else "when the victim was known"
        return f"{capital(moment(started))}: {how}. No clock starts before"
    if explanation.clock is ClockStart.TELLING:
        return _told(explanation)
    if explanation.clock is ClockStart.OCCURRED:
        if started != trigger.occurred:
            return f"{capital(moment(started))}: when it was said anew. {_OLD_ONE}"
        return f"{capital(occurred(started, trigger.precision))}: when that happened"
    agency = explanation.duty.agency
    whom = the(agency) if agency else obligation_words.owed_by(None)
    if trigger.known:
        return f"{moment(started)}: when it reached {whom}, as {the(trigger.agency)} says"
    return f"{capital(occurred(started, trigger.precision))}: {_news(trigger, whom)}"


def _told(explanation: Explanation) -> str:
    """Since when the victim knows of a decision, from which their own time counts."""
    if explanation.since is None:
        return f"Not yet: {obligation_words.REASONS[NoDay.TELLING]}"
    return f"{capital(long_day(explanation.since))}: when the victim was told of it"


def _news(trigger: TimelineLine, whom: str) -> str:
    """What of a fact started a clock that starts with news of it, where nobody says when."""
    match trigger.kind:
        case NoticeReceived.kind:
            return f"when {whom} received it"
        case NoticeSent.kind:
            return "when it was sent. Nobody has reported that it arrived"
        case _:
            return "when that happened"


def _by_rule(explanation: Explanation, rule: Rule) -> Iterator[Statement]:
    duty = explanation.duty
    yield Statement(
        about="Owed by", text=capital(obligation_words.owed_by(duty.agency, duty.held_by))
    )
    if duty.owed_to is not OwedTo.VICTIM:
        whom, since = recipient_words.in_full(duty.owed_to), explanation.owed_to_since
        yield Statement(about="Owed to", text=capital(whom), event=since.id if since else None)
    about = f"Rule {obligation_words.marked(duty.code, duty.rule)}"
    yield Statement(about=about, text=obligation_words.rule_sentence(rule))
    yield Statement(about="Code", text=obligation_words.in_force(duty.code))
    yield Statement(about="Source", text=obligation_words.sourced(rule))


def _due(explanation: Explanation, rule: Rule) -> Iterator[Statement]:
    if explanation.duty.due_on is None:
        text = _no_day(explanation)
    elif explanation.duty.triggered is None:
        text = f"{long_day(explanation.duty.due_on)}. How that was counted is not shown"
    elif explanation.days is None:
        text = f"By the day before {_evidence(explanation)}: {long_day(explanation.duty.due_on)}"
    else:
        how = "With Enhanced Rights: " if explanation.duty.enhanced else ""
        text = how + day_count_view.summary(rule, explanation.days, explanation.count)
    yield Statement(about="Due", text=text)
    if explanation.moved_by:
        yield _by_entry(explanation, _moved(explanation), explanation.moved_by)


def _evidence(explanation: Explanation) -> str:
    moved = explanation.moved_by
    if moved and moved.kind == EvidenceRecorded.kind:
        return "the victim gave evidence, which was recorded"
    return "the victim gives evidence, as the first trial, or a hearing for it, is listed now"


def _no_day(explanation: Explanation) -> str:
    reason = explanation.duty.reason if explanation.duty.state is ObligationState.OPEN else None
    why = obligation_words.REASONS[reason] if reason else "the rule sets no number of days"
    return f"By no day: {why}. It is open until it is done, and never late"


def _moved(explanation: Explanation) -> str:
    moved = explanation.moved_by
    if explanation.clock is ClockStart.TELLING:
        return "Told of it"
    if moved and moved.kind == EnhancedRightsDecided.kind and not explanation.duty.enhanced:
        return "The longer time again"
    same_day = (
        explanation.before is not None and explanation.before.due_on == explanation.duty.due_on
    )
    return "Counted again after" if same_day else "Moved by"


def _revised(explanation: Explanation) -> Iterator[Statement]:
    if not explanation.duty.revised:
        return
    before = explanation.before
    if before is None:
        text = "By what was first reported it was not owed"
    else:
        stood = lower_first(obligation_words.stands(before))
        due = long_day(before.due_on) if before.due_on else "by no day"
        text = f"By what was first reported it was due {due}: {stood}"
    yield Statement(about="Revised", text=text)


_DID_NOT_COUNT: Mapping[str, str] = {
    ContactOutcome.REACHED: "Over a channel that the victim had called unsafe. ",
    ContactOutcome.SENT: "Nothing says that it arrived safely. ",
}
"""Why a contact did not count, where its own sentence does not say so."""


def _ended(explanation: Explanation) -> Iterator[Statement]:
    for attempt in explanation.attempts:
        yield _by_entry(explanation, "Did not count", attempt, _why_not(explanation, attempt))
    yield _state(explanation)
    if explanation.done_by and explanation.done_by != explanation.ended_by:
        yield _by_entry(explanation, "Done all the same", explanation.done_by)
    if explanation.ended_by and (received := _recorded_late(explanation, explanation.ended_by)):
        text = f"The platform received this on {moment(received)}, after the due day"
        yield Statement(about="Recorded late", text=text, event=explanation.ended_by.id)


def _why_not(explanation: Explanation, attempt: TimelineLine) -> str:
    """Why an attempt did not count, where it does not say so itself."""
    if attempt.id in explanation.unclear and attempt.data.get("triggers"):
        return "It names the events that it told of, and not the one that raised this. "
    if attempt.id in explanation.unclear:
        return "It does not say which suspect it is about, and several were open. "
    if attempt.to_whom is OwedTo.BEREAVED_FAMILY:
        return "Nobody was named then who is told in the victim’s place. "
    return _DID_NOT_COUNT.get(attempt.data.get("outcome", ""), "")


def _recorded_late(explanation: Explanation, ended: TimelineLine) -> datetime | None:
    """When a late record of a deed in time was received; None where the record was in time."""
    in_time = explanation.duty.state in (ObligationState.DISCHARGED, ObligationState.WITHDRAWN)
    due = explanation.duty.due_on
    if due is None or not in_time or ended.received is None:
        return None
    return ended.received if ended.received >= london_day_after(due) else None


def _state(explanation: Explanation) -> Statement:
    duty, ended = explanation.duty, explanation.ended_by
    state = obligation_words.state_of(duty)
    if ended is None:
        return Statement(about=state, text=_undone(explanation))
    why = obligation_words.why_ended(duty.state, duty.reason, duty.suspect, duty.owed_to)
    if why:
        return _by_entry(explanation, state, ended, f"{capital(why)}. ")
    late = f"{counted(duty.days_late, 'working day')} late. " if duty.days_late else ""
    if duty.due_on is None and duty.triggered:
        late = _open_since(duty.triggered, duty.ended)
    if ended.id == duty.trigger and ended.known:
        late += f"The news arrived on {moment(ended.known)}, as {the(ended.agency)} says. "
    return _by_entry(explanation, state, ended, late)


def _open_since(raised: datetime, done: datetime | None) -> str:
    if done and done < raised and london_day(done) != london_day(raised):
        return "Done before it was owed. "
    return f"Open since {london_day(raised)}. "


def _undone(explanation: Explanation) -> str:
    duty, today = explanation.duty, london_day(explanation.at)
    rule = rule_of(duty.code, duty.rule)
    if duty.due_on is None:
        return f"On {today}; no day is set by which it is to be done"
    match duty.state:
        case ObligationState.BREACHED:
            return f"{counted(duty.days_late or 0, 'working day')} late on {today}"
        case ObligationState.WITHDRAWN:
            ended = closes_on(rule, explanation.since) if explanation.since else None
            return f"The victim’s time to ask ended with {long_day(ended or duty.due_on)}"
        case _:
            return f"On {today}; {_time_left(explanation, rule, duty.due_on)}"


def _time_left(explanation: Explanation, rule: Rule, due: date) -> str:
    last = closes_on(rule, explanation.since) if explanation.since else None
    also = f"; a request is taken until the end of {long_day(last)}" if last else ""
    if explanation.at >= london_day_after(due):
        return f"the usual time ended with {long_day(due)}{also}"
    return f"there is time until the end of {long_day(due)}{also}"
