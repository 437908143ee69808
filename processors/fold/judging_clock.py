"""The clock by which a journey is judged."""

from dataclasses import dataclass
from datetime import datetime

from schemas.alert_policy import FIRST_TIMING, AlertTiming


@dataclass(frozen=True, slots=True)
class Clock:
    """The present, an aware instant, and by the ticks so far when people are told of alerts."""

    now: datetime
    timing: AlertTiming = FIRST_TIMING

    def not_before(self, now: datetime) -> "Clock":
        """The same, or at `now` if that is later: the clock never goes back."""
        return Clock(max(now, self.now), self.timing)
