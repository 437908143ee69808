"""A line of the ledger of truth while it is kept."""

from dataclasses import dataclass
from datetime import date

from oracle.published_event import Published


@dataclass(slots=True)
class Line:
    """One duty: by which rule, from which event, counted from which London day.

    `done` and `called_off` are the days of the first deed and of the first reason not to; `every`
    is the frequency that was agreed when it began.
    """

    rule: str
    event: Published
    start: date
    every: int | None = None
    done: date | None = None
    called_off: date | None = None
