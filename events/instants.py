"""The instants that agencies state: their form in text, the earliest and the latest."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""An instant that an agency states is at or after EARLIEST, and before LATEST."""

_DATE_AND_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
_OFFSET = r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
_RFC_3339 = f"^{_DATE_AND_TIME}{_OFFSET}$"
_PERHAPS_NAIVE = re.compile(f"{_DATE_AND_TIME}{_OFFSET}?")
"""The offset may be missing here: that is refused later, with an error of its own."""


def _read(given: Any) -> Any:
    """A datetime from text. Pydantic's own parser is not used: it reads "0" as 1970."""
    if isinstance(given, datetime):
        return given
    if isinstance(given, str) and _PERHAPS_NAIVE.fullmatch(given):
        try:
            return datetime.fromisoformat(given.upper())
        except ValueError:
            pass  # a day or a time that does not exist
    raise PydanticCustomError("datetime_parsing", "not a date and time by RFC 3339")


def _within_reach(instant: datetime) -> datetime:
    if instant < EARLIEST:
        raise PydanticCustomError("before_1900", "before 1900")
    if instant >= LATEST:
        raise PydanticCustomError("after_2199", "after 2199")
    return instant


Instant = Annotated[
    AwareDatetime,
    BeforeValidator(_read),
    AfterValidator(_within_reach),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": _RFC_3339}),
]
"""An aware instant from 1900 to 2199; in JSON by RFC 3339 with its offset, never as a number."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _read_day(given: Any) -> Any:
    """A day from text. Pydantic's own parser is not used: it reads a number as a day."""
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if isinstance(given, str) and re.fullmatch(_DAY, given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass  # a day that does not exist
    raise PydanticCustomError("date_parsing", "not a day by RFC 3339")


LondonDay = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DAY}$"}),
]
"""A London calendar day; in JSON as 2025-03-10."""
