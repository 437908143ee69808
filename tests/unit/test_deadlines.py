import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.clocks import london_date
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty
from processors.victims_code.rules import RULES, VERSIONS, CodeVersion, Rule, due_on, rule_on
from processors.victims_code.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    working_day_before,
    working_days_after,
)

with Path(__file__).with_name("deadline_examples.csv").open() as lines:
    EXAMPLES = list(csv.DictReader(lines))


def the_rule(name: str, day: date) -> Rule:
    rule = rule_on(name, day)
    assert rule
    return rule


days = st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda row: "-".join(row.values()))
def test_the_worked_deadlines_hold(example: dict[str, str]) -> None:
    start = london_date(datetime.fromisoformat(example["clock_starts_at"]))
    granted = start if example["enhanced"] == "yes" else None

    assert due_on(the_rule(example["rule"], start), start, granted) == date.fromisoformat(
        example["due_on"]
    )


def test_enhanced_rights_granted_later_shorten_from_that_day() -> None:
    """Bailed Fri 7 Mar, granted Mon 10 Mar: Tue 11 Mar, not Mon 10 Mar."""
    assert due_on(RULES["R6.4"], date(2025, 3, 7)) == date(2025, 3, 14)
    assert due_on(RULES["R6.4"], date(2025, 3, 7), date(2025, 3, 10)) == date(2025, 3, 11)


@given(start=days, granted=days)
def test_a_grant_never_makes_a_past_day_late_nor_gives_more_time(
    start: date, granted: date
) -> None:
    due = due_on(RULES["R6.1"], start, granted)

    assert due <= due_on(RULES["R6.1"], start)
    assert due > granted or due == due_on(RULES["R6.1"], start)


@given(day=days, count=st.integers(0, 40))
def test_counting_there_and_back(day: date, count: int) -> None:
    due = add_working_days(day, count)

    assert working_days_after(day, due) == count
    assert count == 0 or is_working_day(due)


@given(day=days)
def test_the_working_day_before_is_the_last_one(day: date) -> None:
    before = working_day_before(day)

    assert is_working_day(before)
    assert not any(
        is_working_day(before + timedelta(days=n)) for n in range(1, (day - before).days)
    )


def test_one_off_bank_holidays_count_and_scotlands_do_not() -> None:
    assert date(2022, 9, 19) in bank_holidays(2022)
    assert date(2023, 5, 8) in bank_holidays(2023)
    assert date(2025, 12, 1) not in bank_holidays(2025)


def test_a_rule_without_days_has_no_due_day() -> None:
    with pytest.raises(ValueError, match=r"R3\.1"):
        due_on(RULES["R3.1"], date(2025, 3, 3))


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_every_rule_says_its_source(version: CodeVersion) -> None:
    assert version.source
    assert all(rule.source and rule.evidence for rule in version.rules.values())


def test_the_code_that_counts_is_the_one_in_force_on_the_day() -> None:
    """Given the Code of 2020 in force on 1 April 2021, then the day before it is that of 2015."""
    assert the_rule("R6.1", date(2021, 3, 31)).code == "2015"
    assert the_rule("R6.1", date(2021, 4, 1)).code == "2020"
    assert rule_on("R6.1", date(2015, 11, 15)) is None
    assert not any(version.rules for version in VERSIONS if version.since is None)


def test_a_rule_stands_once() -> None:
    rules = [duty.rule for duty in DUTIES]

    assert len(rules) == len(set(rules))


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.rule)
def test_a_duty_has_one_time_limit_in_each_version_of_the_code(duty: Duty) -> None:
    codes = [limit.code for limit in duty.limits]

    assert codes
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.rule)
def test_the_unit_of_a_limit_fits_the_way_a_duty_is_timed(duty: Duty) -> None:
    """Given a limit without a number of days, then it is before a trial or due by no day."""
    for limit in duty.limits:
        assert (limit.unit == "before the trial") is duty.before_trial
        assert limit.unit.endswith("until the victim agrees another)") is duty.rolling
        has_days = limit.standard is not None and limit.enhanced is not None
        assert has_days or duty.before_trial or limit.unit == "no number of days"
        assert duty.triggered_by
        assert duty.discharged_by
