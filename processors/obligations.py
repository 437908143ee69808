"""What is owed to a victim: duties raised by what happened, discharged by telling the victim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from events.charging import ChargingDecisionMade
from events.clocks import Precision, london_date, london_day_after
from events.contact import ContactOutcome, ToldAbout, VictimInformed
from events.fact import Fact
from events.investigation import SuspectArrested
from events.reporting import VictimIdentified
from processors.case_history import CaseHistory, row_id
from processors.rules import due_on
from processors.working_days import working_days_after
from schemas.changes import DutyHolder, Obligation, ObligationState
from schemas.log import Logged


@dataclass(frozen=True)
class Duty:
    """A rule of the Code in terms of facts: what starts it, and what the victim must be told of."""

    rule: str
    trigger: type[Fact]
    told_about: ToldAbout

    def is_raised_by(self, logged: Logged) -> bool:
        """Whether a fact raises it. What happened in a month, the day unknown, raises no duty."""
        return isinstance(logged.fact, self.trigger) and logged.occurred.day is not None

    def is_done_by(self, logged: Logged, trigger: Logged) -> bool:
        """Whether a fact discharges what a trigger raised: they were reached, on a known day."""
        fact = logged.fact
        return (
            isinstance(fact, VictimInformed)
            and fact.about is self.told_about
            and fact.outcome is ContactOutcome.REACHED
            and logged.occurred.day is not None
            and _not_before(logged, trigger)
        )


DUTIES = (
    Duty("R6.1", SuspectArrested, ToldAbout.ARREST),
    Duty("R6.6", ChargingDecisionMade, ToldAbout.CHARGING_DECISION),
)

WEIGH_ON_ALL = frozenset({VictimIdentified})
"""The facts that can change every duty of a case; so can one that tells the force of the case."""


@dataclass(frozen=True)
class Owed:
    """An obligation as it stands, with the duty, and the facts that raised and discharged it."""

    duty: Duty
    obligation: Obligation
    trigger: Logged
    deed: Logged | None

    @property
    def is_over_at(self) -> datetime:
        """The instant at which its due day is over: undone by then, it is breached."""
        return london_day_after(self.obligation.due_on)


def causes(history: CaseHistory) -> Iterator[tuple[Duty, Logged]]:
    """The duties of a case, each with the fact that raised it.

    What an agency tells again in an event of its own, the same to the moment, raises no second.
    """
    for duty in DUTIES:
        for logged in history.of(duty.trigger):
            if duty.is_raised_by(logged) and history.told_alike(logged)[0] is logged:
                yield duty, logged


def owed(history: CaseHistory, duty: Duty, trigger: Logged, now: datetime) -> Owed:
    """The obligation that a fact raised, as at `now`."""
    start = london_date(trigger.occurred.at)
    due = due_on(duty.rule, start, history.enhanced_since)
    told = (logged for logged in history.of(VictimInformed) if duty.is_done_by(logged, trigger))
    deed = next(told, None)
    done = deed.occurred.day if deed else None
    late = working_days_after(due, done) if done else 0
    obligation = Obligation(
        id=row_id("obligation", history.victim, history.case, duty.rule, trigger.event),
        case_id=history.case,
        rule=duty.rule,
        duty_holder=DutyHolder.POLICE,
        agency=history.force or trigger.agency,
        trigger=trigger.event,
        triggered=trigger.occurred.at,
        due_on=due,
        enhanced=due < due_on(duty.rule, start),
        state=_state(deed is not None, late, now >= london_day_after(due)),
        discharged=deed.occurred.at if deed else None,
        discharged_by=deed.event if deed else None,
        days_late=late,
    )
    return Owed(duty, obligation, trigger, deed)


def _state(done: bool, days_late: int, over: bool) -> ObligationState:
    if done:
        return ObligationState.DISCHARGED_LATE if days_late else ObligationState.DISCHARGED
    return ObligationState.BREACHED if over else ObligationState.OPEN


def _not_before(later: Logged, earlier: Logged) -> bool:
    """By the instant where both are known to it, by the day otherwise."""
    both = (later.occurred, earlier.occurred)
    if all(occurred.precision is Precision.INSTANT for occurred in both):
        return later.occurred.at >= earlier.occurred.at
    return london_date(later.occurred.at) >= london_date(earlier.occurred.at)
