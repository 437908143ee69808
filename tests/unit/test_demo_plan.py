"""The demonstration's simulation ends as its first run begins; a later run makes the same city."""

from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest

from cli import demo_run
from events.identifiers import Agency
from runtime.demo_file import demo_file
from runtime.settings import Settings
from simulator import FORCES

REAL = Path(__file__).parents[2] / "data/police-uk/2024-02-city-of-london-street.csv"


class NotPublishedError(Exception):
    """A run that was interrupted before anything was published."""


@pytest.fixture
def cities(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, object]]:
    """When each run's simulation ends, and its forces; each is interrupted then."""
    asked: list[tuple[object, object]] = []

    def simulate(
        victims: int, seed: int, ending: date | datetime, forces: frozenset[Agency], **_: object
    ) -> object:
        asked.append((ending, forces))
        raise NotPublishedError

    monkeypatch.setattr(demo_run, "simulate", simulate)
    monkeypatch.setattr(demo_run, "set_silence", lambda bootstrap, silence: None)
    return asked


def run(data: Path) -> None:
    with pytest.raises(NotPublishedError):
        demo_run.Demo(Settings(data=data), 1, 1, [REAL]).run()


def test_it_ends_now_and_a_run_that_resumes_ends_then(
    tmp_path: Path, cities: list[tuple[object, object]]
) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    run(tmp_path)
    run(tmp_path)

    first, second = cities
    assert first == second
    ending, forces = first
    assert isinstance(ending, datetime)
    assert before <= ending <= datetime.now(UTC)
    assert forces == {Agency.MET_POLICE}


def test_a_plan_of_an_earlier_version_makes_the_city_of_then(
    tmp_path: Path, cities: list[tuple[object, object]]
) -> None:
    run(tmp_path)
    plan = orjson.loads(demo_file(tmp_path).read_bytes())
    del plan["until"], plan["forces"]
    demo_file(tmp_path).write_bytes(orjson.dumps(plan | {"ending": "2026-09-30"}))
    run(tmp_path)

    assert cities[-1] == (date(2026, 9, 30), FORCES)
