"""Looks that are in the topic and, as the sink writes it, in the table when they are recorded."""

from dataclasses import dataclass, field
from pathlib import Path

from aiokafka import ConsumerRecord, TopicPartition

from access.look_chain import LookChain
from access.looks import AccessEntry
from look_topics import AT, TopicInMemory
from projections.sink import write_batch
from projections.store import Store
from schemas.topics import LOOKS


@dataclass
class StoredLooks:
    """A chain in memory and in a store. While the sink is `behind`, the table waits."""

    store: Store
    folder: Path
    topic: TopicInMemory = field(default_factory=TopicInMemory)
    behind: bool = False
    _written: int = 0

    def __post_init__(self) -> None:
        self._chain = LookChain(self.folder, self.topic)

    def record(self, entry: AccessEntry) -> None:
        self._chain.record(entry)
        if not self.behind:
            self.write()

    def write(self) -> None:
        """What the sink has not written yet."""
        waiting = self.topic.records[self._written :]
        self._written = len(self.topic.records)
        if waiting:
            at = int(AT.timestamp() * 1000)
            records = [
                ConsumerRecord(LOOKS, 0, offset, at, 1, key, value, None, 1, 1, ())
                for offset, key, value in waiting
            ]
            write_batch(self.store, {TopicPartition(LOOKS, 0): records})

    def close(self) -> None:
        self._chain.close()
