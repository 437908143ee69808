"""Why an event was refused: reason, field paths and kinds of error, never a value."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


class Reason(StrEnum):
    """Why an event was refused."""

    EMPTY = "empty"
    NOT_JSON = "not-json"
    NOT_A_CLOUD_EVENT = "not-a-cloud-event"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_VERSION = "unknown-version"
    DUPLICATE_KEY = "duplicate-key"
    INVALID = "invalid"
    WRONG_AGENCY = "wrong-agency"
    WRONG_KEY = "wrong-key"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    TOO_LARGE = "too-large"
    ACCEPTED_WITH_REMARK = "accepted-with-remark"
    """It was accepted, and something in it did not count: none of it is sent again."""


_OUT_OF_RANGE = {"before_1900", "after_2199"}

_NEAR = 0.6
"""How alike a code and what was sent must be, by difflib's ratio."""

_LONGEST_CODE = 100
"""Characters: what is longer is near to nothing, and is not compared."""

_QUOTED = re.compile("'([^']*)'")
"""A code in pydantic's list of what it expected."""

_MOST_CODES = 20
"""So many problems of an event get codes: an event could hold ten thousand wrong ones."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the path of the field and the type of the error, never the value.

    `codes` are what could stand there: the nearest alone, if one is near to what was sent, else
    all of them. `name` is an unknown attribute's own name, for the sender alone: it is in no text
    of this problem and never written to Kafka.
    """

    path: str
    error: str
    codes: tuple[str, ...] = field(default=(), compare=False)
    name: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.path}: {self.error}" if self.path else self.error

    @property
    def written(self) -> str:
        """The problem as a rejected record has it: `data.channel: enum [telephone, letter]`."""
        return f"{self} [{', '.join(self.codes)}]" if self.codes else str(self)


def read_problem(written: str) -> Problem:
    """A problem from its text, with or without codes."""
    whole, bracket, codes = written.removesuffix("]").partition(" [")
    path, _, error = whole.rpartition(": ")
    return Problem(path, error, tuple(codes.split(", ")) if bracket else ())


class Refused(Exception):  # noqa: N818 - it says what is the case
    """An event that cannot be accepted. Its message has field paths and error types only."""

    def __init__(self, reason: Reason, problems: Sequence[Problem] = ()) -> None:
        self.reason = reason
        self.problems = tuple(problems)
        super().__init__(": ".join([str(reason), "; ".join(map(str, self.problems))]).rstrip(": "))


def refused_by(error: ValidationError, model: type[BaseModel]) -> Refused:
    """Turn pydantic's error about a model into ours, without its messages and inputs.

    A field that a model does not know is named by its parent alone: its name is the sender's text.
    """
    problems: dict[Problem, None] = {}
    for line in error.errors(include_url=False):
        if line["type"] == "json_invalid":
            return Refused(Reason.NOT_JSON, [Problem("", "too_deep")])
        unknown = line["type"] == "extra_forbidden"
        parts = line["loc"][:-1] if unknown else line["loc"]
        path = ".".join(map(str, parts))
        problem = Problem(path, line["type"])
        if problem not in problems:
            codes = _codes(line, model) if len(problems) < _MOST_CODES else ()
            problems[replace(problem, codes=codes)] = None
    out_of_range = all(problem.error in _OUT_OF_RANGE for problem in problems)
    return Refused(Reason.DATE_OUT_OF_RANGE if out_of_range else Reason.INVALID, [*problems])


def nearest(sent: object, codes: Iterable[str]) -> tuple[str, ...]:
    """The one code that is nearest to what was sent, or nothing where none is near."""
    if not isinstance(sent, str) or len(sent) > _LONGEST_CODE:
        return ()
    return tuple(get_close_matches(sent.lower(), list(codes), n=1, cutoff=_NEAR))


def _codes(line: ErrorDetails, model: type[BaseModel]) -> tuple[str, ...]:
    if line["type"] == "extra_forbidden":
        fields = tuple(_fields(model, line["loc"][:-1]))
        return nearest(line["loc"][-1], fields) or fields
    if line["type"] in ("enum", "literal_error"):
        expected = tuple(_QUOTED.findall(str(line.get("ctx", {}).get("expected", ""))))
        return nearest(line["input"], expected) or expected
    return ()


def _fields(model: type[BaseModel], place: Sequence[int | str]) -> Iterable[str]:
    for part in place:
        inner = model.model_fields[str(part)].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return ()
        model = inner
    return model.model_fields
