"""The account of the rows: each is counted once, and a refused one is named by file and line."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from events.offences import VictimKind

NAMED = 100
"""At most so many refusals are named one by one: an archive of all England has millions."""


class RefusedBecause(StrEnum):
    """Why a row, or a whole file, was refused."""

    UNREADABLE = "unreadable"
    MISSING_COLUMNS = "missing-columns"
    WRONG_COLUMN_COUNT = "wrong-column-count"
    NOT_UTF_8 = "not-utf-8"
    NOT_CSV = "not-csv"
    BAD_MONTH = "bad-month"
    UNKNOWN_FORCE = "unknown-force"
    UNKNOWN_CRIME_TYPE = "unknown-crime-type"
    UNKNOWN_OUTCOME = "unknown-outcome"
    BAD_CRIME_ID = "bad-crime-id"
    NO_CRIME_ID = "no-crime-id"


@dataclass(frozen=True)
class RowRefusal:
    """Where and why rows were refused, without any of their values.

    `rows` is how many rows were lost: if the header is bad, all that follow.
    """

    file: str
    line: int
    reason: RefusedBecause
    rows: int = 1
    detail: str = ""
    """For a header, the columns expected and found: names of columns are about nobody."""

    def __str__(self) -> str:
        lost = "" if self.rows == 1 else f" ({self.rows:,} rows)"
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.file}, line {self.line}: {self.reason}{lost}{detail}"


@dataclass
class Report:
    """The account of an import so far: `rows` is the sum of the five numbers below it.

    `journeys` are distinct victims, by kind of victim; `cases` are distinct cases.
    """

    files: int = 0
    rows: int = 0
    with_person: int = 0
    with_business: int = 0
    without_victim: int = 0
    outcomes: int = 0
    """Rows of outcomes files: they belong to crimes of street files."""
    refused: int = 0
    events: int = 0
    journeys: Counter[VictimKind] = field(default_factory=Counter)
    cases: int = 0
    refused_because: Counter[RefusedBecause] = field(default_factory=Counter)
    """How many rows were refused for each reason."""
    refusals: int = 0
    """How many refusals there were, of rows and of whole files: 0 if everything was read."""
    named: list[RowRefusal] = field(default_factory=list)
    """The first of them."""

    def refuse(self, refusal: RowRefusal) -> None:
        """Count what was refused."""
        self.rows += refusal.rows
        self.refused += refusal.rows
        self.refused_because[refusal.reason] += refusal.rows
        self.refusals += 1
        if len(self.named) < NAMED:
            self.named.append(refusal)

    def count_row(self, victim: VictimKind | None) -> None:
        """Count a row of a street file by who its victim is."""
        self.rows += 1
        match victim:
            case VictimKind.PERSON:
                self.with_person += 1
            case VictimKind.BUSINESS:
                self.with_business += 1
            case None:
                self.without_victim += 1

    def count_outcome(self) -> None:
        """Count a row of an outcomes file."""
        self.rows += 1
        self.outcomes += 1
