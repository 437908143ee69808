"""What an agency says that it began: from its event to the figure in a release."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from events.identifiers import Agency
from events.places import BOROUGHS, CommandUnit
from events.registered_interventions import WaitingStage
from processors.case.course.stages import WAITING_ON, Stage
from projections.projection_rows import intervention_rows
from projections.store import Store
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact
from schemas.refusal import Refused
from store_copies import empty_store
from task_group.interventions import interventions, registered
from task_group.lattice import Breakdown, Cell
from task_group.release_figures import ComparisonVerdict
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells

pytestmark = pytest.mark.platform

LAST = date(2026, 9, 30)
FIRST_DAY = date(2026, 4, 1)
COURTS = ["wood-green", "harrow", "isleworth", "southwark", "woolwich", "croydon"]
DAY = timedelta(days=1)
WHERE = {
    "stage": "trial",
    "agency": "hmcts",
    "tier": "crown-courts",
    "reported_by": "met-police",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with empty_store(tmp_path / "chdb") as store:
        yield store


def _publish(store: Store, kind: str, at: str, name: str = "hmcts:1", **data: str) -> None:
    event = {
        "specversion": "1.0",
        "id": f"{kind}-{name}-{at}",
        "source": "https://listing.example",
        "type": f"victim-journey.{kind}.v1",
        "subject": f"intervention:{name}",
        "time": at,
        "agency": "hmcts",
        "data": data,
    }
    read = decode(orjson.dumps(event))
    received = datetime.fromisoformat(at) + timedelta(minutes=1)
    check_arrival(read, Agency.HMCTS, read.case.encode(), received)
    for table, rows in intervention_rows(LoggedFact.accepted(read, None, received).written).items():
        store.insert(table, rows)


def _register(store: Store, at: str, **more: str) -> None:
    said = {"stage": "trial", "first_day": f"{FIRST_DAY}", "court": "wood-green"} | more
    _publish(store, "intervention-registered", at, intervention="extra-sitting-days", **said)


def _wait(number: int, random: np.random.Generator) -> dict[str, Any]:
    court = COURTS[number % len(COURTS)]
    began = LAST - int(random.integers(0, 900)) * DAY
    ends = began + int(random.exponential(80)) * DAY
    if court == "wood-green" and ends > FIRST_DAY:
        start = max(began, FIRST_DAY)
        ends = start + (ends - start) // 2
    return WHERE | {
        "court": court,
        "person": number,
        "crime": number,
        "began": began,
        "entered": began - DAY,
        "until": min(ends, LAST),
        "end": "completed" if ends <= LAST else "open",
    }


def _city(store: Store) -> ShownCells:
    """Six Crown Courts; in Wood Green waits end twice as soon from April on."""
    random = np.random.default_rng(1)
    store.insert("counted_waits", [_wait(number, random) for number in range(15_000)])
    cells = [Cell(Breakdown.COURT, court, "trial", "year") for court in COURTS]
    names = ("dimension", "place", "stage", "period")
    blocks = [{name: getattr(cell, name) for name in names} for cell in cells]
    store.insert("shown_blocks", [block | {"reported_by": "met-police"} for block in blocks])
    return ShownCells({cell: frozenset({Agency.MET_POLICE}) for cell in cells})


def test_sitting_days_that_halve_the_wait_are_seen_against_the_other_courts(store: Store) -> None:
    shown = _city(store)
    _register(store, "2026-03-20T10:00:00+00:00")
    (figure,) = interventions(store, shown, periods(LAST))
    assert (figure.place, figure.id, figure.began) == ("wood-green", "hmcts:1", FIRST_DAY)
    assert figure.kind == "extra-sitting-days"
    assert figure.verdict is ComparisonVerdict.QUICKER
    assert figure.ratio
    assert 0.45 < figure.ratio.value < 0.65
    assert (figure.ratio.high or 1) < 0.75


def test_the_newest_fact_counts_and_a_withdrawn_intervention_is_none(store: Store) -> None:
    _register(store, "2026-03-20T10:00:00+00:00")
    _register(store, "2026-03-21T10:00:00+00:00", court="harrow")
    _register(store, "2026-03-20T10:00:00+00:00")
    assert [each.cell.place for each in registered(store, LAST)] == ["harrow"]
    assert registered(store, FIRST_DAY - DAY) == []

    _publish(store, "intervention-withdrawn", "2026-03-22T10:00:00+00:00")
    assert registered(store, LAST) == []


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ({"court": "harrow", "borough": "E09000014"}, (Breakdown.COURT, "harrow")),
        ({"borough": "E09000014", "command_unit": "north"}, (Breakdown.BOROUGH, "E09000014")),
        ({"command_unit": "north-west"}, (Breakdown.BCU, "North West")),
        ({}, (Breakdown.AGENCY, "hmcts")),
    ],
)
def test_the_narrowest_place_counts(
    store: Store, said: dict[str, str], cell: tuple[Breakdown, str]
) -> None:
    said = {"intervention": "training", "stage": "trial", "first_day": "2026-04-01"} | said
    _publish(store, "intervention-registered", "2026-03-20T10:00:00+00:00", **said)
    (one,) = registered(store, LAST)
    assert (one.cell.dimension, one.cell.place) == cell


def test_an_agency_speaks_of_its_own_interventions_alone(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        _publish(store, "intervention-withdrawn", "2026-03-22T10:00:00+00:00", "cps:1")
    assert [each.error for each in refused.value.problems] == ["not_its_own_intervention"]


def test_stages_and_command_units_have_the_codes_of_those_who_count() -> None:
    assert {str(stage) for stage in WaitingStage} == {
        str(stage) for stage in WAITING_ON if stage is not Stage.CONCLUDED
    }
    assert {unit.unit for unit in CommandUnit} == {each.bcu for each in BOROUGHS.values()}
