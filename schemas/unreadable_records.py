"""The one error of the codecs: a record of the platform's own topics that cannot be read."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")


class UnreadableRecord(Exception):  # noqa: N818 - it says what is the case
    """A record that cannot be read. Its message is the type of the error, never the content."""


def reads_records(read: Callable[_Given, _Read]) -> Callable[_Given, _Read]:
    """Have a pure function that reads a record raise UnreadableRecord, and nothing else."""

    @wraps(read)
    def wrapped(*args: _Given.args, **kwargs: _Given.kwargs) -> _Read:
        try:
            return read(*args, **kwargs)
        except UnreadableRecord:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, these bytes cannot be read
            raise UnreadableRecord(type(error).__name__) from None

    return wrapped


def text(value: object) -> str:
    """A value that must be a string. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError
    return value


def key_text(key: bytes | None) -> str:
    """The key of a record, which must be text. Raises TypeError or ValueError."""
    if key is None:
        raise TypeError
    return key.decode()
