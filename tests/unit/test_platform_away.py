"""What commands say while the platform, or a part of it, is away."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kafka.errors import KafkaTimeoutError
from rich.console import Console
from typer.testing import CliRunner

from cli import output
from cli.bulk_publishing import answering_kafka
from cli.commands_app import app, main
from cli.refused_rows import listed_row
from events.identifiers import Agency, event_identity
from runtime.api_client import ask
from runtime.failure import Failure
from runtime.platform_status import Status, health
from runtime.preflight import lock_data
from runtime.readiness import kafka_answers
from runtime.running_platform import RunningPlatform, write_running
from runtime.settings import Settings
from runtime.supervisor import ServiceState
from schemas.refusal import Problem, Reason
from schemas.rejected_records import RejectedRecord, identity

PAUSE = {"agency": "cps", "since": "2026-03-14T10:00:00Z", "refused": 30, "events": 50}

NOWHERE = 1
"""A port on which nothing listens."""


@pytest.fixture
def dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A platform's directory; Kafka and the server do not answer, the supervisor does its work."""

    def silent(**_: Any) -> None:
        raise KafkaTimeoutError

    monkeypatch.setattr("runtime.platform_status.KafkaAdminClient", silent)
    with lock_data(tmp_path):
        states = [
            ServiceState("kafka", None, ready=False, restarts=3),
            ServiceState("sink", os.getpid(), ready=True, restarts=0),
        ]
        write_running(Settings(data=tmp_path, port=NOWHERE, kafka_port=NOWHERE), states)
        yield tmp_path


def test_the_status_of_the_parts_is_told_when_nothing_answers(dead: Path) -> None:
    done = CliRunner().invoke(app, ["status", "--data", str(dead)])

    assert done.exit_code == 1
    assert "Parts" in done.stdout
    assert str(os.getpid()) in done.stdout
    assert "Waiting" not in done.stdout
    assert "every event is projected" not in done.stdout


def test_what_could_not_be_asked_is_null_to_programs_with_the_reasons(dead: Path) -> None:
    done = CliRunner().invoke(app, ["status", "--data", str(dead), "--format", "json"])

    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [(part["part"], part["restarts"]) for part in told["parts"]] == [
        ("kafka", 3),
        ("sink", 0),
    ]
    assert [told[name] for name in ("lag", "oldest", "rows", "gaps", "paused")] == [None] * 5
    kafka, database = told["errors"]
    assert kafka.startswith("what waits could not be asked: Kafka does not answer at 127.0.0.1:1:")
    assert database.startswith(
        "what is in the database could not be asked: nothing answers at http://127.0.0.1:1:"
    )


def test_publishing_waits_for_a_kafka_that_restarts_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, False, True])
    monkeypatch.setattr("cli.bulk_publishing.errors", Console(width=200))
    settings = Settings(kafka="broker:9092")

    found = answering_kafka(settings, lambda _: next(answers), lambda _: None, lambda: 0.0)

    assert found == "broker:9092"
    assert capsys.readouterr().out.splitlines() == ["waiting for Kafka at broker:9092"]


def test_publishing_gives_up_after_a_minute_in_plain_words(tmp_path: Path) -> None:
    now = iter(range(0, 1000, 10))
    settings = Settings(kafka="broker:9092", data=tmp_path)

    with pytest.raises(Failure, match="Kafka at broker:9092 does not answer, nothing was sent"):
        answering_kafka(settings, lambda _: False, lambda _: None, lambda: float(next(now)))

    assert next(now) == 70


def test_other_commands_say_that_kafka_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def silent() -> None:
        raise KafkaTimeoutError

    monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
    monkeypatch.setattr("cli.commands_app.app", silent)

    with pytest.raises(SystemExit, match="1"):
        main()

    told = capsys.readouterr().err
    assert "Kafka does not answer at 127.0.0.1:19092: start the platform" in told
    assert "KafkaTimeoutError" not in told


def test_who_asks_at_the_default_place_is_told_of_other_directories(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"`journey up`, or set JOURNEY_DATA if"):
        ask(Settings(data=tmp_path, port=NOWHERE), "/health")


def test_who_asks_a_running_platform_is_not_told_to_start_it(dead: Path) -> None:
    with pytest.raises(Failure, match="a part of the platform is down"):
        ask(Settings(data=dead, port=NOWHERE), "/health")


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and answers nothing, as of a process that stands still."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_silent_kafka_is_no_kafka_within_seconds(silent: int) -> None:
    before = time.monotonic()
    assert not kafka_answers(f"127.0.0.1:{silent}", within=0.5)
    assert time.monotonic() - before < 4


def test_who_waits_for_an_answer_is_told_so(
    silent: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("runtime.api_client._SOON", 0.1)
    monkeypatch.setattr("runtime.api_client._SECONDS", 1.0)
    with pytest.raises(Failure, match="nothing answers"):
        ask(Settings(data=tmp_path, port=silent), "/health")
    assert capsys.readouterr().err == f"waiting for http://127.0.0.1:{silent}\n"


def test_a_part_that_stands_still_or_is_a_zombie_is_not_ready(tmp_path: Path) -> None:
    still = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    ended = subprocess.Popen([sys.executable, "-c", ""])
    os.kill(still.pid, signal.SIGSTOP)
    try:
        states = [ServiceState("x", each.pid, True, 0) for each in (still, ended)]
        write_running(Settings(data=tmp_path), states)
        running = RunningPlatform.model_validate_json(
            (tmp_path / "run" / "platform.json").read_bytes()
        )
        ends = time.monotonic() + 30
        while any(part.ready for part in health(running)):
            assert time.monotonic() < ends
            time.sleep(0.05)
    finally:
        still.kill()
        still.wait()
        ended.wait()


@pytest.mark.parametrize(("paused", "status"), [([], 0), ([PAUSE], 1)])
def test_a_paused_intake_is_something_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paused: list[dict[str, Any]], status: int
) -> None:
    found = Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], paused=paused)
    monkeypatch.setenv("JOURNEY_KAFKA", "broker:9092")
    monkeypatch.setattr("runtime.platform_status.status_of", lambda *_: found)
    done = CliRunner().invoke(app, ["status", "--data", str(tmp_path)])
    assert done.exit_code == status


def test_a_value_that_is_not_allowed_is_told_without_noise() -> None:
    done = CliRunner().invoke(app, ["hotspots", "--by", "planet"], env={"COLUMNS": "200"})

    assert done.exit_code == 2
    assert "'--by': 'planet' is not one of 'stage'" in done.stderr


def test_refused_events_are_readable_in_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "console", Console(width=80))
    record = refused(Problem("data.channel", "enum"), Problem("subject", "missing"))

    output.print_rows([listed_row(record)], output.Format.TABLE, "Refused")

    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("city-police/2" in line and "invalid" in line for line in lines)
    assert any("data.channel: not one of" in line for line in lines)
    assert any("subject: missing" in line for line in lines)


@pytest.mark.parametrize(
    ("value", "headers"),
    [
        (b'{"specversion": "1.0", "id": "7", "source": "https://a.example"}', ()),
        (b"not json", (("ce_id", b"7"), ("ce_source", b"https://a.example"))),
        (b'{"id": "8"}', (("ce_id", b"7"), ("ce_source", b"https://a.example"))),
    ],
)
def test_a_refused_event_is_known_by_its_id_and_source_however_wrong_the_rest(
    value: bytes, headers: tuple[tuple[str, bytes], ...]
) -> None:
    record = replace(refused(), value=value, headers=headers)
    assert identity(record) == event_identity(Agency.CITY_POLICE, "https://a.example", "7")


@pytest.mark.parametrize("value", [None, b"", b"[]", b'{"id": 7, "source": "x"}', b'{"id": "7"}'])
def test_a_refused_event_without_them_is_not_known(value: bytes | None) -> None:
    assert identity(replace(refused(), value=value)) is None


def refused(*problems: Problem) -> RejectedRecord:
    """An event of the City of London Police's, refused for these."""
    return RejectedRecord(
        agency=Agency.CITY_POLICE,
        offset=2,
        reason=Reason.INVALID,
        problems=problems,
        source_partition=0,
        source_offset=7,
        received=datetime(2026, 3, 14, 10, tzinfo=UTC),
        key=None,
        value=b"{}",
        headers=(),
    )
