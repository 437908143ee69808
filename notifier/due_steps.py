"""Which step of its escalation an alert comes to, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from notifier.escalation_policy import EscalationPolicy, EscalationStep, NoticeKind
from processors.victims_code.working_hours import working_time_after
from schemas.alert_row import AlertKind, AlertState


@dataclass(frozen=True, slots=True)
class EscalatingAlert:
    """As much of an alert as its escalation goes by.

    `taken` steps were taken so far, `taken_before` of them in earlier rounds. This round began when
    it was last `back` on the worklist; the first one, when it was raised.
    """

    kind: AlertKind | NoticeKind
    state: AlertState
    raised: datetime
    back: datetime | None = None
    taken: int = 0
    taken_before: int = 0


def next_step(
    alert: EscalatingAlert, policy: EscalationPolicy
) -> tuple[EscalationStep, datetime] | None:
    """The next step of the round and its instant; None after the last, or while it stands aside."""
    steps = policy.of(alert.kind).steps
    place = alert.taken - alert.taken_before
    if alert.state is not AlertState.RAISED or place >= len(steps):
        return None
    began = max(alert.raised, alert.back or alert.raised)
    return steps[place], _after(began, steps[place].after)


def _after(start: datetime, length: timedelta) -> datetime:
    return working_time_after(start, length) if length else start
