"""Servers of webhooks, Teams workflows and GOV.UK Notify on loopback, with switches for faults."""

import json
import re
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey


@dataclass(frozen=True)
class ReceivedPost:
    """One request that came, with the names of its headers in small letters."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answered = tuple[int, Any]
"""A status, and what is sent as JSON."""


@dataclass
class HttpStandIn:
    """What it received, and how it behaves from now on.

    `fault` is None, `hang` (no answer), `drop` (takes the post, and ends the connection without an
    answer) or a status; `headers` go with each answer.
    """

    received: list[ReceivedPost] = field(default_factory=list)
    fault: str | int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 202
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, method: str, got: ReceivedPost) -> Answered:
        """The answer where there is no fault."""
        if method != "POST":
            return 405, {}
        self.received.append(got)
        return self.status, {}


class StandInHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, stand_in: HttpStandIn, *arguments: Any) -> None:
        self.stand_in = stand_in
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        names = {name.lower(): value for name, value in self.headers.items()}
        got, fault = ReceivedPost(self.path, names, body), self.stand_in.fault
        if fault == "hang":
            self.stand_in.released.wait()
            self.close_connection = True
        elif fault == "drop":
            self.stand_in.answer(method, got)
            self.close_connection = True
        elif isinstance(fault, int):
            self._send(fault, {"status_code": fault, "errors": [{"error": "F", "message": "f"}]})
        else:
            self._send(*self.stand_in.answer(method, got))

    def _send(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        for name, value in self.stand_in.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def http_stand_in(
    stand_in: HttpStandIn | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[HttpStandIn]:
    """A server on a free port: it takes each post with 202, as a workflow of Teams does.

    With `tls` it is `localhost`, by https.
    """
    stand_in = stand_in or HttpStandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StandInHandler, stand_in))
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        stand_in.url = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02))
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class NotifyStandIn(HttpStandIn):
    """GOV.UK Notify as its API is documented, for one service with two templates.

    It takes a token of that service alone: HS256, `iss`, `iat` within 30 seconds; and a message
    with each field of its template alone.
    """

    SERVICE: ClassVar = "26785a09-ab16-4eb0-8407-a37497a57506"
    SECRET: ClassVar = "3d844edf-8d35-48ac-975b-e847b4f122b0"
    EMAIL: ClassVar = "217a419e-6a7d-482a-9596-718b889dffce"
    TEXT: ClassVar = "c2c1a4f4-5b9c-4e6e-9d2a-3f1f2b7b1f10"
    FIELDS: ClassVar = frozenset({"subject", "lines", "link"})

    notifications: list[dict[str, Any]] = field(default_factory=list)

    @property
    def api_key(self) -> str:
        return f"stand_in-{self.SERVICE}-{self.SECRET}"

    def answer(self, method: str, got: ReceivedPost) -> Answered:
        if not self._is_let_in(got.headers.get("authorization", "")):
            return _wrong(403, "AuthError", "Invalid token: API key not found")
        parts = urlsplit(got.path)
        if method == "GET" and parts.path == "/v2/notifications":
            return 200, self._found(parse_qs(parts.query)["reference"][0])
        kind = re.fullmatch("/v2/notifications/(email|sms)", parts.path)
        if method != "POST" or kind is None:
            return _wrong(404, "NoResultFound", "No result found")
        self.received.append(got)
        return self._taken(kind[1], got.json)

    def _is_let_in(self, header: str) -> bool:
        scheme, _, token = header.partition(" ")
        try:
            read = jwt.decode(token, OctKey.import_key(self.SECRET), algorithms=["HS256"])
        except (JoseError, ValueError):
            return False
        fresh = abs(time.time() - read.claims.get("iat", 0)) <= 30
        return scheme == "Bearer" and fresh and read.claims.get("iss") == self.SERVICE

    def _found(self, reference: str) -> dict[str, Any]:
        same = [each for each in self.notifications if each["reference"] == reference]
        return {"notifications": same, "links": {"current": self.url}}

    def _taken(self, kind: str, form: dict[str, Any]) -> Answered:
        to = {"email": "email_address", "sms": "phone_number"}[kind]
        if form.get("template_id") != {"email": self.EMAIL, "sms": self.TEXT}[kind]:
            return _wrong(400, "BadRequestError", "Template not found")
        if missing := self.FIELDS - form.get("personalisation", {}).keys():
            return _wrong(400, "BadRequestError", f"Missing personalisation: {sorted(missing)}")
        if "invalid" in form[to]:
            return _wrong(400, "ValidationError", f"{to} {form[to]} is not valid")
        where: dict[str, Any] = {"email_address": None, "phone_number": None, to: form[to]}
        sent = {"id": str(uuid4()), "reference": form["reference"], "status": "created"}
        self.notifications.append(sent | where)
        return 201, sent


def _wrong(status: int, error: str, message: str) -> Answered:
    return status, {"status_code": status, "errors": [{"error": error, "message": message}]}
