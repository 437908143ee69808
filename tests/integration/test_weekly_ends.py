"""The weekly ends of a release over a small city, counted a second time in Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pytest

from events.identifiers import Agency
from projections.store import Store
from store_copies import empty_store
from task_group.lattice import Breakdown, Cell
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells
from task_group.stalls import stalls
from task_group.weekly_ends import (
    REFERENCE,
    WEEKS,
    ends_worked_out_once,
    first_monday,
    weekly_ends,
)

pytestmark = pytest.mark.platform

LAST = date(2026, 9, 30)
COURTS = [f"court-{number}" for number in range(8)]
STALLED = date(2026, 6, 29)
DAY = timedelta(days=1)
WHERE = {
    "stage": "trial",
    "agency": "hmcts",
    "tier": "crown-courts",
    "victim_kind": "person",
    "reported_by": "met-police",
}


def _waits(seed: int, *, slow: str = "", silent_from: date | None = None) -> list[dict[str, Any]]:
    spoken = silent_from or LAST
    rows = [_wait(number, drawn, slow, spoken) for number, drawn in enumerate(_drawn(seed, 12_000))]
    others = [_of_another_defendant(row) for row in rows[::50] if row["end"] == "completed"]
    return [row for row in (*rows, *others) if row["until"] > row["entered"]]


class Drawn(NamedTuple):
    """What chance says of a wait."""

    days_ago: int
    court: str
    days: float
    offence: str


def _drawn(seed: int, size: int) -> Iterator[Drawn]:
    random = np.random.default_rng(seed)
    ago, days = random.integers(0, 1000, size).tolist(), random.exponential(60, size).tolist()
    courts = random.choice(COURTS, size).tolist()
    offences = random.choice(["robbery", "burglary"], size).tolist()
    return map(Drawn, ago, courts, days, offences)


def _of_another_defendant(wait: dict[str, Any]) -> dict[str, Any]:
    """A wait that began at the same hearing, and is there since the first one's sentence."""
    sentenced, over = wait["until"] + 14 * DAY, wait["until"] + 60 * DAY
    return wait | {"entered": sentenced, "until": over}


def _wait(number: int, drawn: Drawn, slow: str, spoken: date) -> dict[str, Any]:
    began = LAST - drawn.days_ago * DAY
    ends = began + int(drawn.days) * DAY
    if drawn.court == slow and ends > STALLED:
        ends = max(began, STALLED) + 3 * (ends - max(began, STALLED))
    known = ends <= spoken
    until = ends if known else max(began, spoken)
    return WHERE | {
        "court": drawn.court,
        "offence": drawn.offence,
        "person": number,
        "crime": number // 2 if number % 10 == 1 else number + 100_000,
        "began": began,
        "entered": began - DAY if number % 7 else min(until, began + 30 * DAY),
        "until": until,
        "end": ("completed" if number % 3 else "ended-otherwise") if known else "open",
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Each test fills it anew."""
    with empty_store(tmp_path_factory.mktemp("weeks") / "chdb") as store:
        yield store


def _fill(store: Store, waits: list[dict[str, Any]]) -> ShownCells:
    store.command("TRUNCATE TABLE counted_waits")
    store.command("TRUNCATE TABLE shown_blocks")
    store.insert("counted_waits", waits)
    cells = [Cell(Breakdown.COURT, court, "trial", "year") for court in COURTS]
    blocks = [
        {
            "dimension": cell.dimension,
            "place": cell.place,
            "stage": cell.stage,
            "period": cell.period,
            "reported_by": "met-police",
        }
        for cell in cells
    ]
    store.insert("shown_blocks", blocks)
    return ShownCells({cell: frozenset({Agency.MET_POLICE}) for cell in cells})


def _band(age: int) -> int:
    if age < 13:
        return age
    if age < 53:
        return 13 + (age - 13) // 4
    return 23 + (age - 53) // 13 if age < 105 else 27


def _week(day: date) -> int:
    return (day - first_monday(LAST)).days // 7


def _weeks_at_risk(waits: list[dict[str, Any]]) -> Iterator[tuple[str, int, Any, bool]]:
    """Court, week, stratum with age, and whether it ended: of each crime's first victim."""
    spoken = max(
        each["until"] for each in waits if each["end"] == "open" and each["until"] > each["began"]
    )
    whole = min(WEEKS - 1, _week(spoken + DAY) - 1)
    seen: dict[Any, dict[str, Any]] = {}
    for wait in sorted(waits, key=lambda each: -each["person"]):
        seen[wait["crime"], wait["began"], wait["until"]] = wait
    for wait in seen.values():
        began = _week(wait["began"])
        first = began if wait["entered"] < wait["began"] else _week(wait["entered"]) + 1
        over = wait["end"] != "open"
        last = _week(wait["until"]) if over else _week(wait["until"] + DAY) - 1
        for week in range(max(0, first), min(last, whole) + 1):
            key = wait["offence"], _band(week - began)
            yield wait["court"], week, key, over and week == last


def _counted_again(waits: list[dict[str, Any]]) -> tuple[Counter[Any], dict[Any, float]]:
    """Ends observed and expected by court and week, wait by wait and week by week."""
    at_risk = list(_weeks_at_risk(waits))
    risk, ends, observed = Counter[Any](), Counter[Any](), Counter[Any]()
    for court, week, key, ended in at_risk:
        observed[court, week] += ended
        if week >= WEEKS - REFERENCE:
            risk[key] += 1
            ends[key] += ended
    expected: dict[Any, float] = defaultdict(float)
    for court, week, key, _ in at_risk:
        expected[court, week] += ends[key] / risk[key] if risk[key] else 0
    return observed, expected


@pytest.mark.parametrize("silent_from", [None, date(2026, 8, 5)])
def test_the_ends_are_those_counted_one_by_one(store: Store, silent_from: date | None) -> None:
    waits = _waits(1, silent_from=silent_from)
    _fill(store, waits)
    ends = weekly_ends(store, periods(LAST))
    observed, expected = _counted_again(waits)
    assert [cell.place for cell in ends.cells] == COURTS
    for row, court in enumerate(COURTS):
        assert ends.observed[row].tolist() == [observed[court, week] for week in range(WEEKS)]
        counted = [expected[court, week] for week in range(WEEKS)]
        assert ends.expected[row] == pytest.approx(counted, abs=1e-9)
    assert ends.expected_in_week.sum(0) == pytest.approx(ends.observed.sum(0))


def test_a_court_that_stalls_is_named_and_a_silent_agency_is_not(store: Store) -> None:
    shown = _fill(store, _waits(2, slow="court-3"))
    (stall,) = stalls(store, shown, periods(LAST))
    assert (stall.dimension, stall.place, stall.stage) == (Breakdown.COURT, "court-3", "trial")
    assert abs(stall.since - STALLED) <= timedelta(weeks=3)
    assert stall.since <= stall.noticed
    assert stall.ratio.low > 1

    shown = _fill(store, _waits(2, silent_from=date(2026, 7, 1)))
    assert stalls(store, shown, periods(LAST)) == []


def test_a_cell_that_is_not_shown_is_not_counted(store: Store) -> None:
    _fill(store, _waits(3))
    store.command("TRUNCATE TABLE shown_blocks")
    assert weekly_ends(store, periods(LAST)).cells == []
    assert stalls(store, ShownCells({}), periods(LAST)) == []


def test_a_release_works_them_out_once(store: Store) -> None:
    _fill(store, _waits(1)[:500])

    with ends_worked_out_once():
        first = weekly_ends(store, periods(LAST))
        store.command("TRUNCATE TABLE counted_waits")
        assert weekly_ends(store, periods(LAST)) is first

    assert weekly_ends(store, periods(LAST)).observed.sum() == 0
