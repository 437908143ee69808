"""What ends a duty: it is discharged, withdrawn or excused; or its day is over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from events.clocks import Occurred, Precision, london_date, london_midnight
from events.contact import VictimInformed
from events.duties import DutyExcused
from events.investigating_bodies import InvestigatingBody
from events.messages import NoticeReceived, NoticeSent
from processors.case.corrections.amended_results import is_news_of
from processors.case.corrections.correction import Correction
from processors.case.history.case_history import (
    first_after,
    first_since,
    in_order,
    moment,
    up_to,
)
from processors.case.history.event_details import detail_of
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import Suspect
from processors.case.victim.recipients import Recipient
from processors.victims_code.case_context import CaseContext
from processors.victims_code.deeds_of_duty import Deeds
from processors.victims_code.duty_triggers import Trigger
from processors.victims_code.excuses import Excuses
from processors.victims_code.triggered_duty import TriggeredDuty, triggered_duty
from processors.victims_code.withdrawing_facts import withdrawing_fact
from processors.victims_code.working_days import working_days_after
from schemas.changes import DutyHolder, ObligationState
from schemas.log_records import LoggedFact

_INSTANT, _PROVIDER = Precision.INSTANT, DutyHolder.PROVIDER
_DISCHARGED = ObligationState.DISCHARGED

_NEWS = (VictimInformed, NoticeSent, NoticeReceived)


@dataclass(slots=True)
class Discharge:
    """How a duty stands, what ended it, and for what reason if it was not done.

    `deed` is the first fact that did it, in time or not; `days_late` counts working days.
    """

    state: ObligationState
    by: LoggedFact | None = None
    reason: str | None = None
    deed: LoggedFact | None = None
    days_late: int = 0


@dataclass(slots=True)
class SettledDuty:
    """A triggered duty and what ended it, as far as the facts alone settle that.

    `discharge` is None while nothing has ended it: how it stands is then for the clock to tell. It
    is `disputed` where what triggered it, or made the victim known, is. `suspect` is whom it is
    about, if it is about one; it is `UNSAID` where nothing tells which. `recipient` is for whom it
    was done, or is to be done now. `held_by` is the body that has the case now, where none of the
    agencies has it. `detail` is of which kind the hearing or the order is that triggered it. All
    that is ever published of a duty follows from this and the clock.
    """

    victim: str
    case: str
    suspect: Suspect
    triggered: TriggeredDuty
    discharge: Discharge | None
    disputed: bool
    recipient: Recipient
    held_by: InvestigatingBody | None
    detail: str


@dataclass(slots=True)
class DutyInputs:
    """All that a duty is settled by: the same inputs, the same duty.

    `correction` is the one that was applied to its trigger, if any. Two are equal where all but the
    context is the same: what of that bears on the duty, `duty_bearings` says.
    """

    context: CaseContext = field(compare=False)
    trigger: Trigger
    deeds: Deeds
    suspect: Suspect
    correction: Correction | None = None


def settled_duty(inputs: DutyInputs) -> SettledDuty | None:
    """The duty that a fact triggered, and what ended it; None where it triggers none after all."""
    context, trigger = inputs.context, inputs.trigger
    triggered = triggered_duty(context, trigger.duty, trigger.fact)
    if triggered is None:
        return None
    if inputs.correction and not triggered.deadline.moved_by:
        moved_by = inputs.correction.answer or inputs.correction.proposal
        triggered.deadline = replace(triggered.deadline, moved_by=moved_by)
    rests_on = (trigger.fact, triggered.known_by)
    disputed = bool(context.disputed) and any(
        each.event in context.disputed for each in rests_on if each
    )
    discharge = _discharge(inputs, triggered)
    suspect = context.suspect_shown(inputs.suspect, trigger.duty, trigger.fact)
    ended = discharge.by if discharge else None
    recipient = context.recipients.at(ended) if ended else context.recipients.last
    holder = context.holders.last
    return SettledDuty(
        victim=context.victim,
        case=context.case,
        suspect=suspect,
        triggered=triggered,
        discharge=discharge,
        disputed=disputed,
        recipient=recipient,
        held_by=holder.elsewhere if holder else None,
        detail=_detail(context, trigger.fact),
    )


def _detail(context: CaseContext, trigger: LoggedFact) -> str:
    """The kind of hearing or order that a trigger says, or that a notice means."""
    is_notice = type(trigger.fact) in (NoticeSent, NoticeReceived)
    means = context.hearings_noticed.get(trigger.event) if is_notice else None
    return means or detail_of(trigger.fact)


def _discharge(inputs: DutyInputs, triggered: TriggeredDuty) -> Discharge | None:
    """What ended a duty, if anything did.

    What was done in time is done, and so is what is due by no day. What was withdrawn while it was
    open stays so, and what has a good reason is excused, even if it was done later.
    """
    deed, due = _deed(inputs, triggered), triggered.deadline.on
    done = deed.occurred.day if deed else None
    if done and (due is None or done <= due):
        return Discharge(_DISCHARGED, deed, deed=deed)
    excuse = _withdrawn(inputs, triggered, deed) or _excused(inputs, triggered, deed)
    if excuse or done is None or due is None:
        return excuse
    late = working_days_after(due, done)
    return Discharge(ObligationState.DISCHARGED_LATE, deed, deed=deed, days_late=late)


def no_longer_asked(context: CaseContext, trigger: Trigger, suspect: Suspect) -> list[LoggedFact]:
    """The facts after which nobody asks any more that a duty is done: a withdrawal, an excuse."""
    ends = withdrawals(context, trigger, suspect)
    if context.excuses and (triggered := triggered_duty(context, trigger.duty, trigger.fact)):
        excuse = _excused(DutyInputs(context, trigger, Deeds(), suspect), triggered, None)
        ends += [excuse.by] if excuse and excuse.by else []
    return ends


def withdrawals(context: CaseContext, trigger: Trigger, suspect: Suspect) -> list[LoggedFact]:
    """The facts after which there is nothing left to do of a duty."""
    duty = trigger.duty
    reasons = duty.withdrawn_by
    found = (withdrawing_fact(context, suspect, reason, duty, trigger.fact) for reason in reasons)
    return [end for end in found if end]


def undone(triggered: TriggeredDuty, over: datetime | None, now: datetime) -> Discharge:
    """How a duty that nothing has ended stands as at `now`; its last day is over at `over`."""
    if over is None or now < over:
        return Discharge(ObligationState.OPEN)
    victims_own = triggered.duty.holder is DutyHolder.VICTIM
    return Discharge(ObligationState.WITHDRAWN if victims_own else ObligationState.BREACHED)


def _deed(inputs: DutyInputs, triggered: TriggeredDuty) -> LoggedFact | None:
    """What did what was asked for first: a fact, or the trigger once its news was known."""
    found, trigger = first_deed(inputs, triggered), triggered.trigger
    if not triggered.duty.done_when_known or trigger.known is None:
        return found
    known = replace(trigger, occurred=Occurred.of(trigger.known, Precision.INSTANT))
    return min((each for each in (found, known) if each), key=in_order)


def first_deed(inputs: DutyInputs, triggered: TriggeredDuty) -> LoggedFact | None:
    """The first fact that did what was asked for, the victim reached safely."""
    if not inputs.deeds.all and not inputs.deeds.by_event:
        return None
    own = _of_result(_own(inputs.deeds, triggered), triggered.trigger)
    before = _done_before(inputs, triggered) if triggered.duty.may_precede else None
    found = before or _first_of_all(own, triggered)
    by_event = inputs.deeds.by_event
    for each in inputs.trigger.repetitions if by_event else ():
        named = by_event.get(each.event, ())
        first = next((deed for deed in named if not_before(deed, triggered.trigger)), None)
        found = min((deed for deed in (found, first) if deed), key=in_order, default=None)
    return found


def _own(of_duty: Deeds, triggered: TriggeredDuty) -> Deeds:
    """The deeds of whoever owes a duty, where no other agency can do it: to answer a complaint."""
    if triggered.duty.holder is not _PROVIDER:
        return of_duty
    own = [each for each in of_duty.all if each.agency is triggered.agency]
    return Deeds.of(own, of_duty.by_event)


def _of_result(of_duty: Deeds, trigger: LoggedFact) -> Deeds:
    """The deeds that can be about a result, where it was said anew: earlier news was of the old."""
    if trigger.anew is None:
        return of_duty
    about = [
        each
        for each in of_duty.all
        if not isinstance(each.fact, _NEWS) or is_news_of(each, trigger)
    ]
    return Deeds.of(about, of_duty.by_event)


def _done_before(inputs: DutyInputs, triggered: TriggeredDuty) -> LoggedFact | None:
    """The last deed from before a trigger.

    After an earlier trigger about the same suspect the first deed belongs to that trigger.
    """
    duty, trigger, context = triggered.duty, triggered.trigger, inputs.context
    place = up_to(inputs.deeds.all, trigger)
    before = [each for each in inputs.deeds.all[:place] if each.event != trigger.event]
    earlier = [
        each
        for each in context.after_custody
        if each.order < trigger.order
        and duty.is_triggered_by(each)
        and context.suspect(duty, each) == inputs.suspect
    ]
    since = [each for each in before if not earlier or not_before(each, earlier[-1])]
    return next(reversed(since[1:] if earlier else since), None)


def _first_of_all(of_duty: Deeds, triggered: TriggeredDuty) -> LoggedFact | None:
    trigger = triggered.trigger
    if triggered.duty.rolling:
        return of_duty.all[0] if of_duty.all else None
    if trigger.occurred.precision is not _INSTANT:
        return _first_from(of_duty.all, _day_begins(trigger), trigger)
    timed = _first_from(of_duty.timed, trigger.occurred.at, trigger)
    if not of_duty.dated:
        return timed
    dated = _first_from(of_duty.dated, _day_begins(trigger), trigger)
    return min((each for each in (timed, dated) if each), key=in_order, default=None)


def _day_begins(trigger: LoggedFact) -> datetime:
    return london_midnight(trigger.occurred.day or london_date(trigger.occurred.at))


def _first_from(
    facts: Sequence[LoggedFact], begins: datetime, trigger: LoggedFact
) -> LoggedFact | None:
    """The first from an instant on that is not the trigger itself."""
    place = first_since(facts, begins)
    for each in facts[place : place + 2]:
        if each is not trigger and each.event != trigger.event:
            return each
    return None


def _withdrawn(
    inputs: DutyInputs, triggered: TriggeredDuty, deed: LoggedFact | None
) -> Discharge | None:
    due = triggered.deadline.on
    for reason in triggered.duty.withdrawals:
        duty, trigger = triggered.duty, triggered.trigger
        ends = withdrawing_fact(inputs.context, inputs.suspect, reason, duty, trigger)
        if ends and (due is None or london_date(moment(ends)) <= due):
            return Discharge(ObligationState.WITHDRAWN, ends, reason, deed)
    return None


def _excused(
    inputs: DutyInputs, triggered: TriggeredDuty, deed: LoggedFact | None
) -> Discharge | None:
    """The excuse: the first good reason that a duty-holder gave, for this duty or for all open."""
    rule, excuses = triggered.rule.rule, inputs.context.excuses
    if not excuses:
        return None
    given = (excuses.get((rule, agency), Excuses()) for agency in triggered.agencies)
    meant = (each for of_rule in given for each in _meant(of_rule, inputs.trigger))
    first = min(meant, key=in_order, default=None)
    if first is None or not isinstance(first.fact, DutyExcused):
        return None
    return Discharge(ObligationState.EXCUSED, first, first.fact.reason, deed)


def _meant(excuses: Excuses, trigger: Trigger) -> Iterator[LoggedFact]:
    """The first excuse for all duties then open, and those for a trigger or its repetitions."""
    if of_all := first_after(excuses.open, trigger.fact):
        yield of_all
    if excuses.named:
        for each in trigger.repetitions:
            if each.event in excuses.named:
                yield excuses.named[each.event]
