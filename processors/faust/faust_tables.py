"""Faust's tables: raw bytes in memory and in a compacted changelog, by string keys."""

from collections.abc import Callable
from typing import Any

import faust
from aiokafka.partitioner import murmur2
from faust.serializers import codecs

from processors.faust.exit_now import exit_now

LARGEST_STATE = 8 * 1024 * 1024
"""Bytes of one key's state."""


class FunctionCodec(codecs.Codec):  # type: ignore[misc]
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

    `place` gives the partition of a key; None: that of the current event.
    """
    text, value = FunctionCodec(str.encode, bytes.decode), FunctionCodec(write, read)
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
    table.key_serializer, table.value_serializer = text, value  # its own would be JSON
    table.partition_of_key = place
    return table


def partition_of(partitions: int) -> Callable[[str], int]:
    """Which partition Kafka's default partitioner, murmur2, gives a key."""
    return lambda key: (murmur2(key.encode()) & 0x7FFFFFFF) % partitions
