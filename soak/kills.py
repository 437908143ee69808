"""What is done to a running platform, kind by kind."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

from soak.small_disk import SmallDisk
from soak.soak_plan import KillKind, PlannedKill
from soak.soaked_platform import BROKER, SoakedPlatform, names_of, process_of


@dataclass(frozen=True)
class KillDone:
    """What was done to which parts, and since when it is over, by the monotonic clock.

    A kill is over at once, a stop when it goes on. `left` counts parts that outlived their
    supervisor. `stopped_well` is False where the platform did not stop as a person asked it to.
    """

    kind: KillKind
    over: float
    parts: str = ""
    left: int = 0
    stopped_well: bool = True


_GONE = 10.0
"""Seconds that a supervisor may take to see that a part has ended."""

Kill = Callable[[SoakedPlatform, PlannedKill], KillDone]


def kills_of(disk: SmallDisk | None) -> Mapping[KillKind, Kill]:
    """The kinds of kills that are possible here, each with how it is done."""
    always = {
        KillKind.KILL_PART: _kill_part,
        KillKind.KILL_TWO_PARTS: _kill_two_parts,
        KillKind.STOP_PART: _stop_part,
        KillKind.KILL_BROKER: _kill_broker,
        KillKind.STOP_BROKER: _stop_broker,
        KillKind.KILL_SUPERVISOR: _kill_supervisor,
        KillKind.KILL_ALL: _kill_all,
        KillKind.STOP_SUPERVISOR: _stop_supervisor,
        KillKind.WORKERS: _change_workers,
    }
    if disk is None:
        return always

    def fill(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
        name = _part(platform, planned.turn)
        with disk.full():
            _kill(platform, name)
            time.sleep(planned.seconds)
        return KillDone(planned.kind, time.monotonic(), name)

    return {**always, KillKind.FULL_DISK: fill}


def _kill_part(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    name = _part(platform, planned.turn)
    return KillDone(planned.kind, _kill(platform, name), name)


def _kill_two_parts(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    """The broker and another part in one turn, two other parts in the next."""
    first = BROKER if planned.turn % 2 == 0 else _part(platform, planned.turn + 1)
    both = sorted({first, _part(platform, planned.turn // 2)})
    return KillDone(planned.kind, _kill(platform, *both), " and ".join(both))


def _stop_part(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    name = _part(platform, planned.turn)
    return KillDone(planned.kind, _stop(process_of(platform.running, name), planned), name)


def _kill_broker(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    return KillDone(planned.kind, _kill(platform, BROKER), BROKER)


def _stop_broker(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    return KillDone(planned.kind, _stop(process_of(platform.running, BROKER), planned), BROKER)


def _kill_supervisor(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    over = time.monotonic()
    left = platform.kill_supervisor()
    platform.start(platform.workers)
    return KillDone(planned.kind, over, left=left)


def _kill_all(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    over = time.monotonic()
    platform.kill_all()
    platform.start(platform.workers)
    return KillDone(planned.kind, over)


def _stop_supervisor(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    return KillDone(planned.kind, _stop(platform.supervisor, planned))


def _change_workers(platform: SoakedPlatform, planned: PlannedKill) -> KillDone:
    """From one worker of each kind to two, and back, by a stop and a start."""
    over = time.monotonic()
    status = platform.stop()
    workers = 3 - platform.workers
    platform.start(workers)
    return KillDone(planned.kind, over, f"{workers} of each", stopped_well=status == 0)


def _part(platform: SoakedPlatform, turn: int) -> str:
    names = names_of(platform.running)
    return names[turn % len(names)]


def _kill(platform: SoakedPlatform, *names: str) -> float:
    """SIGKILL, and wait until the processes are gone; when it was done."""
    running = platform.running
    processes = [process_of(running, name) for name in names]
    for each in processes:
        each.kill()
    over = time.monotonic()
    psutil.wait_procs(processes, timeout=_GONE)
    return over


def _stop(process: psutil.Process, planned: PlannedKill) -> float:
    """SIGSTOP, and SIGCONT after a time; when that was."""
    process.suspend()
    try:
        time.sleep(planned.seconds)
    finally:
        process.resume()
    return time.monotonic()
