"""The journey processor's Faust agent: the log of record in, the changes of journeys out.

The facts of a victim who was merged into another go to that one through a topic of their own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import faust
from faust.types import EventT, StreamT

from processors.faust.faust_app import WorkerPlace, make_app, or_die, run_worker
from processors.faust.faust_tables import partition_of, table_of
from processors.faust.patches.batching import event_batches
from processors.faust.set_aside_topic import SetAsideTopic
from processors.stream.journey_processor import JourneyProcessor, Output, StreamRecord, place_of
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact, decode_log
from schemas.merge_records import (
    FactsWithdrawn,
    JourneyGap,
    MergedFact,
    MergeRecord,
    decode_merged,
    encode_merged,
)
from schemas.records_set_aside import MERGED_GAP, RecordReader, victim_of_key
from schemas.ticks import Tick
from schemas.topics import JOURNEY_CHANGES, JOURNEY_LENT, JOURNEYS_TOPICS
from schemas.unreadable_records import UnreadableRecord

NAME = "victim-journey-journeys"


@dataclass
class JourneyAgent:
    """The journeys, the topics they are published to, and where unreadable records are noted.

    `place` gives the partition of a victim: a record elsewhere is not the platform's own.
    """

    journeys: JourneyProcessor
    changes: Any
    merged: Any
    aside: SetAsideTopic
    changelog: str
    place: Callable[[str], int]

    async def take(self, events: Iterable[EventT]) -> None:
        """Take in records. Raises nothing that a record could cause."""
        for output in self.journeys.take(self._records(events)):
            self._publish(output)
        self._note_unreadable()

    async def recovered(self) -> None:
        """Begin again from the restored table."""
        self.journeys.recovered()
        self._note_unreadable()

    def _publish(self, output: Output) -> None:
        match output:
            case Changes(victim=victim):
                self.changes.send_soon(key=victim.encode(), value=encode_changes(output))
            case MergedFact(to=victim) | FactsWithdrawn(to=victim) | JourneyGap(victim=victim):
                self.merged.send_soon(key=victim.encode(), value=encode_merged(output))

    def _note_unreadable(self) -> None:
        for name, partition, error in self.journeys.unreadable():
            self.aside.note_restored(self.changelog, partition, error, victim_of_key(name))

    def _records(self, events: Iterable[EventT]) -> Iterator[StreamRecord]:
        """The records; for one that cannot be read the gap in its victim's journey, if any."""
        for event in events:
            value = self._value(event)
            if value is not None:
                yield StreamRecord(event.message.partition, event.message.offset, value)

    def _value(self, event: EventT) -> LoggedFact | Tick | MergeRecord | None:
        try:
            if event.message.topic != JOURNEY_LENT:
                return decode_log(event.value)
            value = decode_merged(event.key, event.value)
        except UnreadableRecord as unreadable:
            victim = victim_of_key(event.key)
            if victim and self.place(victim) != event.message.partition:
                victim = None
            self.aside.note(event.message, str(unreadable), victim)
            return JourneyGap(victim) if victim else None
        if isinstance(value, JourneyGap):
            self.aside.note(event.message, MERGED_GAP, value.victim)
        return value


def make_journeys(place: WorkerPlace) -> faust.App:
    """The journey processor's app."""
    app = make_app(NAME, place)
    raw = {"key_serializer": "raw", "value_serializer": "raw"}
    log = app.topic(*JOURNEYS_TOPICS, key_type=bytes, value_type=bytes, **raw)
    of_key = place_of(partition_of(place.partitions))
    table = table_of(app, "held", write=bytes, read=bytes, place=of_key)
    agent = JourneyAgent(
        journeys=JourneyProcessor(table, of_key),
        changes=app.topic(JOURNEY_CHANGES, value_type=bytes, **raw),
        merged=app.topic(JOURNEY_LENT, value_type=bytes, **raw),
        aside=SetAsideTopic.of(app, RecordReader.JOURNEYS),
        changelog=table.changelog_topic_name,
        place=of_key,
    )

    @table.on_recover  # type: ignore[untyped-decorator]
    async def recovered() -> None:
        await or_die(agent.recovered(), "recovery")

    @app.agent(log, name="journeys", concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: StreamT) -> None:
        async for events in event_batches(stream):
            message = events[0].message
            where = f"{message.topic}/{message.partition}/{message.offset}"
            await or_die(agent.take(events), f"{where} and what came with it")

    return app


def run(place: WorkerPlace) -> None:
    """Run a worker of the journey processor until SIGTERM or SIGINT."""
    run_worker(make_journeys(place))
