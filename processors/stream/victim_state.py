"""What the journey processor remembers of one victim, and what each record changes in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from events.identifiers import Pseudonym
from processors.case.history.facts_by_event import FactsByEvent, with_facts
from processors.fold.journey import Journey, fold, with_more
from processors.fold.judging_clock import Clock
from processors.fold.row_changes import row_changes
from processors.stream.merge_outputs import Paths, facts_for_merge, passed_on, with_merged
from processors.stream.merged_facts import (
    facts_of_journey,
    goes_on_as,
    has_merges,
    is_merge,
    merged_into,
)
from schemas.changes import Changes, Row, kind_of
from schemas.log_records import LoggedFact
from schemas.merge_records import FactsWithdrawn, JourneyGap, MergedFact, MergeRecord


@dataclass(frozen=True, slots=True)
class VictimState:
    """A victim's journey, the facts it comes from, and the log's offset that it stands at.

    `own` are the victim's facts, `merged` those of other victims that may have been merged into
    this one, by whose they are, and `paths` through whom those came. `removed` are rows, with their
    kinds, that the journey once had and no longer has. It is `unpublished` while merged facts have
    changed it and no record of the log came since. It is `stopped` once a record of it could not be
    read: nothing changes it then.
    """

    victim: Pseudonym
    journey: Journey = field(default_factory=Journey)
    offset: int = -1
    removed: Mapping[UUID, str] = field(default_factory=dict)
    own: FactsByEvent = field(default_factory=dict)
    merged: Mapping[Pseudonym, FactsByEvent] = field(default_factory=dict)
    paths: Paths = field(default_factory=dict)
    unpublished: bool = False
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class StateUpdate:
    """The state after a record, the changes to publish, and what goes to other victims' journeys.

    That are facts, and facts taken back; where a merged victim's journey stopped, a gap.
    """

    state: VictimState
    changes: Changes | None = None
    merged_facts: tuple[MergeRecord, ...] = ()


def take_facts(state: VictimState, more: Mapping[int, LoggedFact], clock: Clock) -> StateUpdate:
    """Take in facts of the log, by their offsets.

    A record that comes again after a crash changes nothing, but every row and every merged fact is
    published once more: the first time it may not have reached anyone.
    """
    new = [logged for offset, logged in more.items() if offset > state.offset]
    if not new:
        return StateUpdate(state, all_rows(state), tuple(facts_for_merge(state)))
    if not has_merges(state.own) and not any(map(is_merge, new)):
        return _without_merges(state, more, new, clock)
    own = with_facts(state.own, new)
    if any(is_merge(each) or each.event in state.own for each in new):
        journey = _of_merged(state, facts_of_journey(state.victim, own, state.merged), clock)
    else:
        elsewhere = goes_on_as(state.victim, own, state.merged)
        journey = with_more(state.journey, () if elsewhere else new, clock)
    after, changes = _published(state, journey, own, max(more))
    if len(new) < len(more):
        return StateUpdate(after, all_rows(after), tuple(facts_for_merge(after)))
    newest = [] if state.unpublished or _is_merged_elsewhere(state, own) else new
    return StateUpdate(after, changes, tuple(facts_for_merge(after, newest)))


def _without_merges(
    state: VictimState, more: Mapping[int, LoggedFact], new: Sequence[LoggedFact], clock: Clock
) -> StateUpdate:
    """The same of a victim of whom no merge was ever reported: nobody else has a part in it."""
    journey = with_more(state.journey, new, clock)
    after, changes = _published(state, journey, journey.facts, max(more))
    return StateUpdate(after, all_rows(after) if len(new) < len(more) else changes)


def _is_merged_elsewhere(before: VictimState, own: FactsByEvent) -> bool:
    """Whether a victim's own facts now say otherwise into whom the victim was merged."""
    return merged_into(before.victim, before.own) != merged_into(before.victim, own)


def add_merged(
    state: VictimState, more: Sequence[MergedFact | FactsWithdrawn], clock: Clock
) -> StateUpdate:
    """Add facts of other victims, or drop what was taken back.

    The changes are published with the next record of the log.
    """
    merged, paths = with_merged(state, more)
    facts = facts_of_journey(state.victim, state.own, merged)
    journey = _of_merged(state, facts, clock)
    changed, removed = row_changes(state.journey, journey)
    after = replace(
        state,
        journey=journey,
        removed=_all_removed(state.removed, changed, removed),
        merged=merged,
        paths=paths,
        unpublished=state.unpublished or bool(changed or removed),
    )
    return StateUpdate(after, merged_facts=tuple(passed_on(after, more)))


def take_stopped(state: VictimState, more: Mapping[int, LoggedFact], clock: Clock) -> StateUpdate:
    """Leave out facts of the log that come after a journey stopped.

    What it took in before is published again when it comes again. Whoever it is merged into by a
    fact that comes after has a gap too.
    """
    known = {offset: logged for offset, logged in more.items() if offset <= state.offset}
    before = take_facts(state, known, clock) if known else StateUpdate(state)
    later = (logged for offset, logged in more.items() if offset > state.offset)
    gaps = (
        gap
        for logged in later
        if is_merge(logged)
        for gap in JourneyGap(state.victim).on_to(logged.kept)
    )
    return replace(before, merged_facts=(*before.merged_facts, *gaps))


def pass_time(state: VictimState, clock: Clock, offset: int) -> tuple[VictimState, Changes | None]:
    """Let the clock pass; the state after it, and the changes, if any."""
    if offset <= state.offset:
        return state, all_rows(state)
    journey = with_more(state.journey, (), clock)
    return _published(state, journey, state.own, offset)


def all_rows(state: VictimState) -> Changes:
    """The whole journey, published at its present revision."""
    removed = tuple((kind, row) for row, kind in state.removed.items())
    return Changes(state.victim, state.offset, tuple(state.journey.rows.values()), removed)


def _of_merged(state: VictimState, facts: Sequence[LoggedFact], clock: Clock) -> Journey:
    """The journey of facts of several victims: folded anew unless the facts only grew."""
    by_event = with_facts({}, facts)
    if all(by_event.get(event) == known for event, known in state.journey.facts.items()):
        return with_more(state.journey, facts, clock)
    clock = clock.not_before(state.journey.now)
    return fold(facts, clock.now, clock.timing)


def _published(
    state: VictimState, journey: Journey, own: FactsByEvent, offset: int
) -> tuple[VictimState, Changes | None]:
    changed, removed = row_changes(state.journey, journey)
    after = VictimState(
        victim=state.victim,
        journey=journey,
        offset=offset,
        removed=_all_removed(state.removed, changed, removed),
        own=own,
        merged=state.merged,
        paths=state.paths,
    )
    if state.unpublished:
        return after, all_rows(after)
    if not changed and not removed:
        return after, None
    gone = tuple((kind_of(row), row.id) for row in removed)
    return after, Changes(state.victim, offset, tuple(changed), gone)


def _all_removed(
    before: Mapping[UUID, str], changed: Sequence[Row], removed: Sequence[Row]
) -> Mapping[UUID, str]:
    """The rows that were removed before or now, but for those that the journey has again."""
    again = [row.id for row in changed if row.id in before] if before else []
    if not removed and not again:
        return before
    after = {**before, **{row.id: kind_of(row) for row in removed}}
    for row in again:
        del after[row]
    return after
