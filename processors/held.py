"""What the journey processor holds of one victim, and what each record of the log changes in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import orjson

from events.identifiers import Pseudonym
from processors.journey import Journey, after, at, fold
from processors.standing import Delta
from schemas.changes import Changes, Row, kind_of
from schemas.log import Logged, decode_facts, encode_facts


@dataclass(frozen=True)
class Held:
    """A victim's journey, and the log's offset that it stands at.

    `gone` are rows, with their kinds, that the journey once held and no longer does.
    """

    victim: Pseudonym
    journey: Journey = field(default_factory=Journey)
    offset: int = -1
    gone: Mapping[UUID, str] = field(default_factory=dict)


def absorb(held: Held, logged: Logged, offset: int, now: datetime) -> tuple[Held, Changes | None]:
    """Take in one fact of the log; give back what is held now, and what changed, if anything.

    A record seen before, which comes again after a crash, changes nothing, but everything is said
    once more: what was said then may not have reached anyone.
    """
    if offset <= held.offset:
        return held, everything(held)
    return _compared(held, offset, *after(held.journey, logged, now))


def pass_time(held: Held, now: datetime, offset: int) -> tuple[Held, Changes | None]:
    """Let the clock pass; give back what is held now, and what changed, if anything."""
    if offset <= held.offset:
        return held, everything(held)
    return _compared(held, offset, *at(held.journey, now))


def everything(held: Held) -> Changes:
    """The whole journey, said at its present revision."""
    gone = tuple((kind, row) for row, kind in held.gone.items())
    return Changes(held.victim, held.offset, tuple(held.journey.rows.values()), gone)


def _compared(
    held: Held, offset: int, journey: Journey, delta: Delta
) -> tuple[Held, Changes | None]:
    old, new = _by_id(delta.before), _by_id(delta.after)
    rows = tuple(row for row in new.values() if old.get(row.id) != row)
    lost = {row.id: kind_of(row) for row in old.values() if row.id not in new}
    gone = {row: kind for row, kind in {**held.gone, **lost}.items() if row not in new}
    then = replace(held, journey=journey, offset=offset, gone=gone)
    if not rows and not lost:
        return then, None
    said = tuple((kind, row) for row, kind in lost.items())
    return then, Changes(held.victim, offset, rows, said)


def _by_id(rows: Iterable[Row]) -> dict[UUID, Row]:
    return {row.id: row for row in rows}


def encode_held(held: Held) -> bytes:
    """Write what is held, for the changelog."""
    head = {
        "victim": held.victim,
        "offset": held.offset,
        "now": held.journey.now,
        "gone": held.gone,
    }
    return encode_facts(orjson.dumps(head, option=orjson.OPT_NON_STR_KEYS), held.journey.facts)


def decode_held(value: bytes) -> Held:
    """Read what was held, from the changelog."""
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    return Held(
        victim=raw["victim"],
        journey=fold(facts.values(), datetime.fromisoformat(raw["now"])),
        offset=raw["offset"],
        gone={UUID(row): kind for row, kind in raw["gone"].items()},
    )
