"""The notifier: reads its topics into the record, plans whom to tell, and sends.

What it reads and how far it has read go into the record in one transaction. The group's offsets in
Kafka are for those who look how far it is behind; the record alone decides where it goes on.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from notifier.changes_reading import ChangesReader
from notifier.contacts import ContactBook
from notifier.escalation_policy import EscalationPolicy
from notifier.faults import Faults, LeftOutKind
from notifier.message_silences import Silence, decode_silence
from notifier.notification_record import NotificationRecord, read_instant, written
from notifier.planning import Planning
from notifier.preferences import read_person
from notifier.quiet_times import QuietTimes
from notifier.sending import Sending
from schemas.topics import (
    JOURNEY_CHANGES,
    NOTIFIER_TOPICS,
    OPERATOR_ALERTS,
    PREFERENCES,
    SILENCES,
    STAFFING,
)

NOTIFIER_GROUP = "notifier"
"""Kafka's name of its consumer group."""

_BLOCK = 2_000
_POLL_MS = 500
logger = logging.getLogger(__name__)


class Notifier:
    """Reads, plans and sends until it is stopped."""

    def __init__(  # noqa: PLR0913 - the parts that it is made of
        self,
        record: NotificationRecord,
        reader: ChangesReader,
        book: ContactBook,
        planning: Planning,
        sending: Sending,
        policy: EscalationPolicy,
        faults: Faults,
    ) -> None:
        self._record, self._reader, self._book = record, reader, book
        self._planning, self._sending, self._policy = planning, sending, policy
        self._faults = faults

    async def run(
        self,
        bootstrap: str,
        partitions: Mapping[str, int],
        stopping: asyncio.Event,
        ready: Callable[[], None],
    ) -> None:
        """Run until `stopping` is set. `ready` is called once it reads.

        `partitions` is how many each topic has.
        """
        consumer = AIOKafkaConsumer(
            group_id=NOTIFIER_GROUP,
            bootstrap_servers=bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            max_partition_fetch_bytes=8 * 1024 * 1024,
        )
        await consumer.start()
        try:
            self._begin(consumer, partitions)
            ready()
            await self._catch_up(consumer, stopping)
            self._try_again()
            await self._sending.recover()
            while not stopping.is_set():
                await self._read(consumer)
                self._tell()
            await self._sending.finish()
        finally:
            await consumer.stop()

    def _begin(self, consumer: AIOKafkaConsumer, partitions: Mapping[str, int]) -> None:
        """Go on where the record is, by itself: no other member of the group is waited for."""
        topics = {topic: partitions[topic] for topic in NOTIFIER_TOPICS}
        places = [TopicPartition(name, each) for name, n in topics.items() for each in range(n)]
        consumer.assign(places)
        self._read_again()
        for place in places:
            rows = self._record.ask(
                "SELECT next FROM read_offsets WHERE (topic, part) = (?, ?)", *place
            )
            consumer.seek(place, rows[0]["next"] if rows else 0)

    def _read_again(self) -> None:
        """Try again what could not be read: its partition is read from there on.

        A later record may have changed what it says, so all that follows is read after it again.
        """
        with self._record.transaction():
            for name in self._faults.of(LeftOutKind.RECORD):
                topic, part, offset = name.rsplit("/", 2)
                self._faults.forget(LeftOutKind.RECORD, name)
                self._record.do(
                    "UPDATE read_offsets SET next = min(next, ?) WHERE (topic, part) = (?, ?)",
                    *(int(offset), topic, int(part)),
                )

    async def _catch_up(self, consumer: AIOKafkaConsumer, stopping: asyncio.Event) -> None:
        """Read all that there is before anybody is told: what is over since is told to nobody."""
        ends = await consumer.end_offsets(consumer.assignment())
        while not stopping.is_set():
            some = await self._read(consumer)
            behind = [place for place, end in ends.items() if await consumer.position(place) < end]
            if not some and not behind:
                return

    def _try_again(self) -> None:
        """Decide and write anew what faults had left out."""
        with self._record.transaction():
            for alert in self._faults.of(LeftOutKind.ALERT):
                self._reader.set_again(alert)
        self._sending.try_again(self._faults.clock())

    async def _read(self, consumer: AIOKafkaConsumer) -> bool:
        """Read a block into the record; whether there was any."""
        batch = await consumer.getmany(timeout_ms=_POLL_MS, max_records=_BLOCK)
        if not batch:
            return False
        with self._record.transaction():
            for place, records in batch.items():
                self._take_all(place, records)
        nexts = {place: records[-1].offset + 1 for place, records in batch.items()}
        try:
            await consumer.commit(nexts)
        except KafkaError as error:
            logger.warning("the group's offsets are not committed (%s)", type(error).__name__)
        return True

    def _take_all(self, place: TopicPartition, records: Sequence[ConsumerRecord]) -> None:
        for each in records:
            self._try(each)
        self._record.do(
            "INSERT OR REPLACE INTO read_offsets VALUES (?, ?, ?)",
            *(place.topic, place.partition, records[-1].offset + 1),
        )

    def _try(self, record: ConsumerRecord) -> None:
        name = f"{record.topic}/{record.partition}/{record.offset}"
        with self._faults.tried(LeftOutKind.RECORD, name):
            self._take(record)

    def _take(self, record: ConsumerRecord) -> None:
        match record.topic:
            case str(topic) if topic == JOURNEY_CHANGES:
                at = datetime.fromtimestamp(record.timestamp / 1000, UTC)
                self._reader.changes(record.value, at)
            case str(topic) if topic == OPERATOR_ALERTS:
                self._reader.operators(record.key, record.value)
            case str(topic) if topic == STAFFING:
                self._reader.staffing(record.value)
            case str(topic) if topic == PREFERENCES:
                self._book.take(read_person(record.key), record.value)
            case str(topic) if topic == SILENCES:
                self._silence(*decode_silence(record.key, record.value))

    def _silence(self, name: str, silence: Silence | None) -> None:
        self._record.do("DELETE FROM silences WHERE agency = ?", name)
        if silence:
            self._record.do(
                "INSERT INTO silences VALUES (?, ?, ?)",
                *(name, written(silence.starts), written(silence.ends)),
            )

    def _tell(self) -> None:
        now = self._faults.clock()
        self._planning.plan(now)
        self._sending.start(QuietTimes(now, self._policy, self._silences()))

    def _silences(self) -> Mapping[str, Silence]:
        return {
            row["agency"]: Silence(None, read_instant(row["starts"]), read_instant(row["ends"]))
            for row in self._record.ask("SELECT * FROM silences")
        }
