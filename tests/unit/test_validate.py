"""`journey validate`: a file is judged line by line, without a platform."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.commands_app import app
from golden import ACCEPTED, REFUSED
from runtime.failure import Failure


def line(name: str) -> bytes:
    return json.dumps(json.loads((ACCEPTED | REFUSED)[name])).encode()


def run(*arguments: str, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, ["validate", *arguments], input=given)
    if isinstance(result.exception, Failure):
        raise result.exception
    return result


def test_every_golden_example_is_good_whosever_it_is(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(map(line, ACCEPTED)))

    result = run(str(file), "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
    assert f"{len(ACCEPTED)} good events, 0 bad lines" in result.stderr


def test_each_bad_line_is_told_by_its_number_its_reason_and_no_value() -> None:
    lines = [line("suspect-arrested.v1.ordinary"), b"", line("field-unknown"), b"Amira Khan"]

    result = run("-", "--format", "json", given=b"\n".join(lines))

    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {"line": 3, "reason": "invalid", "problems": "data: extra_forbidden"},
        {"line": 4, "reason": "not-json", "problems": ""},
    ]
    assert "Amira" not in result.output


def test_for_a_topic_the_agency_must_be_the_topics() -> None:
    court = line("trial-listed.v1.ordinary")

    assert run("-", given=court).exit_code == 0
    refused = run("-", "--agency", "cps", "--format", "csv", given=court)

    assert refused.exit_code == 1
    assert "1,wrong-agency,agency: not_the_topics_agency" in refused.stdout


def test_a_file_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="cannot read"):
        run(str(tmp_path / "missing.jsonl"))
