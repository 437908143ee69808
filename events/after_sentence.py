"""After the sentence: the Victim Contact Scheme, parole, release and recall."""

from enum import StrEnum
from typing import ClassVar

from events.codes import OnceEach
from events.instants import Instant
from events.suspects import AboutSuspect


class ContactSchemeReferred(AboutSuspect):
    """The victim's details were passed on to probation for the Victim Contact Scheme."""

    kind: ClassVar[str] = "contact-scheme-referred"
    names_victim: ClassVar[bool] = True


class ContactSchemeOffered(AboutSuspect):
    """A victim liaison officer first contacted the victim and offered the scheme."""

    kind: ClassVar[str] = "contact-scheme-offered"
    names_victim: ClassVar[bool] = True


class ContactSchemeAnswer(StrEnum):
    """Whether a victim takes part in the Victim Contact Scheme."""

    JOINED = "joined"
    DECLINED = "declined"


class ContactSchemeAnswered(AboutSuspect):
    """The victim joined or declined the Victim Contact Scheme."""

    kind: ClassVar[str] = "contact-scheme-answered"
    names_victim: ClassVar[bool] = True

    answer: ContactSchemeAnswer


class LicenceCondition(StrEnum):
    """A condition of an offender's licence that protects the victim."""

    NO_CONTACT = "no-contact"
    EXCLUSION_ZONE = "exclusion-zone"
    CURFEW = "curfew"
    ELECTRONIC_MONITORING = "electronic-monitoring"
    OTHER = "other"


class LicenceConditionsSet(AboutSuspect):
    """It was decided which conditions of the offender's licence protect the victim."""

    kind: ClassVar[str] = "licence-conditions-set"

    conditions: OnceEach[LicenceCondition]
    """All conditions that apply from now on."""


class ParoleHearingListed(AboutSuspect):
    """A parole hearing was given a date."""

    kind: ClassVar[str] = "parole-hearing-listed"

    starts_at: Instant


class ParoleDecision(StrEnum):
    """What the Parole Board decided."""

    RELEASE = "release"
    NO_RELEASE = "no-release"
    OPEN_CONDITIONS = "open-conditions"
    """To recommend a move to an open prison."""


class ParoleDecided(AboutSuspect):
    """The Parole Board decided."""

    kind: ClassVar[str] = "parole-decided"

    decision: ParoleDecision


class PrisonRelease(StrEnum):
    """On what terms an offender left prison."""

    CONDITIONAL = "conditional"
    """On licence."""
    UNCONDITIONAL = "unconditional"
    TEMPORARY = "temporary"


class PrisonerReleased(AboutSuspect):
    """The offender was released from prison."""

    kind: ClassVar[str] = "prisoner-released"

    release: PrisonRelease


class HospitalDischarge(StrEnum):
    """On what terms an offender left hospital."""

    CONDITIONAL = "conditional"
    ABSOLUTE = "absolute"


class OffenderDischargedFromHospital(AboutSuspect):
    """The offender, detained in a hospital by a court's order, was discharged from it."""

    kind: ClassVar[str] = "offender-discharged-from-hospital"

    discharge: HospitalDischarge


class PrisonerRecalled(AboutSuspect):
    """The offender was recalled to prison."""

    kind: ClassVar[str] = "prisoner-recalled"
