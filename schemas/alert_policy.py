"""How long the platform waits before it tells people: written on ticks, so that a replay waits as
long.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from events.identifiers import Agency

NO_TIME = timedelta()

LONGEST_LAG = timedelta(hours=48)
"""For no agency's records is waited longer."""

LONGEST_HOLD = timedelta(days=1)
"""Nobody is told later of an event than that because it may be withdrawn."""


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """For how long a mistaken event can be withdrawn before people are told, and whom to wait for.

    Nobody is told of an event until it has been here for `hold`. `lags` has, by agency, how long
    its records take from being written down to being received: what it did may be on its way.
    """

    hold: timedelta
    lags: tuple[tuple[Agency, timedelta], ...] = ()

    def lag(self, agency: Agency) -> timedelta:
        """How long to wait for an agency's records; no time where nothing is known of it."""
        for of, lag in self.lags:
            if of is agency:
                return lag
        return NO_TIME

    def written(self) -> dict[str, Any]:
        """As a tick has it, in whole seconds."""
        lags = {of.value: int(lag.total_seconds()) for of, lag in self.lags}
        return {"hold": int(self.hold.total_seconds()), "lags": lags}

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "AlertPolicy":
        """From a tick. Raises ValueError, TypeError or KeyError for what is none.

        Whatever a tick says, nothing is waited for longer than the longest lag and hold, and nobody
        is told before there is something to tell.
        """
        lags = ((Agency(of), _time(lag, LONGEST_LAG)) for of, lag in raw["lags"].items())
        return cls(_time(raw["hold"], LONGEST_HOLD), tuple(sorted(lags)))


def _time(seconds: Any, longest: timedelta) -> timedelta:
    return timedelta(seconds=min(max(int(seconds), 0), int(longest.total_seconds())))


SETTLING = timedelta(seconds=30)
"""The hold of a log whose ticks say none: a deed may come seconds after its cause."""

FIRST_POLICY = AlertPolicy(SETTLING)


@dataclass(frozen=True, slots=True)
class AlertTiming:
    """The policies so far, each from the instant of the tick that brought it, in order."""

    changes: tuple[tuple[datetime, AlertPolicy], ...] = ()

    def with_policy(self, at: datetime, policy: AlertPolicy) -> "AlertTiming":
        """The same with what a tick says.

        One that is no later than the last change, or says the same, changes nothing.
        """
        if self.changes and (at <= self.changes[-1][0] or policy == self.changes[-1][1]):
            return self
        return AlertTiming((*self.changes, (at, policy)))

    def at(self, instant: datetime) -> AlertPolicy:
        """The policy in force at an instant."""
        return self.said_by(instant) or FIRST_POLICY

    def said_by(self, instant: datetime) -> AlertPolicy | None:
        """The policy that ticks had brought by an instant; None before the first that had one."""
        known = bisect_right(self.changes, instant, key=_change_at)
        return self.changes[known - 1][1] if known else None

    def raised(self, agency: Agency | None, breached: datetime, learned: datetime) -> datetime:
        """When people are told of what began at `breached` by a record `learned` of then.

        Its agency's records may be on their way; without an agency nothing is waited for.
        """
        lag = self.at(breached).lag(agency) if agency else NO_TIME
        return max(breached + lag, learned + self.at(learned).hold)

    @classmethod
    def of(cls, ticks: Iterable[tuple[datetime, AlertPolicy]]) -> "AlertTiming":
        """What changed, by the policies of ticks in any order; at one instant the first counts."""
        changes: list[tuple[datetime, AlertPolicy]] = []
        for at, policy in sorted(ticks, key=_change_at):
            if not changes or (at > changes[-1][0] and policy != changes[-1][1]):
                changes.append((at, policy))
        return cls(tuple(changes))


def _change_at(change: tuple[datetime, AlertPolicy]) -> datetime:
    return change[0]


FIRST_TIMING = AlertTiming()
