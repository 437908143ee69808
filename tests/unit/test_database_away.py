"""A database that is away or will not do: what the store raises, and what pages and API answer."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar, cast

import httpx
import pytest
from typer.testing import CliRunner

from cli.commands_app import app as commands
from example_server import served
from projections.database_errors import DatabaseAwayError, DatabaseUnfitError
from projections.database_server import LEAST_VERSION, need_version, server_place, version_of
from projections.store import Store
from real_broker import free_ports
from runtime.failure import Failure
from runtime.pages_process import run_pages
from runtime.platform import Platform
from runtime.preflight import need_recent_database
from runtime.readiness import serves
from runtime.service_needs import database_needed
from runtime.settings import Settings
from runtime.sink_process import run_sink

NOWHERE = "clickhouse://journey:secret-word@127.0.0.1:1/default"


class OneAnswer(BaseHTTPRequestHandler):
    """A server that has one answer to everything, but to what asks for its version."""

    status: int
    body: bytes
    headers_given: ClassVar[Mapping[str, str]] = {}
    version = ""

    def do_GET(self) -> None:
        body_read = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = self.path.encode() + body_read
        if self.version and b"version()" in asked:
            zone = "\tUTC" if b"timezone()" in asked else ""
            self._answer(200, f"{self.version}{zone}\n".encode(), {})
        else:
            self._answer(self.status, self.body, self.headers_given)

    do_POST = do_GET  # noqa: N815 - http.server's name

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def answering(
    status: int, body: bytes, code: int | None = None, version: str = ""
) -> Iterator[str]:
    """The DSN of such a server; `code` is ClickHouse's number of an error."""
    headers = {"X-ClickHouse-Exception-Code": str(code)} if code else {}
    chosen = {"status": status, "body": body, "headers_given": headers, "version": version}
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Chosen", (OneAnswer,), chosen)) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.02))
        thread.start()
        try:
            yield f"clickhouse://journey:secret-word@127.0.0.1:{server.server_port}/default"
        finally:
            server.shutdown()
            thread.join()


def old(version: str = "18.16.1") -> AbstractContextManager[str]:
    """A server whose settings the library cannot read."""
    return answering(404, b"Code: 47", 47, version)


def raised_by(dsn: str) -> Exception:
    store = Store.of_server(dsn)
    with pytest.raises((DatabaseAwayError, DatabaseUnfitError)) as error:
        store.query("SELECT 1")
    assert "secret-word" not in str(error.value)
    return error.value


def test_a_server_that_is_not_there_is_away() -> None:
    error = raised_by(NOWHERE)

    assert isinstance(error, DatabaseAwayError)
    assert str(error) == "ClickHouse at 127.0.0.1:1 does not answer"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_so_is_one_behind_a_proxy_that_has_lost_it(status: int) -> None:
    with answering(status, b"<html>Bad Gateway</html>") as dsn:
        assert isinstance(raised_by(dsn), DatabaseAwayError)


@pytest.mark.parametrize(("code", "why"), [(81, "tables yet"), (241, "now"), (243, "now")])
def test_what_may_be_mended_without_a_person_is_waited_for(code: int, why: str) -> None:
    """No tables yet, no memory, a full disk."""
    with answering(500, b"no", code) as dsn:
        error = raised_by(dsn)

    assert isinstance(error, DatabaseAwayError)
    assert why in str(error)


@pytest.mark.parametrize("version", ["18.16.1", "22.8.5.29", "23.7.1.1"])
def test_a_server_that_is_too_old_is_refused_with_the_least_version(version: str) -> None:
    with old(version) as dsn:
        error = raised_by(dsn)

    assert isinstance(error, DatabaseUnfitError)
    assert f"has version {version}" in str(error)
    assert f"{LEAST_VERSION} or newer is needed" in str(error)


@pytest.mark.parametrize("version", ["23.8.2.7", "24.1.1", "26.9.1.1-lts"])
def test_a_newer_one_is_not(version: str) -> None:
    need_version(version, "ClickHouse")


def test_a_refused_user_and_what_is_no_clickhouse_are_for_a_person_to_mend() -> None:
    with answering(403, b"no", 516) as dsn:
        refused = raised_by(dsn)
    with answering(404, b"<html>Not here</html>") as dsn:
        other = raised_by(dsn)

    assert isinstance(refused, DatabaseUnfitError)
    assert "refuses the user or the password" in str(refused)
    assert isinstance(other, DatabaseUnfitError)
    assert "does not answer as ClickHouse does" in str(other)


def test_the_version_of_what_is_no_clickhouse_is_not_known() -> None:
    with answering(200, b"<html>Hello</html>") as dsn:
        assert version_of(dsn) == ""
    assert version_of(NOWHERE) == ""


def test_a_part_that_cannot_work_with_the_server_ends_with_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("runtime.sink_process.kafka_needed", lambda _: lambda: None)
    with old() as dsn:
        settings = Settings(clickhouse=dsn)
        with pytest.raises(Failure, match=rf"{server_place(dsn)}.*{LEAST_VERSION} or newer"):
            run_sink(settings)
        with pytest.raises(Failure, match=f"{LEAST_VERSION} or newer"):
            need_recent_database(dsn)


def test_the_platform_refuses_an_old_server_before_anything_is_made(tmp_path: Any) -> None:
    with old() as dsn:
        port = free_ports()
        settings = Settings(
            data=tmp_path / "data",
            port=port,
            gateway_port=port + 1,
            provider_port=free_ports(),
            clickhouse=dsn,
        )
        platform = Platform(settings, print)
        with pytest.raises(Failure, match=f"{LEAST_VERSION} or newer"):
            platform._need_room()
    assert not (tmp_path / "data").exists()


def test_a_server_that_is_away_is_no_reason_to_refuse() -> None:
    need_recent_database(NOWHERE)


@pytest.mark.parametrize("run", [run_sink, run_pages])
def test_sink_and_pages_are_apart_beside_a_server_only(run: Any) -> None:
    with pytest.raises(Failure, match="`journey run serve`"):
        run(Settings())


def test_pages_say_that_the_database_is_away_and_programs_get_it_in_json() -> None:
    with served(Store.of_server(NOWHERE)) as url, httpx.Client(base_url=url, timeout=60) as client:
        page = client.get("/overview")
        answer = client.get("/api/overview")
        health = client.get("/health")

    assert (page.status_code, answer.status_code, health.status_code) == (503, 503, 503)
    assert page.headers["content-type"].startswith("text/html")
    assert "<h1" in page.text
    assert "ClickHouse at 127.0.0.1:1 does not answer" in page.text
    assert answer.json() == health.json()
    assert answer.json()["detail"].startswith("ClickHouse at 127.0.0.1:1 does not answer.")
    assert page.headers["retry-after"] == answer.headers["retry-after"] == "5"
    assert page.headers["x-frame-options"] == "DENY"


def test_pages_over_a_server_that_is_too_old_say_so() -> None:
    with old() as dsn, served(Store.of_server(dsn)) as url:
        answer = httpx.get(f"{url}/api/counts")

    assert answer.status_code == 503
    assert f"{LEAST_VERSION} or newer is needed" in answer.json()["detail"]


def test_a_server_that_stands_still_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes connections, and answers nothing."""
    monkeypatch.setattr("projections.database_server._SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as still:
        dsn = f"clickhouse://127.0.0.1:{still.getsockname()[1]}/default"
        away = database_needed(Settings(clickhouse=dsn))()
    with answering(500, b"no") as answers:
        ill = database_needed(Settings(clickhouse=answers))()

    assert away == f"{server_place(dsn)} does not answer"
    assert ill is None


def test_pages_are_ready_while_the_database_is_away() -> None:
    with served(Store.of_server(NOWHERE)) as url:
        assert serves(url, "/static/icon.svg")()()
        assert not serves(url)()()


def test_a_publisher_that_knows_the_old_address_is_sent_on_with_method_and_body() -> None:
    with served(cast(Store, None), gateway_port=4711) as url:
        answer = httpx.post(f"{url}/gateway/events", content=b"{}")

    assert answer.status_code == 307
    assert answer.headers["location"] == "http://127.0.0.1:4711/gateway/events"
    assert "http://127.0.0.1:4711/gateway/events" in answer.json()["detail"]


def test_the_parts_that_are_run_by_themselves_are_commands() -> None:
    shown = CliRunner().invoke(commands, ["run", "--help"], env={"COLUMNS": "200"})

    for part in ("sink", "pages", "gateway", "serve"):
        assert f" {part} " in shown.stdout
