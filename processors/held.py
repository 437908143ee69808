"""What the journey processor holds of one victim, and what each record of the log changes in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

import orjson

from events.identifiers import Pseudonym
from processors.journey import BEFORE_TIME, Journey, entry, what_follows, with_fact
from schemas.changes import Changes, Row, kind_of
from schemas.log import Logged, decode_facts, encode_facts


@dataclass(frozen=True)
class Held:
    """A victim's facts, the log's offset they stand at, and the clock they were last judged by.

    `gone` are rows, with their kinds, that the journey once held and no longer does.
    """

    victim: Pseudonym
    facts: Mapping[UUID, Logged] = field(default_factory=dict)
    offset: int = -1
    now: datetime = BEFORE_TIME
    gone: Mapping[UUID, str] = field(default_factory=dict)

    @cached_property
    def follows(self) -> Journey:
        """What follows from the facts at `now`: the same whenever it is computed."""
        return what_follows(self.facts, self.now)


def absorb(held: Held, logged: Logged, offset: int, now: datetime) -> tuple[Held, Changes | None]:
    """Take in one fact of the log; give back what is held now, and what changed, if anything.

    A record seen before, which comes again after a crash, changes nothing, but everything is said
    once more: what was said then may not have reached anyone.
    """
    if offset <= held.offset:
        return held, everything(held)
    facts = with_fact(held.facts, logged)
    after = Held(held.victim, facts, offset, max(now, held.now), held.gone)
    told = () if facts.get(logged.event) is held.facts.get(logged.event) else (entry(logged),)
    return _compared(held, after, told)


def pass_time(held: Held, now: datetime, offset: int) -> tuple[Held, Changes | None]:
    """Let the clock pass; give back what is held now, and what changed, if anything."""
    if offset <= held.offset:
        return held, everything(held)
    return _compared(held, replace(held, offset=offset, now=max(now, held.now)), ())


def everything(held: Held) -> Changes:
    """The whole journey, said at its present revision."""
    entries = tuple(entry(logged) for logged in held.facts.values())
    gone = tuple((kind, row) for row, kind in held.gone.items())
    return Changes(held.victim, held.offset, (*entries, *held.follows.rows.values()), gone)


def _compared(before: Held, after: Held, entries: tuple[Row, ...]) -> tuple[Held, Changes | None]:
    old, new = before.follows.rows, after.follows.rows
    rows = (*entries, *(row for row in new.values() if old.get(row.id) != row))
    lost = {row.id: kind_of(row) for row in old.values() if row.id not in new}
    gone = {row: kind for row, kind in {**before.gone, **lost}.items() if row not in new}
    if gone != before.gone:
        follows = after.follows
        after = replace(after, gone=gone)
        after.__dict__["follows"] = follows  # `gone` has no part in what follows
    if not rows and not lost:
        return after, None
    said = tuple((kind, row) for row, kind in lost.items())
    return after, Changes(after.victim, after.offset, rows, said)


def encode_held(held: Held) -> bytes:
    """Write what is held, for the changelog."""
    head = {"victim": held.victim, "offset": held.offset, "now": held.now, "gone": held.gone}
    return encode_facts(orjson.dumps(head, option=orjson.OPT_NON_STR_KEYS), held.facts)


def decode_held(value: bytes) -> Held:
    """Read what was held, from the changelog."""
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    return Held(
        victim=raw["victim"],
        facts=facts,
        offset=raw["offset"],
        now=datetime.fromisoformat(raw["now"]),
        gone={UUID(row): kind for row, kind in raw["gone"].items()},
    )
