"""Jars are what the lock file says or they are not used. Here Maven's repository is a folder."""

import gc
import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stamina

from runtime.embedded_kafka import jars
from runtime.embedded_kafka.jars import classpath, locked_jars
from runtime.failure import Failure

JAR = "org/example/tool/1.2/tool-1.2.jar"
BYTES = b"what is in the jar"


class Shelf:
    """A repository, the cache beside it, and what was said on the way."""

    def __init__(self, folder: Path) -> None:
        self.jar = folder / "remote" / JAR
        self.jar.parent.mkdir(parents=True)
        self.jar.write_bytes(BYTES)
        self.cache = folder / "cache"
        self.kept = self.cache / "repository" / JAR
        self.said: list[str] = []

    def classpath(self) -> list[Path]:
        return classpath(self.said.append, self.cache)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    handler = partial(Quiet, directory=str(tmp_path / "remote"))
    lock, settings = tmp_path / "jars.lock", tmp_path / "jgo.conf"
    lock.write_text(f"# a comment\n{hashlib.sha256(BYTES).hexdigest()} org.example:tool:1.2\n")
    monkeypatch.setattr(jars, "LOCK", lock)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, stamina.set_testing(True):
        settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{server.server_port}\n")
        monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
        threading.Thread(target=partial(server.serve_forever, poll_interval=0.02)).start()
        yield shelf
        server.shutdown()


def test_a_jar_is_fetched_once(shelf: Shelf) -> None:
    assert shelf.classpath() == [shelf.kept]
    assert shelf.kept.read_bytes() == BYTES
    shelf.jar.unlink()
    assert shelf.classpath() == [shelf.kept]
    assert shelf.said == [f"fetching Kafka: 1 jars, once, into {shelf.cache / 'repository'}"]


def test_a_jar_that_was_cut_off_is_fetched_again(shelf: Shelf) -> None:
    shelf.kept.parent.mkdir(parents=True)
    shelf.kept.write_bytes(BYTES[:5])
    shelf.classpath()
    assert shelf.kept.read_bytes() == BYTES


def test_another_jar_under_the_same_name_is_refused(shelf: Shelf) -> None:
    shelf.jar.write_bytes(b"something else")
    with pytest.raises(Failure, match=r"tool 1\.2 is not the jar that jars\.lock names"):
        shelf.classpath()


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # jgo's, on an error
def test_a_repository_without_the_jar_is_told_in_a_line(shelf: Shelf) -> None:
    shelf.jar.unlink()
    with pytest.raises(Failure, match="Kafka's jars can't be fetched"):
        shelf.classpath()
    gc.collect()


def test_the_lock_file_names_one_version_of_each_jar() -> None:
    names = [f"{jar.group}:{jar.artifact}" for jar in locked_jars()]
    assert len(set(names)) == len(names)
    assert {"org.apache.kafka:kafka_2.13", "org.slf4j:slf4j-simple"} <= set(names)
    assert all(len(jar.sha256) == 64 for jar in locked_jars())
