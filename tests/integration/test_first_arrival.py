"""The migration that makes `received` the first arrival, over rows of a version before."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker_notes import Notes
from projections import store as store_module
from projections.projection_rows import log_rows
from projections.store import Store

pytestmark = pytest.mark.platform


def store_of_a_version_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, str]:
    """A store without the migration, and the migration's name."""
    before = folder / "migrations"
    shutil.copytree(store_module.MIGRATIONS, before)
    (newest,) = before.glob("0009_*.sql")
    for path in before.glob("*.sql"):
        if path.name >= newest.name:
            path.unlink()
    store = Store.open(path=folder / "chdb")
    with monkeypatch.context() as patched:
        patched.setattr(store_module, "MIGRATIONS", before)
        store.migrate()
    return store, newest.name


def test_rows_of_a_version_before_say_when_an_event_first_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given `events` that kept the last arrival of two, then the log's records give the first."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    first, other = notes.facts
    again = replace(first, received=first.received + timedelta(days=2))
    store, newest = store_of_a_version_before(tmp_path, monkeypatch)
    for logged in (first, again, other):
        rows = log_rows(logged.written)
        (fact,) = rows["facts"]
        store.insert("facts", [{name: fact[name] for name in fact if name != "received"}])
        if logged is not first:
            store.insert("events", rows["events"])

    assert store.migrate()[0] == newest

    found = store.query("SELECT event, received FROM events FINAL")
    assert {row["event"]: row["received"] for row in found} == {
        first.event: first.received,
        other.event: other.received,
    }
    store.close()
