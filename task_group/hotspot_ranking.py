"""Where victims wait longer than London does: stage by stage, in each group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from math import log
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from events.clocks import london_date
from task_group.disclosure import FEWEST, ROUNDED_TO, resting_on, shown, shown_parts

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("hotspot_ranking.sql").read_text()

WaitRow = Mapping[str, Any]

SHRINKING = 20
"""With so many cases a ratio counts half: with few, it is often far out by chance."""

CROWN, MAGISTRATES = "crown-courts", "magistrates-courts"


class GroupBy(StrEnum):
    """How the waits in one stage are grouped; `stage` gives London's waits alone."""

    STAGE = "stage"
    AGENCY = "agency"
    COURT = "court"
    BOROUGH = "borough"
    OFFENCE = "offence"


class Hotspot(BaseModel):
    """How long victims wait in a stage, in one place. Lengths are London calendar days.

    `place` is the group's code, or empty for London. Counts are rounded, a group's up or down. A
    count under `disclosure.FEWEST` is None, and so is each figure that rests on it. `median` counts
    open waits in (Kaplan-Meier). Where too many still wait to know it, it is None and exceeds
    `median_over`. `against_median` is the median of the whole that the group is compared with:
    London, or for a court all London's courts of its tier. `ratio` is `median`, or `median_over`,
    divided by it; None where it is not known or 0. `strength` ranks: it is the logarithm of the
    ratio, shrunk towards 0 where the cases are few (`SHRINKING`).
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
    """The whole that it is compared with: empty for London, or the tier of a court."""
    against_median: int | None
    ratio: float | None
    strength: float | None
    revised: int | None
    """How many of the cases rest on data that was corrected since it was reported."""


class Hotspots(BaseModel):
    """The groups where victims wait, the longest compared with London first; London by stage.

    In the stages `withheld` some groups have too few cases to be shown; how many groups is not
    shown either. It is `revised` where any figure rests on corrected data, however few the cases.
    """

    model_config = ConfigDict(frozen=True)

    by: GroupBy
    as_of: datetime
    hotspots: list[Hotspot]
    london: list[Hotspot]
    withheld: list[str]
    revised: bool
    fewest: int = FEWEST
    rounded_to: int = ROUNDED_TO


def hotspots(store: "Store", by: GroupBy, now: datetime) -> Hotspots:
    """Every stage and group with enough cases to show, as at `now` (an aware instant)."""
    parameters = {"group": str(by), "today": str(london_date(now)), "fewest": FEWEST}
    rows = store.query(_SQL, parameters)
    return ranked(rows, by, now)


def ranked(rows: Iterable[WaitRow], by: GroupBy, now: datetime) -> Hotspots:
    """Rank the rows of the query; figures that rest on too few cases are withheld."""
    by_name = sorted(rows, key=_by_name)
    wholes = {(row["stage"], row["place"]): row for row in by_name if _is_whole(row)}
    london = [_hotspot(row, row, _counts_of_whole(row)) for row in by_name if not row["place"]]
    groups = [row for row in by_name if not _is_whole(row)]
    counted = zip(groups, _counts_of_groups(groups), strict=True)
    spots = [_hotspot(row, _whole_of(row, by, wholes), counts) for row, counts in counted]
    places = london if by is GroupBy.STAGE else spots
    return Hotspots(
        by=by,
        as_of=now,
        hotspots=sorted(filter(None, places), key=_strongest_first),
        london=[spot for spot in london if spot],
        withheld=_withheld(by_name if by is GroupBy.STAGE else groups),
        revised=any(row["revised"] for row in by_name),
    )


def _withheld(rows: Sequence[WaitRow]) -> list[str]:
    return list(dict.fromkeys(row["stage"] for row in rows if row["cases"] < FEWEST))


def _is_whole(row: WaitRow) -> bool:
    return row["place"] in ("", CROWN, MAGISTRATES)


def _whole_of(row: WaitRow, by: GroupBy, wholes: Mapping[tuple[str, str], WaitRow]) -> WaitRow:
    tier = ""
    if by is GroupBy.COURT and row["place"] != "not-recorded":
        tier = MAGISTRATES if row["place"].endswith("-magistrates") else CROWN
    return wholes.get((row["stage"], tier)) or wholes[row["stage"], ""]


def _by_name(row: WaitRow) -> tuple[str, str]:
    return row["stage"], row["place"]


def _strongest_first(spot: Hotspot) -> tuple[bool, float, int, int]:
    """Only by what is shown: an order by exact numbers would give these away."""
    days = spot.median or spot.median_over or 0
    return spot.strength is None, -(spot.strength or 0), -days, -spot.cases


Counts = Mapping[str, int | None]

_COUNTED = ("cases", "completed", "open", "revised")


def _counts_of_whole(row: WaitRow) -> Counts:
    return {name: shown(row[name]) for name in _COUNTED}


def _counts_of_groups(rows: Sequence[WaitRow]) -> Iterator[Counts]:
    """The counts of each group as they may be shown. Rows of one stage must stand together."""
    for _, groups in groupby(rows, key=itemgetter("stage")):
        of_stage = list(groups)
        columns = [shown_parts([row[name] for row in of_stage]) for name in _COUNTED]
        yield from (dict(zip(_COUNTED, row, strict=True)) for row in zip(*columns, strict=True))


def _hotspot(row: WaitRow, whole: WaitRow, counts: Counts) -> Hotspot | None:
    cases = counts["cases"]
    if cases is None:
        return None
    ratio = _ratio(row, whole["median"])
    return Hotspot(
        stage=row["stage"],
        place=row["place"],
        cases=cases,
        completed=counts["completed"],
        completed_median=resting_on(row["completed"], row["completed_median"]),
        completed_90th=resting_on(row["completed"], row["completed_90th"]),
        open=counts["open"],
        open_median_age=resting_on(row["open"], row["open_median_age"]),
        median=row["median"],
        median_over=row["median_over"],
        against=whole["place"],
        against_median=whole["median"],
        ratio=ratio,
        strength=_strength(ratio, cases),
        revised=counts["revised"],
    )


def _ratio(row: WaitRow, whole: int | None) -> float | None:
    days = row["median_over"] if row["median"] is None else row["median"]
    return round(days / whole, 2) if whole else None


def _strength(ratio: float | None, cases: int) -> float | None:
    return round(log(ratio) * cases / (cases + SHRINKING), 3) if ratio else None
