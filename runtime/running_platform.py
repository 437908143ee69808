"""The file in a data directory by which other commands find the platform that runs there."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from runtime.preflight import is_running
from runtime.settings import Settings
from runtime.supervisor import ServiceState

_KAFKA = {"kafka", "kafka_port"}


class RunningPlatform(BaseModel):
    """A running platform: where it answers, and the states of its services. No secret is in it."""

    url: str
    kafka: str | None
    kafka_port: int
    host: str
    port: int
    gateway_port: int = 8001
    provider_port: int = 8002
    workers: int
    partitions: int
    parts: list[ServiceState]


def write_running(settings: Settings, parts: Sequence[ServiceState]) -> None:
    """Write the file of the running platform, in one step for those who read it."""
    running = RunningPlatform.model_validate(
        settings.model_dump() | {"url": settings.url, "parts": list(parts)}
    )
    path = _path(settings.data)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(running.model_dump_json(indent=2))
    draft.replace(path)


def remove_running(data: Path) -> None:
    """Remove the file."""
    _path(data).unlink(missing_ok=True)


def find_running(data: Path) -> RunningPlatform | None:
    """The platform that runs in a data directory; None where none does."""
    path = _path(data)
    if not is_running(data) or not path.exists():
        return None
    return RunningPlatform.model_validate_json(path.read_bytes())


def running_settings(settings: Settings) -> Settings:
    """The settings, with those of the platform that runs in their data directory, if one does.

    What the user chose, by a variable or an option, stands.
    """
    running = find_running(settings.data)
    if running is None:
        return settings
    chosen = set(settings.model_fields_set)
    if chosen & _KAFKA:
        chosen |= _KAFKA
    known = running.model_dump(exclude={"url", "parts"} | chosen)
    return settings.model_copy(update=known)


def client_settings() -> Settings:
    """The settings for a command that asks the running platform, or publishes to it."""
    return running_settings(Settings())


def _path(data: Path) -> Path:
    return data / "run" / "platform.json"
