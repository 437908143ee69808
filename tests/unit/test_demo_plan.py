"""The demonstration's simulation ends as its first run begins; a later run uses the same end."""

from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest

from cli import demo_run
from runtime.demo_file import demo_file
from runtime.settings import Settings

REAL = Path(__file__).parents[2] / "data/police-uk/2024-02-city-of-london-street.csv"


class NotPublishedError(Exception):
    """A run that was interrupted before anything was published."""


@pytest.fixture
def endings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """When each run's simulation ends; each is interrupted then."""
    asked: list[object] = []

    def simulate(victims: int, seed: int, ending: date | datetime, **_: object) -> object:
        asked.append(ending)
        raise NotPublishedError

    monkeypatch.setattr(demo_run, "simulate", simulate)
    monkeypatch.setattr(demo_run, "set_silence", lambda bootstrap, silence: None)
    return asked


def run(data: Path) -> None:
    with pytest.raises(NotPublishedError):
        demo_run.Demo(Settings(data=data), 1, 1, [REAL]).run()


def test_it_ends_now_and_a_run_that_resumes_ends_then(
    tmp_path: Path, endings: list[object]
) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    run(tmp_path)
    run(tmp_path)

    first, second = endings
    assert first == second
    assert isinstance(first, datetime)
    assert before <= first <= datetime.now(UTC)


def test_a_plan_of_an_earlier_version_ends_with_its_day(
    tmp_path: Path, endings: list[object]
) -> None:
    run(tmp_path)
    plan = orjson.loads(demo_file(tmp_path).read_bytes())
    del plan["until"]
    demo_file(tmp_path).write_bytes(orjson.dumps(plan | {"ending": "2026-09-30"}))
    run(tmp_path)

    assert endings[-1] == date(2026, 9, 30)
