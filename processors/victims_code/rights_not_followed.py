"""The entitlements of the Victims' Code by which nothing is judged, and why, beside the duties.

With the duties they are all that is known of the twelve rights: `rights_not_followed.csv` has one a
line, with where it was read.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from processors.victims_code.code_versions import Evidence

_TABLE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class NotFollowed:
    """One entitlement by which nothing is judged: what it asks of whom, its source, and why not.

    `starts_at` says what would start its clock. It becomes a `Duty` once events can say both that
    it is owed and that it is done.
    """

    rule: str
    right: int
    entitlement: str
    starts_at: str
    duty_holder: str
    owed_to: str
    evidence: Evidence
    source: str
    why_not_followed: str


def rights_not_followed() -> tuple[NotFollowed, ...]:
    """Every such entitlement, in the order of the rights."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(map(_not_followed, csv.DictReader(lines)))


def _not_followed(row: dict[str, str]) -> NotFollowed:
    return NotFollowed(
        rule=row["rule"],
        right=int(row["right"]),
        entitlement=row["entitlement"],
        starts_at=row["starts_at"],
        duty_holder=row["duty_holder"],
        owed_to=row["owed_to"],
        evidence=cast(Evidence, row["evidence"]),
        source=row["source"],
        why_not_followed=row["why_not_followed"],
    )
