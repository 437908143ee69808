"""What every fact has in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Something that happened in a case: immutable, coded values only, no one's name or words.

    `kind` is the fact's name on the wire and `version` that of its fields; `names_victim` says
    that the event must name one victim, where other facts concern every victim of the case;
    `names_two` that it names another reference of theirs as well.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    names_victim: ClassVar[bool] = False
    names_two: ClassVar[bool] = False
