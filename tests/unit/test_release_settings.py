"""Settings of releases: how often, and from when on an agency's history is whole."""

from datetime import date
from pathlib import Path

import orjson
import pytest
from pydantic import ValidationError

from cli.demo_run import simulated_from
from events.identifiers import Agency
from runtime.demo_file import demo_file
from runtime.settings import Settings


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

    assert simulated_from(tmp_path) == date(2024, 11, 28)
