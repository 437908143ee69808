"""Facts about an agency's staff: cover and leave, who left, who is back. They name no case.

`subject` is the member of staff, `staff:<agency>:<id>`. They reach no victim's journey.
"""

from typing import ClassVar

from events.assignments import TeamCode
from events.fact import Fact
from events.identifiers import StaffId
from events.instants import Instant


class AboutStaff(Fact):
    """A fact about one member of an agency's staff, whom the event's subject names."""

    about_staff: ClassVar[bool] = True


class CoverArranged(AboutStaff):
    """A colleague looks after all cases of somebody who is away.

    A later one with the same start takes its place. One that ends when it starts covers nothing: so
    a cover is withdrawn.
    """

    kind: ClassVar[str] = "cover-arranged"

    covered_by: StaffId
    """The colleague, by the same agency's id."""
    starts_at: Instant
    ends_at: Instant | None = None
    """The first instant without cover; None until a later event says it."""


class CaseworkerLeft(AboutStaff):
    """Somebody left the agency, or their post. All their cases pass to a successor or a team.

    The newest of this and `caseworker-returned` counts.
    """

    kind: ClassVar[str] = "caseworker-left"

    hands_over_to: StaffId | None = None
    """The colleague who has the cases from then on, by the same agency's id."""
    team: TeamCode | None = None
    """The successor's team; without a successor, the team that has the cases."""


class CaseworkerReturned(AboutStaff):
    """Somebody who left is back, or never left: they have again the cases not assigned anew."""

    kind: ClassVar[str] = "caseworker-returned"
