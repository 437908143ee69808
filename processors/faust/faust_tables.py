"""Faust's tables: raw bytes in memory and in a compacted changelog, by string keys."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import faust
from aiokafka.partitioner import murmur2
from faust.serializers import codecs
from faust.types import EventT

from processors.faust.exit_now import exit_now
from processors.faust.patches.owned_table import OwnedTable
from schemas.unreadable_records import UnreadableRecord

LARGEST_STATE = 8 * 1024 * 1024
"""Bytes of one key's state."""


@dataclass(frozen=True)
class UnreadableValue:
    """A value of a changelog that could not be read, and the type of the error."""

    error: str


class FunctionCodec(codecs.Codec):  # type: ignore[misc]
    """A codec from two pure functions; None, a deleted key, stays None.

    What cannot be read becomes an UnreadableValue: the rest of the table is restored.
    """

    def __init__(self, write: Callable[[Any], bytes], read: Callable[[bytes], Any]) -> None:
        super().__init__()
        self._write, self._read = write, read

    def _dumps(self, obj: Any) -> bytes | None:
        return None if obj is None else self._write(obj)

    def _loads(self, s: bytes | None) -> Any:
        try:
            return None if s is None else self._read(s)
        except UnreadableRecord as unreadable:
            return UnreadableValue(str(unreadable))
        except Exception as error:  # noqa: BLE001 - Faust would log it and recover without the key
            exit_now("reading a table", error)


class RestoredTable(OwnedTable):
    """A table that remembers where in its changelog the values stand that cannot be read."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._unreadable: dict[str, Any] = {}

    def apply_changelog_batch(self, batch: Iterable[EventT]) -> None:
        """Take over records of the changelog, as Faust does."""
        events = list(batch)
        for event in events:
            if isinstance(event.value, UnreadableValue):
                self._unreadable[event.key] = event.message
        super().apply_changelog_batch(events)

    def unreadable_values(self) -> Iterator[tuple[Any, str]]:
        """The newest records of their keys that cannot be read, with the type of the error."""
        for key, message in self._unreadable.items():
            value = self.get(key)
            if isinstance(value, UnreadableValue):
                yield message, value.error


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
    text, value = FunctionCodec(str.encode, _readable_text), FunctionCodec(write, read)
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


def _readable_text(key: bytes) -> str:
    """A key; one that is no text, which the platform did not write, is like no key of a table."""
    return key.decode(errors="backslashreplace")


def partition_of(partitions: int) -> Callable[[str], int]:
    """Which partition Kafka's default partitioner, murmur2, gives a key."""
    return lambda key: (murmur2(key.encode()) & 0x7FFFFFFF) % partitions
