"""Faust's tables: raw bytes in memory and in a compacted changelog, by string keys."""

from collections.abc import Callable
from typing import Any

import faust
from aiokafka.partitioner import murmur2
from faust.serializers import codecs

from processors.faust.exit_now import exit_now

LARGEST_STATE = 8 * 1024 * 1024
"""Bytes of one key's state."""


class PlacedTable(faust.Table):  # type: ignore[misc]
    """A table that may be told where its keys belong, and can then be written outside of an event.

    Faust's own writes in the partition of the one event at hand.
    """

    place: Callable[[str], int] | None = None

    def partition_for_key(self, key: str) -> int:
        """Which partition of the changelog a key is written in."""
        if self.place is None:
            return int(super().partition_for_key(key))
        return self.place(key)


class Written(codecs.Codec):  # type: ignore[misc]
    """A codec from two pure functions; None, a deleted key, stays None."""

    def __init__(self, write: Callable[[Any], bytes], read: Callable[[bytes], Any]) -> None:
        super().__init__()
        self._write, self._read = write, read

    def _dumps(self, obj: Any) -> bytes | None:
        return None if obj is None else self._write(obj)

    def _loads(self, s: bytes | None) -> Any:
        try:
            return None if s is None else self._read(s)
        except Exception as error:  # noqa: BLE001 - Faust would log it and recover without the key
            exit_now("reading a table", error)


def table_of(
    app: faust.App,
    name: str,
    *,
    write: Callable[[Any], bytes],
    read: Callable[[bytes], Any],
    place: Callable[[str], int] | None = None,
) -> Any:
    """A table by string keys whose values are written and read by two pure functions.

    `place` tells in which partition a key belongs; None: in that of the event at hand.
    """
    text, value = Written(str.encode, bytes.decode), Written(write, read)
    changelog = app.topic(
        f"{app.conf.id}-{name}-changelog",
        key_serializer=text,
        value_serializer=value,
        partitions=app.conf.topic_partitions,
        compacting=True,
        deleting=False,
        acks=False,
        internal=True,
        allow_empty=True,
        maxsize=131_072,
        config={"max.message.bytes": str(LARGEST_STATE)},
    )
    table = app.Table(name, partitions=app.conf.topic_partitions, changelog_topic=changelog)
    table.key_serializer, table.value_serializer = text, value  # it would say JSON
    table.place = place
    return table


def partition_of(partitions: int) -> Callable[[str], int]:
    """Which partition Kafka's default partitioner, murmur2, gives a key."""
    return lambda key: (murmur2(key.encode()) & 0x7FFFFFFF) % partitions
