"""Settings of releases: how often, and from when on an agency's history is whole."""

from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from pydantic import ValidationError

from events.identifiers import Agency
from example_release import header
from runtime.demo_file import demo_file
from runtime.demo_history import with_demo_history
from runtime.platform import Platform
from runtime.settings import Settings
from task_group.releases import whole_histories


def complete(monkeypatch: pytest.MonkeyPatch, written: str) -> dict[Agency, date]:
    monkeypatch.setenv("JOURNEY_COMPLETE_FROM", written)
    return Settings().complete_from


def test_each_agency_has_its_day_or_all_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    each = complete(monkeypatch, "met-police=2025-01-01, cps=2025-04-01")
    assert each == {Agency.MET_POLICE: date(2025, 1, 1), Agency.CPS: date(2025, 4, 1)}
    assert complete(monkeypatch, "2025-01-01") == dict.fromkeys(Agency, date(2025, 1, 1))
    assert complete(monkeypatch, "") == {}


def test_the_parts_of_the_platform_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for days in ({}, {Agency.CPS: date(2025, 4, 1)}):
        passed_on = Settings(complete_from=days, release_every="quarter").environment()

        assert complete(monkeypatch, passed_on["JOURNEY_COMPLETE_FROM"]) == days
        assert passed_on["JOURNEY_RELEASE_EVERY"] == "quarter"


@pytest.mark.parametrize("written", ["soon", "cps=soon", "nobody=2025-01-01", "cps=2025-01-01,x"])
def test_what_is_no_day_of_an_agency_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    with pytest.raises(ValidationError):
        complete(monkeypatch, written)


def test_the_demo_is_whole_from_its_first_simulated_day(tmp_path: Path) -> None:
    demo_file(tmp_path).write_bytes(orjson.dumps({"until": "2026-11-28T12:00:00+00:00"}))

    whole = dict.fromkeys(Agency, date(2024, 11, 28))
    assert with_demo_history(Settings(data=tmp_path)).complete_from == whole
    assert Platform(Settings(data=tmp_path), print).settings.complete_from == whole


def test_its_first_run_is_whole_from_where_its_simulation_will_begin(tmp_path: Path) -> None:
    begins = datetime(2026, 11, 28, 23, tzinfo=UTC)

    found = with_demo_history(Settings(data=tmp_path), begins)

    assert found.complete_from == dict.fromkeys(Agency, date(2024, 11, 28))
    assert Platform(Settings(data=tmp_path), print).settings.complete_from == {}


def test_days_that_are_set_stay_in_the_demo_too(tmp_path: Path) -> None:
    demo_file(tmp_path).write_bytes(orjson.dumps({"until": "2026-11-28T12:00:00+00:00"}))
    days = {Agency.CPS: date(2025, 4, 1)}

    assert with_demo_history(Settings(data=tmp_path, complete_from=days)).complete_from == days


def test_a_history_that_was_declared_whole_stays_so_for_the_next_release() -> None:
    """Given a platform that is started again with a day for one agency alone."""
    before = header().model_copy(
        update={"complete": {Agency.CPS: date(2025, 4, 1), Agency.HMCTS: date(2025, 1, 1)}}
    )

    assert whole_histories([before], {}) == before.complete
    found = whole_histories([before], {Agency.CPS: date(2025, 6, 1)})
    assert found == {Agency.CPS: date(2025, 6, 1), Agency.HMCTS: date(2025, 1, 1)}
    assert whole_histories([], {Agency.CPS: date(2025, 6, 1)}) == {Agency.CPS: date(2025, 6, 1)}
