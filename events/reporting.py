"""The report of a crime, and the identification of its victims."""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact
from events.offences import CjsOffenceCode, OffenceGroup, VictimKind
from events.places import BoroughCode, SiteCode


class ReportingChannel(StrEnum):
    """How a crime was reported."""

    PUBLIC_ACCESS_SITE = "public-access-site"
    """At a front counter or another site that is open to the public."""
    POLICE_STATION = "police-station"
    """At a police station that is no public access site."""
    TELEPHONE_999 = "telephone-999"
    TELEPHONE_101 = "telephone-101"
    ONLINE = "online"
    OFFICER_IN_PERSON = "officer-in-person"
    """To an officer who came or was met."""
    THIRD_PARTY = "third-party"
    """Through an organisation that reports for victims."""
    OTHER = "other"


class CrimeReported(Fact):
    """A crime was reported to a police force and recorded."""

    kind: ClassVar[str] = "crime-reported"

    offence: OffenceGroup
    borough: BoroughCode | None = None
    """Where it happened, as a GSS code; None where unknown or outside London."""
    made: ReportingChannel | None = None
    """How it was reported."""
    site: SiteCode | None = None
    """The site where it was reported, if it was reported at one."""
    offence_code: CjsOffenceCode | None = None
    """By the CJS offence index, `TH68010`."""


class VictimIdentified(Fact):
    """A victim of the case became known."""

    kind: ClassVar[str] = "victim-identified"
    names_victim: ClassVar[bool] = True
    identifies: ClassVar[bool] = True

    victim_kind: VictimKind = VictimKind.PERSON
    enhanced_rights: bool = False
    """Whether Enhanced Rights under the Victims' Code were granted by then."""
