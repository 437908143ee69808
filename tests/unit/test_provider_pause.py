"""A provider that does not answer in time is asked again by one request at a time."""

import time

import pytest

from web.sign_in.provider_pause import PausedError, ProviderPause


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moments = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: moments[0])
    return moments


def too_late(pause: ProviderPause) -> None:
    with pytest.raises(TimeoutError), pause.asking(TimeoutError):
        raise TimeoutError


def answered(pause: ProviderPause) -> None:
    with pause.asking(TimeoutError):
        pass


def test_after_no_answer_nobody_asks_for_five_seconds(now: list[float]) -> None:
    pause = ProviderPause(patience=5.0)
    too_late(pause)
    for later in (0.0, 2.0, 2.9):
        now[0] += later
        with pytest.raises(PausedError):
            answered(pause)

    now[0] += 0.2
    answered(pause)
    answered(pause)


def test_then_one_asks_and_nobody_waits_beside_it(now: list[float]) -> None:
    pause = ProviderPause(patience=5.0)
    too_late(pause)
    now[0] += 5.1
    with pause.asking(TimeoutError), pytest.raises(PausedError):
        answered(pause)
    answered(pause)


def test_another_fault_is_no_reason_to_pause(now: list[float]) -> None:
    pause = ProviderPause(patience=5.0)
    for _ in range(2):
        with pytest.raises(ConnectionError), pause.asking(TimeoutError):
            raise ConnectionError
