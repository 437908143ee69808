"""A ClickHouse server by its DSN: where it is, and whether its version will do."""

import re
import ssl
from base64 import b64encode
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from projections.database_errors import DatabaseUnfitError

LEAST_VERSION = "23.8"
"""The first release with long support that has all that is used: `session_timezone` came with 23.6,
`is_deleted` of ReplacingMergeTree with 23.2."""

_TLS_PORTS = {443, 8443}
_SECONDS = 3.0


def server_address(dsn: str) -> tuple[str, int]:
    """Host and port of a DSN."""
    parts = urlsplit(dsn)
    return parts.hostname or "localhost", parts.port or 8123


def server_place(dsn: str) -> str:
    """Which server a DSN means, for people: without its user and password."""
    host, port = server_address(dsn)
    return f"ClickHouse at {host}:{port}"


def server_answers(dsn: str) -> bool:
    """Whether a server answers anything: one that stands still takes connections and does not.

    The question has no secret in it, so over TLS nobody's certificate is asked for.
    """
    host, port = server_address(dsn)
    if port in _TLS_PORTS:
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        asked: HTTPConnection = HTTPSConnection(host, port, timeout=_SECONDS, context=unchecked)
    else:
        asked = HTTPConnection(host, port, timeout=_SECONDS)
    try:
        asked.request("GET", "/ping")
        asked.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
    return True


def need_version(version: str, place: str) -> None:
    """Raise DatabaseUnfitError for a version that is too old, as `18.16.1`."""
    if _numbers(version) < _numbers(LEAST_VERSION):
        raise DatabaseUnfitError(
            f"{place} has version {version}, which is too old: {LEAST_VERSION} or newer is needed"
        )


def version_of(dsn: str) -> str:
    """The version of a server, asked without a client; empty where that is not answered.

    The client library cannot connect to a server of 2018, and so cannot say that it is one.
    """
    host, port = server_address(dsn)
    parts = urlsplit(dsn)
    user = f"{unquote(parts.username or 'default')}:{unquote(parts.password or '')}"
    signed = {"Authorization": f"Basic {b64encode(user.encode()).decode()}"}
    scheme = "https" if port in _TLS_PORTS else "http"
    url = f"{scheme}://{host}:{port}/?query=SELECT%20version()"
    try:
        with urlopen(Request(url, headers=signed), timeout=_SECONDS) as answer:
            version = str(answer.read(64), "ascii", "replace").strip()
    except (OSError, HTTPException):
        return ""
    return version if re.fullmatch(r"\d+(\.\w+)+", version) else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])
