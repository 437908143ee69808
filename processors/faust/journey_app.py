"""The journey processor's Faust agent: the log of record in, the changes of journeys out.

The facts of a victim who was merged into another go to that one through a topic of their own.
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
    merged = app.topic(JOURNEY_LENT, value_type=bytes, **raw)
    changes = app.topic(JOURNEY_CHANGES, value_type=bytes, **raw)
    of_key = place_of(partition_of(place.partitions))
    table = table_of(app, "held", write=bytes, read=bytes, place=of_key)
    journeys = JourneyProcessor(table, of_key)

    def publish(output: Changes | MergedFact) -> None:
        if isinstance(output, Changes):
            changes.send_soon(key=output.victim.encode(), value=encode_changes(output))
        else:
            merged.send_soon(key=output.to.encode(), value=encode_merged(output))

    async def take_in(events: Iterable[EventT]) -> None:
        for output in journeys.take(map(_record, events)):
            publish(output)

    @table.on_recover  # type: ignore[untyped-decorator]
    async def recovered() -> None:
        await or_die(_recovered(journeys), "recovery")

    @app.agent(log, name="journeys", concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: StreamT) -> None:
        async for events in event_batches(stream):
            message = events[0].message
            where = f"{message.topic}/{message.partition}/{message.offset}"
            await or_die(take_in(events), f"{where} and what came with it")

    return app


def _record(event: EventT) -> StreamRecord:
    message = event.message
    if message.topic == JOURNEY_LENT:
        value: LoggedFact | Tick | MergedFact = decode_merged(event.key.decode(), event.value)
    else:
        value = decode_log(event.value)
    return StreamRecord(message.partition, message.offset, value)


async def _recovered(journeys: JourneyProcessor) -> None:
    journeys.recovered()


def run(place: WorkerPlace) -> None:
    """Run a worker of the journey processor until SIGTERM or SIGINT."""
    run_worker(make_journeys(place))
