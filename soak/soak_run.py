"""One soak from start to end: publish and kill, wait until all is projected, compare."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

import psutil
from kafka.errors import KafkaError

from runtime.failure import Failure
from runtime.platform_status import records_waiting
from soak.client_threads import ClientThreads
from soak.kills import Kill, KillDone
from soak.probe import Probe
from soak.publishing_clients import (
    GatewayClient,
    KafkaPythonClient,
    OpenClient,
    TransactionsClient,
)
from soak.send_outcomes import SendOutcomes
from soak.soak_plan import ClientKind, KillKind, PlannedKill, SoakPlan
from soak.soak_report import KillTime
from soak.soaked_platform import (
    HOLD,
    TICK_SECONDS,
    PlatformDiedError,
    SoakedPlatform,
    gateway_url,
    wait_until,
)

SENDING_LIMIT = 180.0
"""Seconds that clients have for what is left once nothing is killed any more."""

PROJECTED_LIMIT = 300.0
"""Seconds after the last event until all must be in the database."""

_ONE_DAY = 86_400.0

Say = Callable[[str], None]


class SoakRun:
    """Carries a plan out against a platform; `kills` and `faults` say what came of it.

    `say` is called with a line for each kill, `progress` with the seconds that are over.
    """

    def __init__(
        self, plan: SoakPlan, platform: SoakedPlatform, say: Say, progress: Callable[[float], None]
    ) -> None:
        self.outcomes = SendOutcomes()
        self.kills: list[KillTime] = []
        self.faults: Counter[str] = Counter(
            {
                "parts left by a killed supervisor": 0,
                "ended by itself": 0,
                "not stopped well": 0,
                "not back in time": 0,
                "not projected in time": 0,
            }
        )
        self.plan, self._platform = plan, platform
        self._say, self._progress = say, progress

    def publish_and_kill(self, how: Mapping[KillKind, Kill]) -> None:
        """Start the platform, and end when all is sent and in the database."""
        self._start(self._platform.workers)
        probe = Probe(self._platform, self.outcomes)
        clients = ClientThreads(self.plan.sends, self._clients(), self.outcomes, self._say)
        try:
            self._kill_in_turn(how, probe)
            clients.wait(SENDING_LIMIT)
        finally:
            clients.stop()
            probe.close()
        self._wait_until_projected()
        time.sleep(HOLD.total_seconds() + TICK_SECONDS)
        self._wait_until_projected()

    def restart_without_clock(self) -> None:
        """Stop as a person would and start again; no tick moves the clock from then on."""
        if self._platform.stop():
            self.faults["not stopped well"] += 1
        self._start(self._platform.workers, _ONE_DAY)
        self._wait_until_projected()

    def _start(self, workers: int, tick_seconds: float = TICK_SECONDS) -> None:
        self._platform.start(workers, tick_seconds)
        if not self._platform.wait_until_whole():
            raise PlatformDiedError("the platform was not ready in time")

    def _clients(self) -> Mapping[ClientKind, OpenClient]:
        bootstrap = self._platform.settings.bootstrap
        url = gateway_url(self._platform.running)
        return {
            ClientKind.KAFKA_PYTHON: partial(KafkaPythonClient, bootstrap),
            ClientKind.TRANSACTIONS: partial(TransactionsClient, bootstrap, "soak"),
            ClientKind.GATEWAY: partial(GatewayClient, url, self._platform.tokens),
        }

    def _kill_in_turn(self, how: Mapping[KillKind, Kill], probe: Probe) -> None:
        """Kill, wait until it is back, and so on, until the plan's time is over."""
        began = time.monotonic()
        over = began + self.plan.seconds
        for planned in self.plan.kills:
            time.sleep(min(planned.pause, max(0.0, over - time.monotonic())))
            if time.monotonic() >= over:
                break
            if not self._kill(how[planned.kind], planned, probe):
                break
            self._progress(min(time.monotonic() - began, self.plan.seconds))
        time.sleep(max(0.0, over - time.monotonic()))
        self._progress(self.plan.seconds)

    def _kill(self, kill: Kill, planned: PlannedKill, probe: Probe) -> bool:
        """Kill and wait; False where the platform did not come back."""
        try:
            done = kill(self._platform, planned)
            seconds = probe.seconds_until_back(done.over)
        except PlatformDiedError as died:
            self._say(f"{planned.kind.label}: {died}")
            self.faults["ended by itself"] += 1
            self._start(self._platform.workers)
            return True
        except psutil.NoSuchProcess:  # what an earlier kill led to
            self._say(f"{planned.kind.label}: the part has just ended by itself")
            return self._platform.wait_until_whole()
        self._note(KillTime(done, seconds))
        return seconds is not None

    def _note(self, kill: KillTime) -> None:
        done, seconds = kill.done, kill.seconds
        self.kills.append(kill)
        self.faults["parts left by a killed supervisor"] += done.left
        self.faults["not stopped well"] += not done.stopped_well
        self.faults["not back in time"] += seconds is None
        self._say(f"{_named(done)}: {'not back' if seconds is None else f'{seconds:.1f} s'}")

    def _wait_until_projected(self) -> None:
        if not wait_until(self._is_projected, PROJECTED_LIMIT):
            self.faults["not projected in time"] += 1

    def _is_projected(self) -> bool:
        try:
            return records_waiting(self._platform.settings) == 0
        except (Failure, KafkaError):  # a part is still coming back
            return False


def _named(done: KillDone) -> str:
    return f"{done.kind.label} ({done.parts})" if done.parts else done.kind.label
