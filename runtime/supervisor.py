"""The supervisor: starts services, restarts those that end, and stops all in reverse order."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

from runtime.failure import Failure
from runtime.service import LOG_LIMIT, Service, ServiceProcess, describe_exit, rotate_log

LONG_LIFE = 60.0
"""Seconds of life after which an end counts as the first again."""

STRIKES = 5
"""Ends in a row, each after a short life, before the supervisor gives up."""

STOP_LIMIT = 20.0
"""Seconds that a service has to stop before it is killed."""

_PACE = 0.25


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
    ready: bool = False
    strikes: int = 0
    restarts: int = 0

    def state(self) -> ServiceState:
        pid = self.process.pid if self.process else None
        return ServiceState(self.service.name, pid, self.ready, self.restarts)


@dataclass
class _Batch:
    services: list[_Supervised]
    all_ready: "Future[None]" = field(default_factory=Future)


class Supervisor:
    """Keeps services running, from one thread of its own: the kernel ties a process to a thread.

    `say` is called with one line for what a person should know, `changed` with the states after
    each change, and `gave_up` if it stops by itself; `start` or `check` then raises the reason.
    """

    def __init__(
        self,
        logs: Path,
        *,
        say: Callable[[str], None],
        changed: Callable[[Sequence[ServiceState]], None] = lambda _: None,
        gave_up: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._logs = logs
        self._say, self._changed, self._gave_up, self._clock = say, changed, gave_up, clock
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
            while not self._stopping.wait(_PACE):
                self._start_next_batch()
                for batch in self._batches:
                    self._check_batch(batch)
        finally:
            self._stop_all()

    def _ended(self, _: "Future[None]") -> None:
        if not self._stopping.is_set():
            self._gave_up()

    def _start_next_batch(self) -> None:
        try:
            batch = self._to_start.get_nowait()
        except Empty:
            return
        self._batches.append(batch)
        for each in batch.services:
            rotate_log(each.log)
            self._spawn(each)

    def _check_batch(self, batch: _Batch) -> None:
        for each in batch.services:
            if each.process is None:
                if self._clock() >= each.due:
                    self._spawn(each)
            elif (status := each.process.ended()) is not None:
                self._restart_later(each, status)
            elif not each.ready:
                self._check_ready(each, each.process)
            rotate_log(each.log, LOG_LIMIT)
        if not batch.all_ready.done() and all(each.ready for each in batch.services):
            batch.all_ready.set_result(None)

    def _spawn(self, supervised: _Supervised) -> None:
        supervised.process = ServiceProcess(supervised.service, supervised.log)
        supervised.due = self._clock()
        self._report_states()

    def _check_ready(self, supervised: _Supervised, process: ServiceProcess) -> None:
        if process.ready_now():
            supervised.ready = True
            self._say(f"{supervised.service.name} is ready")
            self._report_states()
        elif self._clock() - supervised.due > supervised.service.patience:
            waited = f"{supervised.service.patience:.0f} seconds"
            raise Failure(
                f"{supervised.service.name} is not ready after {waited}: see {supervised.log}"
            )

    def _restart_later(self, supervised: _Supervised, status: int) -> None:
        supervised.strikes = strikes_after(supervised.strikes, self._clock() - supervised.due)
        end = f"{supervised.service.name} {describe_exit(status)}"
        if supervised.strikes >= STRIKES:
            raise Failure(f"{end}, {STRIKES} times in a row: giving up; see {supervised.log}")
        self._say(f"{end}: starting it again; see {supervised.log}")
        supervised.process, supervised.ready = None, False
        supervised.restarts += 1
        supervised.due = self._clock() + pause_before_restart(supervised.strikes)
        self._report_states()

    def _report_states(self) -> None:
        self._changed([each.state() for batch in self._batches for each in batch.services])

    def _stop_all(self) -> None:
        for batch in reversed(self._batches):
            running = [each for each in reversed(batch.services) if each.process]
            for each in running:
                if each.process:
                    each.process.ask_to_stop()
            for each in running:
                if each.process and not each.process.stop(STOP_LIMIT):
                    self._say(f"{each.service.name} did not stop in {STOP_LIMIT:.0f} s: killed")
