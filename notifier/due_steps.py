"""Which step of its escalation an alert comes to, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from notifier.escalation_policy import EscalationPolicy, EscalationStep, NoticeKind
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

    `until` is when the last act upon it ran out, or will; `taken_before` steps came before it.
    """

    kind: AlertKind | NoticeKind
    state: AlertState
    raised: datetime
    until: datetime | None
    taken: int = 0
    taken_before: int = 0


def next_step(
    alert: EscalatingAlert, policy: EscalationPolicy
) -> tuple[EscalationStep, datetime] | None:
    """The next step and its instant; None where there is none, or somebody sees to the alert.

    The time runs from where the alert was raised. When an act upon it has run out, it runs from
    then, as if the last step had just been taken.
    """
    steps = policy.of(alert.kind).steps
    if alert.state is not AlertState.RAISED or alert.taken >= len(steps):
        return None
    step = steps[alert.taken]
    if alert.until is None or alert.until <= alert.raised:
        return step, _after(alert.raised, step.after)
    last = steps[max(alert.taken_before - 1, 0)]
    return step, _after(alert.until, step.after - last.after)


def _after(start: datetime, length: timedelta) -> datetime:
    return working_time_after(start, length) if length else start
