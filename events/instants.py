"""The instants that agencies state: how they may be written, and how far off they may lie."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""Whatever an agency dates lies from EARLIEST on and before LATEST."""

_RFC_3339 = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
_WRITTEN = re.compile(_RFC_3339.strip("^$"))


def _written_out(given: Any) -> Any:
    if isinstance(given, datetime) or (isinstance(given, str) and _WRITTEN.fullmatch(given)):
        return given
    raise PydanticCustomError("datetime_parsing", "not a date and time by RFC 3339")


def _within_reach(instant: datetime) -> datetime:
    if instant < EARLIEST:
        raise PydanticCustomError("before_1900", "before 1900")
    if instant >= LATEST:
        raise PydanticCustomError("after_2199", "after 2199")
    return instant


Instant = Annotated[
    AwareDatetime,
    Strict(False),
    BeforeValidator(_written_out),
    AfterValidator(_within_reach),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": _RFC_3339}),
]
"""An aware instant from 1900 to 2199; in JSON by RFC 3339 with its offset, never as a number."""
