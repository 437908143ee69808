"""A wrong event is refused in the same words by every door, and what was sent is never repeated."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from typer.testing import CliRunner

from agencies.gateway_publisher import Gateway
from agencies.publisher import Publisher
from cli.commands_app import app
from cli.refused_rows import listed_row
from events.identifiers import Agency
from example_journeys import NOW
from example_server import served_gateway
from golden import ACCEPTED, as_binary
from schemas.cloudevents import check_arrival, decode, headers
from schemas.refusal import Problem, Refused, read_problem
from schemas.refusal_words import in_words
from schemas.rejected_records import decode_rejected, rejected_headers

TOKEN = "police-token-" + "a" * 30
SECRET = "zuleika-dobson"
ARREST: dict[str, Any] = orjson.loads(ACCEPTED["suspect-arrested.v1.ordinary"])
CONTACT: dict[str, Any] = orjson.loads(ACCEPTED["victim-contacted.v1.ordinary"]) | {
    "agency": "met-police"
}

MERGE, IDENTIFIED = (
    orjson.loads(ACCEPTED[f"{kind}.v1.ordinary"])
    | {"agency": "met-police", "subject": "crime:met-police:4401234/25"}
    for kind in ("victims-merged", "victim-identified")
)


def with_data(event: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return event | {"data": event["data"] | changed}


WRONG: dict[str, tuple[Any, list[str]]] = {
    "a type with a slip": (
        ARREST | {"type": "victim-journey.suspect-arested.v1"},
        ["type: not known: did you mean victim-journey.suspect-arrested.v1? (unknown)"],
    ),
    "a type that is none": (ARREST | {"type": SECRET}, ["type: not known (unknown)"]),
    "a code with a slip": (
        with_data(CONTACT, channel="telefone"),
        ["data.channel: not one of the codes: did you mean telephone? (enum)"],
    ),
    "a code that is none": (
        with_data(CONTACT, channel=SECRET),
        [
            "data.channel: not one of the codes: the codes are telephone, in-person, video, letter,"
            " email, text, portal (enum)"
        ],
    ),
    "a field with a slip": (
        with_data(ARREST, suspects=1),
        ["data: holds a field that is not known: did you mean suspect? (extra_forbidden)"],
    ),
    "a number out of range": (
        with_data(ARREST, suspect=0),
        [
            "data.suspect: too small a number: a suspect's number in the case: 1 to 999"
            " (greater_than_equal)"
        ],
    ),
    "no time": (
        {name: value for name, value in ARREST.items() if name != "time"},
        ["time: missing (missing)"],
    ),
    "another version of CloudEvents": (
        ARREST | {"specversion": "0.3"},
        ["specversion: not the value that it must have: it must be 1.0 (literal_error)"],
    ),
    "cut short": (
        b'{"specversion": "1.0", "id": "' + SECRET.encode(),
        ["character 45: cut short: the JSON has no end (cut_short)"],
    ),
    "not JSON": (
        b'{"specversion": "1.0" "id": "' + SECRET.encode() + b'"}',
        ["character 23: not JSON from here on (not_json)"],
    ),
    "not UTF-8": (b'{"id": "\xff"}', ["character 9: not written in UTF-8 (not_utf_8)"]),
    "another agency's": (
        ARREST | {"agency": "cps"},
        ["agency: not the agency of the topic (not_the_topics_agency)"],
    ),
    "a merge of another agency's victims": (
        MERGE | {"victim": "city-police:V1", "othervictim": "victim-support:C7"},
        [
            "othervictim: neither of the two references is the sender's own: who may say so:"
            " city-police, victim-support (not_its_to_merge)"
        ],
    ),
    "a client of another agency's, identified": (
        IDENTIFIED | {"victim": "victim-support:C7"},
        [
            "victim: another agency's reference, not the sender's to identify in this case: who"
            " may say so: victim-support (not_its_to_identify)"
        ],
    ),
    "the case's number as the victim's reference": (
        IDENTIFIED | {"victim": "met-police:4401234-25"},
        [
            "victim: the number of the case: whoever knows that could guess the victim's pseudonym,"
            " so give the victim a reference of their own (the_number_of_the_case)"
        ],
    ),
    "nested too deep": (
        ARREST | {"data": {"suspect": json.loads("[" * 300 + "]" * 300)}},
        ["lists or objects nested too deep (too_deep)"],
    ),
}


def written(event: Any) -> bytes:
    return event if isinstance(event, bytes) else json.dumps(event).encode()


def key_of(event: Any) -> bytes:
    return event["subject"].encode() if isinstance(event, dict) else b""


@pytest.fixture(scope="module")
def door() -> Iterator[httpx.Client]:
    def nobody(_: Agency) -> Publisher:
        pytest.fail("it was published")

    gateway = Gateway({Agency.MET_POLICE: (TOKEN,)}, nobody)
    token = {"authorization": f"Bearer {TOKEN}"}
    with (
        served_gateway(gateway) as url,
        httpx.Client(base_url=f"{url}/gateway", headers=token) as client,
    ):
        yield client


def by_gateway(door: httpx.Client, event: Any) -> list[str]:
    content_type = {"content-type": "application/cloudevents+json"}
    answer = door.post("/events", content=written(event), headers=content_type)
    assert answer.status_code == 400
    assert SECRET not in answer.text
    (error,) = answer.json()["errors"]
    return [
        f"{each['path']}: {each['words']} ({each['code']})".removeprefix(": ")
        for each in error["problems"]
    ]


def by_command(event: Any, tmp_path: Path) -> list[str]:
    """The problems column, put together again from the lines of the table."""
    file = tmp_path / "events.jsonl"
    file.write_bytes(written(event) + b"\n")
    result = CliRunner(env={"COLUMNS": "400"}).invoke(
        app, ["validate", str(file), "--agency", "met-police"]
    )
    assert result.exit_code == 1
    assert SECRET not in result.output
    rows = [line.split("│") for line in result.stdout.splitlines() if line.startswith("│")]
    return " ".join(row[3].strip() for row in rows).split("; ")


def by_kafka(event: Any) -> list[str]:
    """The words of `journey rejected list`, after a way through the rejected topic."""
    value = written(event)
    with pytest.raises(Refused) as refused:
        check_arrival(decode(value, headers()), Agency.MET_POLICE, key_of(event), NOW)
    kept = rejected_headers(refused.value, 0, 1, NOW)
    assert not any(SECRET.encode() in raw for _, raw in kept)
    record = decode_rejected(value, kept, 0, Agency.MET_POLICE, b"")
    lines: list[str] = listed_row(record)["reason_and_problems"].splitlines()
    return lines[1:]


@pytest.mark.parametrize("name", WRONG)
def test_every_door_refuses_in_the_same_words(
    door: httpx.Client, name: str, tmp_path: Path
) -> None:
    event, words = WRONG[name]

    assert by_gateway(door, event) == words
    assert by_command(event, tmp_path) == words
    assert by_kafka(event) == words


UNKNOWN = ARREST | {"victimname": SECRET}
NEAR = "did you mean victim? (not_an_attribute)"


def test_an_unknown_attribute_is_named_to_its_sender_and_to_nobody_else(
    door: httpx.Client, tmp_path: Path
) -> None:
    named = f"holds an attribute that is not known: victimname: {NEAR}"
    assert by_gateway(door, UNKNOWN) == by_command(UNKNOWN, tmp_path) == [named]
    assert by_kafka(UNKNOWN) == [f"holds an attribute that is not known: {NEAR}"]


@pytest.mark.parametrize("name", [SECRET, "a" * 21, "Victim", "x\n"])
def test_what_is_no_name_of_an_attribute_is_not_repeated(door: httpx.Client, name: str) -> None:
    (words,) = by_gateway(door, ARREST | {name: 1})
    assert words.startswith("holds an attribute that is not known")
    assert name not in words.removesuffix("did you mean victim? (not_an_attribute)")


def test_an_unknown_attribute_in_a_header_is_refused_too(door: httpx.Client) -> None:
    attributes, data = as_binary(ACCEPTED["suspect-arrested.v1.ordinary"])
    sent = {name.replace("ce_", "ce-"): value.decode() for name, value in attributes}

    answer = door.post("/events", content=data, headers=sent | {"ce-victimname": SECRET})

    assert answer.status_code == 400
    ((problem,),) = [each["problems"] for each in answer.json()["errors"]]
    assert problem["code"] == "not_an_attribute"
    assert "victimname" in problem["words"]
    assert SECRET not in answer.text
    with pytest.raises(Refused, match=r"^invalid: not_an_attribute$"):
        decode(data, [*attributes, ("ce_victimname", SECRET.encode())])


def test_so_many_unknown_attributes_are_named_and_no_more(door: httpx.Client) -> None:
    many = ARREST | {f"attribute{number}": 1 for number in range(3000)}
    assert len(by_gateway(door, many)) == 10


def test_a_problem_is_read_again_from_its_text() -> None:
    for problem in (
        Problem("data.channel", "enum", ("telephone", "letter")),
        Problem("column Case (subject)", "string_pattern_mismatch"),
        Problem("", "not_json"),
    ):
        again = read_problem(problem.written)
        assert (again, again.codes) == (problem, problem.codes)
        assert in_words(again) == in_words(problem)
