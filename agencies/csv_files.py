"""Events from a table that a case system exports, each checked as intake would check it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import orjson

from agencies.csv_mapping import BadCell, BadMapping, Column, Mapping, Template
from agencies.event_lines import BadLine, GoodLine, arriving, refuse_utf_16
from events.identifiers import Agency
from schemas.envelope import TYPE_PREFIX
from schemas.refusal import Problem, Reason, Refused

Cells = dict[str, str]


def checked_rows(
    table: BinaryIO, mapping: Mapping, agency: Agency, received: datetime
) -> Iterator[GoodLine | BadLine]:
    """The events of a CSV file in UTF-8, row by row; one row may give several, or none.

    Lines count from 1, the header; the number of a row is that of its first line. Problems name the
    column, and the field in brackets. Raises BadMapping if a column is not in the file, NotUtf8 if
    the file is in UTF-16.
    """
    _refuse_utf_16(table)
    text = io.TextIOWrapper(table, "utf-8-sig", errors="replace", newline="")
    try:
        reader = csv.reader(text, strict=True)
        names = next(reader, [])
        if missing := sorted(mapping.columns - set(names)):
            raise BadMapping(f"the file has no column {', '.join(missing)}")
        if twice := sorted(name for name in mapping.columns if names.count(name) > 1):
            raise BadMapping(f"the file has column {', '.join(twice)} twice")
        yield from _rows(reader, names, mapping, agency, received)
    finally:
        text.detach()


def _refuse_utf_16(table: BinaryIO) -> None:
    mark = table.read(2)
    table.seek(-len(mark), io.SEEK_CUR)
    refuse_utf_16(mark)


def _rows(
    reader: Any, names: list[str], mapping: Mapping, agency: Agency, received: datetime
) -> Iterator[GoodLine | BadLine]:
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            yield _bad(number, "not_csv")
            return
        if row is None:
            return
        if wrong := _wrong_row(row, names):
            yield _bad(number, wrong)
            continue
        cells = dict(zip(names, row, strict=False))  # an empty line has no cells
        for template in mapping.event if row else ():
            if template.where is None or cells[template.where].strip():
                yield _event(number, cells, template, mapping, agency, received)


def _wrong_row(row: list[str], names: list[str]) -> str | None:
    if row and len(row) != len(names):
        return "not_as_many_cells_as_columns"
    return "not_utf_8" if any("\ufffd" in cell for cell in row) else None


def _event(
    number: int,
    cells: Cells,
    template: Template,
    mapping: Mapping,
    agency: Agency,
    received: datetime,
) -> GoodLine | BadLine:
    zone, problems = ZoneInfo(mapping.timezone), list[Problem]()
    attributes = _read(template.attributes, "", cells, zone, problems)
    data = _read(template.data, "data.", cells, zone, problems)
    written = {"specversion": "1.0", "type": TYPE_PREFIX + template.type, "agency": agency}
    value = orjson.dumps(written | attributes | {"data": data})
    try:
        if problems:
            raise Refused(Reason.INVALID, problems)
        event = arriving(value, agency, received)
    except Refused as refused:
        named = [_by_column(problem, template) for problem in refused.problems]
        return BadLine(number, Refused(refused.reason, named))
    return GoodLine(number, value, event.case, event.remarks)


def _read(
    fields: Any, under: str, cells: Cells, zone: ZoneInfo, problems: list[Problem]
) -> dict[str, Any]:
    """The fields of a row by name; each cell that cannot be read is added to the problems."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        try:
            read = value.read(cells[value.column], zone) if isinstance(value, Column) else value
        except BadCell as bad:
            problems.append(Problem(under + name, str(bad)))
            continue
        if read is not None:
            found[name] = read
    return found


def _by_column(problem: Problem, template: Template) -> Problem:
    for path, column in template.columns.items():
        if problem.path == path or problem.path.startswith(f"{path}."):
            return replace(problem, path=f"column {column} ({problem.path})")
    return problem


def _bad(number: int, code: str) -> BadLine:
    return BadLine(number, Refused(Reason.INVALID, [Problem("", code)]))
