"""Messages in a file: one a line, or one that fills the file."""

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import BinaryIO

import orjson

from agencies.event_lines import refuse_utf_16
from schemas.cloudevents import BYTE_ORDER_MARK

_DECODER = JSONDecoder()
_NO_BLANK = re.compile(r"\S")


def messages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each message with the number of its first line, from 1; empty lines are skipped.

    Where the first line is no message by itself, the whole file is one: JSON or XML over several
    lines. A list of messages is read as that many, all of them of line 1; objects that follow one
    another, over several lines each, as that many too. NotUtf8 if the file is in UTF-16.
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
    """What begins as XML, or is one object, is one message; else objects, or a message a line."""
    if whole or content.lstrip().startswith(b"<"):
        yield 1, content
    elif objects := [*_objects(content)]:
        yield from objects
    else:
        for number, line in enumerate(content.splitlines(), 1):
            if value := line.strip():
                yield number, value


def _objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects that follow one another, and what follows the last that can be read as one."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return
    place, line = 0, 1
    while found := _NO_BLANK.search(text, place):
        begins = found.start()
        line += text.count("\n", place, begins)
        end = _end_of_object(text, begins)
        if end is None and place == 0:
            return
        place = len(text) if end is None else end
        yield line, text[begins:place].encode()
        line += text.count("\n", begins, place)


def _end_of_object(text: str, begins: int) -> int | None:
    try:
        value, end = _DECODER.raw_decode(text, begins)
    except (ValueError, RecursionError):
        return None
    return end if isinstance(value, dict) else None
