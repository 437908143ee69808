"""What a journey sends to the one that goes on for both, and what it takes back. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from events.identifiers import Pseudonym
from events.identity import VictimsUnmerged
from processors.case.history.facts_by_event import FactsByEvent, with_facts
from processors.stream.merged_facts import is_merge, merged_into
from schemas.log_records import LoggedFact
from schemas.merge_records import FactsWithdrawn, MergedFact, MergeRecord

Merged = Mapping[Pseudonym, FactsByEvent]
"""Facts of other victims, by whose they are."""

Paths = Mapping[Pseudonym, frozenset[tuple[Pseudonym, ...]]]
"""Through whom the facts of other victims came, by whose they are."""


class MergedState(Protocol):
    """The part of a victim's state that merges are about; `VictimState` says what is what."""

    @property
    def victim(self) -> Pseudonym:
        """Whose state it is."""

    @property
    def own(self) -> FactsByEvent:
        """The victim's facts."""

    @property
    def merged(self) -> Merged:
        """Those of others."""

    @property
    def paths(self) -> Paths:
        """Through whom those came."""


def with_merged(
    state: MergedState, more: Iterable[MergedFact | FactsWithdrawn]
) -> tuple[Merged, Paths]:
    """The merged facts and their paths with what others sent. What nobody sends now is dropped."""
    merged, paths = dict(state.merged), dict(state.paths)
    for each in more:
        if isinstance(each, MergedFact):
            merged[each.owner] = with_facts(merged.get(each.owner, {}), [each.fact])
            paths[each.owner] = paths.get(each.owner, frozenset()) | {each.through}
            continue
        for owner in each.owners:
            left = [path for path in paths.pop(owner, ()) if (owner, *path)[-1] != each.sender]
            if left:
                paths[owner] = frozenset(left)
            else:
                merged.pop(owner, None)
    return merged, paths


def passed_on(
    state: MergedState, more: Iterable[MergedFact | FactsWithdrawn]
) -> Iterator[MergeRecord]:
    """What others sent, for the journey that the victim was merged into, if any."""
    into = merged_into(state.victim, state.own)
    if into is None:
        return
    for each in more:
        if isinstance(each, MergedFact):
            on: MergeRecord | None = each.passed_on(into)
        else:
            on = each.passed_on(into, still=state.paths)
        if on:
            yield on


def facts_for_merge(state: MergedState, newest: Sequence[LoggedFact] = ()) -> Iterator[MergeRecord]:
    """What goes to the journey that a victim was merged into: all facts, or only the newest.

    The newest alone go where the victim was merged into it before and nothing among them undoes a
    merge: a merge that is reported again and again passes on nothing but itself. Otherwise, and
    without `newest`, all go, and all is taken back from everybody else who was ever named in a
    merge: a worker that was killed does not know what it had sent.
    """
    into = merged_into(state.victim, state.own)
    if newest and not any(isinstance(each.fact, VictimsUnmerged) for each in newest):
        if into:
            yield from (MergedFact(state.victim, into, each) for each in newest)
        return
    yield from _all_taken_back(state, into)
    if into:
        yield from _all_facts(state, into)


def _all_facts(state: MergedState, into: Pseudonym) -> Iterator[MergedFact]:
    yield from (MergedFact(state.victim, into, each) for each in state.own.values())
    for owner, facts in state.merged.items():
        paths = sorted(path for path in state.paths.get(owner, {()}) if into not in (owner, *path))
        for path in paths[:1]:
            through = (*path, state.victim)
            yield from (MergedFact(owner, into, each, through) for each in facts.values())


def _all_taken_back(state: MergedState, into: Pseudonym | None) -> Iterator[FactsWithdrawn]:
    merges = (each for each in state.own.values() if is_merge(each))
    named = {name for each in merges for name in (each.kept, each.joined) if name}
    for other in sorted(named - {state.victim, into}):
        owners = (state.victim, *sorted(state.merged.keys() - {other}))
        yield FactsWithdrawn(owners, state.victim, other)
