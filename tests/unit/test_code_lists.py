"""The field's codes are data: each list says its source and day, and each code can be said."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import ValidationError

import events
from agencies.adapters.code_tables import coded_result, court, court_result, hearing_kind, verdict
from events.code_list_rows import code_list
from events.vocabulary import FACTS
from schemas.golden_examples import FOLDER as GOLDEN

FOLDER = Path(events.__file__).with_name("code_lists")
LISTS = sorted(path.stem for path in FOLDER.glob("*.csv"))

SAID_BY: dict[str, tuple[str, str]] = {
    "hearing-types": ("hearing", "hearing-listed"),
    "pleas": ("plea", "plea-entered"),
    "verdicts": ("verdict", "verdict-given"),
    "remand-statuses": ("remand", "remand-decided"),
    "allocations": ("venue", "mode-of-trial-decided"),
    "initiation-codes": ("method", "suspect-charged"),
    "recalls": ("recall", "prisoner-recalled"),
    "amendment-reasons": ("basis", "sentence-passed"),
}
"""The column of a list whose codes are a field of an event, and the event."""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_its_source_and_its_day(name: str) -> None:
    listed = code_list(name)

    assert listed.source
    assert listed.as_of >= "2025-01-01"
    assert listed.rows


def coded() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each row of a list that says something: the list, the kind of event, the coded fields."""
    for name, (field, kind) in SAID_BY.items():
        for row in code_list(name).rows:
            yield name, kind, {field: row[field]}
    for name in ("court-results", "releases", "receptions"):
        for row in code_list(name).rows:
            result = coded_result(row)
            if result.kind is not None:
                yield name, result.kind, dict(result.data)
    for row in code_list("bail-conditions").rows:
        yield "bail-conditions", "remand-decided", {"conditions": [row["condition"]]}


def test_each_code_can_be_said() -> None:
    unsayable = {
        f"{kind} {field}={value}"
        for _, kind, data in coded()
        for field, value in cannot(kind, data)
    }

    assert unsayable == set()


def cannot(kind: str, data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The coded fields that the event does not take; of an event that there is not, its kind."""
    if kind not in FACTS:
        yield "kind", ""
        return
    example = orjson.loads((GOLDEN / f"{kind}.v1.ordinary.json").read_bytes())["data"]
    for field, value in data.items():
        try:
            FACTS[kind].model_validate_json(orjson.dumps({**example, field: value}))
        except ValidationError:
            yield field, value


def test_each_court_is_known_with_and_without_its_last_noughts() -> None:
    for row in code_list("courts").rows:
        code = row["ou_code"]
        named = row["court"]
        assert court(code) == named
        assert not code.endswith("00") or court(code[:5]) == named
    assert court("Z99ZZ00") is None


def test_the_first_row_that_fits_a_result_counts() -> None:
    life = court_result("1002", "Life imprisonment", final=True)
    plain = court_result("1002", "Imprisonment", final=True)

    assert life is not None
    assert life.data == {"sentence": "life"}
    assert plain is not None
    assert plain.data == {"sentence": "immediate-custody"}
    assert court_result("9999", "Suspended sentence order", final=False) is None


def test_not_guilty_is_not_read_as_guilty() -> None:
    assert verdict("NOT_GUILTY") == "not-guilty"
    assert verdict("GUILTY_CONVICTED") == "guilty"
    assert verdict("MISTRIAL") is None


def test_the_words_of_a_hearing_type_are_read_in_any_case() -> None:
    assert hearing_kind("FIRST HEARING") == "first"
    assert hearing_kind("A dance") is None


def test_no_list_has_a_row_twice() -> None:
    for name in LISTS:
        rows = [tuple(row.values()) for row in code_list(name).rows]
        assert len(rows) == len(set(rows)), name


def test_the_list_of_results_has_all_that_matter_to_victims() -> None:
    listed = {row["cjs_code"] for row in code_list("court-results").rows}
    with (Path(__file__).parent / "victim_result_codes.csv").open(newline="") as table:
        codes = {code for row in csv.DictReader(table) for code in row["cjs_code"].split()}

    assert {code for code in codes if code.isdecimal()} - listed == set()
