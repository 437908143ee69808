"""Where victims wait longer than London does: stage by stage, in each group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from events.clocks import london_date
from task_group.disclosure import FEWEST, ROUNDED_TO, resting_on, shown

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("hotspots.sql").read_text()

Row = Mapping[str, Any]

SHRINKING = 20
"""So many cases have half the say that very many have: few are often far out by chance."""

CROWN, MAGISTRATES = "crown-courts", "magistrates-courts"


class GroupBy(StrEnum):
    """What waits in one stage are told apart by; `stage` itself gives London's alone."""

    STAGE = "stage"
    AGENCY = "agency"
    COURT = "court"
    BOROUGH = "borough"
    OFFENCE = "offence"


class Hotspot(BaseModel):
    """How long victims wait in a stage, in one place. Lengths are London calendar days.

    `place` is the group's code, or empty for London. Counts are rounded; a count under
    `disclosure.FEWEST` is None, and so is each figure that rests on it. `median` counts open
    waits in (Kaplan-Meier); where too many still wait to tell it, it is None and known to lie
    over `median_over`. `ratio` is that median, or what it lies over, to `against_median`, the
    median of the whole it is compared with: London, or for a court all London's courts of its
    tier; None where that is not known or 0. `strength` is what ranks: the logarithm of the ratio,
    drawn towards none where the cases are few (`SHRINKING`).
    """

    model_config = ConfigDict(frozen=True)

    stage: str
    place: str
    cases: int
    completed: int | None
    completed_median: int | None
    completed_90th: int | None
    open: int | None
    open_median_age: int | None
    median: int | None
    median_over: int | None
    against: str
    """The whole it is compared with: empty for London, or the tier of a court."""
    against_median: int | None
    ratio: float | None
    strength: float | None


class Withheld(BaseModel):
    """So many groups of a stage are not shown: each has too few cases."""

    model_config = ConfigDict(frozen=True)

    stage: str
    groups: int


class Hotspots(BaseModel):
    """The groups where victims wait, the longest against London first; London by stage."""

    model_config = ConfigDict(frozen=True)

    by: GroupBy
    as_of: datetime
    hotspots: list[Hotspot]
    london: list[Hotspot]
    withheld: list[Withheld]
    fewest: int = FEWEST
    rounded_to: int = ROUNDED_TO


def hotspots(store: "Store", by: GroupBy, now: datetime) -> Hotspots:
    """Every stage and group with cases enough to show, as at `now` (an aware instant)."""
    asked = {"group": str(by), "today": str(london_date(now)), "fewest": FEWEST}
    rows = store.query(_SQL, asked)
    return ranked(rows, by, now)


def ranked(rows: Iterable[Row], by: GroupBy, now: datetime) -> Hotspots:
    """Rank what the question answered; what rests on too few cases is withheld."""
    answered = sorted(rows, key=_most_cases_first)
    wholes = {(row["stage"], row["place"]): row for row in answered if _is_whole(row)}
    london = [row for row in wholes.values() if not row["place"]]
    places = london if by is GroupBy.STAGE else [row for row in answered if not _is_whole(row)]
    found = [_hotspot(row, _whole_of(row, by, wholes)) for row in places if row["cases"] >= FEWEST]
    too_few = Counter(row["stage"] for row in places if row["cases"] < FEWEST)
    return Hotspots(
        by=by,
        as_of=now,
        hotspots=sorted(found, key=_strongest_first),
        london=[_hotspot(row, row) for row in london if row["cases"] >= FEWEST],
        withheld=[Withheld(stage=stage, groups=groups) for stage, groups in too_few.items()],
    )


def _is_whole(row: Row) -> bool:
    return row["place"] in ("", CROWN, MAGISTRATES)


def _whole_of(row: Row, by: GroupBy, wholes: Mapping[tuple[str, str], Row]) -> Row:
    tier = ""
    if by is GroupBy.COURT and row["place"] != "not-recorded":
        tier = MAGISTRATES if row["place"].endswith("-magistrates") else CROWN
    return wholes.get((row["stage"], tier)) or wholes[row["stage"], ""]


def _most_cases_first(row: Row) -> tuple[int, str, str]:
    return -row["cases"], row["stage"], row["place"]


def _strongest_first(spot: Hotspot) -> tuple[bool, float, int]:
    days = spot.median or spot.median_over or 0
    return spot.strength is None, -(spot.strength or 0), -days


def _hotspot(row: Row, whole: Row) -> Hotspot:
    completed, still_open = row["completed"], row["open"]
    ratio, cases = _ratio(row, whole["median"]), shown(row["cases"]) or 0
    return Hotspot(
        stage=row["stage"],
        place=row["place"],
        cases=cases,
        completed=shown(completed),
        completed_median=resting_on(completed, row["completed_median"]),
        completed_90th=resting_on(completed, row["completed_90th"]),
        open=shown(still_open),
        open_median_age=resting_on(still_open, row["open_median_age"]),
        median=row["median"],
        median_over=row["median_over"],
        against=whole["place"],
        against_median=whole["median"],
        ratio=ratio,
        strength=_strength(ratio, cases),
    )


def _ratio(row: Row, whole: int | None) -> float | None:
    days = row["median_over"] if row["median"] is None else row["median"]
    return round(days / whole, 2) if whole else None


def _strength(ratio: float | None, cases: int) -> float | None:
    return round(log(ratio) * cases / (cases + SHRINKING), 3) if ratio else None
