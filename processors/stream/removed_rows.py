"""Which rows a victim's journey once had, as the table of journeys stores them, beside its facts.

A row that the journey has no more is published as removed when the journey is published whole. Each
record has only the rows that none before it has, so what is stored grows with the rows. A row that
the journey has again is not taken out: whoever reads leaves out what the journey has.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from uuid import UUID

import orjson

from schemas.unreadable_records import reads_records, text

_PART = "rows"
"""Stands in a key, `VICTIM/rows/NUMBER`, where another has whose the fact is."""


class RemovedRows:
    """The rows of each victim that are stored, with their kinds."""

    def __init__(self, table: MutableMapping[str, bytes]) -> None:
        self._table = table
        self._stored: dict[str, set[UUID]] = {}
        self._added: dict[str, Mapping[UUID, str]] = {}

    def recovered(self) -> None:
        """Begin again from the restored table."""
        self._stored.clear()
        self._added.clear()

    def add(self, victim: str, rows: Mapping[UUID, str]) -> None:
        """Store what is not stored yet, before the journey is stored that may lack it.

        The number of a record is that of the rows before it, so that no record replaces another.
        """
        if not rows or self._added.get(victim) is rows:
            return
        stored = self._stored.setdefault(victim, set())
        new = {row: kind for row, kind in rows.items() if row not in stored}
        if new:
            written = orjson.dumps(new, option=orjson.OPT_NON_STR_KEYS)
            self._table[f"{victim}/{_PART}/{len(stored)}"] = written
            stored.update(new)
        self._added[victim] = rows

    @reads_records
    def read(self, victim: str, keys: Iterable[str]) -> Mapping[UUID, str]:
        """The rows under those of a victim's keys that have some. Raises UnreadableRecord."""
        found: dict[UUID, str] = {}
        for key in filter(has_rows, keys):
            raw = orjson.loads(self._table[key])
            found.update({UUID(row): text(kind) for row, kind in raw.items()})
        if found:
            self._stored[victim] = set(found)
        return found


def has_rows(key: str) -> bool:
    """Whether a key of the table is that of rows, and not that of a fact or a journey."""
    return key.partition("/")[2].startswith(f"{_PART}/")
