"""The pure fold: what one more fact costs a journey that has so many, and what is held of it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from bench.log import log_of
from bench.measured import Measured, Row, Say
from processors.held import Held, absorb
from processors.held_bytes import encode_held
from schemas.changes import encode_changes
from schemas.log import Logged

VICTIMS = 300
SIZES = (10, 100, 1000)
RUNS = 7
MORE = 20
"""Facts folded in a run, each into the journey of the asked size."""


def measure(say: Say) -> Measured:
    """Journeys of growing length, from simulated victims' facts put under one pseudonym."""
    facts = [logged for logged in log_of(VICTIMS) if logged.victim is not None]
    rows = []
    for size in SIZES:
        rows.append(_row(facts, size))
        say(f"{size} facts: {rows[-1]['microseconds a fact']:,.0f} µs a fact")
    notes = [
        "One more fact, folded in pure Python into a journey that has so many: absorbed, compared"
        " with what was said before, the changes and the held state written as bytes. The facts are"
        f" simulated victims' under one pseudonym, so a long journey has many cases. Median of"
        f" {RUNS} runs of {MORE} facts. A fact is judged with what it can change alone; what still"
        " grows with the journey is the held state, written whole at each fact. A simulated victim"
        " has about thirty.",
    ]
    return Measured("The fold", notes, {"Cost of one more fact": rows})


def _row(facts: Sequence[Logged], size: int) -> Row:
    victim = facts[0].victim
    assert victim is not None
    theirs = [replace(logged, victim=victim) for logged in facts[: size + MORE]]
    held = Held(victim)
    for offset, logged in enumerate(theirs[:size]):
        held = absorb(held, logged, offset, held.journey.now).held
    runs = [_run(held, theirs[size:]) for _ in range(RUNS)]
    return {
        "facts in the journey": size,
        "microseconds a fact": median(runs),
        "lowest": min(runs),
        "highest": max(runs),
        "bytes held": len(encode_held(held)),
    }


def _run(held: Held, more: Sequence[Logged]) -> float:
    """Microseconds for each of some facts, one after the other into the same journey."""
    began = time.perf_counter()
    for logged in more:
        after = absorb(held, logged, held.offset + 1, held.journey.now)
        encode_held(after.held)
        if after.changes:
            encode_changes(after.changes)
    return (time.perf_counter() - began) / len(more) * 1e6
