"""The command line's client of the running platform's API; it never opens the database."""

import json
import sys
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from runtime.device_sign_in import access_token
from runtime.failure import Failure
from runtime.http_question import Question, SocketConnection, network, send
from runtime.owners_socket import owners_socket
from runtime.running_platform import find_running
from runtime.settings import Settings

if TYPE_CHECKING:
    from kafka.errors import KafkaError

_SECONDS = 60.0
"""For an answer."""

_AT_ONCE = 10.0
"""For an answer that takes no time, on a busy machine."""

_WHO = "set JOURNEY_DATA to its data directory, or JOURNEY_PLATFORM, and sign in (journey sign-in)"

_SOON = 4.0
"""Seconds after which a person is told that an answer is waited for."""


def ask(settings: Settings, path: str, **parameters: object) -> Any:
    """The answer of the platform's API, as JSON; parameters that are None are left out.

    A list goes as one parameter for each of its values.

    Raises Failure where the platform is not up, or answers with an error.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    query = f"?{urlencode(given, doseq=True)}" if given else ""
    return _answer(settings, path + query, _SECONDS)


def ask_to_do(settings: Settings, path: str) -> Any:
    """The answer to a request that something is done. Raises Failure as `ask` does."""
    return _answer(settings, path, _SECONDS, form=b"")


def ask_at_once(settings: Settings, path: str) -> Any:
    """The same for a question that is answered at once: a part that hangs is found in seconds."""
    return _answer(settings, path, _AT_ONCE)


def _answer(settings: Settings, question: str, seconds: float, form: bytes | None = None) -> Any:
    place = settings.platform or settings.url
    waiting = Timer(_SOON, lambda: print(f"waiting for {place}", file=sys.stderr))
    waiting.daemon = True
    waiting.start()
    try:
        answer = _asked(settings, question, seconds, form)
        body = answer.read()
        if answer.status in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
            return json.loads(body)
        if answer.status == HTTPStatus.UNAUTHORIZED and settings.platform is None:
            raise Failure(f"the platform at {place} asks who you are: {_WHO}")
        detail = _detail(answer.status, answer.headers, body)
        raise Failure(f"the platform at {place} says: {detail}")
    except (OSError, HTTPException):
        raise Failure(f"nothing answers at {place}: {advice(settings)}") from None
    finally:
        waiting.cancel()


def _asked(settings: Settings, question: str, seconds: float, form: bytes | None) -> HTTPResponse:
    """The answer of the platform elsewhere, or over the owner's socket, or over the network."""
    if settings.platform is not None:
        headers = {"Authorization": f"Bearer {access_token(settings, settings.platform)}"}
        asked = Question(settings.platform, form, headers)
        return send(network(settings.platform, seconds), question, asked)
    path = owners_socket(settings.data)
    door = SocketConnection(path, seconds) if path.exists() else network(settings.url, seconds)
    return send(door, question, Question(settings.url, form))


def advice(settings: Settings) -> str:
    """What to do where the platform does not answer."""
    if settings.platform is not None:
        return "it is the address in JOURNEY_PLATFORM"
    if find_running(settings.data):
        return "a part of the platform is down or starting again (journey status)"
    return (
        "start the platform with `journey up`, or set JOURNEY_DATA"
        " if it runs with another data directory"
    )


def kafka_advice(settings: Settings) -> str:
    """What to do where the platform's Kafka does not answer, or is not known."""
    if settings.platform is not None:
        return "set JOURNEY_KAFKA to the Kafka of the platform in JOURNEY_PLATFORM"
    return advice(settings)


def unanswered(settings: Settings, error: "KafkaError") -> str:
    """An error of Kafka in a line: mostly that it does not answer."""
    from kafka.errors import KafkaConnectionError, KafkaTimeoutError

    if isinstance(error, (KafkaTimeoutError, KafkaConnectionError)):
        return f"Kafka does not answer at {settings.bootstrap}: {kafka_advice(settings)}"
    return f"Kafka at {settings.bootstrap} says {type(error).__name__}: {kafka_advice(settings)}"


def _detail(status: int, headers: Message, body: bytes) -> str:
    """The platform's own message about an error, or the status alone where there is none."""
    if headers.get_content_type() == "application/json":
        return str(json.loads(body).get("detail", status))
    return f"status {status}"
