"""By which London day a duty is to be done, and what moved that day."""

from dataclasses import dataclass
from datetime import date, timedelta

from events.clocks import london_date
from events.court import TrialListed
from processors.case_history import CaseHistory
from processors.duty import Duty
from processors.rights import agreed, enhanced
from processors.rules import Rule, counted
from schemas.log import Logged


@dataclass(frozen=True)
class Due:
    """The last London day of a duty, and the fact that moved it there, if one did."""

    on: date
    enhanced: bool = False
    moved_by: Logged | None = None


def _due(history: CaseHistory, duty: Duty, rule: Rule, trigger: Logged, start: date) -> Due | None:
    """When a duty is due whose clock starts on `start`; None where that cannot be told.

    Enhanced Rights granted later shorten what is left, from that day on.
    """
    if duty.before_trial:
        return _before_trial(history, trigger)
    if duty.rolling:
        return _agreed(history, rule, trigger, start)
    standard = found = Due(counted(rule, start, rule.standard))
    for period in enhanced(history):
        if period.until > start and period.since <= standard.on:
            sooner = counted(rule, max(start, period.since), rule.enhanced)
            if sooner < found.on:
                moved = period.granted_by if period.since > start else None
                found = Due(sooner, True, moved)
    return found


def _before_trial(history: CaseHistory, trigger: Logged) -> Due | None:
    """By the day before the trial as it was listed last."""
    listings = history.of(TrialListed)
    if not listings:
        return None
    last = listings[-1]
    assert isinstance(last.fact, TrialListed)
    day = london_date(last.fact.starts_at) - timedelta(days=1)
    return Due(day, moved_by=last if last.order > trigger.order else None)


def _agreed(history: CaseHistory, rule: Rule, trigger: Logged, start: date) -> Due | None:
    """At the frequency agreed with the victim; none where they wish for no regular contact."""
    wishes = agreed(history, trigger)
    days = wishes.every_days if wishes else rule.standard
    return Due(start + timedelta(days=days)) if days else None
