"""chDB stores made once a process and copied: a copy costs a fourth of all migrations.

What a database is after all migrations, run from the first on, `test_migrations.py` and
`test_first_arrival.py` prove.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import example_journeys
from example_release import fill_release
from projections.store import DATABASE, Store


@contextmanager
def empty_store(path: Path) -> Iterator[Store]:
    """A migrated chDB store. One process may have one path open: this closes it after use."""
    with _copied(_migrated(), path) as store:
        yield store


def empty_again(store: Store) -> None:
    """Take all rows out, and what the tables remember of them: a tenth of what opening costs."""
    for table in store.query("SELECT name FROM system.tables WHERE database = currentDatabase()"):
        if table["name"] != "migrations":
            store.command(f"TRUNCATE TABLE {DATABASE}.{table['name']} SYNC")


@contextmanager
def filled_store(path: Path) -> Iterator[Store]:
    """The same with the example in it, and a release."""
    with _copied(_with_example(), path) as store:
        yield store


@contextmanager
def _copied(made: "TemporaryDirectory[str]", path: Path) -> Iterator[Store]:
    shutil.copytree(made.name, path, symlinks=True, dirs_exist_ok=True)
    store = Store.open(path=path)
    try:
        yield store
    finally:
        store.close()


@cache
def _migrated() -> "TemporaryDirectory[str]":
    """A closed store with all tables, deleted when the process ends."""
    folder = TemporaryDirectory(ignore_cleanup_errors=True)
    store = Store.open(path=Path(folder.name))
    store.migrate()
    store.close()
    return folder


@cache
def _with_example() -> "TemporaryDirectory[str]":
    folder = TemporaryDirectory(ignore_cleanup_errors=True)
    with empty_store(Path(folder.name)) as store:
        example_journeys.fill(store)
        fill_release(store)
    return folder
