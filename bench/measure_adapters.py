"""The adapters: messages of other systems into events, on one processor, without a broker."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import orjson

from agencies.adapters.adapter_report import AdapterReport
from agencies.adapters.all_adapters import ADAPTERS, AdapterName
from agencies.adapters.conversion import convert
from bench.measurement import Measured, Say, TableValues
from bench.message_specimens import Message, charge_file, movement, resulted_hearing
from bench.processor_time import timed

MESSAGES = 10_000
RECEIVED = datetime(2027, 1, 1, tzinfo=UTC)
SPOILT = 50
"""One message in so many is of a kind that is not read."""

_MOVEMENTS = (
    ("released", "RELEASED", "CR"),
    ("released", "TEMPORARY_ABSENCE_RELEASE", ""),
    ("released", "SENT_TO_COURT", ""),
    ("received", "ADMISSION", ""),
)


def measure(say: Say) -> Measured:
    """10,000 messages over the four systems, and one message of the largest size."""
    each = MESSAGES // len(ADAPTERS)
    rows = [_row(name, _messages(name, each), say) for name in AdapterName]
    large = resulted_hearing(1, 15, 97, 125)
    rows_large = [_row(AdapterName.COMMON_PLATFORM, iter([orjson.dumps(large)] * 20), say)]
    note = (
        f"{MESSAGES:,} messages made from the public schemas, a quarter for each system: hearings"
        " of one to five defendants, charge files, movements of prisoners. One in"
        f" {SPOILT} is of no kind that is read. Each event is checked as intake checks it. Mapped"
        " and left count fields that hold something."
    )
    size = "A resulted hearing of 15 defendants, 97 offences and 125 results, 20 times"
    return Measured("The adapters", [note], {"By system": rows, size: rows_large})


def _row(name: AdapterName, messages: Iterator[bytes], say: Say) -> TableValues:
    written = [*messages]
    total = AdapterReport()
    with timed() as spent:
        for message in written:
            total.add(convert(ADAPTERS[name], message, RECEIVED).report)
    say(f"{name}: {spent.processor:.2f} s")
    return {
        "system": str(name),
        "messages": len(written),
        "refused": total.messages["refused"],
        "events": total.said.total(),
        "fields mapped": total.mapped.total(),
        "fields left": total.left.total(),
        "could not be said": total.unsaid.total(),
        "results of no list": total.other.total(),
        "ms of processor time a message": spent.processor / len(written) * 1000,
    }


def _messages(name: AdapterName, number: int) -> Iterator[bytes]:
    made = random.Random(number)
    make = _MAKERS[name]
    for seed in range(1, number + 1):
        spoilt: Message = {"version": seed}
        yield orjson.dumps(spoilt if seed % SPOILT == 0 else make(seed, made))


def _hearing(seed: int, made: random.Random) -> Message:
    people = made.randint(1, 5)
    return resulted_hearing(seed, people, people * made.randint(1, 4), people * made.randint(0, 6))


def _movement(seed: int, made: random.Random) -> Message:
    kind, reason, code = _MOVEMENTS[made.randrange(len(_MOVEMENTS))]
    more = {"nomisMovementReasonCode": code} if code else {}
    return {**movement(kind, reason, **more), "MessageId": f"5f0c2b1e-0000-4000-8000-{seed:012d}"}


_MAKERS: dict[AdapterName, Callable[[int, random.Random], Message]] = {
    AdapterName.COMMON_PLATFORM: _hearing,
    AdapterName.COURT_DATA: _hearing,
    AdapterName.SPI: lambda seed, _: charge_file(seed),
    AdapterName.PRISON_EVENTS: _movement,
}
