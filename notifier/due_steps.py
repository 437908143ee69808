"""Which step of its escalation an alert comes to, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from notifier.escalation_policy import EscalationPolicy, EscalationStep
from processors.victims_code.working_hours import working_time_after
from schemas.alert_row import AlertKind, AlertState

OVER = frozenset(
    {AlertState.CLOSED, AlertState.RESOLVED, AlertState.RETRACTED, AlertState.SUPERSEDED}
)
"""The states in which nobody need be told any more."""

TAKEN = frozenset({AlertState.ACKNOWLEDGED, AlertState.SNOOZED})
"""The states in which somebody sees to it, for a time."""


@dataclass(frozen=True, slots=True)
class EscalatingAlert:
    """As much of an alert as its escalation goes by; `taken` steps were taken so far.

    `until` is when the last act upon it ran out, or will.
    """

    kind: AlertKind
    state: AlertState
    raised: datetime
    until: datetime | None
    taken: int = 0


def next_step(
    alert: EscalatingAlert, policy: EscalationPolicy
) -> tuple[EscalationStep, datetime] | None:
    """The next step and its instant; None where there is none, or somebody sees to the alert.

    The time runs from where the alert was raised. When an act upon it has run out, it runs from
    then: the next step comes as long after as it stands after the one before.
    """
    steps = policy.of(alert.kind).steps
    if alert.state is not AlertState.RAISED or alert.taken >= len(steps):
        return None
    step = steps[alert.taken]
    if alert.until is None or alert.until <= alert.raised:
        return step, _after(alert.raised, step.after)
    before = steps[alert.taken - 1].after if alert.taken else step.after
    return step, _after(alert.until, step.after - before)


def _after(start: datetime, length: timedelta) -> datetime:
    return working_time_after(start, length) if length else start
