"""Results of a court that have no event of their own: they stand in a journey by their code."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from events.places import Court
from events.suspects import AboutOffences

CourtResultCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
"""A result by the code of the CJS data standards, `3025`."""


class CourtResultRecorded(AboutOffences):
    """A court gave a result that has no event of its own; its code says which.

    Nothing follows from it. What a code means that has an event is said by that event.
    """

    kind: ClassVar[str] = "court-result-recorded"

    court: Court
    result_code: CourtResultCode
