"""The clients of a soak at work: each in a thread of its own, by the plan's times."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from soak.publishing_clients import OpenClient, RefusedHereError, SoakClient
from soak.send_outcomes import SendOutcome, SendOutcomes
from soak.soak_plan import ClientKind, PlannedSend

_AGAIN = 1.0
"""Seconds before a send is repeated."""


class ClientThreads:
    """Sends what is planned until it is done or `stop` is called; then `wait` for the threads.

    An event that is not confirmed in time is sent again, or given up, as the plan says. `say` is
    called with a line for what a door refused.
    """

    def __init__(
        self,
        sends: Sequence[PlannedSend],
        clients: Mapping[ClientKind, OpenClient],
        outcomes: SendOutcomes,
        say: Callable[[str], None],
    ) -> None:
        self._outcomes, self._say = outcomes, say
        self._stopping = Event()
        self._began = time.monotonic()
        self._pool = ThreadPoolExecutor(len(clients), thread_name_prefix="client")
        self._running = [
            self._pool.submit(self._run, kind, open_client, [s for s in sends if s.client is kind])
            for kind, open_client in clients.items()
        ]

    def wait(self, seconds: float) -> None:
        """Wait for all sends, so many seconds at most; raises what ended a thread early."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and not all(each.done() for each in self._running):
            time.sleep(0.2)
        self.stop()
        for each in self._running:
            each.result()

    def stop(self) -> None:
        """Send nothing more, and wait for what is on its way."""
        self._stopping.set()
        self._pool.shutdown(wait=True)

    def _run(self, kind: ClientKind, open_client: OpenClient, sends: Sequence[PlannedSend]) -> None:
        client = open_client()
        try:
            for planned in sends:
                self._stopping.wait(max(0.0, self._began + planned.at - time.monotonic()))
                while not (self._stopping.is_set() or self._is_sent(kind, client, planned)):
                    self._stopping.wait(_AGAIN)
        finally:
            client.close()

    def _is_sent(self, kind: ClientKind, client: SoakClient, planned: PlannedSend) -> bool:
        """Send once; whether that was enough."""
        try:
            outcome = client.send(planned)
        except RefusedHereError as refused:
            self._outcomes.note(kind, planned.events, SendOutcome.UNKNOWN)
            self._outcomes.note_refused()
            self._say(f"{kind}: {refused}")
            return True
        self._outcomes.note(kind, planned.events, outcome)
        return outcome is SendOutcome.CONFIRMED or planned.aborted or not planned.again
