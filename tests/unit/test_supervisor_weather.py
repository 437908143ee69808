"""A need that is away, a full disk and a slow answer are no failures; signals leave no part."""

import errno
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest

from forked_programs import ForkedProgram
from runtime import service_needs
from runtime.failure import Failure
from runtime.service import Service
from runtime.service_needs import asked_seldom, first_away, room_needed, wait_for
from runtime.supervisor import STRIKES, ServiceState
from watched_supervisor import STAYS, Watched, runs, script, stays, until

DIES = "import sys; sys.exit(1)"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.supervisor.pause_before_restart", lambda _: 0.0)
    monkeypatch.setattr("runtime.supervisor._RETRY", 0.0)
    monkeypatch.setattr("runtime.supervisor._PACE", 0.02)


@pytest.mark.usefixtures("quick")
def test_a_part_whose_need_is_away_waits_and_is_not_given_up(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    alive = tmp_path / "kafka"
    alive.touch()
    code = f"import pathlib, time\nwhile pathlib.Path({str(alive)!r}).exists(): time.sleep(0.02)"
    part = replace(
        script("serve", code), away=lambda: None if alive.exists() else "Kafka does not answer"
    )
    watched.supervisor.start([part])

    for _ in range(STRIKES + 2):  # it dies with its need, each time after a short life
        alive.unlink()
        until(lambda: watched.state("serve").pid is None)
        time.sleep(0.1)
        alive.touch()
        until(lambda: watched.state("serve").ready)

    assert watched.said.count("serve ended with status 0, and waits: Kafka does not answer") == 7
    assert watched.gave_up == []
    watched.supervisor.stop()


@pytest.mark.usefixtures("quick")
def test_a_part_that_dies_while_all_is_there_is_still_given_up(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    bad = replace(script("bad", DIES), readiness=lambda: lambda: False, away=lambda: None)
    with pytest.raises(Failure, match="5 times in a row"):
        watched.supervisor.start([bad])


@pytest.mark.usefixtures("quick")
def test_the_patience_of_a_start_does_not_run_while_a_need_is_away(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    answers = iter([None, "Kafka does not answer", "Kafka does not answer", None])
    ready = iter([False, False, True])
    part = replace(
        stays("worker"),
        readiness=lambda: lambda: next(ready),
        away=lambda: next(answers),
        patience=0.0,
    )
    watched.supervisor.start([part])
    assert watched.said == ["worker waits: Kafka does not answer", "worker is ready"]
    watched.supervisor.stop()


@pytest.mark.usefixtures("quick")
def test_supervising_does_not_wait_for_an_answer(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    answered = Event()
    watched.supervisor.start([stays("other")])
    first = watched.state("other").pid
    assert first

    def slow() -> str | None:
        answered.wait(30)
        return None

    starting = Thread(
        target=start_and_be_stopped, args=(watched, replace(stays("slow"), away=slow))
    )
    starting.start()
    until(lambda: len(watched.states) == 2)
    os.kill(first, signal.SIGKILL)
    until(lambda: watched.state("other").restarts == 1 and watched.state("other").ready)

    assert watched.state("slow").pid is None
    before = time.monotonic()
    watched.supervisor.stop()
    assert time.monotonic() - before < 5
    answered.set()
    starting.join(30)


def start_and_be_stopped(watched: Watched, service: Service) -> None:
    with pytest.raises(KeyboardInterrupt):
        watched.supervisor.start([service])


@pytest.mark.usefixtures("quick")
def test_a_state_that_cannot_be_written_is_one_line_and_written_later(tmp_path: Path) -> None:
    full, written = Event(), []
    full.set()

    def write(states: Sequence[ServiceState]) -> None:
        if full.is_set():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(states)

    watched = Watched(tmp_path)
    watched.supervisor._changed = write
    watched.supervisor.start([stays("one")])
    full.clear()
    until(lambda: bool(written))

    assert watched.said == [
        "the state of the parts cannot be written (No space left on device)",
        "one is ready",
    ]
    assert written[-1][0].ready
    watched.supervisor.stop()


@pytest.mark.usefixtures("quick")
def test_a_line_that_cannot_be_printed_ends_nothing(tmp_path: Path) -> None:
    def say(_: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    watched = Watched(tmp_path)
    watched.supervisor._print = say
    watched.supervisor.start([stays("one")])
    pid = watched.state("one").pid
    watched.supervisor.stop()
    assert watched.gave_up == []
    assert not runs(pid)


def test_a_full_disk_is_a_need_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room_needed(tmp_path)() is None
    monkeypatch.setattr(service_needs, "LEAST_ROOM", 2**62)
    assert room_needed(tmp_path)() == f"the disk of {tmp_path} is full: make room"


def test_a_part_by_itself_waits_for_what_is_away_with_a_line_a_minute() -> None:
    said: list[str] = []
    seconds = iter(range(0, 1000, 30))
    answers = iter(["Kafka does not answer"] * 3 + [None])
    wait_for(
        first_away(lambda: next(answers)), said.append, lambda _: None, lambda: float(next(seconds))
    )
    assert said == ["Kafka does not answer: waiting"] * 2


def test_parts_that_wait_together_ask_once_and_again_half_a_second_later() -> None:
    """Given parts that wait for Kafka, when it goes and comes back, all learn it, by one asking."""
    now = 0.0
    asked: list[float] = []

    def need() -> str | None:
        asked.append(now)
        return "gone" if now < 0.1 else None

    away = asked_seldom(need, lambda: now)
    assert [away() for _ in range(9)] == ["gone"] * 9
    now = 0.4
    assert away() == "gone"
    now = 0.5
    assert [away() for _ in range(9)] == [None] * 9
    assert asked == [0.0, 0.5]


PLATFORM = """
import sys, time
from pathlib import Path
from runtime.platform import Platform
from runtime.service import Service
from runtime.settings import Settings
import runtime.platform as platform

STAYS = {stays!r}
class Scripts(Platform):
    def _kafka(self): return [Service("kafka", STAYS)]
    def _need_room(self): pass
platform.ensure_topics = lambda settings: time.sleep(0.3)
platform.services_of = lambda settings: [
    Service(name, STAYS, readiness=lambda: lambda: True) for name in ("one", "two")
]
with Scripts(Settings(data=Path({data!r})), lambda line: print(line, flush=True)) as up:
    print("up", flush=True)
    up.wait()
print("stopped", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.0, 0.15, 0.3, 0.6, 1.0, 1.5])
def test_signals_together_leave_no_part_behind_at_any_moment(tmp_path: Path, after: float) -> None:
    code = PLATFORM.format(stays=STAYS, data=str(tmp_path))
    log = tmp_path / "log"
    log.touch()
    platform = ForkedProgram(code, log, imports="runtime.platform")
    until(lambda: bool(log.read_text()))  # the handlers are set
    time.sleep(after)
    marked = psutil.Process(platform.pid)
    parts = marked.children(recursive=True)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        platform.send_signal(number)
        time.sleep(0.01)
    platform.wait(30)

    assert not any(each.is_running() and each.status() != "zombie" for each in parts)
    left = [
        each
        for each in psutil.process_iter(["cmdline"])
        if each.info["cmdline"] == STAYS and each.ppid() in (1, platform.pid)
    ]
    assert left == []
    assert not (tmp_path / "run" / "platform.json").exists()


LEAVING = (
    PLATFORM.partition("    print(")[0]
    + """
    import os, psutil, signal
    print(*(each.pid for each in psutil.Process().children()), flush=True)
    calls = 0
    def strike(frame, event, argument):
        global calls
        calls += event == "call"
        if calls == {call}:
            sys.setprofile(None)
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGINT)
    sys.setprofile(strike)
"""
)


@pytest.mark.slow
@pytest.mark.parametrize("call", [1, 2, 3, 5, 8, 13])
def test_signals_at_any_call_of_the_stopping_leave_no_part_behind(
    tmp_path: Path, call: int
) -> None:
    code = LEAVING.format(stays=STAYS, data=str(tmp_path), call=call)
    ForkedProgram(code, tmp_path / "log", imports="runtime.platform").wait(30)
    said = (tmp_path / "log").read_text()
    (pids,) = [line.split() for line in said.splitlines() if line[:1].isdigit()]
    assert len(pids) == 3
    assert not any(runs(int(pid)) for pid in pids)
