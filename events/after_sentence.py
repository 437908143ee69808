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
    may_name_offender: ClassVar[bool] = True


class ContactSchemeOffered(AboutSuspect):
    """A victim liaison officer first contacted the victim and offered the scheme."""

    kind: ClassVar[str] = "contact-scheme-offered"
    names_victim: ClassVar[bool] = True
    may_name_offender: ClassVar[bool] = True


class ContactSchemeAnswer(StrEnum):
    """Whether a victim takes part in the Victim Contact Scheme."""

    JOINED = "joined"
    DECLINED = "declined"


class ContactSchemeAnswered(AboutSuspect):
    """The victim joined or declined the Victim Contact Scheme."""

    kind: ClassVar[str] = "contact-scheme-answered"
    names_victim: ClassVar[bool] = True
    may_name_offender: ClassVar[bool] = True

    answer: ContactSchemeAnswer


class LicenceCondition(StrEnum):
    """A condition of an offender's licence that protects the victim."""

    NO_CONTACT = "no-contact"
    EXCLUSION_ZONE = "exclusion-zone"
    CURFEW = "curfew"
    ELECTRONIC_MONITORING = "electronic-monitoring"
    OTHER = "other"


class LicenceChange(StrEnum):
    """Whether conditions of a licence are the first, or others than before."""

    MADE = "made"
    VARIED = "varied"


class LicenceConditionsSet(AboutSuspect):
    """It was decided which conditions of the offender's licence protect the victim.

    An event that names a victim is about the conditions that protect that victim, and no others.
    """

    kind: ClassVar[str] = "licence-conditions-set"
    may_name_offender: ClassVar[bool] = True
    may_name_victim: ClassVar[bool] = True

    conditions: OnceEach[LicenceCondition]
    """All conditions that apply from now on."""
    change: LicenceChange = LicenceChange.MADE


class LicenceEnd(StrEnum):
    """How the conditions of a licence ended."""

    EXPIRED = "expired"
    REMOVED = "removed"
    """While the licence goes on."""
    RECALLED = "recalled"
    """The offender was recalled, and the licence with its conditions ended."""


class LicenceConditionsEnded(AboutSuspect):
    """The conditions of the offender's licence that protect the victim apply no more.

    An event that names a victim is about the conditions that protect that victim, and no others.
    """

    kind: ClassVar[str] = "licence-conditions-ended"
    may_name_offender: ClassVar[bool] = True
    may_name_victim: ClassVar[bool] = True

    how: LicenceEnd


class ParoleHearingListed(AboutSuspect):
    """A parole hearing was given a date."""

    kind: ClassVar[str] = "parole-hearing-listed"
    may_name_offender: ClassVar[bool] = True

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
    may_name_offender: ClassVar[bool] = True

    decision: ParoleDecision


class PrisonRelease(StrEnum):
    """On what terms an offender left prison."""

    CONDITIONAL = "conditional"
    """On licence."""
    UNCONDITIONAL = "unconditional"
    TEMPORARY = "temporary"
    HOME_DETENTION_CURFEW = "home-detention-curfew"
    """On licence, under a curfew, before the usual day."""
    COMPASSIONATE = "compassionate"
    """On licence, for a grave reason of the offender's: an illness that ends in death, say."""
    TO_HOSPITAL = "to-hospital"
    """Detained there: not at liberty."""
    AT_COURT = "at-court"
    """By a court, at which the offender was."""
    IMMIGRATION = "immigration"
    """Handed over for deportation, or detained for it."""
    IN_ERROR = "in-error"
    """By mistake."""


class PrisonerReleased(AboutSuspect):
    """The offender was released from prison."""

    kind: ClassVar[str] = "prisoner-released"
    may_name_offender: ClassVar[bool] = True

    release: PrisonRelease


class HospitalDischarge(StrEnum):
    """On what terms an offender left hospital."""

    CONDITIONAL = "conditional"
    ABSOLUTE = "absolute"


class OffenderDischargedFromHospital(AboutSuspect):
    """The offender, detained in a hospital by a court's order, was discharged from it."""

    kind: ClassVar[str] = "offender-discharged-from-hospital"
    may_name_offender: ClassVar[bool] = True

    discharge: HospitalDischarge


class Recall(StrEnum):
    """The kind of a recall: for how long, or how urgent."""

    STANDARD = "standard"
    FIXED_TERM_14 = "fixed-term-14"
    FIXED_TERM_28 = "fixed-term-28"
    FIXED_TERM_56 = "fixed-term-56"
    EMERGENCY = "emergency"


class PrisonerRecalled(AboutSuspect):
    """The offender was recalled to prison."""

    kind: ClassVar[str] = "prisoner-recalled"
    may_name_offender: ClassVar[bool] = True

    recall: Recall | None = None
    """None where it is not said."""
