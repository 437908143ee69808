"""What is wrong in kind, at every door: taken, held or refused by a rule, and told in words.

The rules are those of docs/reference/bad-input.md, a test for each line of its table.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from typer.testing import CliRunner

from agencies.gateway_publisher import Gateway
from agencies.publisher import Publisher
from cli.commands_app import app
from doc_pages import ROOT
from events.identifiers import Agency
from example_server import served_gateway
from processors.fold.journey import fold
from published_journey import Read, facts_of, published_event
from schemas.cloudevents import check_arrival, decode, headers
from schemas.refusal import Refused
from schemas.refusal_words import in_words
from schemas.rejected_records import rejected_headers

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TOKEN = "court-token-" + "a" * 30
URN = "urn:01ZD0303225"
NAME = "Zuleika-Dobson"
GUILTY = {"verdict": "guilty"}

Event = dict[str, Any]


def said(kind: str = "verdict-given", subject: str = URN, /, **data: Any) -> Event:
    data = data or GUILTY
    return published_event(kind, "2025-03-05T10:00:00Z", data, "hmcts", subject=subject)


def proposed(**changed: Any) -> Event:
    event = "f0ae02ef-67c0-5c40-9498-94f1fffc6b03"
    correction = {"correction": "C-1", "event": event, "field": "verdict", "value": "guilty"}
    return said("correction-proposed", **correction | changed)


_A_CASE = "the number of a person in prison"
_A_NAME = "has letters and no digit, so that it could be a name"

REFUSED: dict[str, tuple[Event, str, str]] = {
    "a later version of a type": (
        said() | {"type": "victim-journey.verdict-given.v9"},
        "unknown-version",
        "type: of a version that is not known",
    ),
    "another version of CloudEvents": (
        said() | {"specversion": "0.3"},
        "invalid",
        "specversion: not the value that it must have",
    ),
    "a field of a later version": (
        said(verdict="guilty", verdict_text=NAME),
        "invalid",
        "data: holds a field that is not known",
    ),
    "a prison number as a case": (
        said("verdict-given", "A1234BC"),
        "invalid",
        "subject: not written as it must be",
    ),
    "a prison number in small letters as a crime": (
        said("verdict-given", "crime:met-police:a1234bc"),
        "invalid",
        f"subject: {_A_CASE}",
    ),
    "a correction of what leads to another case": (
        proposed(field="asn", value="2501ZD0100000104411J"),
        "invalid",
        "data.field: what leads to another case, and is not corrected",
    ),
    "a prison number as a crime": (
        said("verdict-given", "crime:met-police:A1234BC"),
        "invalid",
        f"subject: {_A_CASE}",
    ),
    "a probation number as a URN": (
        said("verdict-given", "urn:X123456"),
        "invalid",
        f"subject: {_A_CASE}",
    ),
    "a PNC number as a crime": (
        said("verdict-given", "crime:met-police:2012/0012345X"),
        "invalid",
        f"subject: {_A_CASE}",
    ),
    "a person's number as another case": (
        said("case-linked", other="crime:met-police:A1234BC"),
        "invalid",
        f"data.other: {_A_CASE}",
    ),
    "a name as a crime's reference": (
        said("verdict-given", f"crime:met-police:{NAME}"),
        "invalid",
        f"subject: {_A_NAME}",
    ),
    "a name as a correction's": (
        proposed(correction=NAME),
        "invalid",
        f"data.correction: {_A_NAME}",
    ),
    "a name as a value": (proposed(value=NAME), "invalid", f"data.value: {_A_NAME}"),
    "a name as a field": (
        proposed(field="zuleika"),
        "invalid",
        "data.field: neither time nor a field of any event",
    ),
    "a person's number as the prosecution that a case was merged into": (
        said("case-merged", into="urn:X123456"),
        "invalid",
        "data.into: ",
    ),
    "a name as a code": (said(verdict=NAME), "invalid", "data.verdict: not one of the codes"),
    "a name in an attribute of its own": (
        said() | {"defendantname": NAME},
        "invalid",
        "holds an attribute that is not known",
    ),
    "a name as a member of staff": (
        said() | {"recordedby": NAME},
        "invalid",
        "recordedby: not written as it must be",
    ),
}


@pytest.fixture(scope="module")
def door() -> Iterator[httpx.Client]:
    def nobody(_: Agency) -> Publisher:
        pytest.fail("it was published")

    token = {"authorization": f"Bearer {TOKEN}"}
    with (
        served_gateway(Gateway({Agency.HMCTS: (TOKEN,)}, nobody)) as url,
        httpx.Client(base_url=f"{url}/gateway", headers=token) as client,
    ):
        yield client


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_at_every_door_in_words_and_without_the_value(
    door: httpx.Client, what: str, tmp_path: Path
) -> None:
    event, reason, words = REFUSED[what]
    written = orjson.dumps(event)
    content_type = {"content-type": "application/cloudevents+json"}
    file = tmp_path / "events.jsonl"
    file.write_bytes(written + b"\n")

    with pytest.raises(Refused) as refused:  # by Kafka, and by the publisher before it sends
        check_arrival(decode(written, headers()), Agency.HMCTS, event["subject"].encode(), NOW)
    answer = door.post("/events", content=written, headers=content_type)
    judged = CliRunner().invoke(
        app, ["validate", str(file), "--agency", "hmcts", "--format", "json"]
    )

    assert str(refused.value.reason) == reason
    by_kafka = [in_words(each) for each in refused.value.problems]
    assert any(each.startswith(words) for each in by_kafka), by_kafka
    ((problem, *_),) = [each["problems"] for each in answer.json()["errors"]]
    assert (answer.status_code, problem["code"]) == (400, refused.value.problems[0].error)
    assert json.loads(judged.stdout)[0]["reason"] == reason
    kept = b"".join(raw for _, raw in rejected_headers(refused.value, 0, 1, NOW))
    for shown in (answer.text, judged.stdout, kept.decode()):
        assert NAME not in shown


KNOWN = [
    published_event(
        "victim-identified",
        "2025-03-01T10:00:00Z",
        {},
        subject=URN,
        victim="met-police:V1",
    ),
    published_event(
        "suspect-charged",
        "2025-03-04T10:00:00Z",
        {"suspect": 1, "method": "charge", "charges": [{"offence": 1, "code": "OF61131"}]},
        subject=URN,
    ),
]


def test_a_result_of_an_offence_nobody_charged_is_taken() -> None:
    """The charge may come later, or have been numbered anew: the result is not lost."""
    result = said(suspect=1, offences=[9], verdict="guilty")

    read = Read.of([*KNOWN, result], NOW)

    assert "verdict-given" in {each.fact.kind for each in read.journey.effective.values()}


def test_a_trial_vacated_before_its_listing_came_is_vacated() -> None:
    """In whatever order they arrive, the listing does not stand."""
    court = {"court": "snaresbrook"}
    listed = said("trial-listed", **court, starts_at="2026-02-02T10:00:00Z")
    vacated = said("trial-vacated", **court, reason="court-time") | {"time": "2025-11-20T10:00:00Z"}
    facts = next(iter(facts_of([*KNOWN, listed, vacated]).values()))
    rows = fold(facts, NOW).rows

    for arrived in permutations(facts):
        assert fold(arrived, NOW).rows == rows


def test_a_name_as_an_events_id_reaches_no_record_of_the_log() -> None:
    log = facts_of([*KNOWN, said() | {"id": NAME}])

    assert NAME.encode() not in b"".join(each.written for of in log.values() for each in of)


def test_a_name_as_a_victims_reference_reaches_no_record_of_the_log() -> None:
    """It should not be written there; a pseudonym takes its place."""
    named = KNOWN[0] | {"victim": f"met-police:{NAME}"}

    log = facts_of([named, KNOWN[1]])

    assert NAME.encode() not in b"".join(each.written for of in log.values() for each in of)


def test_each_line_of_the_page_has_its_test() -> None:
    page = (ROOT / "docs" / "reference" / "bad-input.md").read_text()
    codes = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", page))
    tested = set()
    for event, *_ in REFUSED.values():
        with pytest.raises(Refused) as refused:
            check_arrival(
                decode(orjson.dumps(event), headers()), Agency.HMCTS, event["subject"].encode(), NOW
            )
        tested |= {each.error for each in refused.value.problems}

    assert codes <= tested
