"""A victim's death, and who is told in the victim's place: what they are, and no name."""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact


class VictimDied(Fact):
    """The victim died. From then on those who are bereaved are told."""

    kind: ClassVar[str] = "victim-died"
    names_victim: ClassVar[bool] = True

    died: bool = True
    """False only by a correction: the victim lives, and the event counts for nothing."""


class RepresentativeKind(StrEnum):
    """What someone is who is told in the victim's place."""

    BEREAVED_RELATIVE = "bereaved-relative"
    """A close relative of a victim who died."""
    PARENT_OR_GUARDIAN = "parent-or-guardian"
    """Of a child, or of an adult who cannot decide alone."""
    SPOKESPERSON = "spokesperson"
    """Someone whom the victim, or the bereaved family, chose to be told for them."""
    NAMED_CONTACT = "named-contact"
    """Of a business."""


class OwedTo(StrEnum):
    """For whom a duty to a victim is done: the victim, or whoever is told in the victim's place."""

    VICTIM = "victim"
    BUSINESS = "business"
    """The victim is a business, and nobody is named for it yet."""
    BEREAVED_FAMILY = "bereaved-family"
    """The victim died, and nobody is named in their place yet: it is asked who."""
    BEREAVED_RELATIVE = "bereaved-relative"
    PARENT_OR_GUARDIAN = "parent-or-guardian"
    SPOKESPERSON = "spokesperson"
    NAMED_CONTACT = "named-contact"
    """Of a business."""


class RepresentativeNamed(Fact):
    """From now on someone is told in the victim's place. Whoever was named last is told."""

    kind: ClassVar[str] = "representative-named"
    names_victim: ClassVar[bool] = True

    representative: RepresentativeKind


class RepresentativeEnded(Fact):
    """Someone is no longer told in the victim's place."""

    kind: ClassVar[str] = "representative-ended"
    names_victim: ClassVar[bool] = True

    representative: RepresentativeKind


ABOUT_THE_PERSON = (VictimDied, RepresentativeNamed, RepresentativeEnded)
"""Facts about the person and not about one case: they count in every case of the victim."""
