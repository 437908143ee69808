"""The time that a version of the Victims' Code gives for one duty."""

from dataclasses import dataclass
from typing import Literal

from processors.victims_code.code_versions import CodeName, Evidence

CARRIED_OVER = "carried over from the 2020 Code; the 2015 text was not read"
"""The source of a limit of the 2015 Code that is assumed to be that of 2020."""


LimitUnit = Literal[
    "working days",
    "working days, and up to 3 months",
    "calendar days",
    "calendar days, to the last working day within them",
    "calendar days (default until the victim agrees another)",
    "months: read the Act",
    "before the trial",
    "no number of days",
]
"""What the days of a time limit are, or what stands in place of a number of days."""

UNTIMED: frozenset[LimitUnit] = frozenset({"months: read the Act", "no number of days"})
"""Units by which no day is counted: what is owed by them is open until it is done, never late."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How many days one version of the Code gives for a duty, and where that was read.

    `standard` and `enhanced` (with Enhanced Rights) are None where the Code sets no number.
    """

    code: CodeName
    standard: int | None
    enhanced: int | None
    unit: LimitUnit
    evidence: Evidence
    source: str
