"""As much of ClickHouse's HTTP interface as clickhouse-connect asks for, over chDB.

The engine is the real one; users, sessions and a server's concurrency are not. It is run as a
process of its own: `python tests/clickhouse_over_chdb.py FOLDER PORT`.
"""

import re
import sys
import tempfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb

TRANSPORT = {
    "cancel_http_readonly_queries_on_client_close",
    "client_protocol_version",
    "database",
    "enable_http_compression",
    "http_headers_progress_interval_ms",
    "query",
    "query_id",
    "send_progress_in_http_headers",
    "session_id",
    "wait_end_of_query",
}
"""Parameters of a request that are no settings of the engine."""

_FORMAT = re.compile(r"\bFORMAT\s+(\w+)\s*$")
_INSERT = re.compile(rb"(INSERT INTO \S+) (FORMAT \w+)\n")
_CODE = re.compile(r"Code: (\d+)")


class ChdbEngine:
    """chDB in a folder, one statement at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = Lock()
        self._open = chdb.connect(str(folder))  # the engine ends with its last connection

    def run(self, statement: bytes, given: Mapping[str, str]) -> tuple[bytes, str]:
        """The answer to a statement, and its format. RuntimeError with the engine's words."""
        if insert := _INSERT.match(statement):
            with tempfile.NamedTemporaryFile() as block:
                block.write(statement[insert.end() :])
                block.flush()
                into, form = insert[1].decode(), insert[2].decode()
                return self._ask(f"{into} FROM INFILE '{block.name}' {form}", given)
        return self._ask(statement.decode(), given)

    def _ask(self, statement: str, given: Mapping[str, str]) -> tuple[bytes, str]:
        bound = {
            name.removeprefix("param_"): value
            for name, value in given.items()
            if name.startswith("param_")
        }
        settings = {
            name: value
            for name, value in given.items()
            if name not in TRANSPORT and not name.startswith("param_")
        }
        with self._one_at_a_time:
            connection = chdb.connect(str(self._folder))
            try:
                if database := given.get("database"):
                    connection.query(f"USE {database}", "TabSeparated")
                for name, value in settings.items():
                    connection.query(f"SET {name} = '{value}'", "TabSeparated")
                found = _FORMAT.search(statement)
                form = found[1] if found else "TabSeparated"
                answer = connection.query(statement, form, params=bound)
                return answer.bytes() or b"", form
            finally:
                connection.close()


class ClickHouseHandler(BaseHTTPRequestHandler):
    """Answers one connection of a client."""

    protocol_version = "HTTP/1.1"
    engine: ChdbEngine

    def do_GET(self) -> None:
        """As ClickHouse: /ping, or a question in the address."""
        if urlsplit(self.path).path == "/ping":
            self._answer(200, b"Ok.\n")
        else:
            self._run(b"")

    def do_POST(self) -> None:
        """A statement, in the body or partly in the address."""
        self._run(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _run(self, body: bytes) -> None:
        given = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        statement = b"\n".join(part for part in (given.get("query", "").encode(), body) if part)
        try:
            answer, form = self.engine.run(statement, given)
        except Exception as error:  # noqa: BLE001 - whatever the engine says goes to the client
            code = _CODE.search(str(error))
            headers = {"X-ClickHouse-Exception-Code": code[1]} if code else {}
            self._answer(500, str(error).encode(), headers)
        else:
            self._answer(200, answer, {"X-ClickHouse-Format": form})

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: a statement may quote rows."""


def main(folder: str, port: str) -> None:
    """Serve until the process is killed."""
    ClickHouseHandler.engine = ChdbEngine(Path(folder))
    ThreadingHTTPServer(("127.0.0.1", int(port)), ClickHouseHandler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
