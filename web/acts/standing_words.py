"""How an alert stands after what people did with it: by whom, when, and until when."""

from datetime import datetime, timedelta
from typing import Protocol

from events.alert_acts import AckNote, ClosingReason
from events.clocks import london_date
from schemas.alert_row import AlertState
from web.formats import moment
from web.sentences.alert_act_sentences import CLOSING_REASONS, NOTES


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
    until = f", until {near(alert.until, now)}" if alert.until else ""
    if alert.state not in _DONE:
        return f"Put aside{by}, {at}{until}: now it is back" if alert.state is _RAISED else ""
    why = _why(alert.note)
    return f"{_DONE[alert.state]}{by}, {at}{until}{': ' + why if why else ''}"


def _why(note: str | None) -> str:
    if note in list(AckNote):
        return NOTES[AckNote(note)]
    return CLOSING_REASONS[ClosingReason(note)] if note in list(ClosingReason) else ""


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
