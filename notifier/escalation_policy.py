"""Escalation policies, as data: who is told of which kind of alert, after how much working time."""

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from schemas.alert_row import AlertKind

OWN_POLICY = Path(__file__).with_name("escalation.toml")
"""The policy that comes with the package."""

_FORM = ConfigDict(frozen=True, extra="forbid")
_LENGTH = re.compile(r"(\d{1,4})(h|min)")
_UNITS = {"h": "hours", "min": "minutes"}


class Audience(StrEnum):
    """Who is told of an alert, in its agency."""

    CASEWORKER = "caseworker"
    """Whoever has the case; the team's people where only the team has it."""
    TEAM = "team"
    """Everybody of the team who signed in here, and the team's own endpoint."""
    SUPERVISOR = "supervisor"
    """The supervisors of the team."""
    OPERATORS = "operators"
    """The agency's operators."""
    TASK_GROUP = "task-group"
    """Of the task group those who asked for messages: of stalls alone, which name no case."""


class NoticeKind(StrEnum):
    """What is no alert of a victim's: what an agency's operators are to mend, or a stall."""

    TO_OPERATORS = ""
    STALL = "stall"


def _length(written: object) -> timedelta:
    found = _LENGTH.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError('is written as "4h" or "30min"')
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


class EscalationStep(BaseModel):
    """Whom to tell once an alert stood for so much working time, and nobody took it up."""

    model_config = _FORM

    after: Annotated[timedelta, BeforeValidator(_length)]
    to: Audience


class EscalationSteps(BaseModel):
    """The steps of a kind of alert, in order. What is `urgent` waits for no working hours."""

    model_config = _FORM

    urgent: bool = False
    steps: tuple[EscalationStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _later_each(self) -> Self:
        times = [step.after for step in self.steps]
        if times != sorted(times):
            raise ValueError("a step comes before the one above it")
        return self


_TO_OPERATORS = EscalationSteps(steps=(EscalationStep(after="0h", to=Audience.OPERATORS),))
_TO_TASK_GROUP = EscalationSteps(steps=(EscalationStep(after="0h", to=Audience.TASK_GROUP),))


def alert_kind(name: str) -> AlertKind | NoticeKind:
    """The kind of an alert of the record. ValueError for another name."""
    return NoticeKind(name) if name in set(NoticeKind) else AlertKind(name)


class EscalationPolicy(BaseModel):
    """The steps by kind of alert, those of every other kind, and those of alerts to operators.

    The task group is told of stalls at once, and of nothing else: no step leads to it.
    Without `quiet_hours` messages go out at any hour, and digests still at theirs.
    """

    model_config = _FORM

    quiet_hours: bool = True
    default: EscalationSteps
    kinds: Mapping[AlertKind, EscalationSteps] = {}
    operators: EscalationSteps = _TO_OPERATORS

    @model_validator(mode="after")
    def _none_to_the_task_group(self) -> Self:
        for steps in (self.default, self.operators, *self.kinds.values()):
            if any(step.to is Audience.TASK_GROUP for step in steps.steps):
                raise ValueError("the task group is told of stalls alone, never of a case")
        return self

    def of(self, kind: AlertKind | NoticeKind) -> EscalationSteps:
        """The steps for a kind of alert."""
        match kind:
            case NoticeKind.TO_OPERATORS:
                return self.operators
            case NoticeKind.STALL:
                return _TO_TASK_GROUP
            case _:
                return self.kinds.get(kind, self.default)

    def is_urgent(self, kind: AlertKind | NoticeKind) -> bool:
        """Whether a kind of alert waits for no working hours."""
        return self.of(kind).urgent


def read_policy(path: Path = OWN_POLICY) -> EscalationPolicy:
    """The policy of a file. Raises ValueError, in one line, for one that cannot be used."""
    try:
        written: dict[str, Any] = tomllib.loads(path.read_text())
        return EscalationPolicy.model_validate(written)
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror})") from None
    except ValidationError as error:
        raise ValueError(f"{path}: {_first(error)}") from None
    except ValueError as error:
        raise ValueError(f"{path} is not TOML ({error})") from None


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    says = first["msg"].removeprefix("Value error, ")
    return f"{place}: {says}" if place else says
