"""What one more fact costs a journey that is already long, and what is held of it."""

import time
from datetime import timedelta
from statistics import median

from bench.log import log_of
from bench.measured import Measured, Row, Say
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.identifiers import Agency, event_identity
from processors.held import Held, absorb, encode_held
from schemas.log import Logged

LENGTHS = (10, 100, 1_000)
TRIES = 30


def measure(say: Say) -> Measured:
    """Lengthen one simulated journey with contacts, and time the fact that comes last."""
    rows: list[Row] = []
    for length in LENGTHS:
        say(f"a journey of {length:,} facts")
        rows.append(_row(length))
    notes = [
        "A simulated journey, lengthened with contacts to so many facts. Timed is one more fact:"
        " folded, compared with before, and written for the changelog. It grows with the journey,"
        " for the fold works everything out anew (decision 0001)."
    ]
    return Measured("A long journey", notes, {"One more fact": rows})


def _row(length: int) -> Row:
    *facts, last = _journey(length + 1)
    assert last.victim
    held = Held(last.victim)
    for offset, logged in enumerate(facts):
        held, _ = absorb(held, logged, offset, held.now)
    spent = []
    for _ in range(TRIES):
        began = time.perf_counter()
        after, _ = absorb(held, last, length, held.now)
        written = encode_held(after)
        spent.append(time.perf_counter() - began)
    return {
        "facts": length,
        "microseconds": median(spent) * 1e6,
        "bytes held": len(written),
        "bytes a fact": len(written) // (length + 1),
    }


def _journey(length: int) -> list[Logged]:
    """The longest journey among a few, with contacts after it."""
    journeys: dict[str, list[Logged]] = {}
    for logged in log_of(50):
        if logged.victim:
            journeys.setdefault(logged.victim, []).append(logged)
    facts = max(journeys.values(), key=len)[:10]
    return [*facts, *(_contact(facts[-1], number) for number in range(length - len(facts)))]


def _contact(after: Logged, number: int) -> Logged:
    at = after.occurred.at + timedelta(minutes=number)
    return Logged(
        event=event_identity(Agency.MET_POLICE, "bench", str(number)),
        agency=Agency.MET_POLICE,
        case=after.case,
        victim=after.victim,
        occurred=type(after.occurred)(at),
        recorded=None,
        known=None,
        received=at,
        fact=VictimInformed(
            about=ToldAbout.PROGRESS, channel=Channel.TELEPHONE, outcome=ContactOutcome.REACHED
        ),
    )
