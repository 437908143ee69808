"""The wire for other people's tools: a JSON Schema, draft 2020-12, of the CloudEvent of each type.

They are generated from the models that read the events; `journey schema write` writes them.
"""

from pathlib import Path
from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema

from schemas.envelope import ENVELOPES, TYPE_PREFIX

FOLDER = Path(__file__).parent / "json"

_LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out the titles of fields, which only say their names again."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schemas() -> dict[str, bytes]:
    """Each type's JSON Schema as it is written, by the name of its file."""
    return {f"{short_name(name)}.json": _written(name) for name in ENVELOPES}


def short_name(type_name: str) -> str:
    """The type without the prefix that all types have: what its files are called."""
    return type_name.removeprefix(TYPE_PREFIX)


def stale(folder: Path = FOLDER) -> list[str]:
    """The files in the folder, by name, that are missing, too many, or not what the models say."""
    there = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    wanted = json_schemas()
    return sorted(
        name for name in wanted.keys() | there.keys() if there.get(name) != wanted.get(name)
    )


def write(folder: Path = FOLDER) -> list[str]:
    """Write the files, and remove those of types that are no more; give back the names changed."""
    folder.mkdir(exist_ok=True)
    changed = stale(folder)
    schemas = json_schemas()
    for name in changed:
        if name in schemas:
            (folder / name).write_bytes(schemas[name])
        else:
            (folder / name).unlink()
    return changed


def _written(type_name: str) -> bytes:
    schema = ENVELOPES[type_name].model_json_schema(schema_generator=_WithoutTitles)
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:victim-journey:{short_name(type_name)}",
    }
    return orjson.dumps(head | schema, option=_LAYOUT)
