"""Why a duty stands as it does, in plain English; each statement names the event behind it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from uuid import UUID

from pydantic import BaseModel

from caseworkers.explanations import Explanation
from caseworkers.journey_answers import TimelineLine
from events.clocks import london_day_after
from events.contact import ContactOutcome
from processors.victims_code.duty import ClockStart
from processors.victims_code.rules import Rule, rule_of
from schemas.changes import EntryState, ObligationState
from web import correction_view, day_count_view, obligation_words
from web.formats import counted, london_day, long_day, moment, occurred
from web.sentences.phrases import the
from web.wording import capital, lower_first


class Statement(BaseModel):
    """One thing that is said of a duty, and the event that it follows from, if it does."""

    about: str
    text: str
    event: UUID | None = None


def explain(found: Explanation) -> list[Statement]:
    """Everything that is said of a duty, from what raised it to what ended it."""
    rule = rule_of(found.duty.code, found.duty.rule)
    parts = (_raised(found), _by_rule(found, rule), _due(found, rule), _ended(found))
    return [*chain(*parts), *_revised(found)]


def happened(entry: TimelineLine) -> str:
    """What an entry of a timeline says, when that was, and who said so."""
    by = f"as {the(entry.agency)} reported"
    if entry.state is EntryState.CORRECTED:
        by = f"reported by {the(entry.agency)} and corrected since"
    return f"{correction_view.said(entry)}, {correction_view.when(entry)}, {by}"


def _of(found: Explanation, about: str, entry: TimelineLine, text: str = "") -> Statement:
    """What an entry says; of a corrected one also what was first reported, and since when."""
    said = ". ".join([text + happened(entry), *correction_view.notes(entry, found.corrections)])
    return Statement(about=about, text=said, event=entry.id)


def _raised(found: Explanation) -> Iterator[Statement]:
    trigger = found.trigger
    yield _of(found, "Raised by", trigger)
    yield Statement(about="Clock started", text=_clock(found), event=trigger.id)


def _clock(found: Explanation) -> str:
    trigger, started = found.trigger, found.duty.triggered
    if found.duty.disputed or started is None:
        return "When is not shown, for what raised it is disputed"
    if found.clock is ClockStart.OCCURRED:
        return f"{capital(occurred(started, trigger.precision))}: when that happened"
    whom = obligation_words.owed_by(found.duty.agency)
    if trigger.known:
        return f"{moment(started)}: when it reached {whom}, as {the(trigger.agency)} says"
    return f"{capital(occurred(started, trigger.precision))}: when {whom} received it"


def _by_rule(found: Explanation, rule: Rule) -> Iterator[Statement]:
    duty = found.duty
    yield Statement(about="Owed by", text=capital(obligation_words.owed_by(duty.agency)))
    about = f"Rule {obligation_words.marked(duty.code, duty.rule)}"
    yield Statement(about=about, text=obligation_words.asks(rule))
    yield Statement(about="Code", text=obligation_words.in_force(duty.code))
    yield Statement(about="Source", text=obligation_words.sourced(rule))


def _due(found: Explanation, rule: Rule) -> Iterator[Statement]:
    if found.duty.disputed:
        text = f"{long_day(found.duty.due_on)}. How that was counted is not shown"
    elif found.days is None:
        text = f"By the day before the trial as listed last: {long_day(found.duty.due_on)}"
    else:
        how = "With Enhanced Rights: " if found.duty.enhanced else ""
        text = how + day_count_view.summary(rule, found.days, found.count)
    yield Statement(about="Due", text=text)
    if found.moved_by:
        yield _of(found, _moved(found), found.moved_by)


def _moved(found: Explanation) -> str:
    same_day = found.before is not None and found.before.due_on == found.duty.due_on
    return "Counted again after" if same_day else "Moved by"


def _revised(found: Explanation) -> Iterator[Statement]:
    if not found.duty.revised:
        return
    before = found.before
    if before is None:
        text = "By what was first reported it was not owed"
    else:
        stood = lower_first(obligation_words.stands(before.state, before.reason))
        text = f"By what was first reported it was due {long_day(before.due_on)}: {stood}"
    yield Statement(about="Revised", text=text)


def _ended(found: Explanation) -> Iterator[Statement]:
    for attempt in found.attempts:
        unsafe = attempt.data["outcome"] == ContactOutcome.REACHED
        why = "Over a channel that the victim had called unsafe. " if unsafe else ""
        yield _of(found, "Did not count", attempt, why)
    yield _stands(found)
    if found.done_by and found.done_by != found.ended_by:
        yield _of(found, "Done all the same", found.done_by)
    if found.ended_by and (received := _recorded_late(found, found.ended_by)):
        text = f"The platform received this on {moment(received)}, after the due day"
        yield Statement(about="Recorded late", text=text, event=found.ended_by.id)


def _recorded_late(found: Explanation, ended: TimelineLine) -> datetime | None:
    """When the record came of what was in time; None where that was in time, too."""
    in_time = found.duty.state in (ObligationState.DISCHARGED, ObligationState.WITHDRAWN)
    if not in_time or ended.is_disputed or ended.received is None:
        return None
    return ended.received if ended.received >= london_day_after(found.duty.due_on) else None


def _stands(found: Explanation) -> Statement:
    duty, ended = found.duty, found.ended_by
    state = obligation_words.STATES[duty.state]
    if ended is None:
        return Statement(about=state, text=_undone(found))
    if why := obligation_words.why_ended(duty.state, duty.reason):
        return _of(found, state, ended, f"{capital(why)}. ")
    late = f"{counted(duty.days_late, 'working day')} late. " if duty.days_late else ""
    return _of(found, state, ended, late)


def _undone(found: Explanation) -> str:
    duty, today = found.duty, london_day(found.at)
    match duty.state:
        case ObligationState.BREACHED:
            return f"{counted(duty.days_late, 'working day')} late on {today}"
        case ObligationState.WITHDRAWN:
            return f"The victim’s time to ask ended with {long_day(duty.due_on)}"
        case _:
            return f"On {today}; there is time until the end of {long_day(duty.due_on)}"
