"""What the migrations make, in a real chDB: the columns of the rows, and of the page of tables."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace

import orjson
import pytest

from caseworker_notes import Notes, london
from doc_pages import ROOT
from events.contact import Channel, ContactAgreed
from events.identifiers import Agency, Pseudonym
from events.identity import CaseLinked
from events.investigation import SuspectArrested
from processors.fold.journey import fold
from projections.projection_rows import TABLES, changes_rows
from projections.store import DATABASE, MIGRATIONS, Store
from schemas.changes import KINDS, Changes, encode_changes
from store_copies import empty_store
from story_facts import granted

Columns = dict[str, str]

_VICTIM = (ROOT / "caseworkers/obligation_victim.sql").read_text()
_MANY_DUTIES = f"""
INSERT INTO {DATABASE}.obligations (victim, id, revision, is_deleted, due_on)
SELECT concat('victim-', toString(intDiv(number, 5))), generateUUIDv4(number), 1, 0, '2025-03-13'
FROM numbers(200000)
"""

pytestmark = pytest.mark.platform

_COLUMNS = """
SELECT table, name, type FROM system.columns
WHERE database = {database:String} AND table != 'migrations'
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("migrations") / "chdb") as store:
        yield store


@pytest.fixture(scope="module")
def made(store: Store) -> dict[str, Columns]:
    tables: dict[str, Columns] = {}
    for row in store.query(_COLUMNS, {"database": DATABASE}):
        tables.setdefault(row["table"], {})[row["name"]] = row["type"]
    return tables


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_a_row_has_the_rows_fields_as_columns(
    made: dict[str, Columns], kind: str
) -> None:
    expected = {field.name for field in fields(KINDS[kind])}
    assert set(made[TABLES[kind]]) == expected | {"victim", "revision", "is_deleted"}


@pytest.mark.parametrize("kind", ["obligation", "alert"])
def test_a_row_of_a_version_before_is_not_revised(store: Store, notes: Notes, kind: str) -> None:
    """Its record in `journey-changes` does not have the field."""
    notes.reported("2025-03-03 10:00")
    changes = Changes(notes.victim, 1, tuple(fold(notes.facts, london("2025-04-01")).rows.values()))
    record = orjson.loads(encode_changes(changes))
    for row in record["rows"][kind]:
        del row["revised"]
    table = TABLES[kind]
    store.insert(table, changes_rows(orjson.dumps(record))[table])

    written = store.query(
        f"SELECT revised FROM {table} FINAL WHERE victim = {{victim:String}}",
        {"victim": notes.victim},
    )

    assert len(written) == len(record["rows"][kind]) > 0
    assert {row["revised"] for row in written} == {False}


def test_alerts_of_a_version_before_take_enhanced_rights_from_their_duties(
    store: Store, notes: Notes
) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 09:00", granted())
    notes.happened("2025-03-04 10:00", SuspectArrested())
    changes = Changes(notes.victim, 1, tuple(fold(notes.facts, london("2025-04-01")).rows.values()))
    rows = changes_rows(encode_changes(changes))
    before = [{k: v for k, v in row.items() if k != "enhanced"} for row in rows["alerts"]]
    store.insert("obligations", rows["obligations"])
    store.insert("alerts", before)

    script = (MIGRATIONS / "0025_alerts_enhanced.sql").read_text().strip()
    for statement in script.removesuffix(";").split(";\n"):
        store.command(statement)

    written = store.query(
        "SELECT rule, enhanced FROM alerts FINAL WHERE victim = {victim:String}",
        {"victim": notes.victim},
    )
    shown = {(row["rule"], row["enhanced"]) for row in written}
    assert shown == {(row["rule"], row["enhanced"]) for row in rows["alerts"]}
    assert ("R6.1", True) in shown


_SAID_SINCE = {
    "alerts": {
        *("reference", "suspect", "trigger_kind", "triggered"),
        *("recorded_by", "other_agency", "detail", "in_week"),
    },
    "obligations": {"detail"},
}


def test_alerts_of_a_version_before_name_the_case_until_they_are_written_again(
    store: Store,
) -> None:
    """Given tables without what the rows say since, with rows in them."""
    changes = _linked_and_silent(Pseudonym("victim-before"))
    rows, again = (
        changes_rows(encode_changes(replace(changes, revision=revision))) for revision in (1, 2)
    )
    for table, columns in _SAID_SINCE.items():
        for column in columns:
            store.command(f"ALTER TABLE {table} DROP COLUMN {column}")
        said_before = rows[table][0].keys() - columns
        store.insert(table, [{name: row[name] for name in said_before} for row in rows[table]])

    for statement in (MIGRATIONS / "0027_alerts_say_all.sql").read_text().split(";\n"):
        store.command(statement)

    (case,) = {row["case_id"] for row in rows["alerts"]}
    assert _said(store, changes.victim) == {("", case)}
    for table in _SAID_SINCE:
        store.insert(table, again[table])
    said = {(row["trigger_kind"], row["reference"]) for row in again["alerts"]}
    assert _said(store, changes.victim) == said
    assert (ContactAgreed.kind, case) in said


def _linked_and_silent(victim: Pseudonym) -> Changes:
    """A journey with alerts of a case that has two identifiers, one of them of an event."""
    notes = Notes(victim)
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    notes.happened("2025-03-04 11:00", CaseLinked(other="urn:01ZZ0001234"), Agency.CPS)
    notes.happened("2025-03-05 10:00", ContactAgreed(channels=(Channel.TEXT,), every_days=7))
    return Changes(victim, 1, tuple(fold(notes.facts, london("2025-05-01")).rows.values()))


def _said(store: Store, victim: Pseudonym) -> set[tuple[str, str]]:
    sql = "SELECT trigger_kind, reference FROM alerts FINAL WHERE victim = {victim:String}"
    return {(row["trigger_kind"], row["reference"]) for row in store.query(sql, {"victim": victim})}


def test_the_page_of_tables_shows_what_is_made(made: dict[str, Columns]) -> None:
    page = (ROOT / "docs/reference/tables.md").read_text(encoding="utf-8")
    common, *sections = page.split("\n## ")
    shown = {section.partition("\n")[0]: _shown(section) for section in sections}

    assert shown.keys() == made.keys()
    for name, columns in made.items():
        assert columns == (_shown(common) if "revision" in columns else {}) | shown[name], name


def test_a_duty_is_found_by_its_id_without_reading_all(store: Store) -> None:
    """Of 200,000 duties, in blocks of 8,192."""
    store.command(_MANY_DUTIES)
    (duty,) = store.query("SELECT id, victim FROM obligations LIMIT 1 OFFSET 100000")
    asked = {"obligation": duty["id"]}
    assert store.query(_VICTIM, asked) == [{"victim": duty["victim"]}]
    plan = store.query(f"EXPLAIN indexes = 1 {_VICTIM}", asked)
    told = " ".join(row["explain"] for row in plan)
    ((read, of),) = re.findall(r"Name: by_id.*?Granules: (\d+)/(\d+)", told)
    assert int(read) < int(of) / 4


def _shown(section: str) -> Columns:
    return dict(re.findall(r"^\| `(\w+)` \| `(.+?)` \|", section, re.MULTILINE))
