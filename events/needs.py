"""What a victim needs, whether Enhanced Rights are due, and who supports them."""

from enum import StrEnum
from typing import ClassVar

from events.codes import OnceEach
from events.fact import Fact


class AssessmentOccasion(StrEnum):
    """When a victim's needs were assessed."""

    REPORT = "report"
    BEFORE_TRIAL = "before-trial"
    """By the witness care unit, once the victim is required to give evidence."""
    REVIEW = "review"


class Need(StrEnum):
    """What a victim needs help with."""

    SAFETY = "safety"
    HEALTH = "health"
    EMOTIONAL = "emotional"
    HOUSING = "housing"
    MONEY = "money"
    WORK_OR_EDUCATION = "work-or-education"
    FAMILY = "family"
    IMMIGRATION = "immigration"
    INTERPRETER = "interpreter"
    ACCESS = "access"
    """Reaching and using buildings, papers and telephones, with a disability."""
    SPECIAL_MEASURES = "special-measures"
    OTHER = "other"


class VictimNeedsAssessed(Fact):
    """An agency assessed what the victim needs."""

    kind: ClassVar[str] = "victim-needs-assessed"
    names_victim: ClassVar[bool] = True

    occasion: AssessmentOccasion
    needs: OnceEach[Need]
    """Empty if the assessment found none."""


class EnhancedRightsDecision(StrEnum):
    """What was decided about Enhanced Rights."""

    GRANTED = "granted"
    NOT_GRANTED = "not-granted"
    DECLINED = "declined"
    """The victim did not want them."""
    ENDED = "ended"


class EnhancedGroup(StrEnum):
    """The groups of the Victims' Code to which Enhanced Rights are due."""

    MOST_SERIOUS_CRIME = "most-serious-crime"
    PERSISTENTLY_TARGETED = "persistently-targeted"
    VULNERABLE = "vulnerable"
    INTIMIDATED = "intimidated"


class EnhancedRightsDecided(Fact):
    """It was decided whether the victim has Enhanced Rights under the Victims' Code."""

    kind: ClassVar[str] = "enhanced-rights-decided"
    names_victim: ClassVar[bool] = True

    decision: EnhancedRightsDecision
    groups: OnceEach[EnhancedGroup] = ()
    """The groups that the victim belongs to, as decided."""


class SupportService(StrEnum):
    """A kind of service that supports victims."""

    VICTIM_SUPPORT = "victim-support"
    DOMESTIC_ABUSE_ADVOCATE = "domestic-abuse-advocate"
    """An IDVA service."""
    SEXUAL_VIOLENCE_ADVOCATE = "sexual-violence-advocate"
    """An ISVA service."""
    OTHER = "other"


class SupportReferred(Fact):
    """The victim was referred to a service that supports victims."""

    kind: ClassVar[str] = "support-referred"
    names_victim: ClassVar[bool] = True

    service: SupportService


class ReferralAnswer(StrEnum):
    """The result of a referral to a support service."""

    ACCEPTED = "accepted"
    WAITING_LIST = "waiting-list"
    DECLINED_BY_VICTIM = "declined-by-victim"
    REFUSED_BY_SERVICE = "refused-by-service"


class SupportReferralAnswered(Fact):
    """A service answered a referral of the victim."""

    kind: ClassVar[str] = "support-referral-answered"
    names_victim: ClassVar[bool] = True

    service: SupportService
    answer: ReferralAnswer
