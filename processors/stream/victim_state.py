"""What the journey processor holds of one victim, and what each record of the log changes in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from events.identifiers import Pseudonym
from processors.fold.case_state import RowChanges
from processors.fold.journey import Journey, after, at, fold, with_facts
from processors.stream.merged_facts import (
    MERGES,
    FactsByEvent,
    facts_of_journey,
    merged_into,
    standing_merges,
)
from schemas.changes import Changes, Row, kind_of
from schemas.log_records import LoggedFact, MergedFact


@dataclass(frozen=True)
class VictimState:
    """A victim's journey, the facts it comes from, and the log's offset that it stands at.

    `own` are the victim's facts, `lent` those of others who may have been merged into them, by
    whose they are. `gone` are rows, with their kinds, that the journey once held and no longer
    does. It is `unpublished` while something lent has changed it and no record came since.
    """

    victim: Pseudonym
    journey: Journey = field(default_factory=Journey)
    offset: int = -1
    gone: Mapping[UUID, str] = field(default_factory=dict)
    own: FactsByEvent = field(default_factory=dict)
    lent: Mapping[Pseudonym, FactsByEvent] = field(default_factory=dict)
    unpublished: bool = False

    @classmethod
    def of(cls, victim: Pseudonym) -> "VictimState":
        """What is held of a victim who is new: nothing yet."""
        journey = Journey()
        return cls(victim, journey, own=journey.facts)


@dataclass(frozen=True)
class StateUpdate:
    """What is held after a record, what to say, and what to lend to another journey."""

    held: VictimState
    changes: Changes | None = None
    lends: tuple[MergedFact, ...] = ()


def take_facts(held: VictimState, more: Mapping[int, LoggedFact], now: datetime) -> StateUpdate:
    """Take in facts of the log, by their offsets.

    A record seen before, which comes again after a crash, changes nothing, but everything is said
    and lent once more: what was said then may not have reached anyone.
    """
    new = [logged for offset, logged in more.items() if offset > held.offset]
    if not new:
        return StateUpdate(held, all_rows(held), facts_for_merge(held))
    if held.own is not held.journey.facts or any(isinstance(each.fact, MERGES) for each in new):
        own = with_facts(held.own, new)
        journey, delta = _anew(held, own, held.lent, now)
        own = _own(own, journey)
    else:
        journey, delta = after(held.journey, new, now)
        own = journey.facts
    then, changes = _compared(held, journey, own, max(more), delta)
    if len(new) < len(more):
        return StateUpdate(then, all_rows(then), facts_for_merge(then))
    return StateUpdate(then, changes, facts_for_merge(then, new))


def add_merged(held: VictimState, lent: Sequence[MergedFact], now: datetime) -> StateUpdate:
    """Take in facts that others lend. They are said with the next record of the log."""
    all_lent = dict(held.lent)
    for each in lent:
        all_lent[each.owner] = with_facts(all_lent.get(each.owner, {}), [each.fact])
    journey, delta = _anew(held, held.own, all_lent, now)
    gone = _gone(held.gone, _by_id(delta.before), _by_id(delta.after))
    unpublished = held.unpublished or delta.before != delta.after
    own = _own(held.own, journey)
    to = merged_into(held.victim, own)
    lends = tuple(replace(each, to=to) for each in lent) if to else ()
    then = VictimState(held.victim, journey, held.offset, gone, own, all_lent, unpublished)
    return StateUpdate(then, lends=lends)


def pass_time(held: VictimState, now: datetime, offset: int) -> tuple[VictimState, Changes | None]:
    """Let the clock pass; give back what is held now, and what changed, if anything."""
    if offset <= held.offset:
        return held, all_rows(held)
    journey, delta = at(held.journey, now)
    own = journey.facts if held.own is held.journey.facts else held.own
    return _compared(held, journey, own, offset, delta)


def all_rows(held: VictimState) -> Changes:
    """The whole journey, said at its present revision."""
    gone = tuple((kind, row) for row, kind in held.gone.items())
    return Changes(held.victim, held.offset, tuple(held.journey.rows.values()), gone)


def facts_for_merge(held: VictimState, newest: Sequence[LoggedFact] = ()) -> tuple[MergedFact, ...]:
    """What a victim who was merged into another lends: all, or only the newest of their facts."""
    to = None if held.own is held.journey.facts else merged_into(held.victim, held.own)
    if to is None:
        return ()
    if newest and not any(isinstance(each.fact, MERGES) for each in newest):
        return tuple(MergedFact(held.victim, to, each) for each in newest)
    told = {held.victim: held.own, **held.lent}
    return tuple(
        MergedFact(owner, to, fact) for owner, facts in told.items() for fact in facts.values()
    )


def _own(own: FactsByEvent, journey: Journey) -> FactsByEvent:
    """A victim's own facts: those of their journey, but where a merge stands."""
    return own if standing_merges(own) else journey.facts


def _anew(
    held: VictimState, own: FactsByEvent, lent: Mapping[Pseudonym, FactsByEvent], now: datetime
) -> tuple[Journey, RowChanges]:
    """Fold again from whatever facts count now."""
    journey = fold(facts_of_journey(held.victim, own, lent), max(now, held.journey.now))
    return journey, RowChanges(tuple(held.journey.rows.values()), tuple(journey.rows.values()))


def _compared(
    held: VictimState, journey: Journey, own: FactsByEvent, offset: int, delta: RowChanges
) -> tuple[VictimState, Changes | None]:
    old, new = _by_id(delta.before), _by_id(delta.after)
    rows = tuple(row for row in new.values() if old.get(row.id) != row)
    lost = tuple((kind_of(row), row.id) for row in old.values() if row.id not in new)
    gone = _gone(held.gone, old, new)
    then = VictimState(held.victim, journey, offset, gone, own, held.lent)
    if held.unpublished:
        return then, all_rows(then)
    return then, Changes(held.victim, offset, rows, lost) if rows or lost else None


def _gone(
    gone: Mapping[UUID, str], old: Mapping[UUID, Row], new: Mapping[UUID, Row]
) -> Mapping[UUID, str]:
    lost = {row.id: kind_of(row) for row in old.values() if row.id not in new}
    return {row: kind for row, kind in {**gone, **lost}.items() if row not in new}


def _by_id(rows: Iterable[Row]) -> dict[UUID, Row]:
    return {row.id: row for row in rows}
