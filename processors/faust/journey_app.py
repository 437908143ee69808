"""The journey processor's Faust agent: the log of record in, the changes of journeys out.

What a victim lends to the one they were merged into goes through a topic of its own.
"""

from collections.abc import Iterable

import faust
from faust.types import EventT, StreamT

from processors.faust.faust_app import WorkerPlace, make_app, or_die, run_worker
from processors.faust.faust_tables import partition_of, table_of
from processors.faust.patches.batching import event_batches
from processors.stream.journey_processor import JourneyProcessor, StreamRecord, place_of
from schemas.changes import Changes, encode_changes
from schemas.log_records import (
    LoggedFact,
    MergedFact,
    Tick,
    decode_log,
    decode_merged,
    encode_merged,
)
from schemas.topics import JOURNEY_CHANGES, JOURNEY_LENT, JOURNEYS_TOPICS

NAME = "victim-journey-journeys"


def make_journeys(place: WorkerPlace) -> faust.App:
    """The journey processor's app."""
    app = make_app(NAME, place)
    raw = {"key_serializer": "raw", "value_serializer": "raw"}
    log = app.topic(*JOURNEYS_TOPICS, key_type=bytes, value_type=bytes, **raw)
    lent = app.topic(JOURNEY_LENT, value_type=bytes, **raw)
    changed = app.topic(JOURNEY_CHANGES, value_type=bytes, **raw)
    of_key = place_of(partition_of(place.partitions))
    held = table_of(app, "held", write=bytes, read=bytes, place=of_key)
    journeys = JourneyProcessor(held, of_key)

    def say(said: Changes | MergedFact) -> None:
        if isinstance(said, Changes):
            changed.send_soon(key=said.victim.encode(), value=encode_changes(said))
        else:
            lent.send_soon(key=said.to.encode(), value=encode_merged(said))

    async def fold(events: Iterable[EventT]) -> None:
        for said in journeys.take(map(_record, events)):
            say(said)

    @held.on_recover  # type: ignore[untyped-decorator]
    async def recovered() -> None:
        await or_die(_recovered(journeys), "recovery")

    @app.agent(log, name="journeys", concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: StreamT) -> None:
        async for events in event_batches(stream):
            message = events[0].message
            where = f"{message.topic}/{message.partition}/{message.offset}"
            await or_die(fold(events), f"{where} and what came with it")

    return app


def _record(event: EventT) -> StreamRecord:
    message = event.message
    if message.topic == JOURNEY_LENT:
        told: LoggedFact | Tick | MergedFact = decode_merged(event.key.decode(), event.value)
    else:
        told = decode_log(event.value)
    return StreamRecord(message.partition, message.offset, told)


async def _recovered(journeys: JourneyProcessor) -> None:
    journeys.recovered()


def run(place: WorkerPlace) -> None:
    """Run a worker of the journey processor until SIGTERM or SIGINT."""
    run_worker(make_journeys(place))
