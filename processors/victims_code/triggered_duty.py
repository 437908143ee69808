"""A duty that a fact triggered: by which rule of which Code, whose it is, and its deadline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from events.clocks import london_date
from events.complaints import ComplaintMade
from events.identifiers import Agency
from events.listings import Listing
from processors.case.course.case_holders import CaseHolder
from processors.case.history.fact_order import not_before
from processors.case.victim.known_victim import VictimKnown
from processors.victims_code.case_context import CaseContext
from processors.victims_code.duty import ClockStart, Duty
from processors.victims_code.owed_duties import eligibility, is_owed
from processors.victims_code.refusals_told import first_telling
from processors.victims_code.rules import Rule, closes_on, counted, rule_on
from processors.victims_code.sentence_schemes import (
    Eligibility,
)
from schemas.changes import DutyHolder
from schemas.log_records import LoggedFact

_POLICE, _VICTIM = DutyHolder.POLICE, DutyHolder.VICTIM
_RECEIPT, _TELLING = ClockStart.RECEIPT, ClockStart.TELLING


class NoDay(StrEnum):
    """What nobody has reported, so that a duty cannot be given its day: it is open until done."""

    RECEIPT = "receipt-not-reported"
    ELIGIBILITY = "eligibility-not-known"
    TRIAL = "trial-not-listed"
    TELLING = "telling-not-reported"


@dataclass(slots=True)
class Deadline:
    """The last London day of a duty, and the fact that moved it there, if one did.

    It is so many `days` after the London day `since`; both are None of a duty that is due before a
    trial. `on` is None, too, of a duty that is due by no day; where it has
    none for want of a fact, `unset` says of which. Until `closes` it can be done all the same.
    """

    on: date | None
    enhanced: bool = False
    moved_by: LoggedFact | None = None
    since: date | None = None
    days: int | None = None
    unset: NoDay | None = None
    closes: date | None = None


@dataclass(slots=True)
class TriggeredDuty:
    """One duty to one victim, before anybody looks whether it was discharged.

    `starts` is the instant at which its clock starts. `agency` is whose it was at first, None of
    the victim's own limits; of a duty of the police, `holders` are the forces whose it has been
    until its day is over, in order. `known_by` is the fact by which the victim became known, where
    the clock starts with that.
    """

    duty: Duty
    rule: Rule
    trigger: LoggedFact
    starts: datetime
    agency: Agency | None
    deadline: Deadline
    holders: Sequence[CaseHolder] = ()
    known_by: LoggedFact | None = None

    @property
    def agencies(self) -> Iterable[Agency]:
        """The agencies whose duty it has been, each once, in order."""
        held = [holder.agency for holder in self.holders]
        return dict.fromkeys(held or ([self.agency] if self.agency else []))

    def holder_at(self, end: LoggedFact | None) -> CaseHolder | None:
        """The force whose it was when a fact ended it, or when its day was over; None of others."""
        if len(self.holders) < 2:
            return self.holders[0] if self.holders else None
        by_then = [
            each
            for each in self.holders
            if end is None or each.since is None or each.since.order < end.order
        ]
        return by_then[-1] if by_then else self.holders[0]


def triggered_duty(context: CaseContext, duty: Duty, trigger: LoggedFact) -> TriggeredDuty | None:
    """What a fact triggers; None where it triggers nothing after all.

    That is so where no version of the Code has the rule on that day, where the victim is not owed
    the duty, and where it cannot be timed.
    """
    starts = duty.starts(trigger)
    if starts is None or not is_owed(context, duty, trigger):
        return None
    if trigger.anew and duty.holder is not _VICTIM:
        starts = max(starts, trigger.anew)  # nobody could pass it on, or tell it, before then
    since = None if duty.holder is _VICTIM else _known_later(context, trigger, starts)
    starts = since.at if since else starts
    known = trigger.occurred.day if starts is trigger.occurred.at else None
    day = known or london_date(starts)
    rule = rule_on(duty.rule, day)
    in_force = duty.since <= day <= duty.until
    if rule is None or not in_force:
        return None
    deadline = _deadline(context, duty, rule, trigger, day)
    if deadline is None:
        return None
    holders = _holders(context, duty, trigger, deadline)
    agency = holders[0].agency if holders else _agency(duty, trigger)
    known_by = since.by if since else None
    return TriggeredDuty(duty, rule, trigger, starts, agency, deadline, holders, known_by)


def _known_later(context: CaseContext, trigger: LoggedFact, starts: datetime) -> VictimKnown | None:
    """Since when the victim was known, where that is a later London day."""
    since = context.known.get(trigger.case)
    return since if since and starts < since.day_begins else None


def _holders(
    context: CaseContext, duty: Duty, trigger: LoggedFact, deadline: Deadline
) -> Sequence[CaseHolder]:
    """The forces whose a duty of the police is. That of telling of a transfer does not pass on."""
    if duty.holder is not _POLICE:
        return ()
    if duty.one_move:
        before = context.holders.moved_by(trigger)
        return (replace(before, elsewhere=None),) if before else ()
    return context.holders.over(trigger, deadline.on)


def _agency(duty: Duty, trigger: LoggedFact) -> Agency | None:
    match duty.holder:
        case DutyHolder.POLICE:
            return trigger.agency
        case DutyHolder.PROVIDER:
            return trigger.fact.about if isinstance(trigger.fact, ComplaintMade) else trigger.agency
        case DutyHolder.VICTIM:
            return None
        case DutyHolder.CPS | DutyHolder.HMCTS | DutyHolder.WITNESS_CARE | DutyHolder.PROBATION:
            return Agency(duty.holder)


def _deadline(
    context: CaseContext, duty: Duty, rule: Rule, trigger: LoggedFact, start: date
) -> Deadline | None:
    if not rule.is_timed:
        return Deadline(None)
    if duty.for_eligible and eligibility(context, trigger) is Eligibility.UNKNOWN:
        return Deadline(None, unset=NoDay.ELIGIBILITY)
    if duty.clock is _RECEIPT and not duty.has_news(trigger):
        return Deadline(None, unset=NoDay.RECEIPT)
    if duty.before_trial:
        return _before_trial(context, trigger)
    if duty.clock is _TELLING:
        return _from_telling(context, rule, trigger)
    if duty.rolling:
        holder = context.holders.at(trigger)
        usual = duty.practice.get(holder.agency if holder else trigger.agency, rule.standard)
        return _agreed(context, usual, trigger, start)
    return _by_the_code(context, rule, start)


def _by_the_code(context: CaseContext, rule: Rule, start: date) -> Deadline:
    """Enhanced Rights granted later shorten what is left from that day on; no past day is late.

    Where they end before the shorter time is over, the longer one counts again.
    """
    earliest = counted(rule, start, rule.standard)
    shortest = Deadline(earliest, since=start, days=rule.standard)
    for period in context.enhanced_periods:
        since = max(start, period.since)
        if period.until <= start or since > earliest:
            continue
        sooner = counted(rule, since, rule.enhanced)
        if sooner >= earliest:
            continue
        if period.until <= sooner:
            shortest = replace(shortest, moved_by=period.ended_by)
        else:
            earliest = sooner
            granted = period.granted_by if period.since > start else None
            shortest = Deadline(sooner, True, granted, since, rule.enhanced)
    return shortest


def _from_telling(context: CaseContext, rule: Rule, trigger: LoggedFact) -> Deadline:
    """So many days after the victim was told of a decision; by no day until they are."""
    told = first_telling(context.suspects, context.refusals_told, trigger)
    if told is None:
        return Deadline(None, unset=NoDay.TELLING)
    since = london_date(told.occurred.at)
    on, closes = counted(rule, since, rule.standard), closes_on(rule, since)
    return Deadline(on, moved_by=told, since=since, days=rule.standard, closes=closes)


def _before_trial(context: CaseContext, trigger: LoggedFact) -> Deadline:
    """By the day before the victim gives evidence; by no day while that has no date.

    That is the first trial that stands in the list, on the day they were required or later; of a
    trial in a warned list the Monday of its week; or earlier the day on which they were
    cross-examined, or until then the first hearing that stands at which they will be.
    """
    required = london_date(trigger.occurred.at)
    recorded = next((each for each in context.cross_examined if not_before(each, trigger)), None)
    heard = [recorded] if recorded else context.section_28_listed
    given = [(*_evidence_days(each), each) for each in (*context.trials_listed, *heard)]
    evidence = [(day, each) for day, last, each in given if day and last and last >= required]
    if not evidence:
        return Deadline(None, unset=NoDay.TRIAL)
    day, said = min(evidence, key=lambda each: each[0])
    return Deadline(day - timedelta(days=1), moved_by=said if said.order > trigger.order else None)


def _evidence_days(logged: LoggedFact) -> tuple[date | None, date | None]:
    """The first and last day on which it can begin; None of a hearing without a date."""
    fact = logged.fact
    if isinstance(fact, Listing):
        return fact.first_day, fact.last_day
    day = london_date(logged.occurred.at)
    return day, day


def _agreed(
    context: CaseContext, usual: int | None, trigger: LoggedFact, start: date
) -> Deadline | None:
    """At the frequency agreed with the victim, or the usual one; None where they wish for none."""
    agreement = context.agreements.by(trigger)
    days = agreement.every_days if agreement else usual
    return Deadline(start + timedelta(days=days), since=start, days=days) if days else None
