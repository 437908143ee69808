"""Sentences for `events.reporting` and `events.identity`."""

from typing import assert_never

from events.identity import (
    CaseLinked,
    CaseMerged,
    CaseSplit,
    CaseUnlinked,
    VictimsMerged,
    VictimsUnmerged,
)
from events.offences import VictimKind
from events.places import BOROUGHS
from events.reporting import CrimeReported, ReportingChannel, VictimIdentified
from events.vocabulary import Reporting
from web.wording import capital, plain

_MADE = {
    ReportingChannel.PUBLIC_ACCESS_SITE: ", at a public access site",
    ReportingChannel.POLICE_STATION: ", at a police station",
    ReportingChannel.TELEPHONE_999: ", by calling 999",
    ReportingChannel.TELEPHONE_101: ", by calling 101",
    ReportingChannel.ONLINE: ", online",
    ReportingChannel.OFFICER_IN_PERSON: ", to an officer in person",
    ReportingChannel.THIRD_PARTY: ", through another organisation",
    ReportingChannel.OTHER: "",
    None: "",
}


_VICTIMS = {
    VictimKind.PERSON: "a person",
    VictimKind.SAW_OR_HEARD: "one who saw or heard the crime",
    VictimKind.BORN_OF_THE_CRIME: "one who was born of the crime",
    VictimKind.BEREAVED_RELATIVE: "close family of one who died of the crime",
    VictimKind.CHILD_IN_DOMESTIC_ABUSE: "a child in domestic abuse",
    VictimKind.BUSINESS: "a business",
}


def reporting(fact: Reporting) -> str:
    """Say that a crime was reported, or who was harmed, or that two cases are one."""
    match fact:
        case CrimeReported(offence=offence, borough=borough, made=made):
            where = f" in {BOROUGHS[borough].name}" if borough else ""
            return f"{capital(plain(offence))} was reported{where}{_MADE[made]}"
        case VictimIdentified(victim_kind=kind, enhanced_rights=enhanced):
            rights = ", with Enhanced Rights" if enhanced else ""
            return f"The victim was identified: {_VICTIMS[kind]}{rights}"
        case CaseLinked(other=other):
            return f"The case is also known as {other}"
        case CaseUnlinked(other=other):
            return f"The case and {other} are two cases after all"
        case CaseMerged(into=into):
            return f"The case goes on as part of {into}"
        case CaseSplit(into=into):
            return f"A part of the case goes on as {into}"
        case VictimsMerged():
            return "Two references were found to be one person: their journeys are one"
        case VictimsUnmerged():
            return "Two references were found to be two people: their journeys are apart again"
        case _:
            assert_never(fact)
