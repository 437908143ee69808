"""The journey processor's Faust agent: the log of record in, the changes of journeys out.

What a victim lends to the one they were merged into goes through a topic of its own.
"""

import faust
from faust.types import EventT, StreamT

from processors.held import Absorbed
from processors.journeys import Journeys
from processors.workers.faust_app import Place, make_app, or_die, partition_of, run_worker, table_of
from schemas.changes import Changes, encode_changes
from schemas.log import Tick, decode_lent, decode_log, encode_lent
from schemas.topics import JOURNEY_CHANGES, JOURNEY_LENT, JOURNEYS_TOPICS

NAME = "victim-journey-journeys"


def make_journeys(place: Place) -> faust.App:
    """The journey processor's app."""
    app = make_app(NAME, place)
    raw = {"key_serializer": "raw", "value_serializer": "raw"}
    log = app.topic(*JOURNEYS_TOPICS, key_type=bytes, value_type=bytes, **raw)
    lent = app.topic(JOURNEY_LENT, value_type=bytes, **raw)
    changed = app.topic(JOURNEY_CHANGES, value_type=bytes, **raw)
    held = table_of(app, "held", write=bytes, read=bytes)
    journeys = Journeys(held, partition_of(place.partitions))

    def say(changes: Changes, partition: int) -> None:
        key = changes.victim.encode()
        changed.send_soon(key=key, value=encode_changes(changes), partition=partition)

    def pass_on(absorbed: Absorbed | None, partition: int) -> None:
        if absorbed is None:
            return
        if absorbed.changes:
            say(absorbed.changes, partition)
        for each in absorbed.lends:
            lent.send_soon(key=each.to.encode(), value=encode_lent(each))

    async def fold(event: EventT) -> None:
        partition, offset = event.message.partition, event.message.offset
        if event.message.topic == JOURNEY_LENT:
            told = decode_lent(event.key.decode(), event.value)
            pass_on(journeys.lent(told, partition), partition)
            return
        record = decode_log(event.value)
        if isinstance(record, Tick):
            for changes in journeys.tick(record, partition, offset):
                say(changes, partition)
        else:
            pass_on(journeys.fact(record, partition, offset), partition)

    @held.on_recover  # type: ignore[untyped-decorator]
    async def recovered() -> None:
        await or_die(_recovered(journeys), "recovery")

    @app.agent(log, name="journeys", concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: StreamT) -> None:
        async for event in stream.events():
            message = event.message
            await or_die(fold(event), f"{message.topic}/{message.partition}/{message.offset}")

    return app


async def _recovered(journeys: Journeys) -> None:
    journeys.recovered()


def run(place: Place) -> None:
    """Run a worker of the journey processor until it is told to stop."""
    run_worker(make_journeys(place))
