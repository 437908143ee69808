"""The platform on this machine: Kafka, workers, pages and ticker, from one `with` statement."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

from runtime.embedded_kafka import Broker
from runtime.failure import Failure
from runtime.platform_services import parts_of
from runtime.preflight import is_owned, need_port, need_space, own
from runtime.readiness import kafka_answers
from runtime.running_platform import forget, note
from runtime.service import Part
from runtime.settings import Settings
from runtime.supervisor import Supervisor
from runtime.topic_creation import ensure_topics

_STOPPING = (signal.SIGTERM, signal.SIGHUP)

_Handler = Callable[[int, FrameType | None], Any] | signal.Handlers


class Platform:
    """Starts all parts on entering and stops them on leaving, in whatever way it is left.

    `say` gets one line for each thing that a person should know. While it runs, SIGTERM and SIGHUP
    raise KeyboardInterrupt in the main thread, as Ctrl-C does; a part that can't be kept alive
    ends the `with` block by a Failure.
    """

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self.settings = settings.model_copy(update={"data": settings.data.resolve()})
        self._say = say
        self._held = ExitStack()
        self._up = False

    def __enter__(self) -> Self:
        """Start; raises Failure where something is in the way, after stopping what had started."""
        with ExitStack() as held:
            held.enter_context(_signals(_interrupted, *_STOPPING))
            self._start(held)
            self._held = held.pop_all()
        self._up = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop all parts; raises the Failure of the part that ended the block, if one did."""
        self._up = False
        self._held.close()
        if isinstance(error, KeyboardInterrupt):
            self._supervisor.check()

    def wait(self) -> None:
        """Stay until Ctrl-C or a signal, and say which; Failure if a part can't be kept alive."""
        try:
            threading.Event().wait()
        except KeyboardInterrupt as interrupt:
            self._supervisor.check()
            self._say(f"stopping ({str(interrupt) or 'Ctrl-C'})")

    def _start(self, held: ExitStack) -> None:
        data = self.settings.data
        logging.getLogger("kafka").setLevel(logging.CRITICAL)  # it tells of each refused connection
        if not is_owned(data):  # what runs there has the ports, and is named by the next line
            self._need_room()
        held.enter_context(own(data))
        self._say(f"data and logs are in {data}")
        kafka = self._kafka()
        self._supervisor = Supervisor(
            data / "logs",
            say=self._say,
            changed=lambda states: note(self.settings, states),
            gave_up=self._interrupt,
        )
        held.callback(forget, data)
        held.enter_context(_stopped_at_last(self._supervisor))
        self._supervisor.start(kafka)
        ensure_topics(self.settings)
        self._supervisor.start(parts_of(self.settings))

    def _need_room(self) -> None:
        """What can be known before anything is made."""
        chosen = self.settings
        need_space(chosen.data)
        need_port(chosen.host, chosen.port, "--port")
        if chosen.kafka is None:
            for port in (chosen.kafka_port, chosen.kafka_port + 1):
                need_port("127.0.0.1", port, "--kafka-port")
        elif not kafka_answers(chosen.bootstrap):
            raise Failure(f"no Kafka answers at {chosen.bootstrap}: is it up, is --kafka right?")

    def _kafka(self) -> list[Part]:
        if self.settings.kafka is not None:
            return []
        bootstrap = self.settings.bootstrap
        broker = Broker(self.settings.data / "kafka", self.settings.kafka_port)
        command = broker.prepare(self._say)
        return [Part("kafka", command, readiness=lambda: lambda: kafka_answers(bootstrap))]

    def _interrupt(self) -> None:
        if self._up:
            os.kill(os.getpid(), signal.SIGTERM)


def _interrupted(number: int, _: FrameType | None) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)


@contextmanager
def _stopped_at_last(supervisor: Supervisor) -> Iterator[None]:
    """Stop the parts at the end, undisturbed by a second Ctrl-C."""
    try:
        yield
    finally:
        with _signals(signal.SIG_IGN, signal.SIGINT, *_STOPPING):
            supervisor.stop()


@contextmanager
def _signals(handler: _Handler, *numbers: signal.Signals) -> Iterator[None]:
    """Handle signals so for a while, where they can be handled: in the main thread.

    What is ignored already, as SIGHUP under nohup, stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in heeded}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
