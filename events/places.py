"""Places: London's boroughs and their basic command units, and the courts."""

from enum import StrEnum
from functools import cache
from typing import Annotated, NamedTuple

from pydantic import GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from events.code_list_rows import code_list


class Borough(NamedTuple):
    """A London borough, or the City, with the basic command unit (BCU) that polices it."""

    name: str
    bcu: str


BOROUGHS: dict[str, Borough] = {
    "E09000001": Borough("City of London", "City of London Police"),
    "E09000002": Borough("Barking and Dagenham", "East"),
    "E09000003": Borough("Barnet", "North West"),
    "E09000004": Borough("Bexley", "South East"),
    "E09000005": Borough("Brent", "North West"),
    "E09000006": Borough("Bromley", "South"),
    "E09000007": Borough("Camden", "Central North"),
    "E09000008": Borough("Croydon", "South"),
    "E09000009": Borough("Ealing", "West"),
    "E09000010": Borough("Enfield", "North"),
    "E09000011": Borough("Greenwich", "South East"),
    "E09000012": Borough("Hackney", "Central East"),
    "E09000013": Borough("Hammersmith and Fulham", "Central West"),
    "E09000014": Borough("Haringey", "North"),
    "E09000015": Borough("Harrow", "North West"),
    "E09000016": Borough("Havering", "East"),
    "E09000017": Borough("Hillingdon", "West"),
    "E09000018": Borough("Hounslow", "West"),
    "E09000019": Borough("Islington", "Central North"),
    "E09000020": Borough("Kensington and Chelsea", "Central West"),
    "E09000021": Borough("Kingston upon Thames", "South West"),
    "E09000022": Borough("Lambeth", "Central South"),
    "E09000023": Borough("Lewisham", "South East"),
    "E09000024": Borough("Merton", "South West"),
    "E09000025": Borough("Newham", "North East"),
    "E09000026": Borough("Redbridge", "East"),
    "E09000027": Borough("Richmond upon Thames", "South West"),
    "E09000028": Borough("Southwark", "Central South"),
    "E09000029": Borough("Sutton", "South"),
    "E09000030": Borough("Tower Hamlets", "Central East"),
    "E09000031": Borough("Waltham Forest", "North East"),
    "E09000032": Borough("Wandsworth", "South West"),
    "E09000033": Borough("Westminster", "Central West"),
}
"""By GSS code. BCUs are the Metropolitan Police's since 2019; the City is its own force."""


class CommandUnit(StrEnum):
    """A basic command unit (BCU) as events name it."""

    CENTRAL_EAST = "central-east"
    CENTRAL_NORTH = "central-north"
    CENTRAL_SOUTH = "central-south"
    CENTRAL_WEST = "central-west"
    CITY_OF_LONDON_POLICE = "city-of-london-police"
    EAST = "east"
    NORTH = "north"
    NORTH_EAST = "north-east"
    NORTH_WEST = "north-west"
    SOUTH = "south"
    SOUTH_EAST = "south-east"
    SOUTH_WEST = "south-west"
    WEST = "west"

    @property
    def unit(self) -> str:
        """Its name, as `Borough.bcu` has it."""
        return _UNITS[self]


_UNITS = {
    CommandUnit(name.lower().replace(" ", "-")): name
    for name in {borough.bcu for borough in BOROUGHS.values()}
}

BoroughCode = Annotated[str, StringConstraints(pattern=r"^E09000(00[1-9]|0[12][0-9]|03[0-3])$")]
"""GSS code of a London borough or of the City of London, E09000001 to E09000033."""

SiteCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")]
"""A place where crimes can be reported, by its code in the register of sites."""


@cache
def _units() -> dict[str, str]:
    """The courts of England and Wales by the codes of their organisation units.

    Source: the Ministry of Justice's published standing data, August 2026.
    """
    return {row["ou_code"]: row["court"] for row in code_list("courts").rows}


class Court(StrEnum):
    """The courts that try London's crimes: Crown Courts, and magistrates' courts.

    Each court of London in the Ministry of Justice's published list of organisation units (August
    2026) has a code here, county courts where magistrates sit among them. Those outside London are
    one by tier. The code of an organisation unit is read as the court that it is: `B01LY00` as
    `lavender-hill-magistrates`.
    """

    SNARESBROOK = "snaresbrook"
    ISLEWORTH = "isleworth"
    WOOD_GREEN = "wood-green"
    WOOLWICH = "woolwich"
    SOUTHWARK = "southwark"
    CROYDON = "croydon"
    INNER_LONDON = "inner-london"
    KINGSTON_UPON_THAMES = "kingston-upon-thames"
    CENTRAL_CRIMINAL_COURT = "central-criminal-court"
    HARROW = "harrow"
    BARBICAN = "barbican"
    BLACKFRIARS = "blackfriars"
    ROYAL_COURTS_OF_JUSTICE = "royal-courts-of-justice"
    JURYS_INN_CROYDON = "jurys-inn-croydon"
    MONUMENT = "monument"
    SOUTHWARK_PROSPERO_HOUSE = "southwark-prospero-house"
    WESTMINSTER_MAGISTRATES = "westminster-magistrates"
    HIGHBURY_CORNER_MAGISTRATES = "highbury-corner-magistrates"
    THAMES_MAGISTRATES = "thames-magistrates"
    STRATFORD_MAGISTRATES = "stratford-magistrates"
    BROMLEY_MAGISTRATES = "bromley-magistrates"
    CROYDON_MAGISTRATES = "croydon-magistrates"
    UXBRIDGE_MAGISTRATES = "uxbridge-magistrates"
    WILLESDEN_MAGISTRATES = "willesden-magistrates"
    WIMBLEDON_MAGISTRATES = "wimbledon-magistrates"
    BEXLEY_MAGISTRATES = "bexley-magistrates"
    EALING_MAGISTRATES = "ealing-magistrates"
    HENDON_MAGISTRATES = "hendon-magistrates"
    BARKINGSIDE_MAGISTRATES = "barkingside-magistrates"
    CITY_OF_LONDON_MAGISTRATES = "city-of-london-magistrates"
    LAVENDER_HILL_MAGISTRATES = "lavender-hill-magistrates"
    BELMARSH_MAGISTRATES = "belmarsh-magistrates"
    CAMBERWELL_GREEN_MAGISTRATES = "camberwell-green-magistrates"
    FAMILY_PROCEEDINGS_WELLS_STREET_MAGISTRATES = "family-proceedings-wells-street-magistrates"
    ROMFORD_MAGISTRATES = "romford-magistrates"
    HAMMERSMITH_MAGISTRATES = "hammersmith-magistrates"
    BOW_COUNTY_COURT_MAGISTRATES = "bow-county-court-magistrates"
    BRENTFORD_COUNTY_COURT_MAGISTRATES = "brentford-county-court-magistrates"
    BROMLEY_COUNTY_COURT_MAGISTRATES = "bromley-county-court-magistrates"
    CENTRAL_LONDON_COUNTY_COURT_MAGISTRATES = "central-london-county-court-magistrates"
    CLERKENWELL_AND_SHOREDITCH_COUNTY_COURT_MAGISTRATES = (
        "clerkenwell-and-shoreditch-county-court-magistrates"
    )
    EDMONTON_COUNTY_COURT_MAGISTRATES = "edmonton-county-court-magistrates"
    LAMBETH_COUNTY_COURT_MAGISTRATES = "lambeth-county-court-magistrates"
    ROMFORD_COUNTY_COURT_MAGISTRATES = "romford-county-court-magistrates"
    MAYORS_AND_CITY_OF_LONDON_COUNTY_COURT_MAGISTRATES = (
        "mayors-and-city-of-london-county-court-magistrates"
    )
    UXBRIDGE_COUNTY_COURT_MAGISTRATES = "uxbridge-county-court-magistrates"
    WANDSWORTH_COUNTY_COURT_MAGISTRATES = "wandsworth-county-court-magistrates"
    WEST_LONDON_COUNTY_COURT_MAGISTRATES = "west-london-county-court-magistrates"
    WILLESDEN_COUNTY_COURT_MAGISTRATES = "willesden-county-court-magistrates"
    WOOLWICH_COUNTY_COURT_MAGISTRATES = "woolwich-county-court-magistrates"
    COURT_OF_APPEAL = "court-of-appeal"
    OUTSIDE_LONDON = "outside-london"
    OUTSIDE_LONDON_MAGISTRATES = "outside-london-magistrates"

    @classmethod
    def _missing_(cls, value: object) -> "Court | None":
        """The court that the code of an organisation unit means; None where there is none."""
        return cls(court) if isinstance(value, str) and (court := _units().get(value)) else None

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        named = handler(core_schema)
        return {"anyOf": [named, {"type": "string", "enum": sorted(_units())}]}

    @property
    def is_crown_court(self) -> bool:
        """Whether it is a Crown Court, not a magistrates' court."""
        return not self.endswith("-magistrates") and self is not Court.COURT_OF_APPEAL

    @property
    def label(self) -> str:
        """The court's name as people write it."""
        return _COURT_NAMES.get(self) or _court_name(self)


_COURT_NAMES = {
    Court.CENTRAL_CRIMINAL_COURT: "Central Criminal Court",
    Court.COURT_OF_APPEAL: "Court of Appeal",
    Court.OUTSIDE_LONDON: "a Crown Court outside London",
    Court.OUTSIDE_LONDON_MAGISTRATES: "a magistrates' court outside London",
    Court.ROYAL_COURTS_OF_JUSTICE: "Royal Courts of Justice",
    Court.JURYS_INN_CROYDON: "Croydon Crown Court at Jury's Inn",
    Court.SOUTHWARK_PROSPERO_HOUSE: "Southwark Crown Court at Prospero House",
    Court.FAMILY_PROCEEDINGS_WELLS_STREET_MAGISTRATES: (
        "Inner London and City Family Proceedings Court, Wells Street"
    ),
    Court.MAYORS_AND_CITY_OF_LONDON_COUNTY_COURT_MAGISTRATES: (
        "Magistrates at the Mayor's and City of London County Court"
    ),
}
"""The courts whose names do not follow from their codes."""

_COUNTY_COURT = "-county-court"


def _court_name(court: Court) -> str:
    place = court.removesuffix("-magistrates").removesuffix(_COUNTY_COURT).replace("-", " ").title()
    for word in (" Of ", " Upon ", " And "):
        place = place.replace(word, word.lower())
    if court.removesuffix("-magistrates").endswith(_COUNTY_COURT):
        return f"Magistrates at {place} County Court"
    tier = "Crown" if court.is_crown_court else "Magistrates'"
    return f"{place} {tier} Court"
