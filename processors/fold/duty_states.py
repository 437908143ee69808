"""The duties of a case as judged: one on which nothing new bears is not judged again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from processors.case.corrections.correction import Correction, applied_correction
from processors.case.suspects.case_suspects import Suspect
from processors.fold.alerts import duty_alerts, next_change
from processors.fold.case_naming import CaseNaming
from processors.fold.judging_clock import Clock
from processors.fold.obligations import JudgedDuty, judged
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import DutyInputs, SettledDuty, settled_duty
from processors.victims_code.duty import Duty
from processors.victims_code.duty_bearings import bear_on
from processors.victims_code.duty_triggers import Trigger
from processors.victims_code.meant_deeds import MeantDeeds
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


DutyStates = Mapping[Cause, DutyState]
"""The duties of a case by their cause."""


@dataclass(slots=True)
class JudgingBasis:
    """What the duties of a case are judged by, beside their triggers and deeds.

    `changed` are the parts of the `context` that are not as they were at `since`. The case is
    `renamed` where its `naming` is not as it was then: its alerts say that.
    """

    context: CaseContext
    changed: frozenset[str]
    corrections: Mapping[UUID, Correction]
    clock: Clock
    since: datetime
    naming: CaseNaming
    renamed: bool

    def leaves(self, was: DutyState) -> bool:
        """Whether time and names alone have changed nothing of a duty since it was judged."""
        change = was.next_change
        if self.renamed:
            return False
        return self.since <= self.clock.now and (change is None or self.clock.now < change)


def duty_states(
    basis: JudgingBasis,
    found: Iterable[Trigger],
    done: Mapping[Duty, MeantDeeds],
    before: DutyStates,
) -> dict[Cause, DutyState]:
    """The duties of a case, from what triggers them and what was done of each.

    `before` are the same as they stood earlier; all of them have one context.
    """
    states = {}
    for trigger in found:
        cause = (trigger.duty.rule, trigger.fact)
        was = before.get(cause) if before else None
        suspect = _suspect(basis, trigger, was)
        correction = applied_correction(basis.corrections, trigger.fact)
        deeds = done[trigger.duty].of(trigger, suspect)
        inputs = DutyInputs(basis.context, trigger, deeds, suspect, correction)
        states[cause] = _duty_state(inputs, basis, was)
    return states


def _suspect(basis: JudgingBasis, trigger: Trigger, was: DutyState | None) -> Suspect:
    """The suspect about whom a duty is owed, who follows from its context and its trigger."""
    if was and not basis.changed:
        return was.inputs.suspect
    return basis.context.suspect(trigger.duty, trigger.fact)


def _duty_state(inputs: DutyInputs, basis: JudgingBasis, was: DutyState | None) -> DutyState:
    if was is None:
        return _judged(inputs, settled_duty(inputs), basis)
    stands, same = basis.leaves(was), was.inputs == inputs
    if stands and same and not basis.changed:
        return was
    same = same and not bear_on(basis.changed, inputs.trigger.duty)
    settled = was.settled if same else settled_duty(inputs)
    if stands and was.settled == settled:
        return DutyState(inputs, was.settled, was.judged, was.rows, was.next_change)
    return _judged(inputs, settled, basis)


def _judged(inputs: DutyInputs, settled: SettledDuty | None, basis: JudgingBasis) -> DutyState:
    if settled is None:
        return DutyState(inputs, None)
    clock = basis.clock
    duty = judged(settled, clock.now)
    lives = duty_alerts(duty, clock, basis.naming)
    rows: tuple[Row, ...] = (duty.obligation, *[life.alert for life in lives if life.alert])
    return DutyState(inputs, settled, duty, rows, next_change(duty, lives, clock.now))
