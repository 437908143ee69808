"""Simulated waits are simulated once for the same code, and anew for other code."""

from pathlib import Path

import pytest

from bench import saved_worlds
from bench.compared_world import Wait
from bench.saved_worlds import saved_waits

Asked = tuple[int, int, float]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """What was simulated, in a house that is one file."""
    simulated: list[Asked] = []

    def simulate(_: object, *asked: *Asked) -> list[Wait]:
        simulated.append(asked)
        return [{"asked": asked}]

    (tmp_path / "simulator.py").write_text("first")
    monkeypatch.setattr(saved_worlds, "_HOUSE", tmp_path)
    monkeypatch.setattr(saved_worlds, "_FROM", ("simulator.py",))
    monkeypatch.setattr(saved_worlds, "_FOLDER", tmp_path / "worlds")
    monkeypatch.setattr(saved_worlds, "simulated_waits", simulate)
    return simulated


def test_the_same_is_simulated_once(asked: list[Asked]) -> None:
    none: object = None
    first, again = (saved_waits(none, 9, 1, 0.5) for _ in range(2))  # type: ignore[arg-type]
    other = saved_waits(none, 9, 2, 0.5)  # type: ignore[arg-type]

    assert first == again == [{"asked": (9, 1, 0.5)}]
    assert other == [{"asked": (9, 2, 0.5)}]
    assert asked == [(9, 1, 0.5), (9, 2, 0.5)]


def test_changed_code_simulates_anew(asked: list[Asked], tmp_path: Path) -> None:
    none: object = None
    for text in ("first", "fitst"):
        (tmp_path / "simulator.py").write_text(text)
        saved_waits(none, 9, 1, 0.5)  # type: ignore[arg-type]

    assert len(asked) == 2
