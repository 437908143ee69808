"""The categories of data.police.uk, as published in its files, in this platform's terms."""

from typing import NamedTuple

from events.identifiers import Agency
from events.investigation import PoliceOutcome
from events.offences import OffenceGroup
from events.places import BOROUGHS


class Force(NamedTuple):
    """A police force: the agency it is here, and the source that its events name."""

    agency: Agency
    source: str


FORCES = {
    "British Transport Police": Force(Agency.BTP, "data.police.uk/btp"),
    "City of London Police": Force(Agency.CITY_POLICE, "data.police.uk/city-of-london"),
    "Metropolitan Police Service": Force(Agency.MET_POLICE, "data.police.uk/metropolitan"),
}
"""By the text of `Reported by`."""

OTHER_FORCES = frozenset(
    (  # noqa: SIM905 - as a list it would take forty lines
        "avon-and-somerset bedfordshire cambridgeshire cheshire cleveland cumbria derbyshire"
        " devon-and-cornwall dorset durham dyfed-powys essex gloucestershire greater-manchester"
        " gwent hampshire hertfordshire humberside kent lancashire leicestershire lincolnshire"
        " merseyside norfolk north-wales north-yorkshire northamptonshire northern-ireland"
        " northumbria nottinghamshire south-wales south-yorkshire staffordshire suffolk surrey"
        " sussex thames-valley warwickshire west-mercia west-midlands west-yorkshire wiltshire"
    ).split()
)
"""The forces whose files the site publishes and that are no agency here, as files are named."""

CRIME_TYPES = {
    "Anti-social behaviour": OffenceGroup.ANTI_SOCIAL_BEHAVIOUR,
    "Bicycle theft": OffenceGroup.BICYCLE_THEFT,
    "Burglary": OffenceGroup.BURGLARY,
    "Criminal damage and arson": OffenceGroup.CRIMINAL_DAMAGE_AND_ARSON,
    "Drugs": OffenceGroup.DRUGS,
    "Other crime": OffenceGroup.OTHER_CRIME,
    "Other theft": OffenceGroup.OTHER_THEFT,
    "Possession of weapons": OffenceGroup.POSSESSION_OF_WEAPONS,
    "Public order": OffenceGroup.PUBLIC_ORDER,
    "Robbery": OffenceGroup.ROBBERY,
    "Shoplifting": OffenceGroup.SHOPLIFTING,
    "Theft from the person": OffenceGroup.THEFT_FROM_THE_PERSON,
    "Vehicle crime": OffenceGroup.VEHICLE_CRIME,
    "Violence and sexual offences": OffenceGroup.VIOLENCE_AND_SEXUAL_OFFENCES,
}
"""By the text of `Crime type`, in files of May 2013 and later."""

EARLIER_CRIME_TYPES = {
    "Public disorder and weapons": OffenceGroup.PUBLIC_ORDER,
    "Violent crime": OffenceGroup.VIOLENCE_AND_SEXUAL_OFFENCES,
}
"""The types of crime that only files of earlier months have.

In May 2013 the second got the name `Violence and sexual offences`. The first was divided into
public order and possession of weapons; neither has a victim. The other names stayed.
"""

OUTCOMES = {
    "Action to be taken by another organisation": PoliceOutcome.OTHER_ORGANISATION,
    "Awaiting court outcome": PoliceOutcome.AWAITING_COURT_OUTCOME,
    "Court case unable to proceed": PoliceOutcome.UNABLE_TO_PROVE_CASE,
    "Court result unavailable": PoliceOutcome.COURT_RESULT_UNAVAILABLE,
    "Defendant found not guilty": PoliceOutcome.DEFENDANT_ACQUITTED,
    "Defendant sent to Crown Court": PoliceOutcome.DEFENDANT_SENT_TO_CROWN_COURT,
    "Formal action is not in the public interest": (
        PoliceOutcome.FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST
    ),
    "Further action is not in the public interest": (
        PoliceOutcome.FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST
    ),
    "Further investigation is not in the public interest": (
        PoliceOutcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST
    ),
    "Investigation complete; no suspect identified": PoliceOutcome.NO_SUSPECT_IDENTIFIED,
    "Local resolution": PoliceOutcome.LOCAL_RESOLUTION,
    "Offender deprived of property": PoliceOutcome.OFFENDER_DEPRIVED_OF_PROPERTY,
    "Offender fined": PoliceOutcome.OFFENDER_FINED,
    "Offender given a caution": PoliceOutcome.CAUTION,
    "Offender given a drugs possession warning": PoliceOutcome.DRUGS_WARNING,
    "Offender given a penalty notice": PoliceOutcome.PENALTY_NOTICE,
    "Offender given absolute discharge": PoliceOutcome.OFFENDER_ABSOLUTELY_DISCHARGED,
    "Offender given community sentence": PoliceOutcome.OFFENDER_GIVEN_COMMUNITY_SENTENCE,
    "Offender given conditional discharge": PoliceOutcome.OFFENDER_CONDITIONALLY_DISCHARGED,
    "Offender given penalty notice": PoliceOutcome.PENALTY_NOTICE,
    "Offender given suspended prison sentence": PoliceOutcome.OFFENDER_GIVEN_SUSPENDED_SENTENCE,
    "Offender ordered to pay compensation": PoliceOutcome.OFFENDER_TO_PAY_COMPENSATION,
    "Offender otherwise dealt with": PoliceOutcome.OFFENDER_OTHERWISE_DEALT_WITH,
    "Offender sent to prison": PoliceOutcome.OFFENDER_IMPRISONED,
    "Status update unavailable": PoliceOutcome.STATUS_UPDATE_UNAVAILABLE,
    "Suspect charged": PoliceOutcome.SUSPECT_CHARGED,
    "Suspect charged as part of another case": PoliceOutcome.SUSPECT_CHARGED_OTHER_CASE,
    "Unable to prosecute suspect": PoliceOutcome.UNABLE_TO_PROSECUTE,
    "Under investigation": PoliceOutcome.UNDER_INVESTIGATION,
}
"""By the text of `Last outcome category` and `Outcome type`."""

_CODES = {borough.name: code for code, borough in BOROUGHS.items()}


def borough_of(lsoa_name: str) -> str | None:
    """The borough's GSS code, from the name of an LSOA such as `Camden 027C`; None for others."""
    return _CODES.get(lsoa_name.rpartition(" ")[0])
