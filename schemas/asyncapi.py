"""The agencies' topics for other people's tools: an AsyncAPI 3 document.

https://www.asyncapi.com/docs/reference/specification/v3.0.0. It is generated from the vocabulary,
the topics and the golden examples; `journey schema write` writes it. All is in the one file: its
payloads are the schemas of schemas/json, which draft-07, AsyncAPI's own, reads as draft 2020-12
does.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from events.identifiers import Agency
from schemas import golden_examples, json_schema
from schemas.cloudevents import STRUCTURED
from schemas.envelope import FACT_OF_TYPE
from schemas.topics import agency_topic

FILE = Path(__file__).with_name("asyncapi.json")

_DEFINITIONS = "#/$defs/"
_SCHEMAS = "#/components/schemas/"

_LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE

_ABOUT = """\
What the partner agencies tell the platform: CloudEvents 1.0 in JSON, each of one fact. Every agency
writes to its own topic, and may tell any fact. Structured mode is described; binary mode is read
too."""

_KEY = {
    "type": "string",
    "description": "The event's `subject`, byte for byte in UTF-8: the case, or the member of"
    " staff. Any partitioner will do, murmur2 or CRC32: the platform brings each event to the place"
    " of its case.",
}


def document() -> bytes:
    """The document as it is written."""
    return orjson.dumps(
        {
            "asyncapi": "3.0.0",
            "info": {
                "title": "Victim Journey",
                "version": "1",
                "description": _ABOUT.replace("\n", " "),
            },
            "defaultContentType": STRUCTURED,
            "channels": {agency_topic(agency): _channel(agency) for agency in Agency},
            "operations": {f"receive.{agency}": _operation(agency) for agency in Agency},
            "components": {
                "messages": {_name(given): _message(given) for given in FACT_OF_TYPE},
                "schemas": _schemas(),
            },
        },
        option=_LAYOUT,
    )


def stale(file: Path = FILE) -> list[str]:
    """The name of the file, if it is missing or differs from the code; else nothing."""
    return [] if file.exists() and file.read_bytes() == document() else [file.name]


def write(file: Path = FILE) -> list[str]:
    """Write the file if it is stale; returns its name if it was."""
    changed = stale(file)
    if changed:
        file.write_bytes(document())
    return changed


def _name(type_name: str) -> str:
    return json_schema.short_name(type_name)


def _channel(agency: Agency) -> dict[str, Any]:
    return {
        "address": agency_topic(agency),
        "description": f"The Kafka topic that {agency.label} alone writes to.",
        "messages": {
            name: {"$ref": f"#/components/messages/{name}"} for name in map(_name, FACT_OF_TYPE)
        },
    }


def _operation(agency: Agency) -> dict[str, Any]:
    return {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{agency_topic(agency)}"},
        "summary": f"The platform takes in what {agency.label} publishes.",
    }


def _message(type_name: str) -> dict[str, Any]:
    return {
        "name": type_name,
        "summary": FACT_OF_TYPE[type_name].__doc__,
        "contentType": STRUCTURED,
        "payload": {"$ref": f"{_SCHEMAS}{_name(type_name)}"},
        "bindings": {"kafka": {"key": _KEY, "bindingVersion": "0.5.0"}},
        "examples": list(_examples(_name(type_name))),
    }


class DifferentSchemas(Exception):  # noqa: N818 - it says what is the case
    """Two definitions of one name say different things: one document cannot hold both."""


def _schemas() -> dict[str, Any]:
    """The schema of each type, and what they refer to: each once, by its name."""
    found: dict[str, Any] = {}
    for file, written in json_schema.json_schemas().items():
        schema = orjson.loads(written.replace(_DEFINITIONS.encode(), _SCHEMAS.encode()))
        definitions = schema.pop("$defs", {})
        del (
            schema["$schema"],
            schema["$id"],
        )  # they are of a file alone
        for name, each in {**definitions, file.removesuffix(".json"): schema}.items():
            if found.setdefault(name, each) != each:
                raise DifferentSchemas(name)
    return found


def _examples(name: str) -> Iterator[dict[str, Any]]:
    for path in sorted(golden_examples.FOLDER.glob(f"{name}.*.json")):
        how = path.stem.removeprefix(f"{name}.")
        yield {"name": how, "payload": orjson.loads(path.read_bytes())}
