"""Where one case stands for one victim: its waits, its duties and their alerts.

Each fact is taken in by itself: what it cannot have changed is not computed again, so that one
more fact costs a long case no more than a short one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from events.clocks import london_date
from events.contact import ContactAgreed
from events.court import TrialListed
from events.duties import DutyExcused
from events.reporting import VictimIdentified
from processors.alerts import alerts, moments, unsafe_contact
from processors.case_history import CaseHistory
from processors.contradictions import CAN_CONTRADICT, contradictions
from processors.duties import DONE_BY
from processors.duty import Duty
from processors.intervals import SHAPE_WAITS, stage_intervals
from processors.obligations import WEIGH_ON_MANY, Owed, causes, owed, raised_by
from processors.rights import CONTACTS
from schemas.changes import Alert, Contradiction, Row, StageInterval
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
    """The waits of a case, in order, its duties by cause, and what else is to be seen in it."""

    history: CaseHistory
    waits: tuple[StageInterval, ...] = ()
    items: Mapping[Cause, Item] = field(default_factory=dict)
    unsafe: tuple[Alert, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @cached_property
    def wakes(self) -> datetime | None:
        """When time alone will next change something."""
        return min((item.wakes for item in self.items.values() if item.wakes), default=None)

    def rows(self) -> Iterator[Row]:
        """Everything said of the case but its timeline."""
        others = (self.waits, self.unsafe, self.contradictions)
        return chain(*others, *(item.rows for item in self.items.values()))


@dataclass(frozen=True)
class Delta:
    """What was looked at again: the rows as they were said before, and as they are now."""

    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()


def stand(history: CaseHistory, now: datetime) -> Standing:
    """Where a case stands as at `now`, all of it computed."""
    items = _judged(history, causes(history), now)
    unsafe = chain(*(unsafe_contact(history, contact) for contact in history.of(*CONTACTS)))
    return Standing(
        history,
        tuple(stage_intervals(history)),
        items,
        tuple(unsafe),
        tuple(contradictions(history)),
    )


def after_fact(before: Standing, logged: Logged, now: datetime) -> tuple[Standing, Delta]:
    """Where a case stands with one fact more, as at `now`: not before what it was judged by."""
    history = before.history.with_fact(logged)
    if _changes_the_past(before.history, history, logged) or _settles(before, logged):
        anew = stand(history, now)
        return anew, Delta(tuple(before.rows()), tuple(anew.rows()))
    kind = type(logged.fact)
    waits = tuple(stage_intervals(history)) if kind in SHAPE_WAITS else before.waits
    touched = chain(
        raised_by(logged),
        _ended(before, logged),
        _weighed_on(before, history, logged),
        _woken(before, now),
    )
    then = replace(
        before,
        history=history,
        waits=waits,
        unsafe=(*before.unsafe, *unsafe_contact(history, logged)),
        contradictions=tuple(contradictions(history))
        if kind in CAN_CONTRADICT
        else before.contradictions,
    )
    return _again(before, then, touched, now)


def _changes_the_past(before: CaseHistory, history: CaseHistory, logged: Logged) -> bool:
    """Whether a fact can change what was judged of days before it."""
    kind = type(logged.fact)
    if history.force is not before.force or kind is VictimIdentified:
        return True
    came_late = history.facts[-1] is not logged
    return (came_late and kind in WEIGH_ON_MANY) or len(history.told_alike(logged)) > 1


def _settles(before: Standing, logged: Logged) -> bool:
    """Whether a fact may end the alert to an unsafe contact."""
    return bool(before.unsafe) and isinstance(logged.fact, ContactAgreed)


def _weighed_on(
    before: Standing, history: CaseHistory, logged: Logged
) -> Iterator[tuple[Duty, Logged]]:
    """The duties that a fact, the last that happened, bears on beside those that it ends.

    But for an excuse and the day of a trial these are the ones whose day is not over yet.
    """
    if type(logged.fact) not in WEIGH_ON_MANY:
        return
    if isinstance(logged.fact, TrialListed):
        yield from (cause for cause in causes(history) if cause[0].before_trial)
        return
    excuse, day = logged.fact, london_date(logged.order[0])
    for (rule, _), item in before.items.items():
        told = item.owed.raised
        if excuse.rule == rule if isinstance(excuse, DutyExcused) else told.due.on >= day:
            yield told.duty, told.trigger


def after_time(before: Standing, now: datetime) -> tuple[Standing, Delta]:
    """Where a case stands when it is `now`."""
    return _again(before, before, _woken(before, now), now)


def _ended(before: Standing, logged: Logged) -> Iterator[tuple[Duty, Logged]]:
    rules = {duty.rule for duty in DONE_BY.get(type(logged.fact), ())}
    for (rule, _), item in before.items.items():
        if rule in rules:
            was, deed = item.owed.raised, item.owed.end.deed
            sooner = deed is None or logged.order < deed.order
            if sooner and was.duty.is_done_by(logged, was.trigger):
                yield was.duty, was.trigger


def _woken(before: Standing, now: datetime) -> Iterator[tuple[Duty, Logged]]:
    if before.wakes and before.wakes <= now:
        for item in before.items.values():
            if item.wakes and item.wakes <= now:
                yield item.owed.raised.duty, item.owed.raised.trigger


def _again(
    before: Standing, then: Standing, touched: Iterable[tuple[Duty, Logged]], now: datetime
) -> tuple[Standing, Delta]:
    """Judge some duties anew; give back what was said of what changed before, and is said now."""
    judged = _judged(then.history, touched, now)
    after = replace(then, items={**before.items, **judged})
    old: list[tuple[Row, ...]] = [
        before.items[cause].rows for cause in judged if cause in before.items
    ]
    new: list[tuple[Row, ...]] = [item.rows for item in judged.values()]
    if after.waits is not before.waits:
        old.append(before.waits)
        new.append(after.waits)
    if after.contradictions is not before.contradictions:
        old.append(before.contradictions)
        new.append(after.contradictions)
    new.append(after.unsafe[len(before.unsafe) :])
    return after, Delta(tuple(chain(*old)), tuple(chain(*new)))


def _judged(
    history: CaseHistory, touched: Iterable[tuple[Duty, Logged]], now: datetime
) -> dict[Cause, Item]:
    by_cause = {(duty.rule, trigger.event): (duty, trigger) for duty, trigger in touched}
    found = ((cause, owed(history, *told, now)) for cause, told in by_cause.items())
    return {cause: _item(each, now) for cause, each in found if each}


def _item(found: Owed, now: datetime) -> Item:
    wakes = min((moment for moment in moments(found) if moment > now), default=None)
    return Item(found, (found.obligation, *alerts(found, now)), wakes)
