"""How an alert stands after what people did with it: by whom, when, and until when."""

from datetime import datetime, timedelta
from typing import Protocol

from events.alert_acts import AckNote, ClosingReason, SnoozedUntil
from events.clocks import london_date
from schemas.alert_row import AlertState
from web.formats import moment
from web.sentences.alert_act_sentences import CLOSING_REASONS, NOTES, SNOOZES


class Acted(Protocol):
    """An alert, however it is asked for."""

    @property
    def state(self) -> AlertState: ...  # noqa: D102
    @property
    def acted(self) -> datetime | None: ...  # noqa: D102
    @property
    def acted_by(self) -> str | None: ...  # noqa: D102
    @property
    def note(self) -> str | None: ...  # noqa: D102
    @property
    def until(self) -> datetime | None: ...  # noqa: D102


_RAISED = AlertState.RAISED
_DONE = {
    AlertState.ACKNOWLEDGED: "Acknowledged",
    AlertState.SNOOZED: "Snoozed",
    AlertState.CLOSED: "Closed",
}


def how_it_stands(alert: Acted, now: datetime) -> str:
    """Who took an alert up, put it off or closed it, and until when; empty where nobody did."""
    if alert.acted is None:
        return ""
    by = f" by {alert.acted_by}" if alert.acted_by else ""
    at = near(alert.acted, now)
    if alert.state is _RAISED:
        return f"Put aside{by}, {at}{_back(alert, now)}"
    if alert.state not in _DONE:
        return ""
    return f"{_DONE[alert.state]}{by}, {at}{_until(alert, now)}{because(alert.note)}"


def _until(alert: Acted, now: datetime) -> str:
    """Until when it is put off; what it waits for comes first, and the latest end after that."""
    if alert.until is None:
        return ""
    awaited = _awaited(alert.note)
    return f", until {awaited + ', or ' if awaited else ''}{near(alert.until, now)}"


def _back(alert: Acted, now: datetime) -> str:
    """Since when it is back. The row does not say whether what it waited for has come."""
    awaited = _awaited(alert.note)
    if awaited and alert.until:
        return f", until {awaited} or its time is up: back since {near(alert.until, now)}"
    return f"{_until(alert, now)}: now it is back"


def _awaited(note: str | None) -> str:
    return SNOOZES[SnoozedUntil(note)] if note in list(SnoozedUntil) else ""


def because(note: str | None) -> str:
    """Why somebody took an alert up or closed it, after a colon; empty where no reason is known."""
    if note in list(AckNote):
        return f": {NOTES[AckNote(note)]}"
    return f": {CLOSING_REASONS[ClosingReason(note)]}" if note in list(ClosingReason) else ""


def near(at: datetime, now: datetime) -> str:
    """An instant as people say it today: "today at 10:02am", "tomorrow at 9:00am", or its day."""
    day, clock = moment(at).rsplit(", ", 1)
    today = london_date(now)
    names = {
        today: "today",
        today + timedelta(days=1): "tomorrow",
        today - timedelta(days=1): "yesterday",
    }
    return f"{names.get(london_date(at), day)} at {clock}"
