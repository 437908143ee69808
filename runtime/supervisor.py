"""The supervisor: starts parts, starts dead ones again, and stops all in reverse order."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

from runtime.failure import Failure
from runtime.service import LOG_LIMIT, Part, PartProcess, how_it_ended, put_aside

LONG_LIFE = 60.0
"""Seconds after which a death counts as the first again."""

STRIKES = 5
"""Deaths one after another, each after a short life, before the supervisor gives up."""

STOP_LIMIT = 20.0
"""Seconds that a part has to stop before it is killed."""

_PACE = 0.25


def strikes_after(strikes: int, lived: float) -> int:
    """How many short lives there have been in a row, after one of so many seconds."""
    return strikes + 1 if lived < LONG_LIFE else 1


def pause_before_restart(strikes: int) -> float:
    """Seconds to wait: half a second after the first death, doubled after each further one."""
    return float(min(0.5 * 2 ** (strikes - 1), 8.0))


@dataclass(frozen=True)
class PartState:
    """How a part stands; `pid` is None between a death and the next start."""

    name: str
    pid: int | None
    ready: bool
    restarts: int


@dataclass
class _Kept:
    part: Part
    log: Path
    process: PartProcess | None = None
    due: float = 0.0
    ready: bool = False
    strikes: int = 0
    restarts: int = 0

    def state(self) -> PartState:
        pid = self.process.pid if self.process else None
        return PartState(self.part.name, pid, self.ready, self.restarts)


@dataclass
class _Batch:
    kept: list[_Kept]
    all_ready: "Future[None]" = field(default_factory=Future)


class Supervisor:
    """Keeps parts running, from one thread of its own: the kernel ties a process to a thread.

    `say` gets one line for what a person should know, `changed` the states after each change, and
    `gave_up` is called if it stops by itself; `start` or `check` then tells why.
    """

    def __init__(
        self,
        logs: Path,
        *,
        say: Callable[[str], None],
        changed: Callable[[Sequence[PartState]], None] = lambda _: None,
        gave_up: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._logs = logs
        self._say, self._changed, self._gave_up, self._clock = say, changed, gave_up, clock
        self._batches: list[_Batch] = []
        self._asked: SimpleQueue[_Batch] = SimpleQueue()
        self._stopping = Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="supervisor")
        self._loop = self._pool.submit(self._run)
        self._loop.add_done_callback(self._ended)

    def start(self, parts: Sequence[Part]) -> None:
        """Start parts side by side, and return when all are ready.

        Raises Failure where one dies again and again, or is not ready in its time.
        """
        self._logs.mkdir(parents=True, exist_ok=True)
        batch = _Batch([_Kept(part, self._logs / f"{part.name}.log") for part in parts])
        self._asked.put(batch)
        wait([batch.all_ready, self._loop], return_when=FIRST_COMPLETED)
        self.check()

    def check(self) -> None:
        """Raise what made the supervisor give up, if it did."""
        if self._loop.done():
            self._loop.result()

    def stop(self) -> None:
        """Stop what was started last first, each by SIGTERM, and killed where it does not heed."""
        self._stopping.set()
        self._pool.shutdown(wait=True)

    def _run(self) -> None:
        try:
            while not self._stopping.wait(_PACE):
                self._take_up()
                for batch in self._batches:
                    self._look_after(batch)
        finally:
            self._stop_all()

    def _ended(self, _: "Future[None]") -> None:
        if not self._stopping.is_set():
            self._gave_up()

    def _take_up(self) -> None:
        try:
            batch = self._asked.get_nowait()
        except Empty:
            return
        self._batches.append(batch)
        for kept in batch.kept:
            put_aside(kept.log)
            self._spawn(kept)

    def _look_after(self, batch: _Batch) -> None:
        for kept in batch.kept:
            if kept.process is None:
                if self._clock() >= kept.due:
                    self._spawn(kept)
            elif (status := kept.process.ended()) is not None:
                self._bury(kept, status)
            elif not kept.ready:
                self._see_whether_ready(kept, kept.process)
            put_aside(kept.log, LOG_LIMIT)
        if not batch.all_ready.done() and all(kept.ready for kept in batch.kept):
            batch.all_ready.set_result(None)

    def _spawn(self, kept: _Kept) -> None:
        kept.process = PartProcess(kept.part, kept.log)
        kept.due = self._clock()
        self._tell()

    def _see_whether_ready(self, kept: _Kept, process: PartProcess) -> None:
        if process.ready_now():
            kept.ready = True
            self._say(f"{kept.part.name} is ready")
            self._tell()
        elif self._clock() - kept.due > kept.part.patience:
            waited = f"{kept.part.patience:.0f} seconds"
            raise Failure(f"{kept.part.name} is not ready after {waited}: see {kept.log}")

    def _bury(self, kept: _Kept, status: int) -> None:
        kept.strikes = strikes_after(kept.strikes, self._clock() - kept.due)
        end = f"{kept.part.name} {how_it_ended(status)}"
        if kept.strikes >= STRIKES:
            raise Failure(f"{end}, {STRIKES} times in a row: giving up; see {kept.log}")
        self._say(f"{end}: starting it again; see {kept.log}")
        kept.process, kept.ready = None, False
        kept.restarts += 1
        kept.due = self._clock() + pause_before_restart(kept.strikes)
        self._tell()

    def _tell(self) -> None:
        self._changed([kept.state() for batch in self._batches for kept in batch.kept])

    def _stop_all(self) -> None:
        for batch in reversed(self._batches):
            running = [kept for kept in reversed(batch.kept) if kept.process]
            for kept in running:
                if kept.process:
                    kept.process.ask_to_stop()
            for kept in running:
                if kept.process and not kept.process.stop(STOP_LIMIT):
                    self._say(f"{kept.part.name} did not stop in {STOP_LIMIT:.0f} s: killed")
