"""Forms of acts upon alerts: acknowledge, snooze, close."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from caseworkers.act_subjects import ActedAlert
from caseworkers.alert_lines import AlertLine
from caseworkers.urgency import newly_late_since
from events.alert_acts import (
    AckNote,
    AlertAcknowledged,
    AlertClosed,
    AlertSnoozed,
    ClosingReason,
    SnoozedUntil,
)
from events.clocks import london_date
from processors.fold.acted_alerts import last_day_of_snooze
from schemas.alert_row import AlertKind
from web.acts.typed_form import TypedForm
from web.formats import day

NO_SUCH_NOTE = "Choose one of the notes, or none"
NO_SUCH_DAY = "That is no day: write it as 14 3 2026"
SNOOZE_TILL = "Choose until when: a day, what happens in the case, or both"
TOO_LONG = "At most until the last working day within 28 days: nothing is put off"
CLOSE_WHY = "Choose why the alert is closed"
ONLY_LONG_LATE = "Only the alert of a duty that is late by more than 5 working days can be closed"


def acknowledged(typed: TypedForm, alerts: Sequence[UUID]) -> AlertAcknowledged | None:
    """That somebody took alerts up; None where the note is none of ours."""
    note = typed.optional_code("note", AckNote, NO_SUCH_NOTE)
    return None if typed.problems else AlertAcknowledged(alerts=tuple(alerts), note=note)


def snoozed(typed: TypedForm, alerts: Sequence[UUID], now: datetime) -> AlertSnoozed | None:
    """That somebody put alerts off; None where the form does not say until when."""
    on = typed.optional_day("until_on", NO_SUCH_DAY)
    until = typed.optional_code("until", SnoozedUntil, SNOOZE_TILL)
    if on:
        _check_day(typed, on, london_date(now))
    elif not until:
        typed.wrong("until_on", SNOOZE_TILL)
    return None if typed.problems else AlertSnoozed(alerts=tuple(alerts), until_on=on, until=until)


def _check_day(typed: TypedForm, on: date, today: date) -> None:
    last = last_day_of_snooze(today)
    if on <= today:
        typed.wrong("until_on", "The day must be in the future: tomorrow at the earliest")
    elif on > last:
        typed.wrong("until_on", f"{TOO_LONG} beyond {day(last)}")


def closed(
    typed: TypedForm, alerts: Sequence[ActedAlert | AlertLine], now: datetime
) -> AlertClosed | None:
    """That a supervisor closed alerts; None where no reason was chosen, or one is not long late."""
    reason = typed.code("reason", ClosingReason, CLOSE_WHY)
    if not all(is_long_late(alert, now) for alert in alerts):
        typed.wrong("reason", ONLY_LONG_LATE)
    if typed.problems or reason is None:
        return None
    return AlertClosed(alerts=tuple(alert.id for alert in alerts), reason=reason)


def is_long_late(alert: ActedAlert | AlertLine, now: datetime) -> bool:
    """Whether an alert is of a duty that is late since long ago; a silence is no duty."""
    late = alert.kind is AlertKind.LATE and alert.due_on is not None
    return late and alert.due_on < newly_late_since(london_date(now))  # type: ignore[operator]
