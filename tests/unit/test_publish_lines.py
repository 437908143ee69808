"""`journey publish`: every line is checked before anything is sent."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Self

import pytest
import typer
from typer.testing import CliRunner, Result

from agencies import publisher
from agencies.publisher import NotDelivered
from cli import bulk_publishing
from cli.commands.publish_command import publish
from events.identifiers import Agency
from golden import ACCEPTED, REFUSED
from runtime.failure import Failure
from schemas.cloudevents import decode, headers

app = typer.Typer()
app.command()(publish)


def line(name: str) -> bytes:
    return json.dumps(json.loads((ACCEPTED | REFUSED)[name])).encode()


GOOD = line("suspect-arrested.v1.ordinary")
AWKWARD = line("referred-to-cps.v1.awkward")
BAD = line("field-unknown")


class FakePublishTopic:
    """Stands for the publisher: keeps what was sent."""

    sent: "list[tuple[Any, ...]]"
    agency: Agency | None
    fails = False

    def __init__(self) -> None:
        self.sent, self.agency = [], None

    def __call__(self, bootstrap: str, agency: Agency) -> Self:
        assert bootstrap == "broker:9092"
        self.agency = agency
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.fails:
            raise NotDelivered(Counter({"KafkaTimeoutError": 1}))

    def publish_raw(self, *record: Any) -> None:
        self.sent.append(record)


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> FakePublishTopic:
    monkeypatch.setenv("JOURNEY_KAFKA", "broker:9092")
    topic = FakePublishTopic()
    monkeypatch.setattr(publisher, "Publisher", topic)
    monkeypatch.setattr(bulk_publishing, "answering_kafka", lambda settings: settings.bootstrap)
    return topic


def run(*arguments: str, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--agency", "met-police"], input=given)
    if isinstance(result.exception, Failure):
        raise result.exception
    return result


def file_of(tmp_path: Path, *lines: bytes) -> str:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(lines))
    return str(path)


def test_good_lines_are_sent_as_they_came_under_their_case(
    tmp_path: Path, topic: FakePublishTopic
) -> None:
    result = run(file_of(tmp_path, GOOD, b"", b"  " + AWKWARD + b"\r"))

    assert result.exit_code == 0
    assert topic.agency is Agency.MET_POLICE
    assert topic.sent == [
        (GOOD, decode(GOOD).case.encode(), headers()),
        (AWKWARD, decode(AWKWARD).case.encode(), headers()),
    ]


def test_one_bad_line_and_nothing_is_sent(tmp_path: Path, topic: FakePublishTopic) -> None:
    result = run(file_of(tmp_path, GOOD, BAD, GOOD), "--format", "json")

    assert result.exit_code == 1
    assert topic.sent == []
    bad = [{"line": 2, "reason": "invalid", "problems": "data: extra_forbidden"}]
    assert json.loads(result.stdout) == bad


def test_every_bad_line_is_told_by_its_number_and_no_value(
    tmp_path: Path, topic: FakePublishTopic
) -> None:
    wrong_agency = line("trial-listed.v1.ordinary")
    lines = [BAD, b"Amira Khan", wrong_agency, GOOD, line("time-in-the-future")]
    result = run(file_of(tmp_path, *lines), "--format", "csv")

    assert result.stdout.splitlines() == [
        "line,reason,problems",
        "1,invalid,data: extra_forbidden",
        "2,not-json,character 1: not_json",
        "3,wrong-agency,agency: not_the_topics_agency",
        "5,date-out-of-range,time: in_the_future",
    ]
    assert "Amira" not in result.output


def test_people_are_told_in_words(tmp_path: Path, topic: FakePublishTopic) -> None:
    result = run(file_of(tmp_path, BAD))

    said = " ".join(result.stdout.replace("│", " ").split())
    assert "data: holds a field that is not known: did you mean offence? (extra_forbidden)" in said


def test_bad_lines_can_be_left_out(tmp_path: Path, topic: FakePublishTopic) -> None:
    result = run(file_of(tmp_path, BAD, GOOD), "--skip-invalid")

    assert result.exit_code == 1
    assert [record[0] for record in topic.sent] == [GOOD]


def test_the_input_is_a_file_too(topic: FakePublishTopic) -> None:
    assert run("-", given=GOOD + b"\n" + AWKWARD + b"\n").exit_code == 0
    assert [record[0] for record in topic.sent] == [GOOD, AWKWARD]


def test_a_file_that_is_not_there_is_told_in_a_line(
    tmp_path: Path, topic: FakePublishTopic
) -> None:
    with pytest.raises(Failure, match="cannot read"):
        run(str(tmp_path / "missing.jsonl"))


def test_what_the_broker_did_not_take_is_told_in_a_line(
    tmp_path: Path, topic: FakePublishTopic
) -> None:
    topic.fails = True
    with pytest.raises(Failure, match="1 KafkaTimeoutError; publish again"):
        run(file_of(tmp_path, GOOD))
