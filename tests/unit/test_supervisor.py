"""Parts are kept running, given up in the end, and stopped last first; here they are scripts."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.failure import Failure
from runtime.service import LOG_LIMIT, rotate_log
from runtime.supervisor import (
    LONG_LIFE,
    STRIKES,
    pause_before_restart,
    strikes_after,
)
from watched_supervisor import STAYS, Watched, runs, script, stays, until

HEEDS = """
import pathlib, signal, sys, time
def stop(*_):
    with open({order!r}, "a") as order: order.write({name!r} + " ")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
pathlib.Path({order!r} + {name!r}).touch()
time.sleep(600)
"""


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr("runtime.supervisor._PACE", 0.02)
    watched = Watched(tmp_path)
    yield watched
    watched.supervisor.stop()


def test_parts_run_until_they_are_stopped(watched: Watched) -> None:
    watched.supervisor.start([stays("one"), stays("two")])
    pids = [state.pid for state in watched.states]
    assert [state.ready for state in watched.states] == [True, True]
    assert all(runs(pid) for pid in pids)

    watched.supervisor.stop()

    assert not any(runs(pid) for pid in pids)
    assert watched.said == ["one is ready", "two is ready"]
    assert watched.gave_up == []


def test_a_part_that_dies_is_started_again_with_a_message(watched: Watched) -> None:
    watched.supervisor.start([stays("worker")])
    first = watched.state("worker").pid
    assert first

    os.kill(first, signal.SIGKILL)
    until(lambda: watched.state("worker").restarts == 1 and watched.state("worker").ready)

    assert watched.state("worker").pid != first
    (told,) = [line for line in watched.said if "SIGKILL" in line]
    assert told.startswith("worker was killed by SIGKILL: starting it again; see ")
    assert told.endswith("worker.log")


def test_a_part_that_dies_again_and_again_is_given_up(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.supervisor.pause_before_restart", lambda _: 0.0)
    bad = replace(script("bad", "import sys; sys.exit(3)"), readiness=lambda: lambda: False)
    with pytest.raises(Failure, match="bad ended with status 3, 5 times in a row: giving up"):
        watched.supervisor.start([stays("good"), bad])
    assert not runs(watched.state("good").pid)
    assert watched.gave_up == [True]


def test_a_part_that_is_never_ready_is_a_failure(watched: Watched) -> None:
    never = replace(stays("never"), readiness=lambda: lambda: False, patience=0.0)
    with pytest.raises(Failure, match="never is not ready after 0 seconds"):
        watched.supervisor.start([never])
    assert not runs(watched.state("never").pid)


def test_what_was_started_last_is_stopped_first(watched: Watched) -> None:
    order = watched.folder / "order"
    for name in ("kafka", "workers", "pages"):
        part = script(name, HEEDS.format(order=str(order), name=name))
        watched.supervisor.start([part])
        until(Path(f"{order}{name}").exists)
    watched.supervisor.stop()
    assert order.read_text().split() == ["pages", "workers", "kafka"]


def test_a_part_that_does_not_heed_is_killed(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.supervisor.STOP_LIMIT", 0.2)
    ready = watched.folder / "ready"
    deaf = (
        "import pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pathlib.Path({str(ready)!r}).touch(); time.sleep(600)"
    )
    watched.supervisor.start([script("deaf", deaf)])
    until(ready.exists)
    watched.supervisor.stop()
    assert not runs(watched.state("deaf").pid)
    assert watched.said[-1] == "deaf did not stop in 0 s: killed"


def test_what_a_part_says_is_in_its_log_and_a_start_puts_the_last_one_aside(
    watched: Watched,
) -> None:
    (watched.folder / "logs").mkdir()
    log = watched.folder / "logs" / "talker.log"
    log.write_text("before\n")
    talks = "import sys, time; print('now', file=sys.stderr); time.sleep(600)"
    watched.supervisor.start([script("talker", talks)])
    until(lambda: "now" in log.read_text())
    assert "before" not in log.read_text()
    assert log.with_suffix(".log.1").read_text() == "before\n"


def test_a_log_over_its_limit_is_put_aside_and_one_under_it_is_not(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    with log.open("ab") as out:  # as a part holds it
        out.write(b"x" * LOG_LIMIT)
        out.flush()
        rotate_log(log, LOG_LIMIT)
        assert log.stat().st_size == LOG_LIMIT
        out.write(b"y")
        out.flush()
        rotate_log(log, LOG_LIMIT)
        out.write(b"z")
        out.flush()
    assert log.read_bytes() == b"z"
    assert (tmp_path / "part.log.1").stat().st_size == LOG_LIMIT + 1


ORPHANS = """
import sys, time
from pathlib import Path
from runtime.service import Service
from runtime.supervisor import Supervisor
def tell(states):
    print(*(state.pid for state in states), flush=True)
supervisor = Supervisor(Path({logs!r}), say=lambda line: None, changed=tell)
stays = {stays!r}
supervisor.start([Service("one", stays), Service("two", stays)])
print("up", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_no_part_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    code = ORPHANS.format(logs=str(tmp_path / "logs"), stays=STAYS)
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout
    told = [line.split() for line in iter(supervisor.stdout.readline, "up\n")]
    pids = [int(pid) for pid in told[-1]]
    assert len(pids) == 2
    assert all(runs(pid) for pid in pids)

    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()

    until(lambda: not any(runs(pid) for pid in pids))


@given(st.lists(st.floats(min_value=0, max_value=3 * LONG_LIFE), max_size=30))
def test_only_short_lives_in_a_row_lead_to_giving_up(lives: list[float]) -> None:
    strikes = 0
    for number, lived in enumerate(lives):
        strikes = strikes_after(strikes, lived)
        recent = lives[max(0, number - STRIKES + 1) : number + 1]
        assert (strikes >= STRIKES) <= all(life < LONG_LIFE for life in recent[1:])


def test_pauses_grow_and_have_an_end() -> None:
    pauses = [pause_before_restart(strikes) for strikes in range(1, 12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.5, 8.0)
