"""Contact between the agencies and the victim, and what was agreed about it."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field, StringConstraints

from events.codes import OnceEach
from events.fact import Fact
from events.suspects import AboutSuspect, SuspectNumber


class ToldAbout(StrEnum):
    """What an agency informed the victim about."""

    REPORT_CONFIRMATION = "report-confirmation"
    """In writing: the crime reference and whom to ask."""
    NOT_INVESTIGATED = "not-investigated"
    ARREST = "arrest"
    INTERVIEW = "interview"
    """Of a suspect, under caution."""
    BAIL_OR_RELEASE = "bail-or-release"
    RELEASE_WITHOUT_CHARGE = "release-without-charge"
    INVESTIGATION_CLOSED = "investigation-closed"
    """It ended without a charge: because no suspect was identified, say."""
    CHARGING_DECISION = "charging-decision"
    REVIEW_RESULT = "review-result"
    """Of the victim's right to review."""
    PROSECUTION_ALTERED = "prosecution-altered"
    FIRST_HEARING = "first-hearing"
    HEARING = "hearing"
    BAIL_HEARING = "bail-hearing"
    """Its outcome."""
    WARRANT = "warrant"
    WITNESS_REQUIREMENT = "witness-requirement"
    SPECIAL_MEASURES = "special-measures"
    """Whether the court granted them."""
    CASE_OUTCOME = "case-outcome"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    PAROLE = "parole"
    RELEASE = "release"
    """Of the offender, from prison."""
    COMPLAINT = "complaint"
    PROGRESS = "progress"
    TRANSFER = "transfer"
    """Of the case, to another force or body."""
    REOPENING = "reopening"
    """Of the case."""
    RIGHT_TO_REVIEW = "right-to-review"
    """That the victim may ask for a review of a decision not to prosecute."""
    COMPENSATION = "compensation"
    """How to claim criminal injuries compensation."""
    PROPERTY = "property"
    """Of the victim, which the police have."""
    RECALL = "recall"
    """Of the offender, to prison."""
    HOSPITAL_DISCHARGE = "hospital-discharge"
    """Of the offender."""
    HOSPITAL_TRANSFER = "hospital-transfer"
    """Of the offender, from prison."""
    OPEN_CONDITIONS = "open-conditions"
    """That the offender moves to an open prison."""
    ABSCONDING = "absconding"
    """Of the offender, or an escape."""
    PROTECTIVE_ORDER = "protective-order"
    """Made, changed or ended."""


class Channel(StrEnum):
    """How an agency contacted the victim, or tried to."""

    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    VIDEO = "video"
    LETTER = "letter"
    EMAIL = "email"
    TEXT = "text"
    PORTAL = "portal"


class ContactOutcome(StrEnum):
    """Whether the victim was reached. Otherwise nobody was informed."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    MESSAGE_LEFT = "message-left"
    UNDELIVERABLE = "undeliverable"
    SENT = "sent"
    """In writing; whether it arrived is not known. It does what a rule asks to be sent."""


LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""A language by ISO 639-1 or 639-3: `pl`, `bfi`."""


class VictimInformed(AboutSuspect):
    """An agency informed the victim about something in the case, or tried to."""

    kind: ClassVar[str] = "victim-informed"
    names_victim: ClassVar[bool] = True
    may_name_offender: ClassVar[bool] = True

    about: ToldAbout
    also_about: OnceEach[ToldAbout] = ()
    """What else the victim was informed about in the same contact."""
    also_suspects: OnceEach[SuspectNumber] = ()
    """Of which other suspects the victim was informed as well."""
    triggers: OnceEach[UUID] = ()
    """The events that the victim was informed of, by their identities in the platform."""
    channel: Channel
    outcome: ContactOutcome
    safe: bool | None = None
    """False if the victim had called the channel unsafe; None if not recorded."""
    language: LanguageCode | None = None
    """The language spoken or written, by ISO 639-1 or 639-3: `pl`, `bfi`."""
    interpreter: bool | None = None
    """Whether an interpreter took part; None if not recorded."""

    @property
    def matters(self) -> frozenset[ToldAbout]:
        """All that the victim was informed about."""
        return frozenset((self.about, *self.also_about))


class ContactPurpose(StrEnum):
    """The purpose of a contact that does not inform the victim about the case."""

    WELFARE = "welfare"
    SUPPORT = "support"
    EVIDENCE = "evidence"
    ARRANGEMENTS = "arrangements"
    OTHER = "other"


class VictimMovedAbroad(Fact):
    """The victim lives outside England and Wales from now on."""

    kind: ClassVar[str] = "victim-moved-abroad"
    names_victim: ClassVar[bool] = True


class VictimContacted(Fact):
    """An agency contacted the victim, or tried to, but not to inform them about the case."""

    kind: ClassVar[str] = "victim-contacted"
    names_victim: ClassVar[bool] = True

    purpose: ContactPurpose
    channel: Channel
    outcome: ContactOutcome
    safe: bool | None = None
    """False if the victim had called the channel unsafe; None if not recorded."""
    language: LanguageCode | None = None
    """The language spoken or written, by ISO 639-1 or 639-3: `pl`, `bfi`."""
    interpreter: bool | None = None
    """Whether an interpreter took part; None if not recorded."""


class ContactAgreed(Fact):
    """How often and how to contact the victim was agreed with them. The latest agreement counts."""

    kind: ClassVar[str] = "contact-agreed"
    names_victim: ClassVar[bool] = True

    every_days: Annotated[int, Field(ge=1, le=366)] | None
    """Calendar days from one contact to the next; null if the victim wishes no regular contact."""
    channels: OnceEach[Channel] = ()
    unsafe_channels: OnceEach[Channel] = ()
    """Channels that must not be used. They count as unsafe even if they are among `channels`."""
    language: LanguageCode | None = None
    """The language that the victim wishes for, by ISO 639-1 or 639-3: `pl`, `bfi`."""


class OptedOutOf(StrEnum):
    """What a victim does not want to be informed about."""

    ALL = "all"
    PROGRESS_UPDATES = "progress-updates"
    COURT_UPDATES = "court-updates"
    RELEASE_UPDATES = "release-updates"


class ContactOptedOut(Fact):
    """The victim asked not to be informed about something, or about anything."""

    kind: ClassVar[str] = "contact-opted-out"
    names_victim: ClassVar[bool] = True

    of: OptedOutOf


class WithdrawalReason(StrEnum):
    """Why a victim no longer supports the prosecution, as coded by the agency."""

    LENGTH_OF_PROCESS = "length-of-process"
    FEAR = "fear"
    WELLBEING = "wellbeing"
    TRUST = "trust"
    WANTED_INCIDENT_STOPPED = "wanted-incident-stopped"
    NOT_GIVEN = "not-given"


class VictimWithdrewSupport(Fact):
    """The victim withdrew support for the investigation or prosecution."""

    kind: ClassVar[str] = "victim-withdrew-support"
    names_victim: ClassVar[bool] = True

    reason: WithdrawalReason = WithdrawalReason.NOT_GIVEN
