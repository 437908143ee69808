"""What a running platform leaves in its data directory so that other commands find it."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from runtime.preflight import is_owned
from runtime.settings import Settings
from runtime.supervisor import PartState

_KAFKA = {"kafka", "kafka_port"}


class Running(BaseModel):
    """A running platform: where it answers and how its parts stand. No secret is in it."""

    url: str
    kafka: str | None
    kafka_port: int
    host: str
    port: int
    workers: int
    partitions: int
    parts: list[PartState]


def note(settings: Settings, parts: Sequence[PartState]) -> None:
    """Write down the running platform, in one step for those who read it."""
    running = Running.model_validate(
        settings.model_dump() | {"url": settings.url, "parts": list(parts)}
    )
    path = _path(settings.data)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(running.model_dump_json(indent=2))
    draft.replace(path)


def forget(data: Path) -> None:
    """Take the note away."""
    _path(data).unlink(missing_ok=True)


def find(data: Path) -> Running | None:
    """The platform that runs in a data directory; None where none does."""
    path = _path(data)
    if not is_owned(data) or not path.exists():
        return None
    return Running.model_validate_json(path.read_bytes())


def running_settings(settings: Settings) -> Settings:
    """The settings with what the platform that runs in their data directory, if any, knows better.

    What was chosen, by a variable or an option, stands.
    """
    running = find(settings.data)
    if running is None:
        return settings
    chosen = set(settings.model_fields_set)
    if chosen & _KAFKA:
        chosen |= _KAFKA
    known = running.model_dump(exclude={"url", "parts"} | chosen)
    return settings.model_copy(update=known)


def found_settings() -> Settings:
    """The settings for a command that asks, or publishes to, the platform that runs."""
    return running_settings(Settings())


def _path(data: Path) -> Path:
    return data / "run" / "platform.json"
