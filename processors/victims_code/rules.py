"""The rules of the Victims' Code by its version, and the London day on which a duty is due.

A rule is what one version of the Code says of one duty. The version in force on the London day on
which the duty's clock starts counts.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from processors.victims_code.all_duties import DUTIES
from processors.victims_code.code_versions import CODE_VERSIONS, Evidence, PublishedCode
from processors.victims_code.duty import Duty
from processors.victims_code.time_limit import UNTIMED, LimitUnit, TimeLimit
from processors.victims_code.working_days import add_working_days, last_working_day
from schemas.changes import DutyHolder

_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty by one version of the Code: what is owed, and within how many days of its start.

    `standard` and `enhanced` are None where the Code sets no number of days. `evidence` says how
    well the rule is sourced. `code` is the name of the version.
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
    unit: LimitUnit
    evidence: Evidence
    source: str

    @property
    def in_working_days(self) -> bool:
        """Whether its days are working days; calendar days otherwise."""
        return self.unit in ("working days", "working days, and up to 3 months")

    @property
    def stays_open(self) -> bool:
        """Whether what is asked for later is taken too, until three months are over."""
        return self.unit == "working days, and up to 3 months"

    @property
    def ends_on_working_day(self) -> bool:
        """Whether its last day is the last working day within its calendar days."""
        return self.unit == "calendar days, to the last working day within them"

    @property
    def is_timed(self) -> bool:
        """Whether it is due by a day. What is not is open until it is done, and never late."""
        return self.unit not in UNTIMED

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has read it in a source. Every page and answer marks it if not."""
        return self.evidence != "unconfirmed"


@dataclass(frozen=True)
class CodeVersion(PublishedCode):
    """One version of the Victims' Code with its rules by name, in the order of the Code."""

    rules: Mapping[str, Rule]


_HOLDERS = {
    DutyHolder.POLICE: "police",
    DutyHolder.CPS: "cps",
    DutyHolder.HMCTS: "hmcts",
    DutyHolder.WITNESS_CARE: "witness care unit",
    DutyHolder.PROBATION: "probation",
    DutyHolder.PROVIDER: "any provider",
    DutyHolder.VICTIM: "victim",
}


def _rule(duty: Duty, limit: TimeLimit) -> Rule:
    return Rule(
        code=limit.code,
        rule=duty.rule,
        right=duty.right,
        leg=duty.leg,
        obligation=duty.obligation,
        clock_starts_at=duty.clock_starts_at,
        duty_holder=_HOLDERS[duty.holder],
        owed_to=duty.owed_to,
        standard=limit.standard,
        enhanced=limit.enhanced,
        unit=limit.unit,
        evidence=limit.evidence,
        source=limit.source,
    )


def _rules(code: PublishedCode) -> Mapping[str, Rule]:
    limits = ((duty, limit) for duty in DUTIES for limit in duty.limits)
    return {duty.rule: _rule(duty, limit) for duty, limit in limits if limit.code == code.name}


VERSIONS = tuple(CodeVersion(**vars(code), rules=_rules(code)) for code in CODE_VERSIONS)
"""Every version of the Code with its rules, the oldest first."""

BY_CODE: Mapping[str, CodeVersion] = {version.name: version for version in VERSIONS}
"""The same by name."""

RULES = next(version for version in VERSIONS if version.since and version.until is None).rules
"""The rules of the version in force, by name."""


def code_on(day: date) -> CodeVersion | None:
    """The version of the Code in force on a London day; None if none here was."""
    return next((version for version in VERSIONS if version.in_force_on(day)), None)


@lru_cache(maxsize=100_000)
def rule_on(rule: str, day: date) -> Rule | None:
    """The rule by the Code in force on a London day; None if there is no such Code or rule."""
    code = code_on(day)
    return code.rules.get(rule) if code else None


def rule_of(code: str, rule: str) -> Rule:
    """A rule as a version of the Code has it. KeyError if there is no such version or rule."""
    return BY_CODE[code].rules[rule]


@lru_cache(maxsize=100_000)
def due_on(rule: Rule, start: date, enhanced_since: date | None = None) -> date:
    """The last London day on which the duty is done in time; the day it starts is not counted.

    Enhanced Rights that are granted after the start shorten the time that is left from that day
    on. The grant itself makes nobody late. ValueError for a rule without a number of days.
    """
    standard = counted(rule, start, rule.standard)
    if enhanced_since is None or enhanced_since > standard:
        return standard
    return min(standard, counted(rule, max(start, enhanced_since), rule.enhanced))


def closes_on(rule: Rule, start: date) -> date | None:
    """The last London day on which it can be done, where that is later than its last day in time.

    Three months end with the day of the same number, or with the last day of a shorter month.
    """
    if not rule.stays_open:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + _MONTHS, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def counted(rule: Rule, start: date, days: int | None) -> date:
    """The London day so many days later, in the rule's unit. ValueError if it has no days."""
    if days is None or not rule.is_timed:
        raise ValueError(f"{rule.rule} has no number of days")
    if rule.in_working_days:
        return add_working_days(start, days)
    last = start + timedelta(days=days)
    return last_working_day(last) if rule.ends_on_working_day else last
