"""Events in a file, one a line: each is checked as intake would check it."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from events.identifiers import Agency
from schemas.cloudevents import BYTE_ORDER_MARK, AgencyEvent, check_arrival, decode
from schemas.refusal import Problem, Reason, Refused
from schemas.topics import LARGEST_EVENT


@dataclass(frozen=True, slots=True)
class GoodLine:
    """A line that would be accepted: its number, from 1, the bytes as they came, and the case.

    `remarks` are what in it does not count.
    """

    number: int
    value: bytes = field(repr=False)
    case: str
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that would be refused: its number, from 1, and why."""

    number: int
    refused: Refused


class NotUtf8(Exception):  # noqa: N818 - the name says what is wrong
    """The file's first two bytes are those of UTF-16, as some programs write "Unicode text"."""


_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_ALONE = (b"{", b"[")
"""The first line of JSON that was written for people: over several lines."""


def refuse_utf_16(start: bytes) -> None:
    """Raises NotUtf8 if a file that starts so is in UTF-16."""
    if start.startswith(_UTF_16):
        raise NotUtf8


def checked(
    lines: Iterable[bytes], agency: Agency | None, received: datetime
) -> Iterator[GoodLine | BadLine]:
    """Check JSON lines as events that arrive at `received`; empty lines are skipped.

    They must be of this agency; if none is given, of the agency that each names. One event written
    over several lines is read too, if it is all that the file holds. Raises NotUtf8 if the file is
    in UTF-16.
    """
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        if number == 1:
            refuse_utf_16(line)
        value = line.removeprefix(BYTE_ORDER_MARK if number == 1 else b"").strip()
        if value in _ALONE:
            yield _over_lines(number, value, (line for _, line in numbered), agency, received)
            return
        if value:
            yield _checked(number, value, agency, received)


def _over_lines(
    number: int, first: bytes, rest: Iterable[bytes], agency: Agency | None, received: datetime
) -> GoodLine | BadLine:
    """The one event that begins on a line and ends with the file; not more of it than may be."""
    whole = bytearray(first)
    for line in rest:
        whole += b"\n" + line.strip(b"\r\n")
        if len(whole) > LARGEST_EVENT:
            break
    value = bytes(whole).strip()
    try:
        content = orjson.loads(value)
    except orjson.JSONDecodeError:
        content = None
    if isinstance(content, dict):
        return _checked(number, value, agency, received)
    code = "a_list" if first == b"[" else "not_one_event_a_line"
    return BadLine(number, Refused(Reason.NOT_JSON, [Problem("", code)]))


def _checked(
    number: int, value: bytes, agency: Agency | None, received: datetime
) -> GoodLine | BadLine:
    try:
        if value.startswith(b"["):
            raise Refused(Reason.NOT_A_CLOUD_EVENT, [Problem("", "a_list")])
        event = arriving(value, agency, received)
    except Refused as refused:
        return BadLine(number, refused)
    return GoodLine(number, value, event.case, event.remarks)


def arriving(value: bytes, agency: Agency | None, received: datetime) -> AgencyEvent:
    """Read an event in structured mode as intake would, keyed by its case. Raises Refused."""
    event = decode(value)
    check_arrival(event, agency or event.agency, event.case.encode(), received)
    return event
