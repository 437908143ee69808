"""Every published figure of the hotspots, against an independent computation with numpy."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pytest

from events.clocks import london_date
from example_server import empty_store
from projections.store import Store
from task_group.hotspot_ranking import GroupBy, Hotspot, hotspots

NOW = datetime(2025, 9, 1, 11, 0, tzinfo=UTC)
ENDS = ["completed", "ended-otherwise"]
GROUPS = [by for by in GroupBy if by is not GroupBy.STAGE]

pytestmark = pytest.mark.platform

Days = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def kaplan_meier_median(days: Days, completed: Flags) -> int | None:
    """By the book: at each day on which a wait completed, of those still waiting."""
    still = 1.0
    for day in np.unique(days[completed]):
        still *= 1 - np.sum(completed & (days == day)) / np.sum(days >= day)
        if still <= 0.5 + 1e-9:
            return int(day)
    return None


def lower_median(days: Days, level: float = 0.5) -> int | None:
    return int(np.quantile(days, level, method="inverted_cdf")) if days.size else None


def _random_wait(random: np.random.Generator, number: int) -> dict[str, Any]:
    stage = random.choice(["reported", "referred", "charged", "trial"])
    started = NOW - timedelta(minutes=int(random.integers(0, 500 * 24 * 60)))
    ended = started + timedelta(minutes=int(random.exponential(90 * 24 * 60)))
    offence = str(random.choice(["rape", "robbery", "burglary"]))
    is_open = ended > NOW or random.random() < (0.8 if offence == "rape" else 0.2)
    at_court = stage in ("charged", "trial")
    return {
        "victim": f"victim-random-{number}",
        "id": UUID(int=number),
        "revision": 1,
        "is_deleted": 0,
        "case_id": f"crime:met-police:{number}",
        "stage": str(stage),
        "waiting_on": "court" if at_court else "police",
        "started": started.isoformat(),
        "ended": None if is_open else ended.isoformat(),
        "end": "open" if is_open else str(random.choice(ENDS, p=[0.8, 0.2])),
        "agency": str(random.choice(["met-police", "city-police"], p=[0.98, 0.02])),
        "court": str(random.choice(["harrow", "isleworth"])) if at_court and number % 9 else None,
        "borough": f"E090000{random.integers(1, 34):02}",
        "offence": offence,
        "victim_kind": "person",
        "revised": number % 3 == 0,
        "restricted": False,
    }


def _disputed(wait: dict[str, Any]) -> dict[str, Any]:
    """Another victim's wait in the same place, ten years long, that no figure may rest on."""
    started = (NOW - timedelta(days=3650)).isoformat()
    victim = wait["victim"].replace("random", "disputed")
    return {**wait, "victim": victim, "started": started, "restricted": True}


@pytest.fixture(scope="module")
def waits() -> list[dict[str, Any]]:
    """3,000 waits, many over a change of clocks, those of rape mostly open, in unequal groups."""
    random = np.random.default_rng(20250901)
    return [_random_wait(random, number) for number in range(3_000)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, waits: list[dict[str, Any]]) -> Iterator[Store]:
    """The waits, some of which have replaced what was first said, among as many restricted ones."""
    with empty_store(tmp_path_factory.mktemp("figures") / "chdb") as store:
        first_said = [{**row, "ended": None, "end": "open"} for row in waits[:1_000]]
        store.insert("intervals", first_said)
        store.insert("intervals", [{**row, "revision": 2} for row in waits])
        store.insert("intervals", [_disputed(row) for row in waits])
        yield store


@pytest.mark.parametrize("by", GROUPS)
def test_each_group_is_as_numpy_has_it(
    store: Store, waits: list[dict[str, Any]], by: GroupBy
) -> None:
    found = hotspots(store, by, NOW)
    said = {(spot.stage, spot.place): spot for spot in found.hotspots}
    counts = _counts(waits, by)
    assert said == {place: _expected(waits, by, *place, counts) for place in counts}
    assert set(found.withheld) == _too_few(waits, by)


@pytest.mark.parametrize("by", GROUPS)
def test_the_longest_against_london_come_first(store: Store, by: GroupBy) -> None:
    strengths = [spot.strength or 0 for spot in hotspots(store, by, NOW).hotspots]
    assert strengths == sorted(strengths, reverse=True)


def test_where_most_still_wait_the_median_is_over_what_ten_have_waited(store: Store) -> None:
    """Their completed waits alone would look as short as anyone's."""
    spots = hotspots(store, GroupBy.OFFENCE, NOW).hotspots
    stalled = [spot for spot in spots if spot.median is None]
    assert {spot.place for spot in stalled} == {"rape"}
    assert all(spot.ratio is not None and spot.ratio > 1 for spot in stalled)
    assert spots[: len(stalled)] == stalled


def test_london_is_the_same_whatever_it_is_told_apart_by(store: Store) -> None:
    stages = hotspots(store, GroupBy.STAGE, NOW)
    for by in (GroupBy.AGENCY, GroupBy.BOROUGH, GroupBy.OFFENCE):
        london = hotspots(store, by, NOW).london
        assert sorted(london, key=_stage) == sorted(stages.london, key=_stage)
    assert sorted(stages.hotspots, key=_stage) == sorted(stages.london, key=_stage)


def _stage(spot: Hotspot) -> str:
    return spot.stage


def _place(wait: dict[str, Any], by: GroupBy) -> tuple[str, str]:
    return wait["stage"], wait[str(by)] or "not-recorded"


def _asked(waits: list[dict[str, Any]], by: GroupBy) -> list[dict[str, Any]]:
    return [wait for wait in waits if by is not GroupBy.COURT or wait["waiting_on"] == "court"]


def _too_few(waits: list[dict[str, Any]], by: GroupBy) -> set[str]:
    places = [_place(wait, by) for wait in _asked(waits, by)]
    return {stage for stage, place in places if places.count((stage, place)) < 10}


def _counts(waits: list[dict[str, Any]], by: GroupBy) -> dict[tuple[str, str], dict[str, Any]]:
    """As they are told of each place: by the steps of the rounded running sum of the stage."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    so_far: Counter[tuple[str, str]] = Counter()
    for stage, place in sorted({_place(wait, by) for wait in _asked(waits, by)}):
        here = [wait for wait in _asked(waits, by) if _place(wait, by) == (stage, place)]
        _, completed, is_open = _arrays(here)
        exact = {"cases": len(here), "completed": completed.sum(), "open": is_open.sum()}
        exact["revised"] = sum(wait["revised"] for wait in here)
        for name, count in exact.items():
            before = so_far[stage, name]
            so_far[stage, name] += count if count >= 10 else 0
            step = _rounded(so_far[stage, name]) - _rounded(before)
            told.setdefault((stage, place), {})[name] = int(step) if count >= 10 else None
    return {place: counts for place, counts in told.items() if counts["cases"]}


def _expected(
    waits: list[dict[str, Any]],
    by: GroupBy,
    stage: str,
    place: str,
    counts: dict[tuple[str, str], dict[str, Any]],
) -> Hotspot:
    asked = _asked(waits, by)
    here = [wait for wait in asked if _place(wait, by) == (stage, place)]
    days, completed, is_open = _arrays(here)
    median = kaplan_meier_median(days, completed)
    over = int(np.sort(days)[-10]) if median is None else None
    against = _tier(place) if by is GroupBy.COURT else ""
    whole = [wait for wait in asked if wait["stage"] == stage and _is_in(wait, against)]
    london = kaplan_meier_median(*_arrays(whole)[:2])
    ratio = round((median or over or 0) / london, 2) if london else None
    done, waiting = int(completed.sum()), int(is_open.sum())
    told = counts[stage, place]
    return Hotspot(
        stage=stage,
        place=place,
        **told,
        completed_median=lower_median(days[completed]) if done >= 10 else None,
        completed_90th=lower_median(days[completed], 0.9) if done >= 10 else None,
        open_median_age=lower_median(days[is_open]) if waiting >= 10 else None,
        median=median,
        median_over=over,
        against=against,
        against_median=london,
        ratio=ratio,
        strength=_strength(ratio, told["cases"]),
    )


def _tier(court: str) -> str:
    if court == "not-recorded":
        return ""
    return "magistrates-courts" if court.endswith("-magistrates") else "crown-courts"


def _is_in(wait: dict[str, Any], tier: str) -> bool:
    return not tier or _tier(wait["court"] or "not-recorded") == tier


def _strength(ratio: float | None, cases: int) -> float | None:
    return round(float(np.log(ratio)) * cases / (cases + 20), 3) if ratio else None


def _rounded(count: int) -> int:
    return (count + 2) // 5 * 5


def _arrays(waits: list[dict[str, Any]]) -> tuple[Days, Flags, Flags]:
    days = np.array([(_day(wait["ended"]) - _day(wait["started"])).days for wait in waits])
    ends = np.array([wait["end"] for wait in waits])
    return days, ends == "completed", ends == "open"


def _day(instant: str | None) -> date:
    return london_date(datetime.fromisoformat(instant) if instant else NOW)
