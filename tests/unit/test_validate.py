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
        {"line": 4, "reason": "not-json", "problems": "character 1: not_json"},
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


GOOD = line("suspect-arrested.v1.ordinary")


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it() -> None:
    assert run("-", given=b"\xef\xbb\xbf" + GOOD + b"\n" + GOOD).exit_code == 0


def test_an_event_over_several_lines_is_read_where_it_is_all_there_is() -> None:
    pretty = ACCEPTED["suspect-arrested.v1.ordinary"]
    assert pretty.count(b"\n") > 3
    for start in (b"", b"\xef\xbb\xbf", b"\r\n\r\n"):
        result = run("-", given=start + pretty.replace(b"\n", b"\r\n"))
        assert result.exit_code == 0
        assert "1 good event, 0 bad lines" in result.stderr


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        (ACCEPTED["suspect-arrested.v1.ordinary"] * 2, "not_one_event_a_line"),
        (b"{\n" * 100_000, "not_one_event_a_line"),
        (b"[\n" + GOOD + b",\n" + GOOD + b"\n]", "a_list"),
        (b"[" + GOOD + b"]", "a_list"),
        (b"[" + GOOD + b",", "a_list"),
    ],
)
def test_what_is_not_one_event_a_line_is_told_in_one_line(given: bytes, problems: str) -> None:
    result = run("-", "--format", "json", given=given)

    assert result.exit_code == 1
    (bad,) = json.loads(result.stdout)
    assert (bad["line"], bad["problems"]) == (1, problems)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_lines_in_utf_16_are_told_so_at_once(encoding: str) -> None:
    with pytest.raises(Failure, match="wrong encoding: the file is in UTF-16; save it in UTF-8"):
        run("-", given=("\ufeff" + GOOD.decode() + "\n").encode(encoding))
