"""The command line's client of the running platform's API; it never opens the database."""

from functools import cache
from typing import TYPE_CHECKING, Any

from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError

from runtime.failure import Failure
from runtime.running_platform import find_running
from runtime.settings import Settings

if TYPE_CHECKING:
    import httpx


def ask(settings: Settings, path: str, **parameters: object) -> Any:
    """The answer of the platform's API, as JSON; parameters that are None are left out.

    A list goes as one parameter for each of its values.

    Raises Failure where the platform is not up, or answers with an error.
    """
    import httpx

    query = {name: _text(value) for name, value in parameters.items() if value is not None}
    try:
        answer = _client().get(settings.url + path, params=query)
    except httpx.TransportError:
        raise Failure(f"nothing answers at {settings.url}: {advice(settings)}") from None
    if answer.is_error:
        raise Failure(f"the platform at {settings.url} says: {_detail(answer)}")
    return answer.json()


@cache
def _client() -> "httpx.Client":
    """One client for the process: to make one takes longer than most answers."""
    import httpx

    return httpx.Client(timeout=60, limits=httpx.Limits(max_keepalive_connections=0))


def _text(value: object) -> str | list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value)


def advice(settings: Settings) -> str:
    """What to do where the platform, or its Kafka, does not answer."""
    if find_running(settings.data):
        return "a part of the platform is down or starting again (journey status)"
    return (
        "start the platform with `journey up`, or set JOURNEY_DATA (or JOURNEY_PORT)"
        " if it runs with another data directory"
    )


def unanswered(settings: Settings, error: KafkaError) -> str:
    """An error of Kafka in a line: mostly that it does not answer."""
    if isinstance(error, (KafkaTimeoutError, KafkaConnectionError)):
        return f"Kafka does not answer at {settings.bootstrap}: {advice(settings)}"
    return f"Kafka at {settings.bootstrap} says {type(error).__name__}: {advice(settings)}"


def _detail(answer: "httpx.Response") -> str:
    """The platform's own message about an error, or the status alone where there is none."""
    if answer.headers.get("content-type", "").startswith("application/json"):
        return str(answer.json().get("detail", answer.status_code))
    return f"status {answer.status_code}"
