"""The duties of the Victims' Code as data, by version of the Code, and the day each falls due.

The version that counts is the one in force on the London day on which the duty's clock starts.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from processors.victims_code.working_days import add_working_days

_FOLDER = Path(__file__).with_name("versions")


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty: what is owed, and within how many days of its clock's start.

    `standard` and `enhanced` are None where the Code sets no number of days. `evidence` tells how
    well the rule is sourced: primary, secondary or unconfirmed. `code` is the version of the
    Victims' Code.
    """

    code: str
    rule: str
    right: int
    leg: int
    obligation: str
    clock_starts_at: str
    duty_holder: str
    owed_to: str
    standard: int | None
    enhanced: int | None
    unit: str
    evidence: str
    source: str

    @property
    def in_working_days(self) -> bool:
        """Whether its days are working days; calendar days otherwise."""
        return self.unit == "working days"

    @property
    def is_confirmed(self) -> bool:
        """Whether anybody has read it in a source; wherever it is shown, it is marked if not."""
        return self.evidence != "unconfirmed"


@dataclass(frozen=True)
class CodeVersion:
    """One version of the Victims' Code: its rules by name, and the London days it is in force.

    `since` is None of a draft, `until` (the last day) is None of the version in force.
    """

    name: str
    title: str
    since: date | None
    until: date | None
    evidence: str
    source: str
    rules: Mapping[str, Rule]

    def in_force_on(self, day: date) -> bool:
        """Whether it was in force on a London day."""
        since, until = self.since or date.max, self.until or date.max
        return since <= day <= until


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _version(row: dict[str, str]) -> CodeVersion:
    name = row["version"]
    return CodeVersion(
        name=name,
        title=row["title"],
        since=date.fromisoformat(row["from"]) if row["from"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        evidence=row["evidence"],
        source=row["source"],
        rules={told["rule"]: _rule(name, told) for told in _rows(name)},
    )


def _rule(code: str, row: dict[str, str]) -> Rule:
    return Rule(
        code=code,
        rule=row["rule"],
        right=int(row["right"]),
        leg=int(row["leg"]),
        obligation=row["obligation"],
        clock_starts_at=row["clock_starts_at"],
        duty_holder=row["duty_holder"],
        owed_to=row["owed_to"],
        standard=int(row["standard"]) if row["standard"] else None,
        enhanced=int(row["enhanced"]) if row["enhanced"] else None,
        unit=row["unit"],
        evidence=row["evidence"],
        source=row["source"],
    )


VERSIONS = tuple(_version(row) for row in _rows("versions"))
"""Every version of the Code that is held, the oldest first."""

BY_CODE = {version.name: version for version in VERSIONS}
"""The same by name."""

RULES = next(version for version in VERSIONS if version.since and version.until is None).rules
"""The rules of the version in force, by name."""


def code_on(day: date) -> CodeVersion | None:
    """The version of the Code in force on a London day; None where none is held."""
    return next((version for version in VERSIONS if version.in_force_on(day)), None)


@lru_cache(maxsize=100_000)
def rule_on(rule: str, day: date) -> Rule | None:
    """The rule by the Code in force on a London day; None where no version held has it."""
    code = code_on(day)
    return code.rules.get(rule) if code else None


def rule_of(code: str, rule: str) -> Rule:
    """A rule as a version of the Code has it. KeyError where no version held does."""
    return BY_CODE[code].rules[rule]


@lru_cache(maxsize=100_000)
def due_on(rule: Rule, start: date, enhanced_since: date | None = None) -> date:
    """The last London day on which the duty is done in time; the day it starts is not counted.

    Enhanced Rights granted after the start shorten what is left from that day on and never reach
    back: nobody becomes late by the grant. ValueError for a rule without a number of days.
    """
    standard = counted(rule, start, rule.standard)
    if enhanced_since is None or enhanced_since > standard:
        return standard
    return min(standard, counted(rule, max(start, enhanced_since), rule.enhanced))


def counted(rule: Rule, start: date, days: int | None) -> date:
    """So many days after a London day, as the rule counts them. ValueError for no number."""
    if days is None:
        raise ValueError(f"{rule.rule} has no number of days")
    if rule.in_working_days:
        return add_working_days(start, days)
    return start + timedelta(days=days)
