"""`journey deadline`: when a duty is due, with every day of the count; no platform runs."""

import csv
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.commands.deadline_command import deadline
from cli.output import Format
from processors.victims_code.day_count import NotCounted, day_count
from processors.victims_code.rules import RULES, Rule, counted
from runtime.failure import Failure
from web.query_instants import instant

with Path(__file__).with_name("deadline_examples.csv").open() as lines:
    EXAMPLES = list(csv.DictReader(lines))

COUNTABLE = [
    rule
    for rule in RULES.values()
    if rule.standard and rule.is_timed and not rule.ends_on_working_day
]


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda row: "-".join(row.values()))
def test_the_worked_deadlines_are_counted(
    example: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    enhanced = example["enhanced"] == "yes"
    deadline(example["rule"], example["clock_starts_at"], enhanced, format_=Format.JSON)

    answer = orjson.loads(capsys.readouterr().out)
    assert answer["due_on"] == example["due_on"] == answer["days"][-1]["day"]


@given(
    rule=st.sampled_from(COUNTABLE),
    since=st.dates(date(2015, 11, 16), date(2040, 12, 31)),
    days=st.integers(1, 40),
)
def test_a_count_has_every_day_and_ends_on_the_due_day(rule: Rule, since: date, days: int) -> None:
    count = day_count(rule, since, days)

    assert count[0].not_counted is NotCounted.START
    assert [each.day for each in count] == [
        since + timedelta(days=ahead) for ahead in range(len(count))
    ]
    assert [each.number for each in count if each.number] == list(range(1, days + 1))
    assert count[-1].day == counted(rule, since, days)
    assert all((each.number is None) is (each.not_counted is not None) for each in count)


def test_13_bank_holidays_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("R6.4", "2025-04-17T23:30", enhanced=True)

    said = told(capsys)
    assert "due Tuesday 22 April 2025" in said
    assert "Friday 18 April 2025 │ not counted: bank holiday, Good Friday" in said
    assert "Monday 21 April 2025 │ not counted: bank holiday, Easter Monday" in said
    assert "Saturday 19 April 2025 │ not counted: weekend" in said
    assert "Tuesday 22 April 2025 │ day 1" in said
    assert "in force from 1 April 2021" in said
    assert "(secondary source)" in said


def test_13_an_instant_without_an_offset_is_londons(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("R6.1", "2025-03-30T23:30", format_=Format.CSV)
    assert "2025-03-30,,start," in capsys.readouterr().out
    deadline("R6.1", "2025-03-30T23:30Z", format_=Format.CSV)
    assert "2025-03-31,,start," in capsys.readouterr().out


def test_4_enhanced_in_the_middle(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("R6.4", "2025-03-07T16:00", enhanced_from="2025-03-10T09:00")

    said = told(capsys)
    assert "due Tuesday 11 March 2025" in said
    assert "count from Monday 10 March 2025; without them it is due Friday 14 March 2025" in said


@pytest.mark.parametrize(
    ("rule", "granted"), [("R6.4", "2025-03-20T09:00"), ("R8.1", "2025-03-07T17:00")]
)
def test_a_grant_that_changes_nothing_says_so(
    rule: str, granted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    deadline(rule, "2025-03-07T16:00", enhanced_from=granted)
    assert "Enhanced Rights change nothing here" in told(capsys)


def test_the_last_day_of_the_lenient_sentence_scheme_is_a_working_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given 28 days that end on New Year's Day, then the last is the working day before it."""
    deadline("ULS", "2020-12-04T10:00")
    assert "due Thursday 31 December 2020" in told(capsys)


def test_a_rule_that_is_not_confirmed_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("R6.2", "2020-02-07T10:00")

    said = told(capsys)
    assert said.startswith("R6.2 (not confirmed) Told that a suspect was interviewed")
    assert "of 2015, in force from 16 November 2015 to 31 March 2021" in said
    assert "the 2015 text was not read (not confirmed)" in said


@pytest.mark.parametrize(
    ("rule", "since", "says"),
    [
        ("R6.99", "2025-03-04", "no rule R6.99 in the 2020 Code: there are R1.2, R3.1, .*R12.1"),
        ("R3.1", "2025-03-04", "no number of days: the Code sets no day"),
        ("R4.3", "2025-03-04", "no number of days: it is due before the trial"),
        ("R6.1", "2015-11-15", "was in force on 15 November 2015: .* on 16 November 2015"),
        ("R6.1", "tomorrow", "write it like 2025-03-13T12:00"),
        ("R6.1", "2200-01-01", "write it like"),
    ],
)
def test_what_cannot_be_counted_is_told_in_a_line(rule: str, since: str, says: str) -> None:
    with pytest.raises(Failure, match=says):
        deadline(rule, since)


def test_two_ways_of_enhanced_rights_are_refused() -> None:
    with pytest.raises(Failure, match="not both"):
        deadline("R6.1", "2025-03-04", enhanced=True, enhanced_from="2025-03-04")


def test_a_day_alone_is_its_first_moment_in_london() -> None:
    assert instant("2025-07-01").isoformat() == "2025-06-30T23:00:00+00:00"
