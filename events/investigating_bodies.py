"""Who may investigate a crime: the police forces of England and Wales, and other bodies.

The forces are the 43 of England and Wales, British Transport Police and the Ministry of Defence
Police. Their codes are those with which URNs begin. Source: standing data of the Ministry of
Justice.
"""

from enum import StrEnum


class InvestigatingBody(StrEnum):
    """A police force by its two-digit code, or another body that may investigate a crime."""

    METROPOLITAN = "01"
    CUMBRIA = "03"
    LANCASHIRE = "04"
    MERSEYSIDE = "05"
    GREATER_MANCHESTER = "06"
    CHESHIRE = "07"
    NORTHUMBRIA = "10"
    DURHAM = "11"
    NORTH_YORKSHIRE = "12"
    WEST_YORKSHIRE = "13"
    SOUTH_YORKSHIRE = "14"
    HUMBERSIDE = "16"
    CLEVELAND = "17"
    WEST_MIDLANDS = "20"
    STAFFORDSHIRE = "21"
    WEST_MERCIA = "22"
    WARWICKSHIRE = "23"
    DERBYSHIRE = "30"
    NOTTINGHAMSHIRE = "31"
    LINCOLNSHIRE = "32"
    LEICESTERSHIRE = "33"
    NORTHAMPTONSHIRE = "34"
    CAMBRIDGESHIRE = "35"
    NORFOLK = "36"
    SUFFOLK = "37"
    BEDFORDSHIRE = "40"
    HERTFORDSHIRE = "41"
    ESSEX = "42"
    THAMES_VALLEY = "43"
    HAMPSHIRE = "44"
    SURREY = "45"
    KENT = "46"
    SUSSEX = "47"
    CITY_OF_LONDON = "48"
    DEVON_AND_CORNWALL = "50"
    AVON_AND_SOMERSET = "52"
    GLOUCESTERSHIRE = "53"
    WILTSHIRE = "54"
    DORSET = "55"
    NORTH_WALES = "60"
    GWENT = "61"
    SOUTH_WALES = "62"
    DYFED_POWYS = "63"
    BRITISH_TRANSPORT = "93"
    MINISTRY_OF_DEFENCE = "24"
    NATIONAL_CRIME_AGENCY = "national-crime-agency"
    SERIOUS_FRAUD_OFFICE = "serious-fraud-office"
    HM_REVENUE_AND_CUSTOMS = "hm-revenue-and-customs"
    IMMIGRATION_ENFORCEMENT = "immigration-enforcement"
    POLICE_CONDUCT = "independent-office-for-police-conduct"
    SERVICE_POLICE = "service-police"
    """Of the armed forces."""
    CIVIL_NUCLEAR = "civil-nuclear-constabulary"
    POLICE_SCOTLAND = "police-scotland"
    POLICE_NORTHERN_IRELAND = "police-service-of-northern-ireland"
    POLICE_ABROAD = "police-abroad"
    LOCAL_AUTHORITY = "local-authority"
    OTHER = "other-body"
    """Another body, or one that was not named."""

    @property
    def is_force(self) -> bool:
        """Whether it is a police force of England and Wales, known by its code."""
        return self.isdecimal()

    @property
    def label(self) -> str:
        """Its name as people write it, in mid-sentence."""
        if named := _NAMED_OTHERWISE.get(self):
            return named
        return f"{self.name.replace('_', ' ').title().replace(' And ', ' and ')} Police"


_NAMED_OTHERWISE = {
    InvestigatingBody.METROPOLITAN: "the Metropolitan Police",
    InvestigatingBody.CITY_OF_LONDON: "the City of London Police",
    InvestigatingBody.DYFED_POWYS: "Dyfed-Powys Police",
    InvestigatingBody.MINISTRY_OF_DEFENCE: "the Ministry of Defence Police",
    InvestigatingBody.NATIONAL_CRIME_AGENCY: "the National Crime Agency",
    InvestigatingBody.SERIOUS_FRAUD_OFFICE: "the Serious Fraud Office",
    InvestigatingBody.HM_REVENUE_AND_CUSTOMS: "HM Revenue and Customs",
    InvestigatingBody.IMMIGRATION_ENFORCEMENT: "Immigration Enforcement",
    InvestigatingBody.POLICE_CONDUCT: "the Independent Office for Police Conduct",
    InvestigatingBody.SERVICE_POLICE: "the service police",
    InvestigatingBody.CIVIL_NUCLEAR: "the Civil Nuclear Constabulary",
    InvestigatingBody.POLICE_SCOTLAND: "Police Scotland",
    InvestigatingBody.POLICE_NORTHERN_IRELAND: "the Police Service of Northern Ireland",
    InvestigatingBody.POLICE_ABROAD: "police abroad",
    InvestigatingBody.LOCAL_AUTHORITY: "a local authority",
    InvestigatingBody.OTHER: "another body",
}
