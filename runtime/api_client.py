"""The command line asks the running platform over its API; it never opens the database."""

from functools import cache
from typing import TYPE_CHECKING, Any

from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError

from runtime.failure import Failure
from runtime.running_platform import find
from runtime.settings import Settings

if TYPE_CHECKING:
    import httpx


def ask(settings: Settings, path: str, **asked: object) -> Any:
    """The platform's answer to a question of its API; parameters that are None are left out.

    One that is a list is asked once for each of its values.

    Raises Failure where the platform is not up, does not know what was asked for, or is in trouble.
    """
    import httpx

    parameters = {name: _text(value) for name, value in asked.items() if value is not None}
    try:
        answer = _client().get(settings.url + path, params=parameters)
    except httpx.TransportError:
        raise Failure(f"nothing answers at {settings.url}: {advice(settings)}") from None
    if answer.is_error:
        raise Failure(f"the platform at {settings.url} says: {_told(answer)}")
    return answer.json()


@cache
def _client() -> "httpx.Client":
    """One for the process: to make one takes longer than most answers."""
    import httpx

    return httpx.Client(timeout=60, limits=httpx.Limits(max_keepalive_connections=0))


def _text(value: object) -> str | list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value)


def advice(settings: Settings) -> str:
    """What to do where the platform, or its Kafka, does not answer."""
    if find(settings.data):
        return "a part of the platform is down or starting again (journey status)"
    return (
        "start the platform with `journey up`, or set JOURNEY_DATA (or JOURNEY_PORT)"
        " if it runs with another data directory"
    )


def unanswered(settings: Settings, error: KafkaError) -> str:
    """What is wrong with Kafka, in a line: mostly that it does not answer."""
    if isinstance(error, (KafkaTimeoutError, KafkaConnectionError)):
        return f"Kafka does not answer at {settings.bootstrap}: {advice(settings)}"
    return f"Kafka at {settings.bootstrap} says {type(error).__name__}: {advice(settings)}"


def _told(answer: "httpx.Response") -> str:
    """What the platform says is wrong, or the status alone where it says nothing that we know."""
    if answer.headers.get("content-type", "").startswith("application/json"):
        return str(answer.json().get("detail", answer.status_code))
    return f"status {answer.status_code}"
