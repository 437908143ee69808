"""Which of two facts came first, and whether they are one fact published twice."""

from events.clocks import Precision, london_date
from schemas.log_records import LoggedFact


def tells_the_same(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether one agency tells the same of the same moment, in two events."""
    return _what(one) == _what(other)


def _what(logged: LoggedFact) -> tuple[object, ...]:
    return logged.agency, logged.occurred, logged.fact


def not_before(later: LoggedFact, earlier: LoggedFact) -> bool:
    """By the instant where both are known to it, by the London day otherwise."""
    both = (later.occurred, earlier.occurred)
    if all(occurred.precision is Precision.INSTANT for occurred in both):
        return later.occurred.at >= earlier.occurred.at
    return london_date(later.occurred.at) >= london_date(earlier.occurred.at)
