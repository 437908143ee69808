"""The crime is reported, and it is known who was harmed."""

from typing import ClassVar

from events.fact import Fact
from events.offences import OffenceGroup, VictimKind
from events.places import BoroughCode


class CrimeReported(Fact):
    """A crime was reported to a police force and recorded."""

    kind: ClassVar[str] = "crime-reported"

    offence: OffenceGroup
    borough: BoroughCode | None = None
    """Where it happened, as a GSS code; None where unknown or outside London."""


class VictimIdentified(Fact):
    """A victim of the case became known."""

    kind: ClassVar[str] = "victim-identified"
    names_victim: ClassVar[bool] = True

    victim_kind: VictimKind = VictimKind.PERSON
    enhanced_rights: bool = False
    """Whether Enhanced Rights under the Victims' Code were granted by then."""
