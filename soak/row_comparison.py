"""The rows of the database beside those that must be there: what is lost, doubled or different."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from projections.projection_rows import TABLES, Rows
from projections.store import Store

_BY_ROW = ("victim", "id")
KEYS: Mapping[str, Sequence[str]] = {
    "events": ("agency", "event"),
    "sequences": ("agency", "source", "number"),
    **dict.fromkeys(TABLES.values(), _BY_ROW),
}
"""The tables that are compared, each with the columns that name a row."""

_NOT_COMPARED = {"revision", "is_deleted", "first_arrival"}
_BLOCK = 2_000
_MOST_SHOWN = 5


@dataclass(frozen=True)
class TableComparison:
    """A table of the database beside the fold.

    `lost` rows are not there, `doubled` ones are there and should not be, or more than once;
    `different` have another value in some column. `examples` name some, and the columns.
    """

    table: str
    rows: int
    lost: int
    doubled: int
    different: int
    examples: tuple[str, ...] = ()


Keyed = Mapping[tuple[str, ...], list[dict[str, Any]]]
"""Rows by their names."""


def compare(store: Store, expected: Rows) -> list[TableComparison]:
    """Compare every table. The expected rows are written beside, so that both are read alike."""
    return [_compare_table(store, table, expected.get(table, [])) for table in KEYS]


def _compare_table(
    store: Store, table: str, expected: Sequence[Mapping[str, Any]]
) -> TableComparison:
    beside = f"expected_{table}"
    store.command(f"DROP TABLE IF EXISTS {beside}")
    store.command(f"CREATE TABLE {beside} AS {table}")
    for start in range(0, len(expected), _BLOCK):
        store.insert(beside, expected[start : start + _BLOCK])
    return table_comparison(table, _rows(store, beside), _rows(store, table))


def _rows(store: Store, table: str) -> Keyed:
    key = KEYS[table.removeprefix("expected_")]
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in store.query(f"SELECT * FROM {table} FINAL"):
        found.setdefault(tuple(str(row[name]) for name in key), []).append(
            {name: value for name, value in row.items() if name not in _NOT_COMPARED}
        )
    return found


def table_comparison(table: str, expected: Keyed, found: Keyed) -> TableComparison:
    """What is lost, doubled and different among the rows that were found."""
    lost = expected.keys() - found.keys()
    extra = found.keys() - expected.keys()
    several = {key for key, rows in found.items() if len(rows) > len(expected.get(key, rows))}
    columns = {
        key: names
        for key in expected.keys() & found.keys()
        if (names := _differing(expected[key][0], found[key][0]))
    }
    examples = [
        *(f"lost: {' '.join(key)}" for key in sorted(lost)[:_MOST_SHOWN]),
        *(f"doubled: {' '.join(key)}" for key in sorted(extra | several)[:_MOST_SHOWN]),
        *(
            f"different in {', '.join(columns[key])}: {' '.join(key)}"
            for key in sorted(columns)[:_MOST_SHOWN]
        ),
    ]
    doubled = len(extra) + len(several)
    return TableComparison(table, len(expected), len(lost), doubled, len(columns), tuple(examples))


def _differing(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    return sorted(name for name, value in expected.items() if found[name] != value)


def examples_of(comparisons: Sequence[TableComparison]) -> Iterator[str]:
    """The examples of all tables, each with the name of its table."""
    for each in comparisons:
        yield from (f"{each.table}: {example}" for example in each.examples)


def totals(comparisons: Sequence[TableComparison]) -> Mapping[str, int]:
    """Lost, doubled and different over all tables."""
    counts: Counter[str] = Counter({"lost": 0, "doubled": 0, "different": 0})
    for each in comparisons:
        counts.update(lost=each.lost, doubled=each.doubled, different=each.different)
    return counts
