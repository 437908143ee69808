"""What changed between two states of a journey: the rows to publish."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from processors.fold.journey import Journey
from schemas.changes import Row


def row_changes(before: Journey, after: Journey) -> tuple[list[Row], list[Row]]:
    """The rows that are new or changed in a journey, and the rows that it no longer has."""
    old, new = _rows_apart(before, after), _rows_apart(after, before)
    old_by_id, new_by_id = _others(old, new), _others(new, old)
    changed = [row for key, row in new_by_id.items() if old_by_id.get(key) != row]
    return changed, [row for key, row in old_by_id.items() if key not in new_by_id]


def _rows_apart(journey: Journey, other: Journey) -> Sequence[Row]:
    """The rows of a journey but for those of cases that stand the same in another."""
    rows: list[Row] = []
    if journey.entries is not other.entries:
        rows += journey.entries.values()
    rows += journey.correction_rows
    for case in journey.cases:
        if not journey.has_rows_of(other, case):
            rows += journey.case_rows(case)
    return rows


def _others(rows: Iterable[Row], same: Iterable[Row]) -> dict[UUID, Row]:
    """Rows by id, but for those that are the very objects of others: most are."""
    known = set(map(id, same))
    return {row.id: row for row in rows if id(row) not in known}
