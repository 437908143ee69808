"""The one lattice of cells that statistics are given for, and which cells add up to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONDON = ""
"""The place of the dimension `stage`: all of London."""

NOT_RECORDED = "not-recorded"
"""The place of what no place is known of."""


class Breakdown(StrEnum):
    """What waits are broken down by, besides their stage; `stage` is London as a whole."""

    STAGE = "stage"
    AGENCY = "agency"
    TIER = "tier"
    COURT = "court"
    BCU = "bcu"
    BOROUGH = "borough"
    OFFENCE = "offence"
    VICTIM_KIND = "victim-kind"


class Tier(StrEnum):
    """The tiers of London's criminal courts."""

    CROWN = "crown-courts"
    MAGISTRATES = "magistrates-courts"


KINDS_OF_CASE = frozenset({Breakdown.OFFENCE, Breakdown.VICTIM_KIND})
"""Breakdowns by what a case is, and not by where it waits: some kinds take longer everywhere."""

ADDS_UP_TO: Mapping[Breakdown, Breakdown] = {
    Breakdown.AGENCY: Breakdown.STAGE,
    Breakdown.TIER: Breakdown.STAGE,
    Breakdown.COURT: Breakdown.TIER,
    Breakdown.BCU: Breakdown.STAGE,
    Breakdown.BOROUGH: Breakdown.BCU,
    Breakdown.OFFENCE: Breakdown.STAGE,
    Breakdown.VICTIM_KIND: Breakdown.STAGE,
}
"""Boroughs add up to their basic command unit, courts to their tier, everything else to London."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """London days, both included, over which waits are watched: a year or a quarter.

    A wait counts in a period for the days of it on which somebody waited.
    """

    code: str
    """`year`, or a quarter such as `2026-Q3`."""
    first: date
    last: date


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell of the lattice: a stage of one place in one period, by the period's code."""

    dimension: Breakdown
    place: str
    stage: str
    period: str
