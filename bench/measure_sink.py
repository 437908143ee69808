"""The sink: rows a second into chDB, in blocks as large as it writes when much waits."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from aiokafka import ConsumerRecord, TopicPartition

from bench.measurement import Measured, Say, TableValues
from bench.processor_time import timed
from bench.simulated_log import log_of
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from projections.sink import BLOCK, Batch, block_of, write
from projections.store import Store
from schemas.changes import Changes, encode_changes
from schemas.topics import JOURNEY, JOURNEY_CHANGES

VICTIMS = 6_000


def measure(say: Say) -> Measured:
    """Write the records of a simulated log and of its changes, block after block."""
    batches = list(_batches())
    with TemporaryDirectory() as folder:
        store = Store.open(path=Path(folder) / "chdb")
        try:
            store.migrate()
            blocks = [_block(store, batch, say) for batch in batches]
        finally:
            store.close()
    rates = [row["rows a second"] for row in blocks]
    costs = [row["processor s"] / row["rows"] * 1e6 for row in blocks]
    notes = [
        f"The log of {VICTIMS:,} simulated victims and its changes, as the sink reads them, into an"
        f" empty chDB: {len(blocks)} blocks of {BLOCK:,} records. Timed are decoding, the"
        " tables' inserts and the two notes of progress around them; reading from Kafka is not."
        f" Median {median(rates):,.0f} rows a second, and"
        f" {median(costs):,.0f} µs of processor time a row, the threads of chDB among it.",
    ]
    return Measured("The sink", notes, {"By block": blocks})


def _batches() -> Iterator[Batch]:
    """Blocks of records as Kafka would give them, the log's and its changes' in one partition."""
    journeys = JourneyProcessor({}, lambda _: 0)
    log, changes = TopicPartition(JOURNEY, 0), TopicPartition(JOURNEY_CHANGES, 0)
    batch: dict[TopicPartition, list[ConsumerRecord]] = {log: [], changes: []}
    written = 0
    for offset, logged in enumerate(log_of(VICTIMS)):
        batch[log].append(_record(log, offset, logged.written))
        for changed in journeys.take([StreamRecord(0, offset, logged)]):
            if isinstance(changed, Changes):
                batch[changes].append(_record(changes, written, encode_changes(changed)))
                written += 1
        if sum(map(len, batch.values())) >= BLOCK:
            yield batch
            batch = {log: [], changes: []}


def _record(place: TopicPartition, offset: int, value: bytes) -> ConsumerRecord:
    return ConsumerRecord(
        topic=place.topic,
        partition=place.partition,
        offset=offset,
        timestamp=0,
        timestamp_type=1,
        key=None,
        value=value,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=len(value),
        headers=(),
    )


def _block(store: Store, batch: Batch, say: Say) -> TableValues:
    with timed() as spent:
        block = block_of(batch)
        write(store, block)
    rows = sum(map(len, block.rows.values()))
    say(f"{rows:,} rows in {spent.wall:.2f} s")
    return {
        "rows": rows,
        "wall s": spent.wall,
        "processor s": spent.processor,
        "rows a second": rows / spent.wall,
    }
