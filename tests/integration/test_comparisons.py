"""Comparisons asked of the database, against the same waits counted one by one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from compared_waits import DrawnWait, counted
from projections.store import Store
from store_copies import empty_store
from task_group.cell_waits import waits_by_day
from task_group.comparison_counts import LONGEST, counts, waits_of
from task_group.comparison_strata import scores_against_rest
from task_group.comparisons import RANKED, changes, comparisons, with_year_before
from task_group.lattice import Breakdown, Cell, Period
from task_group.release_figures import Comparison, ComparisonVerdict
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells

pytestmark = pytest.mark.platform

LAST = date(2026, 6, 30)
YEAR, QUARTER, *_ = PERIODS = periods(LAST)
COURTS = ["croydon", "harrow", "isleworth", "snaresbrook", "southwark", "woolwich"]
SLOW, STALLED = "woolwich", "harrow"


def _wait(random: np.random.Generator, number: int) -> dict[str, Any]:
    """A wait of two years; at one court twice as long, at another four times since the quarter."""
    court = str(random.choice(COURTS))
    began = LAST - timedelta(days=int(random.integers(0, 700)))
    length = int(random.exponential(60 if court == SLOW else 30))
    if court == STALLED and began + timedelta(days=length) >= QUARTER.first:
        start = max(began, QUARTER.first)
        length = (start - began).days + 4 * (began + timedelta(days=length) - start).days
    until = min(LAST, began + timedelta(days=length))
    end = "open" if until == LAST else str(random.choice(["completed", "ended-otherwise"]))
    return {
        "stage": "charged",
        "agency": "hmcts",
        "tier": "crown-courts",
        "court": court,
        "bcu": "South",
        "borough": f"E0900000{random.integers(1, 4)}",
        "offence": "robbery",
        "victim_kind": "person",
        "reported_by": "met-police" if number % 20 else "btp",
        "person": number,
        "crime": number,
        "began": began,
        "entered": min(until, began + timedelta(days=9))
        if number % 7 == 0
        else began - timedelta(1),
        "until": until,
        "end": end,
        "revised": False,
    }


def _twin(wait: dict[str, Any]) -> dict[str, Any]:
    """Another victim of the same crime."""
    return {**wait, "person": wait["person"] + 1_000_000}


@pytest.fixture(scope="module")
def waits() -> list[dict[str, Any]]:
    """6,000 waits, a third of them with a second victim."""
    random = np.random.default_rng(15)
    single = [_wait(random, number) for number in range(6000)]
    drawn = [wait for wait in single if wait["until"] > wait["entered"]]
    return drawn + [_twin(wait) for wait in drawn if wait["crime"] % 3 == 0]


@pytest.fixture(scope="module")
def shown() -> ShownCells:
    """Every cell, with the blocks of one force alone."""
    places = {
        Breakdown.COURT: COURTS,
        Breakdown.AGENCY: ["hmcts"],
        Breakdown.BOROUGH: ["E09000001", "E09000002", "E09000003"],
    }
    cells = [
        Cell(dimension, place, "charged", period.code)
        for dimension, named in places.items()
        for place in named
        for period in PERIODS
    ]
    return ShownCells({cell: frozenset({"met-police"}) for cell in cells})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, waits: list[dict[str, Any]], shown: ShownCells
) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("compared") / "chdb") as store:
        store.insert("counted_waits", waits)
        blocks = [
            {
                "dimension": cell.dimension,
                "place": cell.place,
                "stage": cell.stage,
                "period": cell.period,
                "reported_by": agency,
            }
            for cell, agencies in shown.blocks.items()
            for agency in agencies
        ]
        store.insert("shown_blocks", blocks)
        yield store


def _by_hand(wait: dict[str, Any]) -> DrawnWait:
    """A wait of the year by the days of its length."""
    first = max(wait["entered"] + timedelta(days=1), YEAR.first)
    last = min(wait["until"], YEAR.last)
    ended = wait["end"] != "open" and wait["until"] <= YEAR.last
    days = (first - wait["began"]).days, (last - wait["began"]).days
    return DrawnWait(wait["court"], *days, ended, is_shown=wait["reported_by"] == "met-police")


def test_the_database_counts_each_crime_once_and_only_blocks_that_are_shown(
    filled: Store, waits: list[dict[str, Any]]
) -> None:
    of_year = [
        wait for wait in waits if wait["until"] >= YEAR.first and wait["entered"] < YEAR.last
    ]
    by_hand = counted(_by_hand(wait) for wait in of_year if wait["person"] < 1_000_000)

    with waits_by_day(filled, [YEAR]), waits_of(filled, YEAR) as table:
        asked = counts(filled, table, Breakdown.COURT, YEAR.code)

    assert scores_against_rest(asked) == pytest.approx(scores_against_rest(by_hand))
    victims = sum(max(0, _by_hand(each).last - _by_hand(each).first + 1) for each in of_year)
    assert sum(count.waited for count in asked) == victims
    assert sum(count.crimes for count in asked) == sum(count.crimes for count in by_hand)


def _figure(figures: list[Comparison], place: str) -> Comparison:
    (figure,) = [each for each in figures if each.place == place]
    return figure


def test_the_year_names_the_slow_court(filled: Store, shown: ShownCells) -> None:
    with waits_by_day(filled, [YEAR]):
        figures = comparisons(filled, shown, [YEAR])

    assert _figure(figures, SLOW).verdict is ComparisonVerdict.SLOWER
    assert _figure(figures, "hmcts").verdict is ComparisonVerdict.NOT_COMPARABLE
    assert {each.dimension for each in figures} < set(RANKED)
    assert {each.cell for each in figures} <= set(shown.blocks)


def test_the_quarter_names_the_court_that_began_to_stall(filled: Store, shown: ShownCells) -> None:
    with waits_by_day(filled, with_year_before(PERIODS)):
        figures = changes(filled, shown, PERIODS)

    slower = [each.place for each in figures if each.verdict is ComparisonVerdict.SLOWER]
    assert STALLED in slower
    assert SLOW not in slower
    assert {each.period for each in figures} == {QUARTER.code}
    assert changes(filled, shown, [YEAR]) == []


def test_nothing_is_left_behind(filled: Store) -> None:
    tables = filled.query("SHOW TABLES LIKE 'compared_waits%'")
    assert tables == []


def test_victims_of_two_kinds_of_one_crime_are_no_two_chances(filled: Store) -> None:
    """Given crimes with a child and a person each, then each counts once, with both one's days."""
    random = np.random.default_rng(3)
    single = [{**_wait(random, number), "reported_by": "met-police"} for number in range(300)]
    at_risk = [wait for wait in single if wait["until"] > wait["entered"]]
    crimes = [wait for wait in at_risk if wait["until"] >= YEAR.first]
    children = [{**_twin(wait), "victim_kind": "child"} for wait in crimes]
    filled.command("TRUNCATE TABLE counted_waits")
    filled.insert("counted_waits", crimes + children)

    with waits_by_day(filled, [YEAR]), waits_of(filled, YEAR) as table:
        of_all = counts(filled, table, Breakdown.BOROUGH, YEAR.code)
        of_kinds = counts(filled, table, Breakdown.VICTIM_KIND, YEAR.code)

    ended = sum(wait["end"] != "open" for wait in crimes)
    assert sum(each.crimes for each in of_all) == len(crimes)
    assert sum(each.ended.sum() for each in of_all) == ended
    assert sum(each.waited for each in of_all) == 2 * sum(each.waiting.sum() for each in of_all)
    assert sum(each.ended.sum() for each in of_kinds) == 2 * ended


def _long_wait(number: int, began: date, known_late: int, end: str) -> dict[str, Any]:
    entered = began + timedelta(days=known_late)
    wait = {**_wait(np.random.default_rng(number), 1), "person": number, "crime": number}
    return {**wait, "began": began, "entered": entered, "until": LAST, "end": end}


@pytest.mark.parametrize("twins", [False, True])
def test_after_ten_years_nobody_is_compared(filled: Store, twins: bool) -> None:
    """Given waits of twelve years, one known from its beginning, then it counts up to its limit."""
    long_ago, at_limit = LAST - timedelta(days=12 * 365), LAST - timedelta(days=LONGEST)
    waits = [
        _long_wait(1, long_ago, 0, "completed"),
        _long_wait(2, long_ago, LONGEST, "completed"),
        _long_wait(3, at_limit, -1, "completed"),
        _long_wait(4, at_limit + timedelta(days=1), -1, "completed"),
    ]
    filled.command("TRUNCATE TABLE counted_waits")
    filled.insert("counted_waits", waits + [_twin(wait) for wait in waits] * twins)
    ever = Period("ever", long_ago, LAST)

    with waits_by_day(filled, [ever]), waits_of(filled, ever) as table:
        counted_so = counts(filled, table, Breakdown.BOROUGH, "ever")

    days = LONGEST + (LONGEST + 1) + LONGEST
    assert sum(each.crimes for each in counted_so) == 3
    assert sum(each.waiting.sum() for each in counted_so) == days
    assert sum(each.waited for each in counted_so) == days * (1 + twins)
    assert sum(each.ended.sum() for each in counted_so) == 1
