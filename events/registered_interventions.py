"""Facts about what an agency began somewhere so that victims wait less. They name no case.

`subject` is the intervention, `intervention:<agency>:<id>`. They reach no victim's journey. The
newest of an intervention's facts counts.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from events.fact import Fact
from events.places import BoroughCode, CommandUnit, Court


class InterventionKind(StrEnum):
    """What was begun."""

    EXTRA_SITTING_DAYS = "extra-sitting-days"
    EXTRA_COURTROOM = "extra-courtroom"
    NEW_TEAM = "new-team"
    MORE_STAFF = "more-staff"
    PROCESS_CHANGE = "process-change"
    DIGITAL_SYSTEM = "digital-system"
    TRAINING = "training"
    OTHER = "other"


class WaitingStage(StrEnum):
    """The stages in which a victim waits, as an intervention names them."""

    REPORTED = "reported"
    ARRESTED = "arrested"
    REFERRED = "referred"
    CHARGED = "charged"
    FIRST_HEARING = "first-hearing"
    TRIAL = "trial"


class AboutIntervention(Fact):
    """A fact about one intervention of an agency, which the event's subject names."""

    about_intervention: ClassVar[bool] = True


class InterventionRegistered(AboutIntervention):
    """An agency began something, or will, so that victims wait less in a stage of a place.

    Registered again, it is as the newest says.
    """

    kind: ClassVar[str] = "intervention-registered"

    intervention: InterventionKind
    stage: WaitingStage
    first_day: date
    """The first day, in London, on which it worked or will."""
    court: Court | None = None
    borough: BoroughCode | None = None
    command_unit: CommandUnit | None = None
    """Where. Of several the narrowest counts: a court, else a borough, else a basic command unit.
    None of them where it concerns all of the agency."""


class InterventionWithdrawn(AboutIntervention):
    """An intervention was registered by mistake: it counts nowhere."""

    kind: ClassVar[str] = "intervention-withdrawn"
