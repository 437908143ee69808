"""What is in the way of a start is told in one line; what runs is found by its directory."""

import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from real_broker import free_ports
from runtime.failure import Failure
from runtime.platform import Platform
from runtime.preflight import LEAST_FREE, is_running, lock_data, need_port, need_space
from runtime.running_platform import (
    client_settings,
    find_running,
    remove_running,
    running_settings,
    write_running,
)
from runtime.settings import Settings, npm_environment
from runtime.supervisor import ServiceState

HOLDS = """
import sys, time
from pathlib import Path
from runtime.preflight import lock_data
with lock_data(Path({data!r})):
    print("mine", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that someone else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def test_a_taken_port_is_named_with_the_option_that_chooses_another(taken: int) -> None:
    with pytest.raises(
        Failure, match=rf"^port {taken} of 127\.0\.0\.1 .* choose another with --port$"
    ):
        need_port("127.0.0.1", taken, "--port")


def test_a_free_port_is_fine(free: int) -> None:
    need_port("127.0.0.1", free, "--port")


def test_nothing_is_started_where_a_port_is_taken(taken: int, tmp_path: Path) -> None:
    said: list[str] = []
    platform = Platform(Settings(data=tmp_path / "data", port=taken), said.append)
    with pytest.raises(Failure, match="--port"), platform:
        pass
    assert said == []
    assert not (tmp_path / "data").exists()


def test_the_gateways_port_has_its_own_option(taken: int, free: int, tmp_path: Path) -> None:
    for settings in (
        Settings(data=tmp_path, port=free, gateway_port=taken),
        Settings(data=tmp_path, port=free, gateway_port=free),
    ):
        with pytest.raises(Failure, match="choose another with --gateway-port"):
            Platform(settings, print).__enter__()


def test_the_providers_port_has_its_own_option(taken: int, tmp_path: Path) -> None:
    port = free_ports()
    for provider_port in (taken, port, port + 1):
        settings = Settings(
            data=tmp_path, port=port, gateway_port=port + 1, provider_port=provider_port
        )
        with pytest.raises(Failure, match="choose another with --provider-port"):
            Platform(settings, print).__enter__()


@pytest.mark.parametrize("name", ["mailbox_port", "mailbox_smtp_port"])
def test_each_port_of_the_mailbox_has_its_own_option(taken: int, tmp_path: Path, name: str) -> None:
    port, others, mailbox = free_ports(), free_ports(), free_ports()
    usual = {"mailbox_port": mailbox, "mailbox_smtp_port": mailbox + 1}
    for wrong in (taken, port, others):
        settings = Settings(
            data=tmp_path,
            port=port,
            gateway_port=port + 1,
            provider_port=others,
            mailbox=True,
            **usual | {name: wrong},  # type: ignore[arg-type]
        )
        option = "--" + name.replace("_", "-")
        with pytest.raises(Failure, match=rf"choose another with {option}$"):
            Platform(settings, print).__enter__()


def test_kafkas_port_has_its_own_option(taken: int, tmp_path: Path) -> None:
    port = free_ports()
    settings = Settings(
        data=tmp_path,
        port=port,
        gateway_port=port + 1,
        provider_port=free_ports(),
        kafka_port=taken,
    )
    platform = Platform(settings, print)
    with pytest.raises(Failure, match="--kafka-port"), platform:
        pass


def test_a_kafka_that_does_not_answer_is_named(free: int, tmp_path: Path) -> None:
    data = tmp_path / "data"
    platform = Platform(Settings(data=data, port=free, kafka=f"127.0.0.1:{free}"), print)
    with pytest.raises(Failure, match=f"no Kafka answers at 127.0.0.1:{free}"), platform:
        pass
    assert not data.exists()


def test_a_data_directory_has_one_platform(tmp_path: Path) -> None:
    with lock_data(tmp_path):
        assert is_running(tmp_path)
        with pytest.raises(Failure, match=r"a platform runs in .* already"), lock_data(tmp_path):
            pass
    assert not is_running(tmp_path)


def test_the_lock_of_a_killed_platform_is_open(tmp_path: Path) -> None:
    code = HOLDS.format(data=str(tmp_path))
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "mine\n"
    assert is_running(tmp_path)
    holder.kill()
    holder.communicate()
    with lock_data(tmp_path):
        pass


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Failure, match=r"can't be written \(Not a directory\).*--data"):
        lock_data(tmp_path / "file" / "data").__enter__()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs Linux's /proc")
def test_where_nothing_can_be_written_that_is_said_and_not_that_the_disk_is_full() -> None:
    with pytest.raises(Failure, match=r"can't be written .*--data"):
        need_space(Path("/proc/journey"))


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_space(tmp_path / "not" / "there yet")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, LEAST_FREE - 1))
    with pytest.raises(Failure, match="has 499 MB free and needs 500"):
        need_space(tmp_path)


def test_a_running_platform_is_found_by_its_directory(tmp_path: Path) -> None:
    started = Settings(data=tmp_path, port=8123, partitions=7, pseudonym_key="secret-of-the-key")
    parts = [ServiceState("kafka", 123, ready=True, restarts=2)]
    with lock_data(tmp_path):
        write_running(started, parts)
        running = find_running(tmp_path)
        assert running
        assert running.parts == parts
        assert running.url == "http://127.0.0.1:8123"
        elsewhere = running_settings(Settings(data=tmp_path))
        assert (elsewhere.port, elsewhere.partitions, elsewhere.data) == (8123, 7, tmp_path)
        assert "secret-of-the-key" not in (tmp_path / "run" / "platform.json").read_text()


def test_what_was_chosen_stands_over_what_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEY_KAFKA", "elsewhere:9092")
    with lock_data(tmp_path):
        write_running(
            Settings(data=tmp_path, port=8123, kafka_port=29092).model_copy(update={"kafka": None}),
            [],
        )
        elsewhere = running_settings(Settings(data=tmp_path))
        assert (elsewhere.bootstrap, elsewhere.port) == ("elsewhere:9092", 8123)
        monkeypatch.delenv("JOURNEY_KAFKA")
        monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
        assert client_settings().bootstrap == "127.0.0.1:29092"


def test_a_note_left_by_a_killed_platform_is_no_platform(tmp_path: Path) -> None:
    write_running(Settings(data=tmp_path, port=8123), [])
    assert find_running(tmp_path) is None
    assert running_settings(Settings(data=tmp_path)).port == 8000
    remove_running(tmp_path)
    remove_running(tmp_path)


def test_a_child_gets_exactly_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOURNEY_KAFKA", "elsewhere:9092")
    monkeypatch.setenv("OTHER", "kept")
    environment = (
        Settings(data=tmp_path, workers=3).model_copy(update={"kafka": None}).environment()
    )
    assert "JOURNEY_KAFKA" not in environment
    assert environment["JOURNEY_WORKERS"] == "3"
    assert environment["JOURNEY_DATA"] == str(tmp_path)
    assert environment["OTHER"] == "kept"


def test_node_trusts_whom_openssl_trusts_unless_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER", "kept")
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert "NODE_EXTRA_CA_CERTS" not in npm_environment()
    monkeypatch.setenv("SSL_CERT_FILE", "private.pem")
    assert (
        npm_environment().items()
        >= {
            "NODE_EXTRA_CA_CERTS": "private.pem",
            "SSL_CERT_FILE": "private.pem",
            "OTHER": "kept",
        }.items()
    )
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "own.pem")
    assert npm_environment()["NODE_EXTRA_CA_CERTS"] == "own.pem"
