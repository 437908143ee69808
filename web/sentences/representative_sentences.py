"""Sentences about a victim's death, and about who is told in the victim's place."""

from typing import assert_never

from events.representatives import (
    RepresentativeEnded,
    RepresentativeKind,
    RepresentativeNamed,
    VictimDied,
)
from events.vocabulary import Representation

_WHO = {
    RepresentativeKind.BEREAVED_RELATIVE: "a bereaved relative",
    RepresentativeKind.PARENT_OR_GUARDIAN: "a parent or guardian",
    RepresentativeKind.SPOKESPERSON: "a spokesperson",
    RepresentativeKind.NAMED_CONTACT: "a named contact of the business",
}


def representation(fact: Representation) -> str:
    """Say that the victim died, or who is told in their place, from now on or no longer."""
    match fact:
        case VictimDied(died=True):
            return "The victim died"
        case VictimDied():
            return "The victim was reported dead by mistake"
        case RepresentativeNamed(representative=who):
            return f"From now on {_WHO[who]} is told in the victim’s place"
        case RepresentativeEnded(representative=who):
            return f"{_WHO[who].capitalize()} is no longer told in the victim’s place"
        case _:
            assert_never(fact)
