"""The table of journeys: a record for each fact of each victim, so that one more fact writes one
more record, however long the journey is.

A record begins with a line that says how the journey stood once it was written, or with an empty
one; the newest line counts. Keys are `VICTIM/EVENT` for a victim's own fact, `VICTIM/OWNER/EVENT`
for a merged one, and `VICTIM` alone where the journey changed and no fact of its own was added, and
ahead of several facts. The rows that a journey had and lacks have records of their own.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from events.identifiers import Pseudonym
from processors.fold.journey import fold
from processors.stream.merge_outputs import Paths
from processors.stream.merged_facts import facts_of_journey, has_merges
from processors.stream.removed_rows import RemovedRows, has_rows
from processors.stream.stored_policies import StoredPolicies, has_policy
from processors.stream.victim_state import VictimState
from schemas.alert_policy import FIRST_TIMING, AlertTiming
from schemas.changes import kind_of
from schemas.log_records import LoggedFact, decode_log
from schemas.merge_records import FactsWithdrawn, MergedFact
from schemas.unreadable_records import UnreadableRecord, reads_records

CLOCK = "clock:"
"""What the name of a partition's clock begins with, beside its victims."""

ROWS_VERSION = 8
"""Counts up when the fold says something new of facts that were there before.

Each journey is then published whole once more, so that rows which an earlier version published say
it too: 1 brought when a stage was first known, who reported the crime, and the court of a first
hearing; 2 whether the duty of an alert is timed with Enhanced Rights; 3 that nobody waits at the
court of an appeal or of a breach; 4 what people did with alerts of a reference before it was merged
into another; 5 what ends offence by offence, and what that leaves open; 6 since when a defendant's
trial is waited for after another was sentenced, and that any hearing is the first after a charge;
7 that a joint hearing is over once each defendant's part of it is; 8 how the case of an alert is
named, what an event that it is about says, and of which kind the hearing or the order was that
raised a duty; and which trials stand while a charge is to be tried, or the case is opened again.
"""


@dataclass(frozen=True, slots=True)
class StoredState:
    """How a journey stood: as `VictimState` has it, and when time alone will next change it.

    `removed` is what the version before wrote here.
    """

    offset: int
    now: datetime
    next_change: datetime | None
    removed: dict[UUID, str]
    unpublished: bool
    stopped: bool
    paths: Paths


class JourneyTable:
    """The state of every victim, written to a table as it changes, and read when it is needed.

    The names in the table (`wakes`, `gone`, `unsaid`) are those of its first version. A journey
    whose rows are of an earlier ROWS_VERSION, or of none, is published again. An earlier version
    wrote all removed rows, `gone`, in each line; they are read, and stored anew.

    A victim whose records cannot be read is stopped: others go on. `timing_of` says by which
    policies a victim's journey is judged; a clock has its own.
    """

    def __init__(
        self,
        table: MutableMapping[str, bytes],
        timing_of: Callable[[str], AlertTiming] = lambda _: FIRST_TIMING,
    ) -> None:
        self._table = table
        self._timing_of = timing_of
        self._removed = RemovedRows(table)
        self._policies = StoredPolicies(table)
        self._states: dict[str, VictimState] = {}
        self._unread: dict[str, list[str]] = {}
        self._unreadable: dict[str, str] = {}

    @classmethod
    def of(cls, table: MutableMapping[str, bytes]) -> "JourneyTable":
        """What another wrote to a table."""
        journeys = cls(table)
        list(journeys.recovered())
        return journeys

    def recovered(self) -> Iterator[tuple[str, StoredState]]:
        """Begin again from the restored table: who is in it, and how each journey stood."""
        self._states.clear()
        self._removed.recovered()
        keys: dict[str, list[str]] = defaultdict(list)
        for key in list(self._table):
            keys[key.partition("/")[0]].append(key)
        self._unread = dict(keys)
        for name, of_name in keys.items():
            try:
                yield name, self._stored(of_name)
            except UnreadableRecord as unreadable:
                self._unreadable[name] = str(unreadable)

    def newly_unreadable(self) -> list[tuple[str, str]]:
        """The names that turned out unreadable since it was last called, with the error's type."""
        found, self._unreadable = list(self._unreadable.items()), {}
        return found

    def get(self, name: str) -> VictimState:
        """The state of a victim; an empty one of a victim who is new."""
        state = self._states.get(name)
        if state is None:
            state = self._states[name] = self._read_or_stop(name)
        return state

    def put(self, state: VictimState) -> None:
        """Store a state that has no more facts than before."""
        self._removed.add(state.victim, state.removed)
        self._states[state.victim] = state
        self._table[state.victim] = _line(state, state.offset)

    def put_timing(self, clock: VictimState, timing: AlertTiming) -> None:
        """Store what a tick says of policies, before any journey is judged by it.

        Killed within the tick, the worker then judges those again by what they were judged by.
        """
        self._table[clock.victim] = _line(clock, clock.offset)
        self._policies.add(clock.victim, clock.journey.timing, timing)
        self._states[clock.victim] = replace(clock, journey=replace(clock.journey, timing=timing))

    def put_facts(
        self, before: VictimState, state: VictimState, more: Mapping[int, LoggedFact]
    ) -> None:
        """Store a state that took in facts of the victim's own, by their offsets."""
        *first, last = more
        self._removed.add(state.victim, state.removed)
        if first:
            self._begin(before, state)
        for offset in first:
            if state.own.get(more[offset].event) is more[offset]:
                self._table[f"{state.victim}/{more[offset].event}"] = b"\n" + more[offset].written
        self._states[state.victim] = state
        counts = state.own.get(more[last].event) is more[last]
        key = f"{state.victim}/{more[last].event}" if counts else state.victim
        self._table[key] = _line(state, last) + (more[last].written if counts else b"")
        self._drop(before, state)

    def put_merged(
        self, before: VictimState, state: VictimState, more: Iterable[MergedFact | FactsWithdrawn]
    ) -> None:
        """Store a state that took in facts of other victims: of each event the fact that counts."""
        self._begin(before, state)
        merged = (each for each in more if isinstance(each, MergedFact))
        for owner, event in dict.fromkeys((each.owner, each.fact.event) for each in merged):
            if owner in state.merged:
                fact = state.merged[owner][event]
                self._table[f"{state.victim}/{owner}/{event}"] = b"\n" + fact.written
        self.put(state)
        self._drop(before, state)

    def _drop(self, before: VictimState, state: VictimState) -> None:
        """Delete the facts of others that the state has no more, once it says so itself.

        Killed in between, the worker takes in again what made it drop them, and finds the rest.
        """
        for owner in before.merged.keys() - state.merged.keys():
            for event in before.merged[owner]:
                del self._table[f"{state.victim}/{owner}/{event}"]

    def _begin(self, before: VictimState, state: VictimState) -> None:
        """Store, ahead of several records, how the journey stood before them.

        Killed between two of them, the worker takes them all in again, in whatever pieces. As the
        journey of some of them may lack any row, every row is then published, or is removed.
        """
        rows = {row.id: kind_of(row) for row in before.journey.rows.values()}
        self._removed.add(state.victim, rows)
        self._table[state.victim] = _line(replace(state, unpublished=True), before.offset)

    @reads_records
    def _stored(self, keys: list[str]) -> StoredState:
        """What the newest line says of a state. Of two lines at one offset, the line that stands
        alone, without a fact, was written later.
        """
        lines = [(key, self._table[key].partition(b"\n")[0]) for key in keys if not _apart(key)]
        read = [("/" not in key, orjson.loads(line)) for key, line in lines if line]
        _, newest = max(read, key=lambda each: (each[1]["offset"], each[0]))
        return StoredState(
            offset=int(newest["offset"]),
            now=datetime.fromisoformat(newest["now"]),
            next_change=datetime.fromisoformat(newest["wakes"]) if newest["wakes"] else None,
            removed={UUID(row): kind for row, kind in newest.get("gone", {}).items()},
            unpublished=newest["unsaid"] or _is_outdated(keys[0], newest),
            stopped=newest.get("stopped", False),
            paths={
                Pseudonym(owner): frozenset(tuple(map(Pseudonym, path)) for path in paths)
                for owner, paths in newest.get("paths", {}).items()
            },
        )

    def _read_or_stop(self, name: str) -> VictimState:
        try:
            return self._read(name)
        except UnreadableRecord as unreadable:
            self._unreadable[name] = str(unreadable)
            return VictimState(Pseudonym(name), stopped=not name.startswith(CLOCK))

    def _read(self, name: str) -> VictimState:
        keys = self._unread.pop(name, None)
        if not keys:
            return VictimState(Pseudonym(name))
        stored, victim = self._stored(keys), Pseudonym(name)
        removed = self._removed.read(name, keys)
        facts: dict[Pseudonym, dict[UUID, LoggedFact]] = defaultdict(dict)
        for owner, logged in self._facts(victim, keys):
            facts[owner][logged.event] = logged
        own = facts.pop(victim, {})
        timing = self._policies.read(keys) if name.startswith(CLOCK) else self._timing_of(name)
        journey = fold(facts_of_journey(victim, own, facts), stored.now, timing)
        return VictimState(
            victim=victim,
            journey=journey,
            offset=stored.offset,
            removed=_without({**removed, **stored.removed}, journey.rows),
            own=own if has_merges(own) else journey.facts,
            merged=facts,
            unpublished=stored.unpublished,
            stopped=stored.stopped,
            paths=stored.paths,
        )

    def _facts(self, victim: Pseudonym, keys: list[str]) -> Iterator[tuple[Pseudonym, LoggedFact]]:
        """The facts under some keys of a victim's, each with whose it is."""
        for key in keys:
            written = self._table[key].partition(b"\n")[2]
            if written and not _apart(key):
                yield self._fact(victim, key, written)

    @reads_records
    def _fact(self, victim: Pseudonym, key: str, written: bytes) -> tuple[Pseudonym, LoggedFact]:
        logged = decode_log(written)
        if not isinstance(logged, LoggedFact):
            raise TypeError
        _, *owner, _ = key.split("/")
        return Pseudonym(owner[0]) if owner else victim, logged


def _is_outdated(key: str, newest: Mapping[str, Any]) -> bool:
    """Whether an earlier version published the rows of a journey; a clock has none."""
    return not key.startswith(CLOCK) and newest.get("rows", 0) < ROWS_VERSION


def _apart(key: str) -> bool:
    """Whether a record is neither of a fact nor of how a journey stood."""
    return has_rows(key) or has_policy(key)


def _without(removed: Mapping[UUID, str], rows: Container[UUID]) -> Mapping[UUID, str]:
    return {row: kind for row, kind in removed.items() if row not in rows}


def _line(state: VictimState, offset: int) -> bytes:
    line: dict[str, Any] = {
        "offset": offset,
        "now": state.journey.now,
        "wakes": state.journey.next_change,
        "unsaid": state.unpublished,
        "rows": ROWS_VERSION,
    }
    if state.stopped:
        line["stopped"] = True
    if state.paths:
        line["paths"] = {owner: sorted(paths) for owner, paths in state.paths.items()}
    return orjson.dumps(line, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)
