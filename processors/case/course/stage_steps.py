"""The steps of a case in the order in which they were taken, where some are known by month only."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.clocks import Precision, london_date, london_midnight
from processors.case.course.stages import Ending, Stage, step
from processors.case.offences.charged_offences import offence_numbers
from schemas.log_records import LoggedFact

_PAST_ANY_MONTH = timedelta(days=31)


@dataclass(slots=True)
class Step:
    """A fact that brings a case into a stage, or to its end."""

    logged: LoggedFact
    reached: Stage | Ending

    @property
    def is_dated(self) -> bool:
        """Whether the day is known."""
        return self.logged.occurred.day is not None

    @property
    def what(self) -> "_What":
        """What it reaches, and of which offences: another step may say the same."""
        return self.reached, frozenset(offence_numbers(self.logged.fact))

    @property
    def order(self) -> tuple[int, bool]:
        """Its place in the order of the law: an end stands behind the last stage it completes."""
        if isinstance(self.reached, Stage):
            return self.reached.rank, False
        stages = self.reached.completes or tuple(Stage)
        return max(stage.rank for stage in stages), True


_What = tuple[Stage | Ending, frozenset[int]]

Dated = Mapping[_What, Sequence[datetime]]
"""The instants of the dated steps, in order, by what they reach."""


def steps(facts: Iterable[LoggedFact]) -> list[Step]:
    """The steps that a case's facts, in order, tell of; simultaneous ones in the law's order.

    A step known by its month alone hides no dated one: the same step dated within that time stands
    for it, and otherwise it comes after the dated steps of its month that the law puts before it.
    """
    known = [Step(logged, reached) for logged in facts if (reached := step(logged.fact))]
    if all(each.is_dated for each in known):
        if len({each.logged.occurred.at for each in known}) == len(known):
            return known
        return sorted(known, key=lambda each: (each.logged.occurred.at, each.order))
    dated = _dated(known)
    counted = [each for each in known if each.is_dated or not _is_repeated(each, dated)]
    return sorted(counted, key=lambda each: (_moment(each, dated), each.order))


def _dated(known: Iterable[Step]) -> Dated:
    dated: dict[_What, list[datetime]] = {}
    for each in known:
        if each.is_dated:
            dated.setdefault(each.what, []).append(each.logged.occurred.at)
    return dated


def _is_repeated(vague: Step, dated: Dated) -> bool:
    reached, offences = vague.what
    alike = (
        instants
        for (other, others), instants in dated.items()
        if other == reached and (not offences or not others or offences & others)
    )
    return any(_last_meanwhile(vague, instants) for instants in alike)


def _moment(each: Step, dated: Dated) -> datetime:
    occurred = each.logged.occurred
    if occurred.precision is Precision.NOT_BEFORE_MONTH:
        return each.logged.received
    if each.is_dated:
        return occurred.at
    before = [
        last
        for (reached, _), instants in dated.items()
        if Step(each.logged, reached).order < each.order
        and (last := _last_meanwhile(each, instants))
    ]
    return max(before, default=occurred.at)


def _last_meanwhile(vague: Step, instants: Sequence[datetime]) -> datetime | None:
    """The last of some instants within the time in which a step known by month can have been."""
    place = bisect_left(instants, _latest(vague.logged))
    last = instants[place - 1] if place else None
    return last if last and last >= vague.logged.occurred.at else None


def _latest(logged: LoggedFact) -> datetime:
    if logged.occurred.precision is Precision.NOT_BEFORE_MONTH:
        return logged.received
    return london_midnight((london_date(logged.occurred.at) + _PAST_ANY_MONTH).replace(day=1))
