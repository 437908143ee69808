"""The platform on this machine: all its services, from one `with` statement."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Self

from processors.stream.garbage import look_at_nothing_from_the_start
from runtime.demo_history import with_demo_history
from runtime.embedded_kafka import Broker
from runtime.failure import Failure
from runtime.platform_services import services_of
from runtime.preflight import is_running, lock_data, need_port, need_recent_database, need_space
from runtime.private_data import private_files, tighten
from runtime.pseudonym_key import ensure_key, find_key
from runtime.readiness import kafka_answers
from runtime.running_platform import remove_running, write_running
from runtime.service import Service
from runtime.service_needs import room_needed
from runtime.settings import Settings, foreign_environment
from runtime.stop_signals import StopSignals
from runtime.supervisor import Supervisor
from runtime.topic_creation import ensure_topics


class Platform:
    """Starts all services on entering and stops them on leaving, in whatever way it is left.

    `say` is called with one line for each thing that a person should know. While it runs, SIGTERM
    and SIGHUP raise KeyboardInterrupt in the main thread, as Ctrl-C does, once: whatever signals
    follow, and wherever they come, the services are stopped. A service that ends again and again
    ends the `with` block by a Failure.
    """

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        chosen = settings.model_copy(update={"data": settings.data.resolve()})
        self.settings = with_demo_history(chosen)
        self._say = say
        self._resources = ExitStack()
        self._up = False
        self._signals = StopSignals()

    def __enter__(self) -> Self:
        """Start; raises Failure where something is in the way, after stopping what had started."""
        with ExitStack() as resources:
            resources.enter_context(self._signals)
            try:
                self._start(resources)
            except BaseException:
                self._signals.quiet()
                raise
            self._resources = resources.pop_all()
        self._up = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop all services; raises the Failure of the service that ended the block, if one did."""
        self._signals.quiet()
        self._up = False
        self._resources.close()
        if isinstance(error, KeyboardInterrupt):
            self._supervisor.check()

    def wait(self) -> None:
        """Wait for Ctrl-C or a signal, and report which; Failure if a service ends for good."""
        try:
            while not self._signals.arrived:  # an exception can get lost, in a destructor
                threading.Event().wait(1)
            why = "signal"
        except KeyboardInterrupt as interrupt:
            why = str(interrupt) or "Ctrl-C"
        self._supervisor.check()
        self._say(f"stopping ({why})")

    def _start(self, resources: ExitStack) -> None:
        data = self.settings.data
        logging.getLogger("kafka").setLevel(logging.CRITICAL)  # it logs each refused connection
        if not is_running(data):  # else lock_data() refuses, and names what runs there
            self._need_room()
        resources.enter_context(private_files())
        resources.enter_context(lock_data(data))
        tighten(data, self._say)
        ensure_key(self.settings)
        self._say(f"data and logs are in {data}")
        kafka = self._kafka()
        self._supervisor = Supervisor(
            data / "logs",
            say=self._say,
            changed=lambda states: write_running(self.settings, states),
            gave_up=self._interrupt,
            stopping=lambda: self._signals.arrived,
        )
        resources.callback(remove_running, data)
        resources.callback(self._supervisor.stop)
        self._supervisor.start(kafka)
        ensure_topics(self.settings)
        self._supervisor.start(services_of(self.settings))
        look_at_nothing_from_the_start()

    def _need_room(self) -> None:
        """Raise Failure for what can be known before anything is made."""
        chosen = self.settings
        need_space(chosen.data)
        find_key(chosen)  # one that can't be used is refused
        self._need_ports()
        if chosen.clickhouse is not None:
            need_recent_database(chosen.clickhouse)
        if chosen.kafka is None:
            for port in (chosen.kafka_port, chosen.kafka_port + 1):
                need_port("127.0.0.1", port, "--kafka-port")
        elif not kafka_answers(chosen.bootstrap):
            raise Failure(f"no Kafka answers at {chosen.bootstrap}: is it up, is --kafka right?")

    def _need_ports(self) -> None:
        chosen = self.settings
        need_port(chosen.host, chosen.port, "--port")
        need_port(chosen.host, chosen.gateway_port, "--gateway-port")
        if chosen.gateway_port == chosen.port:
            raise Failure(
                f"{chosen.port} is the port of the pages: choose another with --gateway-port"
            )
        if not (chosen.is_local or chosen.providers):
            raise Failure(f"others reach {chosen.host}: set JOURNEY_PROVIDERS, or nobody signs in")
        demo: dict[str, int] = {}
        if chosen.has_demo_provider:
            demo["--provider-port"] = chosen.provider_port
        if chosen.has_mailbox:
            demo["--mailbox-port"] = chosen.mailbox_port
            demo["--mailbox-smtp-port"] = chosen.mailbox_smtp_port
        _need_demo_ports(demo, {chosen.port, chosen.gateway_port})

    def _kafka(self) -> list[Service]:
        if self.settings.kafka is not None:
            return []
        bootstrap = self.settings.bootstrap
        broker = Broker(self.settings.data / "kafka", self.settings.kafka_port)
        command = broker.prepare(self._say)
        ready = partial(kafka_answers, bootstrap)
        return [
            Service(
                "kafka",
                command,
                foreign_environment(),
                readiness=lambda: ready,
                away=room_needed(self.settings.data),
            )
        ]

    def _interrupt(self) -> None:
        if self._up:
            os.kill(os.getpid(), signal.SIGTERM)


def _need_demo_ports(ports: Mapping[str, int], taken: set[int]) -> None:
    """Raise Failure where a port of the demo, by its option, is in use or another part's."""
    for option, port in ports.items():
        need_port("127.0.0.1", port, option)
        if port in taken:
            raise Failure(f"{port} is the port of another part: choose another with {option}")
        taken = taken | {port}
