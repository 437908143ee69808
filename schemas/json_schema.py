"""The wire for other people's tools: a JSON Schema, draft 2020-12, of the CloudEvent of each type.

They are generated from the models that read the events; `journey schema write` writes them, but
never one that would refuse an event which the file in its place took. So, step by step, whatever
was valid once is read for ever.
"""

from functools import cache
from pathlib import Path
from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema

from schemas.compatibility import narrowed
from schemas.envelope import FACT_OF_TYPE, TYPE_PREFIX, Envelope, envelope

FOLDER = Path(__file__).parent / "json"

_LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class WouldRefuse(Exception):  # noqa: N818 - it says what is the case
    """Events that were valid would not be read any more: which type, where, and why."""


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out the titles of fields, which only repeat their names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schemas() -> dict[str, bytes]:
    """Each type's JSON Schema as it is written, by the name of its file."""
    return {
        f"{short_name(name)}.json": _written(name, envelope(fact))
        for name, fact in FACT_OF_TYPE.items()
    }


def short_name(type_name: str) -> str:
    """The type without the prefix that all types have: what its files are called."""
    return type_name.removeprefix(TYPE_PREFIX)


def stale(folder: Path = FOLDER) -> list[str]:
    """The names of the files that are missing, too many, or differ from the models."""
    there = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    wanted = json_schemas()
    return sorted(
        name for name in wanted.keys() | there.keys() if there.get(name) != wanted.get(name)
    )


def refusing(folder: Path = FOLDER) -> list[str]:
    """What the models refuse, or read otherwise, that the folder's schemas took: where, and why."""
    schemas, found = json_schemas(), []
    for path in sorted(folder.glob("*.json")):
        if path.name in schemas:
            lines = narrowed(orjson.loads(path.read_bytes()), orjson.loads(schemas[path.name]))
            found += [f"{path.stem}: {line}" for line in lines]
        else:
            found.append(f"{path.stem}: is no longer read")
    return found


def judge(folder: Path = FOLDER) -> None:
    """Raises WouldRefuse if a file of the folder took events that the models would refuse."""
    if found := refusing(folder):
        raise WouldRefuse("; ".join(found))


def write(folder: Path = FOLDER) -> list[str]:
    """Write the files that are stale; returns their names.

    Raises WouldRefuse, and writes nothing, if a file took events that the models would refuse.
    """
    folder.mkdir(exist_ok=True)
    judge(folder)
    changed = stale(folder)
    schemas = json_schemas()
    for name in changed:
        (folder / name).write_bytes(schemas[name])
    return changed


@cache
def _written(type_name: str, model: type[Envelope]) -> bytes:
    schema = model.model_json_schema(schema_generator=_WithoutTitles)
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:victim-journey:{short_name(type_name)}",
    }
    return orjson.dumps(head | schema, option=_LAYOUT)
