"""From a file to its rows: each line is read by itself, so a bad one spoils no other.

The published files have no line breaks within a field.
"""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agencies.police_uk.import_report import RefusedBecause, RowRefusal
from agencies.police_uk.published_files import FileKind, SourceFile

PLACE = ("Longitude", "Latitude", "Location", "LSOA code", "LSOA name")
COLUMNS = {
    FileKind.STREET: (
        "Crime ID", "Month", "Reported by", "Falls within", *PLACE,
        "Crime type", "Last outcome category", "Context",
    ),
    FileKind.OUTCOMES: (
        "Crime ID", "Month", "Reported by", "Falls within", *PLACE, "Outcome type",
    ),
}  # fmt: skip
"""The published columns, in any order; further columns are ignored."""

_UNREADABLE = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""The errors of a zip archive that is cut short, damaged, encrypted or of a rare kind."""

_MOST_SHOWN = 500
"""At most so many characters of a wrong header are shown: it may be any line of any file."""

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column, with its file and line."""

    file: str
    line: int
    cells: Cells


class _UnreadableError(Exception):
    """The file cannot be read any further."""


def rows(file: SourceFile, progress: Callable[[int], None]) -> Iterator[Row | RowRefusal]:
    """The rows of a file in order, and each refusal; `progress` gets each number of bytes read."""
    last = 0
    try:
        lines = enumerate(_lines(file), 1)
        last, raw = next(lines, (1, b""))
        progress(len(raw))
        names = _cells(raw, encoding="utf-8-sig")
        if bad := _bad_header(names, file.kind):
            lost = sum(1 for _, raw in lines if raw.strip())
            detail = _expected_and_found(names, file.kind)
            yield RowRefusal(file.name, 1, bad, lost, detail)
            return
        for last, raw in lines:
            progress(len(raw))
            if raw.strip():
                yield _row(file.name, last, names, _cells(raw))
    except _UnreadableError:
        yield RowRefusal(file.name, last + 1, RefusedBecause.UNREADABLE, 0)


def _lines(file: SourceFile) -> Iterator[bytes]:
    try:
        with file.open() as opened:
            yield from opened
    except _UNREADABLE:
        raise _UnreadableError from None


def _cells(raw: bytes, encoding: str = "utf-8") -> list[str] | RefusedBecause:
    try:
        return next(csv.reader([raw.decode(encoding)], strict=True), [])
    except UnicodeDecodeError:
        return RefusedBecause.NOT_UTF_8
    except csv.Error:
        return RefusedBecause.NOT_CSV


def _bad_header(names: list[str] | RefusedBecause, kind: FileKind) -> RefusedBecause | None:
    if isinstance(names, RefusedBecause):
        return names
    missing = set(COLUMNS[kind]) - set(names)
    return RefusedBecause.MISSING_COLUMNS if missing else None


def _expected_and_found(names: list[str] | RefusedBecause, kind: FileKind) -> str:
    """The columns expected and those found, as text without control characters."""
    if isinstance(names, RefusedBecause):
        return ""
    found = ", ".join(repr(name)[1:-1] for name in names) or "none"
    return f"expected {', '.join(COLUMNS[kind])}; found {found:.{_MOST_SHOWN}}"


def _row(file: str, line: int, names: Any, cells: list[str] | RefusedBecause) -> Row | RowRefusal:
    if isinstance(cells, RefusedBecause):
        return RowRefusal(file, line, cells)
    if len(cells) != len(names):
        return RowRefusal(file, line, RefusedBecause.WRONG_COLUMN_COUNT)
    return Row(file, line, dict(zip(names, cells, strict=True)))
