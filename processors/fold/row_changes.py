"""What changed between two states of a journey: the rows to publish."""

from collections.abc import Iterator

from processors.fold.journey import Journey
from schemas.changes import Row


def row_changes(before: Journey, after: Journey) -> tuple[list[Row], list[Row]]:
    """The rows that are new or changed in a journey, and the rows that it no longer has."""
    old, new = list(_rows_apart(before, after)), list(_rows_apart(after, before))
    same = {id(row) for row in old} & {id(row) for row in new}
    old_by_id = {row.id: row for row in old if id(row) not in same}
    new_by_id = {row.id: row for row in new if id(row) not in same}
    changed = [row for key, row in new_by_id.items() if old_by_id.get(key) != row]
    return changed, [row for key, row in old_by_id.items() if key not in new_by_id]


def _rows_apart(journey: Journey, other: Journey) -> Iterator[Row]:
    """The rows of a journey but for those of cases that stand the same in another."""
    if journey.entries is not other.entries:
        yield from journey.entries.values()
    yield from journey.correction_rows
    for case in journey.cases:
        if not journey.has_rows_of(other, case):
            yield from journey.case_rows(case)
