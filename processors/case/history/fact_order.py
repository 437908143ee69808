"""Which of two facts came first, and whether they are one fact published twice."""

from events.clocks import Precision, london_date
from schemas.log_records import LoggedFact

_INSTANT = Precision.INSTANT


def tells_the_same(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether one agency tells the same of the same moment, in two events."""
    if one.agency is not other.agency or one.occurred.at != other.occurred.at:
        return False
    return one.occurred == other.occurred and one.fact == other.fact


def not_before(later: LoggedFact, earlier: LoggedFact) -> bool:
    """Whether one fact came no earlier than another, as far as is known.

    The instants are compared where both are known, and the London days otherwise.
    """
    came, before = later.occurred, earlier.occurred
    if came.precision is before.precision is _INSTANT:
        return came.at >= before.at
    return london_date(came.at) >= london_date(before.at)
