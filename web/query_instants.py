"""Instants as people write them: with an offset, or in London's time without one."""

from datetime import UTC, datetime

from events.clocks import LONDON

_YEARS = range(1900, 2200)


def instant(text: str) -> datetime:
    """The instant that a text names, in UTC.

    The text is ISO 8601; without an offset it is in London's time. A day alone is its first moment.
    ValueError for any other text, and for years outside of 1900 to 2199.
    """
    parsed = datetime.fromisoformat(text)
    if parsed.year not in _YEARS:
        raise ValueError("not between 1900 and 2199")
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=LONDON)).astimezone(UTC)
