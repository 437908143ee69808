"""What ends a duty: it is discharged, withdrawn or excused; or its day is over."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from uuid import UUID

from events.clocks import Precision, london_date, london_midnight
from events.contact import OptedOutOf
from events.duties import DutyExcused
from events.identifiers import Agency
from processors.case.case_history import (
    CaseHistory,
    first_after,
    in_order,
    moment,
    up_to,
)
from processors.case.case_milestones import charges, endings
from processors.case.contact_wishes import opted_out, safely_reached
from processors.case.derived_values import per_history
from processors.case.fact_order import tells_the_same
from processors.victims_code.duty import Duty, Withdrawal
from processors.victims_code.triggered_duty import TriggeredDuty, repetitions, triggered_duty
from processors.victims_code.working_days import working_days_after
from schemas.changes import DutyHolder, ObligationState
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class Discharge:
    """How a duty stands, what ended it, and for what reason if it was not done.

    `deed` is the first fact that did it, in time or not; `days_late` counts working days.
    """

    state: ObligationState
    by: LoggedFact | None = None
    reason: str | None = None
    deed: LoggedFact | None = None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class SettledDuty:
    """A triggered duty and what ended it, as far as the facts alone settle that.

    `discharge` is None while nothing has ended it: how it stands is then for the clock to tell. It
    is `disputed` where what triggered it is. All that is ever published of a duty follows from
    this and the clock.
    """

    victim: str
    case: str
    triggered: TriggeredDuty
    discharge: Discharge | None
    disputed: bool


def settled_duty(history: CaseHistory, duty: Duty, trigger: LoggedFact) -> SettledDuty | None:
    """The duty that a fact triggered, and what ended it; None where it triggers none after all."""
    triggered = triggered_duty(history, duty, trigger)
    if triggered is None:
        return None
    discharge, disputed = _discharge(history, triggered), history.is_disputed(trigger)
    return SettledDuty(history.victim, history.case, triggered, discharge, disputed)


def _discharge(history: CaseHistory, triggered: TriggeredDuty) -> Discharge | None:
    """What ended a duty, if anything did.

    What was done in time is done. What was withdrawn while it was open stays so, and what has a
    good reason is excused, even if it was done later.
    """
    deed, due = first_deed(history, triggered), triggered.deadline.on
    done = deed.occurred.day if deed else None
    if done and done <= due:
        return Discharge(ObligationState.DISCHARGED, deed, deed=deed)
    excuse = _withdrawn(history, triggered, deed) or _excused(history, triggered, deed)
    if excuse or done is None:
        return excuse
    late = working_days_after(due, done)
    return Discharge(ObligationState.DISCHARGED_LATE, deed, deed=deed, days_late=late)


def undone(triggered: TriggeredDuty, over: datetime, now: datetime) -> Discharge:
    """How a duty that nothing has ended stands as at `now`; its last day is over at `over`."""
    if now < over:
        return Discharge(ObligationState.OPEN)
    victims_own = triggered.duty.holder is DutyHolder.VICTIM
    return Discharge(ObligationState.WITHDRAWN if victims_own else ObligationState.BREACHED)


@dataclass(frozen=True, slots=True)
class _Deeds:
    """The facts that do what a rule asks, the victim reached safely, in order; the timed and the
    dated among them apart.
    """

    all: Sequence[LoggedFact]
    timed: Sequence[LoggedFact]
    dated: Sequence[LoggedFact]


@per_history
def _deeds(history: CaseHistory, duty: Duty) -> _Deeds:
    kinds = dict.fromkeys(pattern.kind for pattern in duty.discharged_by)
    of_kinds = [safely_reached(history, kind) for kind in kinds]
    facts = of_kinds[0] if len(of_kinds) == 1 else sorted(chain(*of_kinds), key=in_order)
    deeds = [each for each in facts if duty.is_deed(each)]
    timed = [each for each in deeds if each.occurred.precision is Precision.INSTANT]
    dated = [each for each in deeds if each.occurred.precision is not Precision.INSTANT]
    return _Deeds(deeds, timed, dated)


def first_deed(history: CaseHistory, triggered: TriggeredDuty) -> LoggedFact | None:
    """The first fact that did what was asked for, the victim reached safely."""
    deeds, trigger = _deeds(history, triggered.duty), triggered.trigger
    if triggered.duty.rolling:
        later = deeds.all[up_to(deeds.all, trigger) :]
        return next((each for each in later if not tells_the_same(each, trigger)), None)
    begins = london_midnight(trigger.occurred.day or london_date(trigger.occurred.at))
    if trigger.occurred.precision is not Precision.INSTANT:
        return _first_from(deeds.all, begins, trigger)
    timed = _first_from(deeds.timed, trigger.occurred.at, trigger)
    dated = _first_from(deeds.dated, begins, trigger)
    return min((each for each in (timed, dated) if each), key=in_order, default=None)


def _first_from(
    deeds: Sequence[LoggedFact], begins: datetime, trigger: LoggedFact
) -> LoggedFact | None:
    """The first from an instant on that is not the trigger itself."""
    place = bisect_left(deeds, begins, key=moment)
    return next((each for each in deeds[place : place + 2] if each.event != trigger.event), None)


def _withdrawn(
    history: CaseHistory, triggered: TriggeredDuty, deed: LoggedFact | None
) -> Discharge | None:
    for reason in Withdrawal:
        if reason in triggered.duty.withdrawn_by:
            ends = _ends(history, reason, triggered.trigger)
            if ends and london_date(moment(ends)) <= triggered.deadline.on:
                return Discharge(ObligationState.WITHDRAWN, ends, reason, deed)
    return None


def _ends(history: CaseHistory, reason: Withdrawal, trigger: LoggedFact) -> LoggedFact | None:
    """The first fact after a trigger, or a wish standing by then, that withdraws a duty."""
    match reason:
        case Withdrawal.CASE_ENDED:
            return first_after(endings(history), trigger)
        case Withdrawal.CHARGED:
            return first_after(charges(history), trigger)
        case Withdrawal.PROGRESS_UPDATES | Withdrawal.COURT_UPDATES | Withdrawal.RELEASE_UPDATES:
            return opted_out(history, OptedOutOf(reason), trigger)


@dataclass(frozen=True, slots=True)
class _Excuses:
    """One agency's excuses from one rule: for all duties then open, in order, and by event."""

    open: list[LoggedFact] = field(default_factory=list)
    named: dict[UUID, LoggedFact] = field(default_factory=dict)


@per_history
def _excuses(history: CaseHistory) -> Mapping[tuple[str, Agency], _Excuses]:
    excuses: dict[tuple[str, Agency], _Excuses] = {}
    for logged in history.of(DutyExcused):
        if isinstance(logged.fact, DutyExcused):
            of_rule = excuses.setdefault((logged.fact.rule, logged.agency), _Excuses())
            if logged.fact.trigger:
                of_rule.named.setdefault(logged.fact.trigger, logged)
            else:
                of_rule.open.append(logged)
    return excuses


def _excused(
    history: CaseHistory, triggered: TriggeredDuty, deed: LoggedFact | None
) -> Discharge | None:
    """By the first good reason that the duty-holder gave: for this duty, or for all then open."""
    excuses = _excuses(history)
    if not excuses or triggered.agency is None:
        return None
    of_rule = excuses.get((triggered.rule.rule, triggered.agency), _Excuses())
    first = min(_meant(history, of_rule, triggered), key=in_order, default=None)
    if first is None or not isinstance(first.fact, DutyExcused):
        return None
    return Discharge(ObligationState.EXCUSED, first, first.fact.reason, deed)


def _meant(
    history: CaseHistory, excuses: _Excuses, triggered: TriggeredDuty
) -> Iterator[LoggedFact]:
    """The first excuse for all duties then open, and those for a trigger or its repetitions."""
    if of_all := first_after(excuses.open, triggered.trigger):
        yield of_all
    if excuses.named:
        for each in repetitions(history, triggered.trigger):
            if each.event in excuses.named:
                yield excuses.named[each.event]
