"""Where one case stands for one victim: its waits, its duties and their alerts.

Each fact is taken in by itself: what it cannot have changed is not computed again, so that one
more fact costs a long case no more than a short one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from processors.alerts import alerts, moments
from processors.case_history import CaseHistory
from processors.intervals import SHAPE_WAITS, stage_intervals
from processors.obligations import DUTIES, WEIGH_ON_ALL, Duty, Owed, causes, owed
from schemas.changes import Row, StageInterval
from schemas.log import Logged

Cause = tuple[str, UUID]
"""A rule, and the event that raised a duty by it."""


@dataclass(frozen=True)
class Item:
    """One duty with its alerts, and when time alone will next change them."""

    owed: Owed
    rows: tuple[Row, ...]
    wakes: datetime | None


@dataclass(frozen=True)
class Standing:
    """The waits of a case, in order, and its duties by cause."""

    history: CaseHistory
    waits: tuple[StageInterval, ...] = ()
    items: Mapping[Cause, Item] = field(default_factory=dict)

    @cached_property
    def wakes(self) -> datetime | None:
        """When time alone will next change something."""
        return min((item.wakes for item in self.items.values() if item.wakes), default=None)

    def rows(self) -> Iterator[Row]:
        """Everything said of the case but its timeline."""
        return chain(self.waits, *(item.rows for item in self.items.values()))


@dataclass(frozen=True)
class Delta:
    """What was looked at again: the rows as they were said before, and as they are now."""

    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()


def stand(history: CaseHistory, now: datetime) -> Standing:
    """Where a case stands as at `now`, all of it computed."""
    items = {_cause(*cause): _item(history, *cause, now) for cause in causes(history)}
    return Standing(history, tuple(stage_intervals(history)), items)


def after_fact(before: Standing, logged: Logged, now: datetime) -> tuple[Standing, Delta]:
    """Where a case stands with one fact more, as at `now`: not before what it was judged by."""
    history = before.history.with_fact(logged)
    kind, another_force = type(logged.fact), history.force is not before.history.force
    if another_force or kind in WEIGH_ON_ALL or len(history.told_alike(logged)) > 1:
        anew = stand(history, now)
        return anew, Delta(tuple(before.rows()), tuple(anew.rows()))
    waits = tuple(stage_intervals(history)) if kind in SHAPE_WAITS else before.waits
    touched = chain(_raised(logged), _ended(before, logged), _woken(before, now))
    return _again(before, history, waits, dict.fromkeys(touched), now)


def after_time(before: Standing, now: datetime) -> tuple[Standing, Delta]:
    """Where a case stands when it is `now`."""
    return _again(before, before.history, before.waits, dict.fromkeys(_woken(before, now)), now)


def _raised(logged: Logged) -> Iterator[tuple[Duty, Logged]]:
    return ((duty, logged) for duty in DUTIES if duty.is_raised_by(logged))


def _ended(before: Standing, logged: Logged) -> Iterator[tuple[Duty, Logged]]:
    for item in before.items.values():
        duty, trigger, deed = item.owed.duty, item.owed.trigger, item.owed.deed
        if (deed is None or logged.order < deed.order) and duty.is_done_by(logged, trigger):
            yield duty, trigger


def _woken(before: Standing, now: datetime) -> Iterator[tuple[Duty, Logged]]:
    if before.wakes and before.wakes <= now:
        for item in before.items.values():
            if item.wakes and item.wakes <= now:
                yield item.owed.duty, item.owed.trigger


def _again(
    before: Standing,
    history: CaseHistory,
    waits: tuple[StageInterval, ...],
    touched: Iterable[tuple[Duty, Logged]],
    now: datetime,
) -> tuple[Standing, Delta]:
    """The same with some duties judged anew, and what was said of them before and is said now."""
    judged = {_cause(*cause): _item(history, *cause, now) for cause in touched}
    old = [before.items[cause].rows for cause in judged if cause in before.items]
    new = [item.rows for item in judged.values()]
    if waits is not before.waits:
        old.append(before.waits)
        new.append(waits)
    after = Standing(history, waits, {**before.items, **judged})
    return after, Delta(tuple(chain(*old)), tuple(chain(*new)))


def _cause(duty: Duty, trigger: Logged) -> Cause:
    return duty.rule, trigger.event


def _item(history: CaseHistory, duty: Duty, trigger: Logged, now: datetime) -> Item:
    item = owed(history, duty, trigger, now)
    wakes = min((moment for moment in moments(item) if moment > now), default=None)
    return Item(item, (item.obligation, *alerts(item, now)), wakes)
