"""Why an event was refused: reason, field paths and kinds of error, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError


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


_OUT_OF_RANGE = {"before_1900", "after_2199"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the path of the field and the type of the error, never the value."""

    path: str
    error: str

    def __str__(self) -> str:
        return f"{self.path}: {self.error}" if self.path else self.error


class Refused(Exception):  # noqa: N818 - it says what is the case
    """An event that cannot be accepted. Its message has field paths and error types only."""

    def __init__(self, reason: Reason, problems: Sequence[Problem] = ()) -> None:
        self.reason = reason
        self.problems = tuple(problems)
        super().__init__(": ".join([str(reason), "; ".join(map(str, self.problems))]).rstrip(": "))


def refused_by(error: ValidationError) -> Refused:
    """Turn pydantic's error into ours, without its messages and inputs.

    A field that a model does not know is named by its parent alone: its name is the sender's text.
    """
    problems: dict[Problem, None] = {}
    for line in error.errors(include_url=False, include_context=False, include_input=False):
        if line["type"] == "json_invalid":
            return Refused(Reason.NOT_JSON)
        parts = line["loc"][:-1] if line["type"] == "extra_forbidden" else line["loc"]
        problems[Problem(".".join(map(str, parts)), line["type"])] = None
    out_of_range = all(problem.error in _OUT_OF_RANGE for problem in problems)
    return Refused(Reason.DATE_OUT_OF_RANGE if out_of_range else Reason.INVALID, [*problems])
