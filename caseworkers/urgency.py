"""How urgent an alert is: first what can still be saved, last what has been late for long."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from events.clocks import london_date
from processors.victims_code.working_days import working_days_after

_DAY = timedelta(days=1)


class Urgency(StrEnum):
    """How urgent an alert is, the most urgent first."""

    DUE_NOW = "due-now"
    """Due today or tomorrow."""
    UNSAFE_CONTACT = "unsafe-contact"
    """Somebody approached the victim over a channel that they had called unsafe."""
    DUE_SOON = "due-soon"
    """Due on the next working day, which is not tomorrow; or a hearing in the days after it."""
    NEWLY_LATE = "newly-late"
    """Late by up to `NEWLY_LATE_DAYS` working days."""
    WAITING = "waiting"
    """Somebody waits for what is due by no day: an answer, news, the end of a dispute."""
    LONG_LATE = "long-late"
    """Late by more."""


NEWLY_LATE_DAYS = 5
"""Up to so many working days a duty is newly late."""


def urgency_days(now: datetime) -> Mapping[str, Any]:
    """The London days by which a question tells the urgencies apart, and their order."""
    today = london_date(now)
    return {
        "urgencies": list(Urgency),
        "today": today,
        "tomorrow": today + _DAY,
        "newly_late_since": newly_late_since(today),
    }


def newly_late_since(today: date) -> date:
    """The earliest London day of which what was due on it is newly late as at `today`."""
    since = today
    while working_days_after(since - _DAY, today) <= NEWLY_LATE_DAYS:
        since -= _DAY
    return since
