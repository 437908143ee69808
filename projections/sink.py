"""The sink: from Kafka into ClickHouse in large blocks, each written once.

ClickHouse itself stores the sink's progress, beside the rows. So a dropped database is filled again
from the log. A block is noted as pending, inserted with a token for each table, and noted as done.
After a crash exactly the pending block is read and inserted again; the tables drop the repeat.
A record that cannot be read, or whose rows no table takes, is set aside: a table has its place.
"""

import asyncio
import hashlib
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from projections.alert_policies import ALERT_POLICIES, alert_timing, new_policies
from projections.projection_rows import (
    Rows,
    changes_rows,
    intervention_rows,
    log_rows,
    look_rows,
    pause_rows,
    refusal_rows,
    release_rows,
    set_aside_rows,
    staffing_rows,
)
from projections.store import Store, UnreadableRowsError
from schemas.records_set_aside import RecordReader, RecordSetAside, decode_set_aside
from schemas.rejected_records import decode_rejected
from schemas.topics import (
    INTAKE_PAUSES,
    INTERVENTIONS,
    JOURNEY,
    JOURNEY_CHANGES,
    LOOKS,
    RELEASES,
    SET_ASIDE,
    STAFFING,
    agency_of_topic,
)
from schemas.unreadable_records import UnreadableRecord

VERSION = "1"
"""The version of the projections' shape. It is part of every token."""

BLOCK = 20_000
"""The most records in a block."""

LINGER = 0.5
"""The least seconds between two blocks: a large one costs ClickHouse little more than a small."""

TIDY_EVERY = 28
"""After so many blocks, small parts are merged."""

Batch = Mapping[TopicPartition, Sequence[ConsumerRecord]]

Place = tuple[str, int, int]
"""Topic, partition and offset of a record."""

REFUSED_ROW = "RefusedByTheDatabase"
"""The `error` of a record that could be read, and whose rows the database cannot read."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Range:
    """Records of one partition, from the first offset to the last, both included."""

    topic: str
    partition: int
    first: int
    last: int


@dataclass(frozen=True)
class SinkBlock:
    """Rows that are written together, by table, and the ranges that they come from."""

    ranges: tuple[Range, ...]
    rows: Rows

    def token(self, table: str) -> str:
        """A token of the block for one table: the same whenever the same records are read."""
        parts = [VERSION, table, *map(str, self.ranges)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def block_of(batch: Batch, refused: Collection[Place] = ()) -> SinkBlock:
    """One block from records of any of the topics.

    Those that cannot be read, and those at the places that are `refused`, are set aside.
    """
    rows: Rows = {}
    ranges = []
    for place, records in sorted(batch.items()):
        ranges.append(Range(place.topic, place.partition, records[0].offset, records[-1].offset))
        for record in records:
            for table, more in _readable_rows(record, refused).items():
                rows.setdefault(table, []).extend(more)
    return SinkBlock(tuple(ranges), rows)


def _readable_rows(record: ConsumerRecord, refused: Collection[Place]) -> Rows:
    if _place(record) in refused:
        return set_aside_rows(_set_aside(record, REFUSED_ROW))
    try:
        return _rows(record)
    except UnreadableRecord as unreadable:
        return set_aside_rows(_set_aside(record, str(unreadable)))


def _set_aside(record: ConsumerRecord, error: str) -> RecordSetAside:
    logger.error("%s/%s/%s cannot be read (%s): it is set aside", *_place(record), error)
    return RecordSetAside(RecordReader.SINK, *_place(record), error, _written(record))


def _place(record: ConsumerRecord) -> Place:
    return record.topic, record.partition, record.offset


def _written(record: ConsumerRecord) -> datetime:
    return datetime.fromtimestamp(record.timestamp / 1000, UTC)


def _rows(record: ConsumerRecord) -> Rows:
    """The rows of a record. Raises UnreadableRecord."""
    match record.topic:
        case str(topic) if topic == JOURNEY:
            return log_rows(record.value)
        case str(topic) if topic == JOURNEY_CHANGES:
            return changes_rows(record.value)
        case str(topic) if topic == INTAKE_PAUSES:
            return pause_rows(record.key, record.value, record.offset, _written(record))
        case str(topic) if topic == STAFFING:
            return staffing_rows(record.value)
        case str(topic) if topic == INTERVENTIONS:
            return intervention_rows(record.value)
        case str(topic) if topic == SET_ASIDE:
            return set_aside_rows(decode_set_aside(record.value))
        case str(topic) if topic == LOOKS:
            return look_rows(record.key, record.value, record.offset)
        case str(topic) if topic == RELEASES:
            return release_rows(record.key, record.value)
        case topic:
            agency = agency_of_topic(topic)
            return refusal_rows(
                decode_rejected(record.value, record.headers, record.offset, agency, record.key)
            )


class SinkCheckpoint:
    """The progress of each partition, stored in ClickHouse."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> tuple[dict[TopicPartition, int], list[Range]]:
        """The next offset of each partition, and the ranges that may be half written."""
        nexts, pending = {}, []
        rows = self._store.query(
            "SELECT topic, partition, first, last, done FROM sink_progress FINAL"
        )
        for row in rows:
            place = TopicPartition(row["topic"], row["partition"])
            nexts[place] = row["last"] + 1
            if not row["done"]:
                pending.append(Range(place.topic, place.partition, row["first"], row["last"]))
        return nexts, pending

    def note(self, ranges: Sequence[Range], *, done: bool) -> None:
        """Note ranges as pending or as done."""
        self._store.insert(
            "sink_progress",
            [
                {**vars(part), "done": int(done), "version": 2 * part.last + int(done)}
                for part in ranges
            ],
        )


def write(store: Store, block: SinkBlock) -> None:
    """Write a block once, however often it is tried."""
    progress = SinkCheckpoint(store)
    if block.rows:
        progress.note(block.ranges, done=False)
    for table, rows in sorted(block.rows.items()):
        store.insert(table, rows, block.token(table))
    progress.note(block.ranges, done=True)


def write_batch(store: Store, batch: Batch) -> None:
    """Write records once; those whose rows the database cannot read are set aside."""
    try:
        write(store, _with_new_policies(store, block_of(batch)))
    except UnreadableRowsError:
        refused = frozenset(_unreadable_rows(store, batch))
        write(store, _with_new_policies(store, block_of(batch, refused)))


def _with_new_policies(store: Store, block: SinkBlock) -> SinkBlock:
    """The block without the policies of ticks that are known: most ticks repeat the last one's."""
    if ALERT_POLICIES not in block.rows:
        return block
    rows = dict(block.rows)
    new = new_policies(alert_timing(store), rows.pop(ALERT_POLICIES))
    return SinkBlock(block.ranges, rows | ({ALERT_POLICIES: new} if new else {}))


def _unreadable_rows(store: Store, batch: Batch) -> Iterator[Place]:
    """The places of the records whose rows the database cannot read, found by halving."""
    waiting = [[record for records in batch.values() for record in records]]
    while waiting:
        records = waiting.pop()
        if _database_reads(store, records):
            continue
        if len(records) == 1:
            yield _place(records[0])
        else:
            half = len(records) // 2
            waiting += [records[:half], records[half:]]


def _database_reads(store: Store, records: Sequence[ConsumerRecord]) -> bool:
    rows: Rows = {}
    for record in records:
        for table, more in _readable_rows(record, ()).items():
            rows.setdefault(table, []).extend(more)
    return all(store.reads(table, each) for table, each in rows.items())


class Sink:
    """Reads the topics from the stored progress on, and writes block after block until stopped."""

    def __init__(self, store: Store, bootstrap: str, topics: Sequence[str]) -> None:
        self._store = store
        self._bootstrap = bootstrap
        self._topics = topics
        self._blocks = 0

    async def run(self, stopping: asyncio.Event) -> None:
        """Run until `stopping` is set."""
        consumer = AIOKafkaConsumer(
            *self._topics,
            group_id=None,
            bootstrap_servers=self._bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            max_partition_fetch_bytes=8 * 1024 * 1024,
        )
        await consumer.start()
        try:
            await self._position(consumer)
            while not stopping.is_set():
                rest = asyncio.create_task(asyncio.sleep(LINGER))
                if batch := await consumer.getmany(timeout_ms=500, max_records=BLOCK):
                    await asyncio.to_thread(self._write, batch)
                await rest
        finally:
            await consumer.stop()

    def _write(self, batch: Batch) -> None:
        write_batch(self._store, batch)
        self._blocks += 1
        if self._blocks % TIDY_EVERY == 0:
            self._store.merge_small_parts()

    async def _position(self, consumer: AIOKafkaConsumer) -> None:
        nexts, pending = await asyncio.to_thread(SinkCheckpoint(self._store).load)
        if pending:
            await self._repeat(consumer, pending)
        for place in consumer.assignment():
            consumer.seek(place, nexts.get(place, 0))

    async def _repeat(self, consumer: AIOKafkaConsumer, pending: Sequence[Range]) -> None:
        """Read exactly the pending ranges and write their block again."""
        wanted = {TopicPartition(part.topic, part.partition): part for part in pending}
        read: dict[TopicPartition, list[ConsumerRecord]] = {place: [] for place in wanted}
        for place, part in wanted.items():
            consumer.seek(place, part.first)
        while missing := [p for p, part in wanted.items() if not _complete(read[p], part)]:
            for place, records in (await consumer.getmany(*missing, timeout_ms=500)).items():
                read[place].extend(r for r in records if r.offset <= wanted[place].last)
        await asyncio.to_thread(write_batch, self._store, read)


def _complete(records: Sequence[ConsumerRecord], part: Range) -> bool:
    return bool(records) and records[-1].offset >= part.last
