"""How many events of an agency a worker takes in a minute: pure."""

from dataclasses import dataclass

MINUTE = 60.0

MOST_A_MINUTE = 300_000
"""Events of an agency that a worker takes in a minute, if nothing else is set."""


@dataclass(frozen=True)
class MinuteCount:
    """A minute, by a worker's clock in seconds: when it began, and how many events were taken."""

    begun: float
    events: int = 0

    def after(self, now: float) -> "MinuteCount":
        """The count with one more event; the first after the minute is over begins another."""
        if now >= self.ends:
            return MinuteCount(now, 1)
        return MinuteCount(self.begun, self.events + 1)

    @property
    def ends(self) -> float:
        """When the minute is over."""
        return self.begun + MINUTE
