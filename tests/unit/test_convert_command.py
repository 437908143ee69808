"""`journey convert`: messages in, events out that `publish` takes."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner, Result

from bench.message_specimens import SECRETS, resulted_hearing
from cli.commands_app import app


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["convert", "common-platform", *arguments], input=given)


def written(folder: Path, content: Any) -> str:
    file = folder / "messages.json"
    file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return str(file)


def lines(result: Result) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("pretty", [False, True])
def test_a_message_on_one_line_or_many_is_read(tmp_path: Path, pretty: bool) -> None:
    option = orjson.OPT_INDENT_2 if pretty else 0
    result = run(written(tmp_path, orjson.dumps(resulted_hearing(1, 1, 2, 0), option=option)))

    assert result.exit_code == 0
    assert [each["type"].split(".")[1] for each in lines(result)].count("plea-entered") == 2


def test_many_messages_one_a_line_and_the_input(tmp_path: Path) -> None:
    messages = b"\n".join(orjson.dumps(resulted_hearing(seed, 1, 1, 0)) for seed in (1, 2))

    assert lines(run(written(tmp_path, messages))) == lines(run("-", given=messages))
    assert len({each["subject"] for each in lines(run("-", given=messages))}) == 2


def test_the_source_is_the_senders_own(tmp_path: Path) -> None:
    result = run(written(tmp_path, resulted_hearing(1, 1, 1, 0)), "--source", "https://own.example")

    assert {each["source"] for each in lines(result)} == {"https://own.example"}


def test_the_report_is_for_programs_too(tmp_path: Path) -> None:
    result = run(written(tmp_path, resulted_hearing(1, 1, 1, 0)), "--report", "--format", "json")

    rows = {(row["part"], row["what"]): row["number"] for row in orjson.loads(result.stdout)}
    assert rows["said", "plea-entered"] == 1
    assert rows["left", "names"] > 0


def test_a_message_that_cannot_be_read_is_named_in_one_line() -> None:
    bad = orjson.dumps({SECRETS[0]: 1})
    good = orjson.dumps(resulted_hearing(1, 1, 1, 0))
    result = run("-", given=good + b"\n" + bad)

    assert result.exit_code == 1
    assert "-: line 2: message: of no kind that is read" in result.stderr
    assert SECRETS[0] not in result.output


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none"))

    assert result.exit_code != 0
    assert "Traceback" not in result.output


def test_pretty_messages_may_follow_one_another_and_the_rest_is_one_that_is_refused() -> None:
    messages = [
        orjson.dumps(resulted_hearing(seed, 1, 1, 0), option=orjson.OPT_INDENT_2) for seed in (1, 2)
    ]
    begins = sum(each.count(b"\n") + 1 for each in messages) + 1
    result = run("-", given=b"\n".join([*messages, b'{"cut": ', b"short"]))

    assert len({each["subject"] for each in lines(result)}) == 2
    assert result.exit_code == 1
    assert f"-: line {begins}: message: not a message" in result.stderr
    assert result.stderr.count("not a message") == 1
