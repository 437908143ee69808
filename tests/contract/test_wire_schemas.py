"""The committed JSON Schemas are what the models say, and a schema for everyone's tools."""

from functools import cache
from pathlib import Path

import orjson
import pytest
from jsonschema import Draft202012Validator

from events.vocabulary import FACTS
from schemas import json_schema
from schemas.envelope import FACT_OF_TYPE

NAMES = [f"{json_schema.short_name(name)}.json" for name in FACT_OF_TYPE]


def test_the_committed_schemas_are_the_generated_ones() -> None:
    assert json_schema.stale() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_by_draft_2020_12(name: str) -> None:
    schema = orjson.loads((json_schema.FOLDER / name).read_bytes())
    for definition in schema.pop("$defs").values():
        check(orjson.dumps(definition))
    check(orjson.dumps(schema))


@cache
def check(part: bytes) -> None:
    """Raises the error of a schema. Many have the same definitions, which are checked once."""
    Draft202012Validator.check_schema(orjson.loads(part))


@pytest.mark.parametrize("kind", FACTS)
def test_a_victim_is_required_where_the_fact_names_one_and_nowhere_else(kind: str) -> None:
    schema = orjson.loads((json_schema.FOLDER / f"{kind}.v1.json").read_bytes())
    assert ("victim" in schema["required"]) is FACTS[kind].names_victim
    none = schema["properties"]["victim"].get("type") == "null"
    assert none is not (FACTS[kind].names_victim or FACTS[kind].may_name_victim)


def test_a_stale_and_a_missing_file_are_found_and_mended(tmp_path: Path) -> None:
    json_schema.write(tmp_path)
    assert json_schema.stale(tmp_path) == []

    written = (tmp_path / "crime-reported.v1.json").read_text()
    (tmp_path / "crime-reported.v1.json").write_text(written.replace("A crime was", "It was"))
    (tmp_path / "hearing-held.v1.json").unlink()

    found = ["crime-reported.v1.json", "hearing-held.v1.json"]
    assert json_schema.stale(tmp_path) == found
    assert json_schema.write(tmp_path) == found
    assert json_schema.stale(tmp_path) == []
