"""A duty raised: by which rule of which Code, whose it is, and the London day it is due."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from events.clocks import london_date
from events.complaints import ComplaintMade
from events.court import TrialListed
from events.identifiers import Agency
from events.offences import VictimKind
from processors.case.case_history import CaseHistory
from processors.case.victim_rights import contact_agreed, enhanced_periods, is_being_investigated
from processors.victims_code.duty import Duty
from processors.victims_code.repeated_decisions import is_repeated
from processors.victims_code.rules import Rule, counted, rule_on
from schemas.changes import DutyHolder
from schemas.log_records import LoggedFact


@dataclass(frozen=True)
class Deadline:
    """The last London day of a duty, and the fact that moved it there, if one did.

    It is so many `days` after the London day `since`; both are None of a duty that is due before a
    trial.
    """

    on: date
    enhanced: bool = False
    moved_by: LoggedFact | None = None
    since: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class TriggeredDuty:
    """One duty to one victim, before anybody looks whether it was done.

    `starts` is the instant at which its clock starts; `agency` is None of the victim's own limits.
    """

    duty: Duty
    rule: Rule
    trigger: LoggedFact
    starts: datetime
    agency: Agency | None
    due: Deadline


def triggered_duty(history: CaseHistory, duty: Duty, trigger: LoggedFact) -> TriggeredDuty | None:
    """What a fact raises. None where no Code held has the rule on that day, where the victim is
    not owed it, and where it cannot be timed.
    """
    starts = duty.starts(trigger)
    rule = rule_on(duty.rule, london_date(starts)) if starts else None
    if starts is None or rule is None or not _is_owed(history, duty, trigger):
        return None
    due = _due(history, duty, rule, trigger, london_date(starts))
    put_right = history.correction(trigger)
    if due and put_right and not due.moved_by:
        due = replace(due, moved_by=put_right.answer or put_right.proposal)
    return (
        TriggeredDuty(duty, rule, trigger, starts, _agency(history, duty, trigger), due)
        if due
        else None
    )


def _is_owed(history: CaseHistory, duty: Duty, trigger: LoggedFact) -> bool:
    if duty.persons_only and history.victim_kind is not VictimKind.PERSON:
        return False
    if duty.one_decision and is_repeated(history, duty, trigger):
        return False
    return not duty.rolling or is_being_investigated(history, trigger)


def _agency(history: CaseHistory, duty: Duty, trigger: LoggedFact) -> Agency | None:
    match duty.holder:
        case DutyHolder.POLICE:
            return history.force or trigger.agency
        case DutyHolder.PROVIDER:
            return trigger.fact.about if isinstance(trigger.fact, ComplaintMade) else trigger.agency
        case DutyHolder.VICTIM:
            return None
        case DutyHolder.CPS | DutyHolder.HMCTS | DutyHolder.WITNESS_CARE | DutyHolder.PROBATION:
            return Agency(duty.holder)


def _due(
    history: CaseHistory, duty: Duty, rule: Rule, trigger: LoggedFact, start: date
) -> Deadline | None:
    if duty.before_trial:
        return _before_trial(history, trigger)
    if duty.rolling:
        return _agreed(history, rule, trigger, start)
    return _by_the_code(history, rule, start)


def _by_the_code(history: CaseHistory, rule: Rule, start: date) -> Deadline:
    """Enhanced Rights granted later shorten what is left from that day on; no past day is late."""
    standard = found = Deadline(
        counted(rule, start, rule.standard), since=start, days=rule.standard
    )
    for period in enhanced_periods(history):
        if period.until > start and period.since <= standard.on:
            since = max(start, period.since)
            sooner = counted(rule, since, rule.enhanced)
            if sooner < found.on:
                granted = period.granted_by if period.since > start else None
                found = Deadline(sooner, True, granted, since, rule.enhanced)
    return found


def _before_trial(history: CaseHistory, trigger: LoggedFact) -> Deadline | None:
    """By the day before the trial as it was listed last; None while it has no date."""
    listings = history.of(TrialListed)
    if not listings or not isinstance(listings[-1].fact, TrialListed):
        return None
    day = london_date(listings[-1].fact.starts_at) - timedelta(days=1)
    return Deadline(day, moved_by=listings[-1] if listings[-1].order > trigger.order else None)


def _agreed(history: CaseHistory, rule: Rule, trigger: LoggedFact, start: date) -> Deadline | None:
    """At the frequency agreed with the victim; None where they wish for no regular contact."""
    wishes = contact_agreed(history, trigger)
    days = wishes.every_days if wishes else rule.standard
    return Deadline(start + timedelta(days=days), since=start, days=days) if days else None
