"""A question over HTTP and its answer in JSON, by the standard library: commands start quickly."""

import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from runtime.failure import Failure

PATIENCE = 20.0
"""Seconds for an answer."""


@dataclass(frozen=True)
class Question:
    """An address, and the form that is sent there; without one it is only read."""

    address: str
    form: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def ask_over_http(question: Question) -> tuple[int, Any]:
    """The status and the answer's JSON, None where it is none. Raises Failure."""
    parts = urlsplit(question.address)
    try:
        answer = send(network(question.address, PATIENCE), _path(question.address), question)
        body = answer.read()
    except (OSError, HTTPException):
        raise Failure(f"nothing answers at {parts.scheme}://{parts.netloc}") from None
    is_json = answer.headers.get_content_type() == "application/json"
    return answer.status, json.loads(body) if is_json and body else None


def send(connection: HTTPConnection, path: str, question: Question) -> HTTPResponse:
    """Send a question over a connection. Raises OSError and HTTPException."""
    headers = {"Connection": "close", **question.headers}  # one question is all: nothing stays open
    if question.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    method = "POST" if question.form is not None else "GET"
    try:
        connection.request(method, path, question.form, headers)
        return connection.getresponse()
    except (OSError, HTTPException):
        connection.close()
        raise


def network(url: str, seconds: float) -> HTTPConnection:
    """A connection to the server of an address."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        trusted = ssl.create_default_context()
        return HTTPSConnection(parts.hostname or "", parts.port, timeout=seconds, context=trusted)
    return HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)


class SocketConnection(HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = str(path)

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
