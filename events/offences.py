"""Offence codes, offence groups, and the usual kind of victim of a group."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

CjsOffenceCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2}([0-9]{2}|ML)[0-9A-Z][0-9]{2}[A-Z]?$")
]
"""An offence by the CJS offence index: act, year, number, `TH68010`; `COML…` at common law.

The number may begin with a letter, `OF61A02`. A letter may follow it: an attempt, a conspiracy.
"""


OffenceNumber = Annotated[int, Field(ge=1, le=999)]
"""A charged offence by its sequence number under the defendant's arrest/summons number.

The police number a defendant's offences from 1, and every agency keeps the number: the *offence
sequence number* of the CJS data standards.
"""


class OffenceGroup(StrEnum):
    """The kind of crime by the groups of police.uk, with violent and sexual offences separated."""

    VIOLENCE_AND_SEXUAL_OFFENCES = "violence-and-sexual-offences"
    """As published on data.police.uk, which does not separate the two."""
    VIOLENCE = "violence"
    DOMESTIC_ABUSE = "domestic-abuse"
    RAPE = "rape"
    OTHER_SEXUAL_OFFENCE = "other-sexual-offence"
    ROBBERY = "robbery"
    BURGLARY = "burglary"
    THEFT_FROM_THE_PERSON = "theft-from-the-person"
    BICYCLE_THEFT = "bicycle-theft"
    OTHER_THEFT = "other-theft"
    VEHICLE_CRIME = "vehicle-crime"
    SHOPLIFTING = "shoplifting"
    CRIMINAL_DAMAGE_AND_ARSON = "criminal-damage-and-arson"
    PUBLIC_ORDER = "public-order"
    DRUGS = "drugs"
    POSSESSION_OF_WEAPONS = "possession-of-weapons"
    ANTI_SOCIAL_BEHAVIOUR = "anti-social-behaviour"
    OTHER_CRIME = "other-crime"


class VictimKind(StrEnum):
    """The kind of victim: Victims and Prisoners Act 2024, section 1(1) and (2), or a business."""

    PERSON = "person"
    """One who was directly harmed."""
    SAW_OR_HEARD = "saw-or-heard"
    """One who saw or heard the crime, or otherwise directly experienced its effects."""
    BORN_OF_THE_CRIME = "born-of-the-crime"
    """One whose birth was the direct result of it."""
    BEREAVED_RELATIVE = "bereaved-relative"
    """Close family of one whose death was the direct result of it."""
    CHILD_IN_DOMESTIC_ABUSE = "child-in-domestic-abuse"
    """A child who is a victim of domestic abuse under Part 1 of the Domestic Abuse Act 2021."""
    BUSINESS = "business"


_WITHOUT_VICTIM = {
    OffenceGroup.DRUGS,
    OffenceGroup.POSSESSION_OF_WEAPONS,
    OffenceGroup.PUBLIC_ORDER,
    OffenceGroup.ANTI_SOCIAL_BEHAVIOUR,
}


def usual_victim(offence: OffenceGroup) -> VictimKind | None:
    """The kind of victim of such a crime if the record does not say; None if it has no victim."""
    if offence in _WITHOUT_VICTIM:
        return None
    return VictimKind.BUSINESS if offence is OffenceGroup.SHOPLIFTING else VictimKind.PERSON
