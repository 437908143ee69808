"""When too much of what an agency sends is refused: pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """More than this share of an agency's last so many events refused is too much; 1 never is."""

    share: float = 0.5
    events: int = 50


@dataclass(frozen=True)
class Recent:
    """An agency's last events in one worker: how many, and a bit for each, set if it was refused.

    The newest is the lowest bit.
    """

    events: int = 0
    outcomes: int = 0

    @property
    def refused(self) -> int:
        """How many of them were refused."""
        return self.outcomes.bit_count()

    def after(self, limit: Limit, *, refused: bool) -> "Recent":
        """What is remembered with one more event: no more events than the limit speaks of."""
        outcomes = (self.outcomes << 1 | refused) & ((1 << limit.events) - 1)
        return Recent(min(self.events + 1, limit.events), outcomes)

    def too_many(self, limit: Limit) -> bool:
        """Whether more were refused than the limit allows; never before so many events came."""
        return self.events >= limit.events and self.refused > limit.share * limit.events
