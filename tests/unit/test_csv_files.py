"""Tables of case systems: each worked example is good, and what is wrong is named by column."""

import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from agencies.csv_files import checked_rows
from agencies.csv_mapping import BadMapping, read_mapping
from agencies.event_lines import BadLine, GoodLine
from cli.commands_app import app
from doc_pages import ROOT
from events.clocks import Precision
from events.contact import ContactOutcome, VictimContacted
from events.court import HearingHeld
from events.identifiers import Agency
from events.trial_reasons import IneffectiveReason, TrialResult
from runtime.failure import Failure
from schemas.cloudevents import AgencyEvent, decode
from schemas.refusal import read_problem
from schemas.refusal_words import in_words

EXAMPLES = ROOT / "docs/how-to/csv"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
AGENCIES = {"police": Agency.MET_POLICE, "court": Agency.HMCTS, "support": Agency.VICTIM_SUPPORT}

MAPPING = """
[[event]]
type = "suspect-arrested.v1"
[event.attributes]
id = { column = "Id" }
source = "custody"
subject = { column = "Case", prefix = "crime:met-police:" }
time = { column = "When", format = "%d/%m/%Y %H:%M" }
[event.data]
suspect = { column = "No", number = true }
"""
ROW = "1,44/25,06/03/2025 21:30,2"


def judged(table: str, mapping: str = MAPPING) -> list[GoodLine | BadLine]:
    stream = io.BytesIO(table.encode("utf-8", "surrogateescape"))
    return list(checked_rows(stream, read_mapping(mapping), Agency.MET_POLICE, NOW))


def rows(*lines: str) -> list[GoodLine | BadLine]:
    return judged("\n".join(["Id,Case,When,No", *lines]))


def told(lines: list[GoodLine | BadLine]) -> list[tuple[int, str]]:
    return [(line.number, str(line.refused)) for line in lines if isinstance(line, BadLine)]


def example(name: str) -> list[AgencyEvent]:
    mapping = read_mapping((EXAMPLES / f"{name}.toml").read_text())
    with (EXAMPLES / f"{name}.csv").open("rb") as table:
        lines = list(checked_rows(table, mapping, AGENCIES[name], NOW))
    assert told(lines) == []
    return [decode(line.value) for line in lines if isinstance(line, GoodLine)]


def test_a_police_row_gives_a_report_a_victim_and_perhaps_an_arrest() -> None:
    events = example("police")

    assert Counter(event.fact.kind for event in events) == {
        "crime-reported": 2,
        "victim-identified": 2,
        "suspect-arrested": 1,
    }
    assert {event.victim for event in events} == {None, "met-police:V-20931", "met-police:V-20977"}
    summer = next(event for event in events if event.id == "reported-4401240/25")
    assert summer.occurred.at == datetime(2025, 3, 30, 22, 40, tzinfo=UTC)


def test_a_courts_row_gives_a_hearing_known_by_the_day() -> None:
    pre_trial, trial = example("court")

    assert trial.occurred.precision is Precision.DAY
    assert isinstance(pre_trial.fact, HearingHeld)
    assert pre_trial.fact.trial_result is None
    assert isinstance(trial.fact, HearingHeld)
    assert trial.fact.trial_result is TrialResult.INEFFECTIVE
    assert trial.fact.reason is IneffectiveReason.INTERPRETER_ABSENT


def test_a_support_services_row_gives_a_numbered_contact() -> None:
    first, second = example("support")

    assert (first.sequence, second.sequence) == (1071, 1072)
    assert isinstance(second.fact, VictimContacted)
    assert second.fact.outcome is ContactOutcome.NO_ANSWER
    assert (second.fact.safe, second.fact.interpreter) == (True, None)


@pytest.mark.parametrize("name", AGENCIES)
def test_each_example_is_good_by_the_command(name: str) -> None:
    files = [str(EXAMPLES / f"{name}.csv"), "--mapping", str(EXAMPLES / f"{name}.toml")]
    assert CliRunner().invoke(app, ["validate", *files, "--agency", AGENCIES[name]]).exit_code == 0


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,44/25,2025-03-06,2", "invalid: column When (time): not_by_the_format"),
        ("1,44/25,30/03/2025 01:30,2", "invalid: column When (time): on_no_clock"),
        ("1,44/25,06/03/2025 21:30,two", "invalid: column No (data.suspect): not_a_whole_number"),
        ("1,44/25,06/03/2025 21:30,0", "invalid: column No (data.suspect): greater_than_equal"),
        ("1,A B,06/03/2025 21:30,2", "invalid: column Case (subject): string_pattern_mismatch"),
        (",44/25,06/03/2025 21:30,2", "invalid: column Id (id): missing"),
        ("1,44/25,06/03/2027 21:30,2", "date-out-of-range: column When (time): in_the_future"),
        ("1,44/25,06/03/2025 21:30", "invalid: not_as_many_cells_as_columns"),
        ("1,44\udcff,06/03/2025 21:30,2", "invalid: not_utf_8"),
        ('"1,44/25,06/03/2025 21:30,2', "invalid: not_csv"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(row: str, why: str) -> None:
    assert told(rows(ROW, row)) == [(3, why)]
    assert in_words(read_problem(why.partition(": ")[2])) != why.partition(": ")[2]


def test_a_row_is_named_by_the_line_on_which_it_begins() -> None:
    lines = rows('"1",44/25,"06/03/2025\nat 21:30",2', "", ROW, "1,2")
    assert told(lines) == [
        (2, "invalid: column When (time): not_by_the_format"),
        (6, "invalid: not_as_many_cells_as_columns"),
    ]
    assert [line.number for line in lines] == [2, 5, 6]


def test_a_code_that_the_mapping_does_not_know_is_told() -> None:
    mapping = MAPPING.replace("number = true", 'codes = { "1st" = 1 }, separator = ";"')
    (line,) = judged(f"Id,Case,When,No\n{ROW}", mapping)
    assert told([line]) == [(2, "invalid: column No (data.suspect): not_in_the_mapping")]


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ("[", "not TOML"),
        ("", "event: Field required"),
        ('timezone = "Mars/Olympus"' + MAPPING, "timezone: .*no time zone has that name"),
        (MAPPING.replace("number", "figure"), "figure"),
        (MAPPING.replace('"No"', '"Number"'), "the file has no column Number"),
        (MAPPING.replace('"No"', '"Twice"'), "the file has column Twice twice"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told_where(mapping: str, why: str) -> None:
    with pytest.raises(BadMapping, match=why):
        judged(f"Id,Case,When,No,Twice,Twice\n{ROW},,", mapping)


def test_the_command_tells_of_it_in_a_line(tmp_path: Path) -> None:
    mapping, table = tmp_path / "mapping.toml", tmp_path / "table.csv"
    mapping.write_text(MAPPING)
    table.write_text("Id\n1\n")
    for words, why in [
        (["--agency", "cps"], "no column Case, No, When"),
        ([], "give --agency"),
    ]:
        result = CliRunner().invoke(
            app, ["validate", str(table), "--mapping", str(mapping), *words]
        )
        assert isinstance(result.exception, Failure)
        assert why in str(result.exception)
    result = CliRunner().invoke(app, ["validate", str(table), "--mapping", str(tmp_path / "no")])
    assert "cannot read" in str(result.exception)


@pytest.mark.parametrize("command", ["validate", "publish"])
def test_a_csv_file_without_a_mapping_asks_for_one(command: str, tmp_path: Path) -> None:
    table = tmp_path / "Police.CSV"
    table.write_text(f"Id,Case,When,No\n{ROW}\n")

    result = CliRunner().invoke(app, [command, str(table), "--agency", "met-police"])

    assert isinstance(result.exception, Failure)
    assert str(result.exception).endswith(
        "Police.CSV is CSV: give --mapping FILE, which says what its columns are"
    )
    assert result.output == ""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_is_told_so_and_not_that_it_has_no_columns(
    encoding: str, tmp_path: Path
) -> None:
    mapping, table = tmp_path / "mapping.toml", tmp_path / "table.csv"
    mapping.write_text(MAPPING)
    table.write_text(f"\ufeffId,Case,When,No\n{ROW}\n", encoding=encoding)
    words = [str(table), "--mapping", str(mapping), "--agency", "met-police"]

    result = CliRunner().invoke(app, ["validate", *words])

    assert isinstance(result.exception, Failure)
    assert str(result.exception) == (
        "wrong encoding: the table is in UTF-16; save it as CSV in UTF-8"
    )
    table.write_text(f"\ufeffId,Case,When,No\n{ROW}\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["validate", *words]).exit_code == 0
