"""What is said between the agencies and the victim."""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact


class ToldAbout(StrEnum):
    """What a victim was told of."""

    NOT_INVESTIGATED = "not-investigated"
    ARREST = "arrest"
    BAIL_OR_RELEASE = "bail-or-release"
    CHARGING_DECISION = "charging-decision"
    FIRST_HEARING = "first-hearing"
    HEARING = "hearing"
    CASE_OUTCOME = "case-outcome"
    SENTENCE = "sentence"
    PROGRESS = "progress"


class Channel(StrEnum):
    """How the victim was approached."""

    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    VIDEO = "video"
    LETTER = "letter"
    EMAIL = "email"
    TEXT = "text"
    PORTAL = "portal"


class ContactOutcome(StrEnum):
    """Whether the victim was reached: only then has anybody been told anything."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    MESSAGE_LEFT = "message-left"
    UNDELIVERABLE = "undeliverable"


class VictimInformed(Fact):
    """An agency told the victim something, or tried to."""

    kind: ClassVar[str] = "victim-informed"
    names_victim: ClassVar[bool] = True

    about: ToldAbout
    channel: Channel
    outcome: ContactOutcome


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
