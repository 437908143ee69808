"""The command line's client of the running platform's API; it never opens the database."""

import json
import sys
from email.message import Message
from http.client import HTTPException
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from runtime.failure import Failure
from runtime.running_platform import find_running
from runtime.settings import Settings

if TYPE_CHECKING:
    from kafka.errors import KafkaError

_SECONDS = 60.0
"""For an answer."""

_AT_ONCE = 10.0
"""For an answer that takes no time, on a busy machine."""

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


def ask_at_once(settings: Settings, path: str) -> Any:
    """The same for a question that is answered at once: a part that hangs is found in seconds."""
    return _answer(settings, path, _AT_ONCE)


def _answer(settings: Settings, question: str, seconds: float) -> Any:
    waiting = Timer(_SOON, lambda: print(f"waiting for {settings.url}", file=sys.stderr))
    waiting.daemon = True
    waiting.start()
    try:
        with urlopen(settings.url + question, timeout=seconds) as answer:
            return json.loads(answer.read())
    except HTTPError as error:
        detail = _detail(error.code, error.headers, error.read())
        raise Failure(f"the platform at {settings.url} says: {detail}") from None
    except (OSError, HTTPException):
        raise Failure(f"nothing answers at {settings.url}: {advice(settings)}") from None
    finally:
        waiting.cancel()


def advice(settings: Settings) -> str:
    """What to do where the platform, or its Kafka, does not answer."""
    if find_running(settings.data):
        return "a part of the platform is down or starting again (journey status)"
    return (
        "start the platform with `journey up`, or set JOURNEY_DATA (or JOURNEY_PORT)"
        " if it runs with another data directory"
    )


def unanswered(settings: Settings, error: "KafkaError") -> str:
    """An error of Kafka in a line: mostly that it does not answer."""
    from kafka.errors import KafkaConnectionError, KafkaTimeoutError

    if isinstance(error, (KafkaTimeoutError, KafkaConnectionError)):
        return f"Kafka does not answer at {settings.bootstrap}: {advice(settings)}"
    return f"Kafka at {settings.bootstrap} says {type(error).__name__}: {advice(settings)}"


def _detail(status: int, headers: Message, body: bytes) -> str:
    """The platform's own message about an error, or the status alone where there is none."""
    if headers.get_content_type() == "application/json":
        return str(json.loads(body).get("detail", status))
    return f"status {status}"
