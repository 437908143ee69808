"""The AsyncAPI document: what the code says, whole in itself, and true of the examples."""

from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from events.identifiers import Agency
from golden import ACCEPTED, REFUSED
from schemas import asyncapi
from schemas.envelope import FACT_OF_TYPE
from schemas.json_schema import short_name
from schemas.topics import topic_plans

SPECIFICATION = Path(__file__).parents[2] / "node_modules/@asyncapi/specs/schemas/3.0.0.json"

DOCUMENT: dict[str, Any] = orjson.loads(asyncapi.FILE.read_bytes())
MESSAGES: dict[str, Any] = DOCUMENT["components"]["messages"]


def test_the_committed_document_is_the_generated_one(tmp_path: Path) -> None:
    assert asyncapi.stale() == []

    file = tmp_path / "asyncapi.json"
    assert asyncapi.stale(file) == ["asyncapi.json"]
    assert asyncapi.write(file) == ["asyncapi.json"]
    assert asyncapi.write(file) == []


@pytest.mark.slow
def test_it_is_what_the_asyncapi_specification_asks_for() -> None:
    schema = orjson.loads(SPECIFICATION.read_bytes())

    Draft7Validator(schema).validate(DOCUMENT)


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from references(each)


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DOCUMENT))
    assert len(found) > len(Agency) + 2 * len(FACT_OF_TYPE)
    for reference in found:
        assert reduce(lambda part, key: part[key], reference.split("/")[1:], DOCUMENT)


def test_all_is_in_the_one_file() -> None:
    assert all(reference.startswith("#/") for reference in references(DOCUMENT))
    for name in map(short_name, FACT_OF_TYPE):
        assert MESSAGES[name]["payload"] == {"$ref": f"#/components/schemas/{name}"}


def test_each_agency_has_its_topic_and_may_say_everything() -> None:
    addresses = {channel["address"] for channel in DOCUMENT["channels"].values()}
    assert addresses == {plan.name for plan in topic_plans() if plan.name.startswith("agency.")}
    for channel in DOCUMENT["channels"].values():
        assert set(channel["messages"]) == set(MESSAGES) == set(map(short_name, FACT_OF_TYPE))


def test_every_golden_example_is_one_of_its_message() -> None:
    shown = {
        f"{name}.{example['name']}": example["payload"]
        for name, message in MESSAGES.items()
        for example in message["examples"]
    }
    assert shown == {name: orjson.loads(told) for name, told in ACCEPTED.items()}


IN_DRAFT_7, IN_DRAFT_2020_12 = Draft7Validator(DOCUMENT), Draft202012Validator(DOCUMENT)
"""References lead into the document; it is read through once, and not for each message."""


def judged_refusals() -> Iterator[Any]:
    """The refused examples that get as far as a schema, and the message whose schema it is."""
    for name, raw in REFUSED.items():
        try:
            told = orjson.loads(raw)
        except orjson.JSONDecodeError:
            continue
        if isinstance(told, dict) and told.get("type") in FACT_OF_TYPE:
            yield pytest.param(short_name(told["type"]), told, id=name)


@pytest.mark.parametrize("message", MESSAGES)
def test_draft_7_which_asyncapi_reads_by_takes_the_examples(message: str) -> None:
    Draft7Validator.check_schema(DOCUMENT["components"]["schemas"][message])
    validator = IN_DRAFT_7.evolve(schema=MESSAGES[message]["payload"])
    for example in MESSAGES[message]["examples"]:
        validator.validate(example["payload"])


@pytest.mark.parametrize(("message", "told"), list(judged_refusals()))
def test_draft_7_refuses_what_draft_2020_12_does(message: str, told: dict[str, Any]) -> None:
    schema = MESSAGES[message]["payload"]
    by_draft_7, by_the_other = (
        validator.evolve(schema=schema).is_valid(told)
        for validator in (IN_DRAFT_7, IN_DRAFT_2020_12)
    )
    assert by_draft_7 is by_the_other
