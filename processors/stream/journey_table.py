"""What is kept of every victim in a table: a record for each of their facts, so that one more fact
writes one more record, however long the journey is.

A record begins with a line that says how the journey stood once it was written; the newest line
counts. Keys are `VICTIM/EVENT` for a victim's own fact, `VICTIM/OWNER/EVENT` for one that is lent,
and `VICTIM` alone where the journey changed and no fact of its own was added.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from events.identifiers import Pseudonym
from processors.fold.journey import fold
from processors.stream.merged_facts import facts_of_journey, standing_merges
from processors.stream.victim_state import VictimState
from schemas.log_records import LoggedFact, MergedFact, decode_log


@dataclass(frozen=True)
class StoredState:
    """How a journey stood: as `Held` says it, and when time alone will next change it."""

    offset: int
    now: datetime
    wakes: datetime | None
    gone: dict[UUID, str]
    unpublished: bool


class JourneyTable:
    """All that is held, written to a table as it changes, and read from it when it is asked for."""

    def __init__(self, table: MutableMapping[str, bytes]) -> None:
        self._table = table
        self._held: dict[str, VictimState] = {}
        self._unread: dict[str, list[str]] = {}

    @classmethod
    def of(cls, table: MutableMapping[str, bytes]) -> "JourneyTable":
        """What was kept in a table by another."""
        kept = cls(table)
        kept.recovered()
        return kept

    def recovered(self) -> Iterator[tuple[str, StoredState]]:
        """Begin again from the table, which was restored: who is in it, and how each stood."""
        self._held.clear()
        keys: dict[str, list[str]] = defaultdict(list)
        for key in list(self._table):
            keys[key.partition("/")[0]].append(key)
        self._unread = dict(keys)
        return ((name, self._stood(told)) for name, told in keys.items())

    def get(self, name: str) -> VictimState:
        """What is held of a victim; of one who is new, nothing."""
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = self._read(name)
        return held

    def put(self, held: VictimState) -> None:
        """Keep what is held now, which has no more facts than before."""
        self._held[held.victim] = held
        self._table[held.victim] = _line(held, held.offset)

    def put_facts(self, held: VictimState, more: Mapping[int, LoggedFact]) -> None:
        """Keep what is held since facts of the victim's own were taken in, by their offsets.

        Each record says no more than that the log was read up to it: killed between two of them,
        the worker takes in the rest again.
        """
        self._held[held.victim] = held
        for offset, logged in more.items():
            counts = held.own.get(logged.event) is logged
            key = f"{held.victim}/{logged.event}" if counts else held.victim
            self._table[key] = _line(held, offset) + (logged.written if counts else b"")

    def put_lent(self, held: VictimState, lent: Iterable[MergedFact]) -> None:
        """Keep what is held since facts were lent.

        That there is something to say is kept first: killed after it, the rest is borrowed again.
        """
        self.put(held)
        for each in lent:
            self._table[f"{each.to}/{each.owner}/{each.fact.event}"] = b"\n" + each.fact.written

    def _stood(self, keys: list[str]) -> StoredState:
        """By the newest line; of two at one offset that which stands alone was written later."""
        lines = [(key, self._table[key].partition(b"\n")[0]) for key in keys]
        told = [("/" not in key, orjson.loads(line)) for key, line in lines if line]
        _, newest = max(told, key=lambda each: (each[1]["offset"], each[0]))
        return StoredState(
            offset=newest["offset"],
            now=datetime.fromisoformat(newest["now"]),
            wakes=datetime.fromisoformat(newest["wakes"]) if newest["wakes"] else None,
            gone={UUID(row): kind for row, kind in newest["gone"].items()},
            unpublished=newest["unsaid"],
        )

    def _read(self, name: str) -> VictimState:
        keys = self._unread.pop(name, None)
        if not keys:
            return VictimState.of(Pseudonym(name))
        stood, victim = self._stood(keys), Pseudonym(name)
        facts: dict[Pseudonym, dict[UUID, LoggedFact]] = defaultdict(dict)
        for owner, logged in self._facts(victim, keys):
            facts[owner][logged.event] = logged
        own = facts.pop(victim, {})
        journey = fold(facts_of_journey(victim, own, facts), stood.now)
        return VictimState(
            victim=victim,
            journey=journey,
            offset=stood.offset,
            gone=stood.gone,
            own=own if standing_merges(own) else journey.facts,
            lent=facts,
            unpublished=stood.unpublished,
        )

    def _facts(self, victim: Pseudonym, keys: list[str]) -> Iterator[tuple[Pseudonym, LoggedFact]]:
        """The facts under some keys of a victim's, each with whose it is."""
        for key in keys:
            if written := self._table[key].partition(b"\n")[2]:
                logged = decode_log(written)
                assert isinstance(logged, LoggedFact)
                _, *owner, _ = key.split("/")
                yield Pseudonym(owner[0]) if owner else victim, logged


def _line(held: VictimState, offset: int) -> bytes:
    stood = {
        "offset": offset,
        "now": held.journey.now,
        "wakes": held.journey.wakes,
        "gone": held.gone,
        "unsaid": held.unpublished,
    }
    return orjson.dumps(stood, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)
