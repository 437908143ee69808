"""What the journey processor holds of one victim, and what each record of the log changes in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from events.identifiers import Pseudonym
from processors.fold.case_state import Delta
from processors.fold.journey import Journey, after, at, fold, with_facts
from processors.stream.merged_facts import MERGES, Facts, kept_as, merged, that_count
from schemas.changes import Changes, Row, kind_of
from schemas.log_records import Lent, Logged


@dataclass(frozen=True)
class Held:
    """A victim's journey, the facts it comes from, and the log's offset that it stands at.

    `own` are the victim's facts, `lent` those of others who may have been merged into them, by
    whose they are. `gone` are rows, with their kinds, that the journey once held and no longer
    does. It is `unsaid` while something lent has changed it and no record of the log came since.
    """

    victim: Pseudonym
    journey: Journey = field(default_factory=Journey)
    offset: int = -1
    gone: Mapping[UUID, str] = field(default_factory=dict)
    own: Facts = field(default_factory=dict)
    lent: Mapping[Pseudonym, Facts] = field(default_factory=dict)
    unsaid: bool = False

    @classmethod
    def of(cls, victim: Pseudonym) -> "Held":
        """What is held of a victim who is new: nothing yet."""
        journey = Journey()
        return cls(victim, journey, own=journey.facts)


@dataclass(frozen=True)
class Absorbed:
    """What is held after a record, what to say, and what to lend to another journey."""

    held: Held
    changes: Changes | None = None
    lends: tuple[Lent, ...] = ()


def absorb(held: Held, more: Mapping[int, Logged], now: datetime) -> Absorbed:
    """Take in facts of the log, by their offsets.

    A record seen before, which comes again after a crash, changes nothing, but everything is said
    and lent once more: what was said then may not have reached anyone.
    """
    new = [logged for offset, logged in more.items() if offset > held.offset]
    if not new:
        return Absorbed(held, everything(held), lendings(held))
    if held.own is not held.journey.facts or any(isinstance(each.fact, MERGES) for each in new):
        own = with_facts(held.own, new)
        journey, delta = _anew(held, own, held.lent, now)
        own = _own(own, journey)
    else:
        journey, delta = after(held.journey, new, now)
        own = journey.facts
    then, changes = _compared(held, journey, own, max(more), delta)
    if len(new) < len(more):
        return Absorbed(then, everything(then), lendings(then))
    return Absorbed(then, changes, lendings(then, new))


def borrow(held: Held, lent: Sequence[Lent], now: datetime) -> Absorbed:
    """Take in facts that others lend. They are said with the next record of the log."""
    all_lent = dict(held.lent)
    for each in lent:
        all_lent[each.owner] = with_facts(all_lent.get(each.owner, {}), [each.fact])
    journey, delta = _anew(held, held.own, all_lent, now)
    gone = _gone(held.gone, _by_id(delta.before), _by_id(delta.after))
    unsaid = held.unsaid or delta.before != delta.after
    own = _own(held.own, journey)
    to = kept_as(held.victim, own)
    lends = tuple(replace(each, to=to) for each in lent) if to else ()
    then = Held(held.victim, journey, held.offset, gone, own, all_lent, unsaid)
    return Absorbed(then, lends=lends)


def pass_time(held: Held, now: datetime, offset: int) -> tuple[Held, Changes | None]:
    """Let the clock pass; give back what is held now, and what changed, if anything."""
    if offset <= held.offset:
        return held, everything(held)
    journey, delta = at(held.journey, now)
    own = journey.facts if held.own is held.journey.facts else held.own
    return _compared(held, journey, own, offset, delta)


def everything(held: Held) -> Changes:
    """The whole journey, said at its present revision."""
    gone = tuple((kind, row) for row, kind in held.gone.items())
    return Changes(held.victim, held.offset, tuple(held.journey.rows.values()), gone)


def lendings(held: Held, newest: Sequence[Logged] = ()) -> tuple[Lent, ...]:
    """What a victim who was merged into another lends: all, or only the newest of their facts."""
    to = None if held.own is held.journey.facts else kept_as(held.victim, held.own)
    if to is None:
        return ()
    if newest and not any(isinstance(each.fact, MERGES) for each in newest):
        return tuple(Lent(held.victim, to, each) for each in newest)
    told = {held.victim: held.own, **held.lent}
    return tuple(Lent(owner, to, fact) for owner, facts in told.items() for fact in facts.values())


def _own(own: Facts, journey: Journey) -> Facts:
    """A victim's own facts: those of their journey, but where a merge stands."""
    return own if merged(own) else journey.facts


def _anew(
    held: Held, own: Facts, lent: Mapping[Pseudonym, Facts], now: datetime
) -> tuple[Journey, Delta]:
    """Fold again from whatever facts count now."""
    journey = fold(that_count(held.victim, own, lent), max(now, held.journey.now))
    return journey, Delta(tuple(held.journey.rows.values()), tuple(journey.rows.values()))


def _compared(
    held: Held, journey: Journey, own: Facts, offset: int, delta: Delta
) -> tuple[Held, Changes | None]:
    old, new = _by_id(delta.before), _by_id(delta.after)
    rows = tuple(row for row in new.values() if old.get(row.id) != row)
    lost = tuple((kind_of(row), row.id) for row in old.values() if row.id not in new)
    gone = _gone(held.gone, old, new)
    then = Held(held.victim, journey, offset, gone, own, held.lent)
    if held.unsaid:
        return then, everything(then)
    return then, Changes(held.victim, offset, rows, lost) if rows or lost else None


def _gone(
    gone: Mapping[UUID, str], old: Mapping[UUID, Row], new: Mapping[UUID, Row]
) -> Mapping[UUID, str]:
    lost = {row.id: kind_of(row) for row in old.values() if row.id not in new}
    return {row: kind for row, kind in {**gone, **lost}.items() if row not in new}


def _by_id(rows: Iterable[Row]) -> dict[UUID, Row]:
    return {row.id: row for row in rows}
