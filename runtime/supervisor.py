"""The supervisor: starts services, restarts those that end, and stops all in reverse order."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from runtime.background_question import ask_in_background
from runtime.failure import Failure
from runtime.service import LOG_LIMIT, Ready, Service, ServiceProcess, describe_exit, rotate_log

LONG_LIFE = 60.0
"""Seconds of life after which an end counts as the first again."""

STRIKES = 5
"""Ends in a row, each after a short life, before the supervisor gives up."""

STOP_LIMIT = 20.0
"""Seconds that a service has to stop before it is killed."""

_PACE = 0.25

_RETRY = 1.0
"""Seconds between two attempts to start what waits."""


def strikes_after(strikes: int, lived: float) -> int:
    """How many short lives there have been in a row, after one of so many seconds."""
    return strikes + 1 if lived < LONG_LIFE else 1


def pause_before_restart(strikes: int) -> float:
    """Seconds to wait: half a second after the first end, doubled after each further one."""
    return float(min(0.5 * 2 ** (strikes - 1), 8.0))


@dataclass(frozen=True)
class ServiceState:
    """The state of a service; `pid` is None between an end and the next start."""

    name: str
    pid: int | None
    ready: bool
    restarts: int


@dataclass
class _Supervised:
    service: Service
    log: Path
    process: ServiceProcess | None = None
    due: float = 0.0
    """When it is started; from then on, since when it is waited for."""
    ready: bool = False
    strikes: int = 0
    restarts: int = 0
    question: "Future[Any] | None" = None
    """Asked in the background: what it needs, or whether it is ready."""
    end: str = ""
    """Its last end in words, which is not judged yet."""
    lived: float = 0.0
    excused: bool = False
    """A service that it needs has ended, so its own end does not count."""
    waits: str = ""
    """What it waits for, as it was told."""

    def state(self) -> ServiceState:
        pid = self.process.pid if self.process else None
        return ServiceState(self.service.name, pid, self.ready, self.restarts)

    def answer(self, question: Callable[[], Any]) -> Any:
        """The answer, once; None while it is waited for. Asks where nothing is asked yet."""
        if self.question is None:
            self.question = ask_in_background(question)
        if not self.question.done():
            return None
        answered, self.question = self.question.result(), None
        return answered

    def ready_or_away(self) -> bool | str:
        """Whether it is ready; if not, what it needs and is away."""
        process = self.process
        return (process is not None and process.ready_now()) or self.service.away() or False


@dataclass
class _Batch:
    services: list[_Supervised]
    all_ready: "Future[None]" = field(default_factory=Future)


class Supervisor:
    """Keeps services running, from one thread of its own: the kernel ties a process to a thread.

    `say` is called with one line for what a person should know, `changed` with the states after
    each change, and `gave_up` if it stops by itself; `start` or `check` then raises the reason.
    Where `stopping` turns true, it stops all services, whatever becomes of the other threads.
    It never waits for an answer, and goes on where a line or a state cannot be written. What
    cannot run because something that it needs is away waits, and that counts as no failure.
    """

    def __init__(
        self,
        logs: Path,
        *,
        say: Callable[[str], None],
        changed: Callable[[Sequence[ServiceState]], None] = lambda _: None,
        gave_up: Callable[[], None] = lambda: None,
        stopping: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._logs = logs
        self._print, self._changed, self._gave_up, self._clock = say, changed, gave_up, clock
        self._stop_wanted, self._unwritten = stopping, False
        self._batches: list[_Batch] = []
        self._to_start: SimpleQueue[_Batch] = SimpleQueue()
        self._stopping = Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="supervisor")
        self._loop = self._pool.submit(self._run)
        self._loop.add_done_callback(self._ended)

    def start(self, services: Sequence[Service]) -> None:
        """Start services side by side, and return when all are ready.

        Raises Failure where one ends again and again, or is not ready in its time.
        """
        self._logs.mkdir(parents=True, exist_ok=True)
        batch = _Batch(
            [_Supervised(service, self._logs / f"{service.name}.log") for service in services]
        )
        self._to_start.put(batch)
        wait([batch.all_ready, self._loop], return_when=FIRST_COMPLETED)
        self.check()
        if not batch.all_ready.done():
            raise KeyboardInterrupt("stopped while starting")

    def check(self) -> None:
        """Raise what made the supervisor give up, if it did."""
        if self._loop.done():
            self._loop.result()

    def stop(self) -> None:
        """Stop the last started first, each by SIGTERM, and by SIGKILL where that has no effect."""
        self._stopping.set()
        self._pool.shutdown(wait=True)

    def _run(self) -> None:
        try:
            while not (self._stopping.wait(_PACE) or self._stop_wanted()):
                self._start_next_batch()
                for batch in self._batches:
                    self._check_batch(batch)
                if self._unwritten:
                    self._report_states()
        finally:
            self._stop_all()

    def _ended(self, _: "Future[None]") -> None:
        if not (self._stopping.is_set() or self._stop_wanted()):
            self._gave_up()

    def _start_next_batch(self) -> None:
        try:
            batch = self._to_start.get_nowait()
        except Empty:
            return
        self._batches.append(batch)
        for each in batch.services:
            self._rotate(each.log, 0)
        self._report_states()

    def _check_batch(self, batch: _Batch) -> None:
        for each in batch.services:
            if each.process is None:
                if self._clock() >= each.due:
                    self._check_start(each)
            elif (status := each.process.ended()) is not None:
                self._note_end(each, status)
            elif not each.ready:
                self._check_ready(each)
            self._rotate(each.log, LOG_LIMIT)
        if not batch.all_ready.done() and all(each.ready for each in batch.services):
            batch.all_ready.set_result(None)

    def _check_start(self, supervised: _Supervised) -> None:
        found = supervised.answer(supervised.service.begin)
        if isinstance(found, str):
            self._wait(supervised, found)
        elif found is not None and supervised.end:
            self._judge_end(supervised)
        elif found is not None:
            self._spawn(supervised, found)

    def _spawn(self, supervised: _Supervised, ready_now: Ready) -> None:
        try:
            supervised.process = ServiceProcess(supervised.service, supervised.log, ready_now)
        except OSError as error:
            self._wait(supervised, f"it cannot be started ({error.strerror})")
            return
        supervised.due, supervised.excused, supervised.waits = self._clock(), False, ""
        self._report_states()

    def _check_ready(self, supervised: _Supervised) -> None:
        found = supervised.answer(supervised.ready_or_away)
        if isinstance(found, str):
            self._wait(supervised, found)
        elif found:
            supervised.ready = True
            self._say(f"{supervised.service.name} is ready")
            self._report_states()
        elif found is not None and self._clock() - supervised.due > supervised.service.patience:
            waited = f"{supervised.service.patience:.0f} seconds"
            raise Failure(
                f"{supervised.service.name} is not ready after {waited}: see {supervised.log}"
            )

    def _wait(self, supervised: _Supervised, why: str) -> None:
        """Try again after a pause. Its end, if that led here, does not count."""
        if supervised.end:
            self._say(f"{supervised.end}, and waits: {why}")
        elif supervised.waits != why:
            self._say(f"{supervised.service.name} waits: {why}")
        supervised.end, supervised.waits = "", why
        supervised.due = self._clock() + (0.0 if supervised.process else _RETRY)

    def _note_end(self, supervised: _Supervised, status: int) -> None:
        supervised.end = f"{supervised.service.name} {describe_exit(status)}"
        supervised.lived = self._clock() - supervised.due
        supervised.process, supervised.question, supervised.ready = None, None, False
        supervised.restarts += 1
        supervised.due = self._clock()
        for each in self._depending_on(supervised):
            each.excused = True
        self._report_states()

    def _depending_on(self, supervised: _Supervised) -> Iterator[_Supervised]:
        """Services of later batches: they need those of the earlier."""
        later = False
        for batch in self._batches:
            if later:
                yield from batch.services
            later = later or supervised in batch.services

    def _judge_end(self, supervised: _Supervised) -> None:
        """Decide what follows from an end while all that the service needs was there."""
        if not supervised.excused:
            supervised.strikes = strikes_after(supervised.strikes, supervised.lived)
        end, supervised.end = supervised.end, ""
        if supervised.strikes >= STRIKES:
            raise Failure(f"{end}, {STRIKES} times in a row: giving up; see {supervised.log}")
        self._say(f"{end}: starting it again; see {supervised.log}")
        supervised.due = self._clock() + pause_before_restart(max(1, supervised.strikes))

    def _report_states(self) -> None:
        try:
            self._changed([each.state() for batch in self._batches for each in batch.services])
        except OSError as error:
            if not self._unwritten:
                self._say(f"the state of the parts cannot be written ({error.strerror})")
            self._unwritten = True
        else:
            self._unwritten = False

    def _say(self, line: str) -> None:
        with suppress(OSError):  # nobody can be told: the terminal is gone, or the disk full
            self._print(line)

    def _rotate(self, log: Path, limit: int) -> None:
        with suppress(OSError):  # no room for the copy: it is tried again
            rotate_log(log, limit)

    def _stop_all(self) -> None:
        for batch in reversed(self._batches):
            running = [each for each in reversed(batch.services) if each.process]
            for each in running:
                if each.process:
                    each.process.ask_to_stop()
            for each in running:
                if each.process and not each.process.stop(STOP_LIMIT):
                    self._say(f"{each.service.name} did not stop in {STOP_LIMIT:.0f} s: killed")
