"""Lines for spreadsheets: CSV in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A line of names, and one for each row; None is an empty cell.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which marks it
    as text there: agencies choose some of the texts, such as an event's own id. Numbers stay.
    """
    lines = io.StringIO()
    table = csv.DictWriter(lines, fieldnames=columns)
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return lines.getvalue()


def _cell(value: Any) -> Any:
    is_formula = isinstance(value, str) and value.startswith(_BEGINS_FORMULA)
    return f"'{value}" if is_formula else value
