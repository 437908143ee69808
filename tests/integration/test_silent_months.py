"""The same rows five months later: agencies that publish nothing make nobody look slower."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from events.identifiers import Agency
from projections.store import Store
from store_copies import empty_store
from task_group.lattice import Cell
from task_group.release_figures import Comparison, ComparisonVerdict, Flow, Sheet, WaitFigure
from task_group.release_maker import SHEETS, MadeRelease, ReleasePlan, make_release

pytestmark = pytest.mark.platform

SPOKEN = date(2026, 6, 30)
COURTS = ["snaresbrook", "wood-green", "isleworth", "croydon"]


def _interval(number: int, random: np.random.Generator) -> Mapping[str, Any]:
    """A wait of two years at a court, known at once; open where it lasts longer than is told."""
    began = SPOKEN - timedelta(days=int(random.integers(0, 700)))
    ended = began + timedelta(days=int(random.exponential(120)))
    over = ended <= SPOKEN
    return {
        "victim": f"victim-{number}",
        "id": UUID(int=number),
        "revision": 1,
        "case_id": f"crime:met-police:{number}",
        "stage": "first-hearing",
        "waiting_on": "court",
        "started": f"{began} 12:00:00",
        "ended": f"{ended} 12:00:00" if over else None,
        "end": "completed" if over else "open",
        "agency": "hmcts",
        "court": str(random.choice(COURTS)),
        "borough": "E09000026",
        "offence": "robbery",
        "victim_kind": "person",
        "reported_by": "met-police",
        "first_known": f"{began} 12:00:00",
    }


def _spoken() -> Mapping[str, Any]:
    at = f"{SPOKEN} 12:00:00"
    event = {"event": UUID(int=1), "agency": Agency.HMCTS, "kind": "hearing-held", "case_id": "c"}
    return {**event, "occurred": at, "precision": "instant", "received": at}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("silent") / "chdb"
    with empty_store(path) as store:
        random = np.random.default_rng(15)
        store.insert("intervals", [_interval(number, random) for number in range(3_000)])
        store.insert("events", [_spoken()])
        yield store


@pytest.fixture(scope="module")
def in_july(store: Store) -> MadeRelease:
    return _made(store, datetime(2026, 7, 1, 6, tzinfo=UTC))


@pytest.fixture(scope="module")
def in_december(store: Store) -> MadeRelease:
    return _made(store, datetime(2026, 12, 1, 6, tzinfo=UTC))


def _made(store: Store, when: datetime) -> MadeRelease:
    return make_release(store, ReleasePlan(1, when, {}), lambda _: None, SHEETS)


def _of_year(release: MadeRelease, sheet: Sheet, dimension: str) -> dict[Cell, Any]:
    of_sheet = (each for each in release.sheets[sheet] if each.period == "year")
    return {each.cell: each for each in of_sheet if each.dimension == dimension}


def test_no_court_waits_longer(in_july: MadeRelease, in_december: MadeRelease) -> None:
    before = _of_year(in_july, Sheet.WAITS, "court")
    after = _of_year(in_december, Sheet.WAITS, "court")

    known = [cell for cell, each in before.items() if each.median and after[cell].median]
    assert len(known) == len(COURTS)
    for cell in known:
        was, is_now = (_median(figures[cell]) for figures in (before, after))
        assert is_now.low <= was.value <= (is_now.high or 0)
        assert is_now.value <= (was.high or 0)
    assert in_december.header.spoken == in_july.header.spoken == {Agency.HMCTS: SPOKEN}


def _median(figure: WaitFigure) -> Any:
    assert figure.median is not None
    return figure.median


def test_no_place_is_named_or_said_to_have_stalled(in_december: MadeRelease) -> None:
    compared = [
        each
        for sheet in (Sheet.COMPARISONS, Sheet.CHANGES)
        for each in in_december.sheets[sheet]
        if isinstance(each, Comparison)
    ]
    assert compared
    assert not any(each.verdict is ComparisonVerdict.SLOWER for each in compared)
    assert in_december.sheets[Sheet.STALLS] == []


def test_open_cases_stand_as_they_did_and_are_no_older(
    in_july: MadeRelease, in_december: MadeRelease
) -> None:
    before = _of_year(in_july, Sheet.FLOWS, "court")
    after = _of_year(in_december, Sheet.FLOWS, "court")

    shown: list[tuple[Flow, Flow]] = [
        (each, after[cell]) for cell, each in before.items() if each.at_end and after[cell].at_end
    ]
    assert shown
    for was, is_now in shown:
        assert is_now.at_end == was.at_end
        both = zip(was.ages, is_now.ages, strict=True)
        assert all(old == new for (_, old), (_, new) in both if None not in (old, new))
