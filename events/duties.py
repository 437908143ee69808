"""What duty-holders report about their duties: a good reason not to do one."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints

from events.fact import Fact

RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9.a-z]{1,9}$")]
"""A rule of the Victims' Code by its code here: `R6.1`, `VRR`."""


class GoodReason(StrEnum):
    """Why a duty need not be done: Victims and Prisoners Act 2024, section 5(1)."""

    VICTIM_UNREACHABLE = "victim-unreachable"
    UNSAFE_TO_CONTACT = "unsafe-to-contact"
    VICTIM_ASKED_NOT_TO = "victim-asked-not-to"
    LEGAL_RESTRICTION = "legal-restriction"
    SAFEGUARDING_OPERATION = "safeguarding-operation"
    MAJOR_INCIDENT = "major-incident"
    INFORMATION_NOT_AVAILABLE = "information-not-available"
    VICTIM_DIED = "victim-died"


class DecidedBy(StrEnum):
    """Who decided that there is a good reason: never the person whose duty it is."""

    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    MANAGER = "manager"


class DutyExcused(Fact):
    """The duty-holder has a good reason not to do what a rule of the Victims' Code asks."""

    kind: ClassVar[str] = "duty-excused"
    names_victim: ClassVar[bool] = True

    rule: RuleCode
    """The rule by its code: `R6.1`, `VRR`."""
    trigger: UUID | None = None
    """The event that raised the duty, by its identity in the platform; null for every open duty."""
    reason: GoodReason
    decided_by: DecidedBy
