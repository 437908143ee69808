"""What every fact has in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Something that happened in a case: immutable, with coded values only, no name or free text.

    `kind` is the fact's name on the wire and `version` the version of its fields. With
    `names_victim` the event must name one victim; otherwise the fact concerns every victim of the
    case. With `may_name_victim` the event can do either. With `names_two` it also names another
    reference of that victim. With `identifies` it says by which reference an agency knows somebody.
    With `about_staff` it is about a member of staff, with `about_intervention` about something that
    an agency began in a place: about no case. With `may_name_offender` its subject can be an
    offender, with whom agencies linked cases, as well as a case.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        defer_build=True,  # pydantic prepares a model at its first use: all would slow each start
    )

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    names_victim: ClassVar[bool] = False
    names_two: ClassVar[bool] = False
    may_name_victim: ClassVar[bool] = False
    identifies: ClassVar[bool] = False
    about_staff: ClassVar[bool] = False
    about_intervention: ClassVar[bool] = False
    may_name_offender: ClassVar[bool] = False
