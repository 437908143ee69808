"""The duties of the Victims' Code as data, and the day on which each falls due."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from processors.working_days import add_working_days

_FILE = Path(__file__).with_name("victims_code_rules.csv")


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty: what is owed, and within how many days of its clock's start.

    `standard` and `enhanced` are None where the Code sets no number of days. `evidence` tells how
    well the rule is sourced: primary, secondary or unconfirmed.
    """

    code: str
    obligation: str
    duty_holder: str
    standard: int | None
    enhanced: int | None
    unit: str
    evidence: str
    source: str

    @property
    def in_working_days(self) -> bool:
        """Whether its days are working days; calendar days otherwise."""
        return self.unit == "working days"


def _load() -> dict[str, Rule]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["rule"]: _rule(row) for row in csv.DictReader(lines)}


def _rule(row: dict[str, str]) -> Rule:
    return Rule(
        code=row["rule"],
        obligation=row["obligation"],
        duty_holder=row["duty_holder"],
        standard=int(row["standard"]) if row["standard"] else None,
        enhanced=int(row["enhanced"]) if row["enhanced"] else None,
        unit=row["unit"],
        evidence=row["evidence"],
        source=row["source"],
    )


RULES = _load()
"""Every rule by its code, from `victims_code_rules.csv`."""


@lru_cache(maxsize=100_000)
def due_on(rule: str, start: date, enhanced_since: date | None = None) -> date:
    """The last London day on which the duty is done in time; the day it starts is not counted.

    Enhanced Rights granted after the start shorten what is left from that day on and never reach
    back: nobody becomes late by the grant. ValueError for a rule without a number of days.
    """
    duty = RULES[rule]
    standard = _counted(duty, start, duty.standard)
    if enhanced_since is None:
        return standard
    return min(standard, _counted(duty, max(start, enhanced_since), duty.enhanced))


def _counted(duty: Rule, start: date, days: int | None) -> date:
    if days is None:
        raise ValueError(f"{duty.code} has no number of days")
    if duty.in_working_days:
        return add_working_days(start, days)
    return start + timedelta(days=days)
