"""Instants as people write them: with an offset, or in London's time without one."""

from datetime import UTC, datetime

from events.clocks import LONDON

_YEARS = range(1900, 2200)


def instant(text: str) -> datetime:
    """The instant that a text names, in UTC: ISO 8601, without an offset London's time.

    A day alone is its first moment. ValueError for anything else, and outside of 1900 to 2199.
    """
    told = datetime.fromisoformat(text)
    if told.year not in _YEARS:
        raise ValueError("not between 1900 and 2199")
    return (told if told.tzinfo else told.replace(tzinfo=LONDON)).astimezone(UTC)
