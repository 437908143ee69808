"""Where one case stands for one victim: its waits, its duties with their alerts, what cannot all
be so, and who has it. This is the one place where a case is judged: always from all of its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from processors.case.case_history import CaseHistory
from processors.fold.acted_alerts import with_acts
from processors.fold.alert_causes import case_causes
from processors.fold.alert_life import alert_life
from processors.fold.alerts import duty_alerts, next_change
from processors.fold.assigned_cases import assignments
from processors.fold.contradictions import contradictions
from processors.fold.events_meant import naming_none
from processors.fold.judged_case import JudgedCase
from processors.fold.judging_clock import Clock
from processors.fold.obligations import JudgedDuty, judged
from processors.fold.open_questions import open_questions
from processors.fold.stage_intervals import stage_intervals
from processors.victims_code.case_context import CaseContext, case_context
from processors.victims_code.deeds_of_duty import deeds
from processors.victims_code.discharge import DutyInputs, SettledDuty, settled_duty
from processors.victims_code.duty import Duty, FactPattern
from processors.victims_code.duty_triggers import Trigger, triggers
from processors.victims_code.meant_deeds import MeantDeeds, OwedAlike, meant_deeds
from schemas.changes import Row
from schemas.log_records import LoggedFact

Cause = tuple[str, LoggedFact]
"""A rule, and the fact that triggered a duty by it."""


@dataclass(slots=True)
class DutyState:
    """One duty as judged, its inputs and rows, and when time alone will next change them.

    `settled` and `judged` are None, and there are no rows, where nothing is owed after all.
    """

    inputs: DutyInputs
    settled: SettledDuty | None
    judged: JudgedDuty | None = None
    rows: tuple[Row, ...] = ()
    next_change: datetime | None = None


@dataclass(slots=True)
class CaseState:
    """The duties of a case by their cause, and every row of it but its timeline.

    `next_change` is the instant at which time alone will next change a row.
    """

    history: CaseHistory
    duties: Mapping[Cause, DutyState] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    next_change: datetime | None = None


def case_state(history: CaseHistory, clock: Clock, before: CaseState | None = None) -> CaseState:
    """Where a case stands by the clock, judged from all of its facts.

    `before` is the case as it stood earlier: a duty whose inputs are the same is not settled again
    and keeps its rows. That changes what judging costs, and never what it answers.
    """
    context, now, timing = _context(history, before), clock.now, clock.timing
    found = list(triggers(history))
    by_duty = _deeds(context, history, found)
    duties = _duties(context, by_duty, found, clock, before.duties if before else {})
    judged_duties = [(each.inputs, each.judged) for each in duties.values() if each.judged]
    causes = case_causes(JudgedCase(history, context, judged_duties))
    warned = [alert_life(cause, cause.raised(timing), now) for cause in causes]
    rows = chain(
        stage_intervals(history, context.course),
        (life.alert for life in warned if life.alert),
        contradictions(history, context.suspects),
        assignments(history),
        open_questions(
            history,
            context.suspects,
            by_duty.values(),
            naming_none((each.inputs, each.settled) for each in duties.values()),
        ),
        *(duty.rows for duty in duties.values()),
    )
    acted = with_acts(rows, history, now)
    of_alerts = (life.next_change for life in warned)
    of_duties = (duty.next_change for duty in duties.values())
    changes = (*of_duties, *of_alerts, acted.next_change)
    return CaseState(history, duties, acted.rows, min(filter(None, changes), default=None))


def _context(history: CaseHistory, before: CaseState | None) -> CaseContext:
    context = case_context(history)
    duties = before.duties if before else {}
    earlier = next(iter(duties.values())).inputs.context if duties else None
    return earlier if earlier == context else context  # the same object compares at once


def _deeds(
    context: CaseContext, history: CaseHistory, found: Sequence[Trigger]
) -> Mapping[Duty, MeantDeeds]:
    """What was done of each duty of a case. The same deeds mean the same suspects to all duties."""
    by_deeds: dict[tuple[FactPattern, ...], list[Trigger]] = {}
    for trigger in found:
        by_deeds.setdefault(trigger.duty.discharged_by, []).append(trigger)
    owed = [OwedAlike(same, deeds(history, same[0].duty)) for same in by_deeds.values()]
    meant = zip(owed, meant_deeds(context, owed), strict=True)
    return {each.duty: done for alike, done in meant for each in alike.triggers}


def _duties(
    context: CaseContext,
    by_duty: Mapping[Duty, MeantDeeds],
    found: Sequence[Trigger],
    clock: Clock,
    before: Mapping[Cause, DutyState],
) -> dict[Cause, DutyState]:
    duties = {}
    for trigger in found:
        duty, cause = trigger.duty, (trigger.duty.rule, trigger.fact)
        suspect = context.suspect(duty, trigger.fact)
        inputs = DutyInputs(context, trigger, by_duty[duty].about(suspect), suspect)
        duties[cause] = _duty_state(inputs, clock, before.get(cause) if before else None)
    return duties


def _duty_state(inputs: DutyInputs, clock: Clock, was: DutyState | None) -> DutyState:
    now, timing = clock.now, clock.timing
    same = was is not None and was.inputs == inputs
    settled = was.settled if was and same else settled_duty(inputs)
    if was and was.settled == settled and (was.next_change is None or now < was.next_change):
        return DutyState(inputs, was.settled, was.judged, was.rows, was.next_change)
    if settled is None:
        return DutyState(inputs, None)
    duty = judged(settled, now)
    lives = duty_alerts(duty, timing, now)
    rows: tuple[Row, ...] = (duty.obligation, *(life.alert for life in lives if life.alert))
    return DutyState(inputs, settled, duty, rows, next_change(duty, lives, now))
