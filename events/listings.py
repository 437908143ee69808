"""When and where a hearing is to be: at a time, on a day, in a week, or with no date yet."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import StringConstraints

from events.clocks import london_date
from events.codes import OnceEach
from events.instants import Instant, LondonDay
from events.places import Court
from events.suspects import AboutSuspect

HearingId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z-]*[0-9][A-Za-z0-9-]*$", max_length=40)
]
"""A hearing by its court's own id: letters, digits and -, at least one digit."""


WITHOUT_DATE = "hearing-without-date"
"""A listing without a date, as the kind of what raised a duty: it takes a date away."""


class Listing(AboutSuspect):
    """A hearing that a court entered in its list.

    It says one of `starts_at`, `on_day`, `week_of` and `to_be_fixed`: what comes in is refused with
    none of them or with two. Days are London's.
    """

    court: Court
    hearing_id: HearingId | None = None
    """The court's own id of the hearing; it stays the same where the hearing is moved."""
    starts_at: Instant | None = None
    on_day: LondonDay | None = None
    """The day, where no time is set."""
    week_of: LondonDay | None = None
    """Any day of the week in which it is to begin: a floating or a warned list."""
    to_be_fixed: bool = False
    """No date is set yet."""
    sitting_days: OnceEach[LondonDay] = ()
    """The days on which the court sits, where they are several."""

    @property
    def has_no_date(self) -> bool:
        """Whether it says of no day or week when the hearing is."""
        return self.first_day is None

    @property
    def first_day(self) -> date | None:
        """The first London day on which it can begin; None while there is no date."""
        if self.starts_at is not None:
            return london_date(self.starts_at)
        return self.on_day or (monday_of(self.week_of) if self.week_of else None)

    @property
    def last_day(self) -> date | None:
        """The last London day on which it can begin: of a week its Sunday."""
        first = self.first_day
        return first + timedelta(days=6) if first and self.week_of else first


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())
