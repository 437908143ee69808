"""How what is held of a victim is written in the changelog, and read from it."""

from datetime import datetime
from uuid import UUID

import orjson

from events.identifiers import Pseudonym
from processors.held import Held
from processors.journey import fold
from processors.merges import merged, that_count
from schemas.log import decode_facts, encode_facts


def encode_held(held: Held) -> bytes:
    """Write what is held: a line about it, its own facts, and then each lender with theirs."""
    head = {
        "victim": held.victim,
        "offset": held.offset,
        "now": held.journey.now,
        "gone": held.gone,
        "own": len(held.own),
        "lent": {owner: len(facts) for owner, facts in held.lent.items()},
        "unsaid": held.unsaid,
    }
    return encode_facts(
        orjson.dumps(head, option=orjson.OPT_NON_STR_KEYS), (held.own, *held.lent.values())
    )


def decode_held(value: bytes) -> Held:
    """Read what was held."""
    head, facts = decode_facts(value)
    raw = orjson.loads(head)
    own = {logged.event: logged for logged in facts[: raw["own"]]}
    lent, first = {}, raw["own"]
    for owner, count in raw["lent"].items():
        lent[Pseudonym(owner)] = {logged.event: logged for logged in facts[first : first + count]}
        first += count
    victim = Pseudonym(raw["victim"])
    journey = fold(that_count(victim, own, lent), datetime.fromisoformat(raw["now"]))
    return Held(
        victim=victim,
        journey=journey,
        offset=raw["offset"],
        gone={UUID(row): kind for row, kind in raw["gone"].items()},
        own=own if merged(own) else journey.facts,
        lent=lent,
        unsaid=raw["unsaid"],
    )
