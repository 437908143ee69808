"""Where victims wait longer than London does: stage by stage, in each group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from events.clocks import london_date
from task_group.disclosure import FEWEST, ROUNDED_TO, resting_on, shown

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("hotspots.sql").read_text()

Row = Mapping[str, Any]


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
    over `median_over`. `ratio` is that median, or what it lies over, to London's median for the
    stage; None where London's is not known or 0.
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
    ratio: float | None


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
    london = {row["stage"]: row for row in answered if not row["place"]}
    places = [row for row in answered if bool(row["place"]) is not (by is GroupBy.STAGE)]
    found = [_hotspot(row, london[row["stage"]]) for row in places if row["cases"] >= FEWEST]
    too_few = Counter(row["stage"] for row in places if row["cases"] < FEWEST)
    return Hotspots(
        by=by,
        as_of=now,
        hotspots=sorted(found, key=_longest_first),
        london=[_hotspot(row, row) for row in london.values() if row["cases"] >= FEWEST],
        withheld=[Withheld(stage=stage, groups=groups) for stage, groups in too_few.items()],
    )


def _most_cases_first(row: Row) -> tuple[int, str, str]:
    return -row["cases"], row["stage"], row["place"]


def _longest_first(spot: Hotspot) -> tuple[float, int]:
    return -(spot.ratio or 0), -(spot.median or spot.median_over or 0)


def _hotspot(row: Row, london: Row) -> Hotspot:
    completed, still_open = row["completed"], row["open"]
    return Hotspot(
        stage=row["stage"],
        place=row["place"],
        cases=shown(row["cases"]) or 0,
        completed=shown(completed),
        completed_median=resting_on(completed, row["completed_median"]),
        completed_90th=resting_on(completed, row["completed_90th"]),
        open=shown(still_open),
        open_median_age=resting_on(still_open, row["open_median_age"]),
        median=row["median"],
        median_over=row["median_over"],
        ratio=_ratio(row, london["median"]),
    )


def _ratio(row: Row, london: int | None) -> float | None:
    days = row["median_over"] if row["median"] is None else row["median"]
    return round(days / london, 2) if london else None
