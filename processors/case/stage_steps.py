"""The steps of a case in the order in which they were taken, where some are known by month only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.clocks import Precision, london_date, london_midnight
from processors.case.stages import Ending, Stage, step
from schemas.log_records import LoggedFact

_PAST_ANY_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Step:
    """A fact that brings a case into a stage, or to its end."""

    logged: LoggedFact
    reached: Stage | Ending

    @property
    def is_dated(self) -> bool:
        """Whether the day is known."""
        return self.logged.occurred.day is not None

    @property
    def order(self) -> tuple[int, bool]:
        """Its place in the order of the law: an end stands behind the last stage it completes."""
        if isinstance(self.reached, Stage):
            return self.reached.rank, False
        stages = self.reached.completes or tuple(Stage)
        return max(stage.rank for stage in stages), True


def steps(facts: Iterable[LoggedFact]) -> list[Step]:
    """The steps that a case's facts, in order, tell of; simultaneous ones in the law's order.

    A step known by its month alone hides no dated one: the same step dated within that time stands
    for it, and otherwise it comes after the dated steps of its month that the law puts before it.
    """
    found = [
        Step(logged, reached) for logged in facts if (reached := step(logged.fact)) is not None
    ]
    dated = [each for each in found if each.is_dated]
    kept = [each for each in found if each.is_dated or not _is_told_again(each, dated)]
    return sorted(kept, key=lambda each: (_moment(each, dated), each.order))


def _is_told_again(vague: Step, dated: Sequence[Step]) -> bool:
    return any(each.reached == vague.reached for each in _meanwhile(vague, dated))


def _moment(each: Step, dated: Sequence[Step]) -> datetime:
    occurred = each.logged.occurred
    if occurred.precision is Precision.NOT_BEFORE_MONTH:
        return each.logged.received
    if each.is_dated:
        return occurred.at
    before = [other for other in _meanwhile(each, dated) if other.order < each.order]
    return max((other.logged.occurred.at for other in before), default=occurred.at)


def _meanwhile(vague: Step, dated: Sequence[Step]) -> list[Step]:
    """The dated steps within the time in which one known by month can have been taken."""
    since, until = vague.logged.occurred.at, _latest(vague.logged)
    return [each for each in dated if since <= each.logged.occurred.at < until]


def _latest(logged: LoggedFact) -> datetime:
    if logged.occurred.precision is Precision.NOT_BEFORE_MONTH:
        return logged.received
    return london_midnight((london_date(logged.occurred.at) + _PAST_ANY_MONTH).replace(day=1))
