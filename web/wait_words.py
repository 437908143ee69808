"""In words, how long the platform waits before it tells people, and why."""

from datetime import timedelta

from schemas.alert_policy import LONGEST_LAG
from web.formats import counted

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def for_records(lag: timedelta) -> str:
    """How long alerts about an agency's duties wait for its records."""
    if not lag:
        return (
            "Alerts about this agency’s duties do not wait for its records: they come within"
            " minutes, or too few came to tell how long they take."
        )
    waits = f"Alerts about this agency’s duties wait {in_short(lag)} for its records"
    if lag >= LONGEST_LAG:
        shorter = in_short(LONGEST_LAG - _HOUR)
        return (
            f"{waits}, the longest that they wait for any: on two days or more of two weeks,"
            f" 5 of 100 of them took longer than {shorter}."
        )
    return (
        f"{waits}: on all days but one of two weeks, 95 of 100 of them came within"
        f" {in_short(lag)} of being written down."
    )


def for_mistakes(hold: timedelta) -> str:
    """How old an event must be before people are told of it."""
    if not hold:
        return "People are told of an event at once."
    return (
        f"Nobody is told of an event before it has been here for {in_short(hold)}: an agency can"
        " withdraw a mistaken one meanwhile."
    )


def in_short(time: timedelta) -> str:
    """A length of time in its largest whole unit: "14 hours", "45 minutes", "30 seconds"."""
    for unit, name in ((_HOUR, "hour"), (_MINUTE, "minute")):
        if time >= unit and not time % unit:
            return counted(time // unit, name)
    return counted(int(time.total_seconds()), "second")
