"""`releases`: the figures of frozen releases, then of each its header. The key is the number.

A release is one transaction: all of its records can be read, or none. What its figures say is the
task group's; here each is its cell of the lattice, and itself in JSON.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import orjson

from schemas.unreadable_records import key_text, reads_records, text

LARGEST_BATCH = 256 * 1024
"""Bytes of figures in one record: a quarter of what Kafka takes unless it is set otherwise."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure on a sheet of a release. `figure` is the whole of it, in JSON.

    `id` tells apart figures of one cell, such as those of two interventions; mostly it is empty.
    """

    dimension: str
    place: str
    stage: str
    period: str
    id: str
    figure: str


@dataclass(frozen=True, slots=True)
class FigureBatch:
    """Some figures of a sheet of a release."""

    number: int
    sheet: str
    figures: tuple[PublishedFigure, ...]


@dataclass(frozen=True, slots=True)
class HeaderRecord:
    """The header of a release, in JSON. It is the last of its records."""

    number: int
    header: str


ReleaseRecord = FigureBatch | HeaderRecord
"""A record of the topic."""


def batches(number: int, sheet: str, figures: Iterable[PublishedFigure]) -> Iterator[FigureBatch]:
    """The figures of a sheet in records, each well under the largest that Kafka takes."""
    some: list[PublishedFigure] = []
    size = 0
    for figure in figures:
        more = len(orjson.dumps(figure))
        if some and size + more > LARGEST_BATCH:
            yield FigureBatch(number, sheet, tuple(some))
            some, size = [], 0
        some.append(figure)
        size += more
    if some:
        yield FigureBatch(number, sheet, tuple(some))


def encode_release(record: ReleaseRecord) -> tuple[bytes, bytes]:
    """The key and the value of a record."""
    match record:
        case FigureBatch(number=number, sheet=sheet, figures=figures):
            written = [asdict(each) | {"figure": orjson.Fragment(each.figure)} for each in figures]
            value = orjson.dumps({"number": number, "sheet": sheet, "figures": written})
        case HeaderRecord(number=number, header=header):
            value = orjson.dumps({"number": number, "header": orjson.Fragment(header)})
    return str(number).encode(), value


@reads_records
def decode_release(key: bytes | None, value: bytes | None) -> ReleaseRecord:
    """Read a record. Raises UnreadableRecord."""
    raw = orjson.loads(value or b"")
    number = raw["number"]
    if type(number) is not int or number < 1 or key_text(key) != str(number):
        raise ValueError
    if "header" in raw:
        return HeaderRecord(number, _json_object(raw["header"]))
    return FigureBatch(number, text(raw["sheet"]), tuple(map(_figure, raw["figures"])))


def _figure(raw: dict[str, object]) -> PublishedFigure:
    texts = {name: text(raw[name]) for name in ("dimension", "place", "stage", "period", "id")}
    return PublishedFigure(**texts, figure=_json_object(raw["figure"]))


def _json_object(value: object) -> str:
    if not isinstance(value, dict):
        raise TypeError
    return orjson.dumps(value).decode()
