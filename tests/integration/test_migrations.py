"""What the migrations make, in a real chDB: the columns of the rows, and of the page of tables."""

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

from example_server import empty_store
from pages import ROOT
from projections.rows import TABLES
from projections.store import DATABASE
from schemas.changes import KINDS

Columns = dict[str, str]

pytestmark = pytest.mark.platform

_COLUMNS = """
SELECT table, name, type FROM system.columns
WHERE database = {database:String} AND table != 'migrations'
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Columns]]:
    tables: dict[str, Columns] = {}
    with empty_store(tmp_path_factory.mktemp("migrations") / "chdb") as store:
        for row in store.query(_COLUMNS, {"database": DATABASE}):
            tables.setdefault(row["table"], {})[row["name"]] = row["type"]
        yield tables


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_a_row_has_the_rows_fields_as_columns(
    made: dict[str, Columns], kind: str
) -> None:
    expected = {field.name for field in fields(KINDS[kind])}
    assert set(made[TABLES[kind]]) == expected | {"victim", "revision", "is_deleted"}


def test_the_page_of_tables_shows_what_is_made(made: dict[str, Columns]) -> None:
    page = (ROOT / "docs/reference/tables.md").read_text(encoding="utf-8")
    common, *sections = page.split("\n## ")
    shown = {section.partition("\n")[0]: _shown(section) for section in sections}

    assert shown.keys() == made.keys()
    for name, columns in made.items():
        assert columns == (_shown(common) if "revision" in columns else {}) | shown[name], name


def _shown(section: str) -> Columns:
    return dict(re.findall(r"^\| `(\w+)` \| `(.+?)` \|", section, re.MULTILINE))
