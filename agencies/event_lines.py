"""Events in a file, one a line: each is checked as intake would check it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from events.identifiers import Agency
from schemas.cloudevents import AgencyEvent, check_arrival, decode
from schemas.refusal import Refused


@dataclass(frozen=True, slots=True)
class GoodLine:
    """A line that would be accepted: its number, from 1, the bytes as they came, and the case."""

    number: int
    value: bytes = field(repr=False)
    case: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that would be refused: its number, from 1, and why."""

    number: int
    refused: Refused


def checked(
    lines: Iterable[bytes], agency: Agency | None, received: datetime
) -> Iterator[GoodLine | BadLine]:
    """Check JSON lines as events that arrive at `received`; empty lines are skipped.

    They must be of this agency; if none is given, of the agency that each names.
    """
    for number, line in enumerate(lines, 1):
        value = line.strip()
        if value:
            yield _checked(number, value, agency, received)


def _checked(
    number: int, value: bytes, agency: Agency | None, received: datetime
) -> GoodLine | BadLine:
    try:
        event = arriving(value, agency, received)
    except Refused as refused:
        return BadLine(number, refused)
    return GoodLine(number, value, event.case)


def arriving(value: bytes, agency: Agency | None, received: datetime) -> AgencyEvent:
    """Read an event in structured mode as intake would, keyed by its case. Raises Refused."""
    event = decode(value)
    check_arrival(event, agency or event.agency, event.case.encode(), received)
    return event
