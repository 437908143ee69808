"""Where one case stands for one victim: its waits, its duties and their alerts.

What new facts cannot have changed is not computed again, so that one more fact costs a long case
no more than a short one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from events.clocks import london_date
from events.contact import ContactAgreed
from events.court import TrialListed
from events.duties import DutyExcused
from events.identifiers import POLICE
from events.reporting import VictimIdentified
from processors.case.case_history import CaseHistory, in_order
from processors.case.victim_rights import CONTACTS, reached_safely
from processors.fold.alerts import alerts, moments, unsafe_contact
from processors.fold.contradictions import CAN_CONTRADICT, contradictions
from processors.fold.obligations import (
    WEIGH_ON_MANY,
    JudgedDuty,
    causes,
    judged,
    still_owed,
    triggered_by,
)
from processors.fold.stage_intervals import SHAPE_WAITS, stage_intervals
from processors.victims_code.all_duties import DISCHARGED_BY
from processors.victims_code.duty import Duty
from schemas.changes import Alert, Contradiction, Row, StageInterval
from schemas.log_records import LoggedFact

Cause = tuple[str, UUID]
"""A rule, and the event that raised a duty by it."""


@dataclass(frozen=True)
class DutyState:
    """One duty with its alerts, and when time alone will next change them."""

    owed: JudgedDuty
    rows: tuple[Row, ...]
    wakes: datetime | None


@dataclass(frozen=True)
class CaseState:
    """The waits of a case, in order, its duties by cause, and what else is to be seen in it."""

    history: CaseHistory
    waits: tuple[StageInterval, ...] = ()
    items: Mapping[Cause, DutyState] = field(default_factory=dict)
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
class RowChanges:
    """What was looked at again: the rows as they were said before, and as they are now."""

    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()


def case_state(history: CaseHistory, now: datetime) -> CaseState:
    """Where a case stands as at `now`, all of it computed."""
    items = _with({}, _judged(history, causes(history), now))
    unsafe = chain(*(unsafe_contact(history, contact) for contact in history.of(*CONTACTS)))
    return CaseState(
        history,
        tuple(stage_intervals(history)),
        items,
        tuple(unsafe),
        tuple(contradictions(history)),
    )


def after_facts(
    before: CaseState, more: Sequence[LoggedFact], now: datetime
) -> tuple[CaseState, RowChanges]:
    """Where a case stands with more facts, as at `now`: not before what it was judged by."""
    history = before.history.with_facts(more)
    if any(_changes_all(before, history, logged) for logged in more):
        anew = case_state(history, now)
        return anew, RowChanges(tuple(before.rows()), tuple(anew.rows()))
    touched = (
        cause
        for logged in more
        for cause in chain(triggered_by(logged), _weighed_on(before, history, logged))
    )
    judged = {
        **_woken(before, now),
        **_ended(before, history, more, now),
        **_judged(history, touched, now),
    }
    kinds = {type(logged.fact) for logged in more}
    then = CaseState(
        history,
        before.waits if kinds.isdisjoint(SHAPE_WAITS) else tuple(stage_intervals(history)),
        _with(before.items, judged),
        (*before.unsafe, *chain(*(unsafe_contact(history, logged) for logged in more))),
        before.contradictions
        if kinds.isdisjoint(CAN_CONTRADICT)
        else tuple(contradictions(history)),
    )
    return then, _delta(before, then, judged)


def _changes_all(before: CaseState, history: CaseHistory, logged: LoggedFact) -> bool:
    """Whether a fact changes what every duty and every contact was judged by."""
    match logged.fact:
        case VictimIdentified() if history.victim_kind is not before.history.victim_kind:
            return True
        case ContactAgreed() if before.unsafe or history.facts[-1] is not logged:
            return True
        case _:
            another_force = logged.agency in POLICE and history.force is not before.history.force
            return another_force or len(history.told_alike(logged)) > 1


def _weighed_on(
    before: CaseState, history: CaseHistory, logged: LoggedFact
) -> Iterator[tuple[Duty, LoggedFact]]:
    """The duties that a fact bears on beside those that it raises or ends."""
    if type(logged.fact) not in WEIGH_ON_MANY:
        return
    if isinstance(logged.fact, TrialListed):
        yield from (cause for cause in causes(history) if cause[0].before_trial)
        return
    yield from causes(history, after=logged)
    for item in before.items.values():
        if _bears_on(logged, item.owed):
            yield item.owed.raised.duty, item.owed.raised.trigger


def _bears_on(logged: LoggedFact, owed: JudgedDuty) -> bool:
    """An excuse bears on its rule; the others on duties whose day was not over, or done since."""
    if isinstance(logged.fact, DutyExcused):
        return logged.fact.rule == owed.obligation.rule
    done_since = owed.end.deed is not None and owed.end.deed.order > logged.order
    return done_since or owed.raised.due.on >= london_date(logged.order[0])


def after_time(before: CaseState, now: datetime) -> tuple[CaseState, RowChanges]:
    """Where a case stands when it is `now`."""
    woken = _woken(before, now)
    then = replace(before, items=_with(before.items, woken))
    return then, _delta(before, then, woken)


def _ended(
    before: CaseState, history: CaseHistory, more: Iterable[LoggedFact], now: datetime
) -> dict[Cause, DutyState]:
    """The duties that new facts did, each by the first of them, where nothing had sooner."""
    deeds = _deeds(history, more)
    if not deeds:
        return {}
    ended = {}
    for cause, item in before.items.items():
        discharged_by = deeds.get(cause[0], ())
        first = next((deed for deed in discharged_by if _is_sooner(deed, item.owed)), None)
        if first:
            ended[cause] = _item(still_owed(history, item.owed.raised, first, now), now)
    return ended


def _deeds(history: CaseHistory, more: Iterable[LoggedFact]) -> dict[str, list[LoggedFact]]:
    """The new facts that may end a duty, in order, by its rule."""
    deeds: dict[str, list[LoggedFact]] = {}
    for logged in sorted(more, key=in_order):
        duties = DISCHARGED_BY.get(type(logged.fact), ())
        if duties and reached_safely(history, logged):
            for rule in {duty.rule for duty in duties}:
                deeds.setdefault(rule, []).append(logged)
    return deeds


def _is_sooner(logged: LoggedFact, than: JudgedDuty) -> bool:
    was, deed = than.raised, than.end.deed
    sooner = deed is None or logged.order < deed.order
    return sooner and was.duty.is_discharged_by(logged, was.trigger)


def _woken(before: CaseState, now: datetime) -> dict[Cause, DutyState]:
    """The duties that time alone changes."""
    if before.wakes is None or before.wakes > now:
        return {}
    return {
        cause: _item(still_owed(before.history, item.owed.raised, item.owed.end.deed, now), now)
        for cause, item in before.items.items()
        if item.wakes and item.wakes <= now
    }


def _with(
    items: Mapping[Cause, DutyState], judged: Mapping[Cause, DutyState | None]
) -> Mapping[Cause, DutyState]:
    """All duties, with those judged anew; one that is not owed after all is gone."""
    owed_now = {cause: item for cause, item in judged.items() if item}
    found = {**items, **owed_now}
    for cause in judged.keys() - owed_now.keys():
        found.pop(cause, None)
    return found


def _delta(
    before: CaseState, then: CaseState, judged: Mapping[Cause, DutyState | None]
) -> RowChanges:
    """What was said before of all that was looked at again, and what is said of it now."""
    old = [before.items[cause].rows for cause in judged if cause in before.items]
    new = [item.rows for item in judged.values() if item]
    if then.waits is not before.waits:
        old.append(before.waits)
        new.append(then.waits)
    if then.contradictions is not before.contradictions:
        old.append(before.contradictions)
        new.append(then.contradictions)
    new.append(then.unsafe[len(before.unsafe) :])
    return RowChanges(tuple(chain(*old)), tuple(chain(*new)))


def _judged(
    history: CaseHistory, touched: Iterable[tuple[Duty, LoggedFact]], now: datetime
) -> dict[Cause, DutyState | None]:
    """Duties judged from the beginning; None of what raises none."""
    by_cause = {(duty.rule, trigger.event): (duty, trigger) for duty, trigger in touched}
    found = ((cause, judged(history, *told, now)) for cause, told in by_cause.items())
    return {cause: _item(each, now) if each else None for cause, each in found}


def _item(found: JudgedDuty, now: datetime) -> DutyState:
    wakes = min((moment for moment in moments(found) if moment > now), default=None)
    return DutyState(found, (found.obligation, *alerts(found, now)), wakes)
