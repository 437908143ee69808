"""Messages in a file: one a line, or one that fills the file."""

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from agencies.event_lines import refuse_utf_16
from schemas.cloudevents import BYTE_ORDER_MARK


def messages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each message with the number of its first line, from 1; empty lines are skipped.

    Where the first line is no message by itself, the whole file is one: JSON or XML over several
    lines. A list of messages is read as that many, all of them of line 1. NotUtf8 if the file is in
    UTF-16.
    """
    first = file.readline().removeprefix(BYTE_ORDER_MARK)
    refuse_utf_16(first)
    if not _is_whole(first):
        yield from _all_of(first + file.read())
        return
    yield 1, first.strip()
    for number, line in enumerate(file, 2):
        if value := line.strip():
            yield number, value


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _all_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    try:
        read = orjson.loads(content)
    except orjson.JSONDecodeError:
        read = None
    if isinstance(read, list):
        yield from ((1, orjson.dumps(each)) for each in read)
    elif content.strip():
        yield from _lines_or_one(content, whole=isinstance(read, dict))


def _lines_or_one(content: bytes, *, whole: bool) -> Iterator[tuple[int, bytes]]:
    """What begins as XML, or is one object, is one message; else each line is one."""
    if whole or content.lstrip().startswith(b"<"):
        yield 1, content
        return
    for number, line in enumerate(content.splitlines(), 1):
        if value := line.strip():
            yield number, value
