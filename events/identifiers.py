"""The identifiers that agencies exchange: of the agency, of the case and of the victim."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Annotated, NewType
from uuid import UUID, uuid5

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from events.investigating_bodies import InvestigatingBody
from events.suspects import ASN_PATTERN, long_asn


class Agency(StrEnum):
    """The partner agencies of a victim's journey in London; each owns one topic."""

    MET_POLICE = "met-police"
    CITY_POLICE = "city-police"
    CPS = "cps"
    HMCTS = "hmcts"
    WITNESS_CARE = "witness-care"
    PROBATION = "probation"
    VICTIM_SUPPORT = "victim-support"
    ADVOCATES = "advocates"
    BTP = "btp"
    YOUTH_JUSTICE = "youth-justice"
    PRISON_SERVICE = "prison-service"

    @property
    def label(self) -> str:
        """The agency's name as people write it."""
        return _TITLES[self]


_TITLES = {
    Agency.MET_POLICE: "Metropolitan Police",
    Agency.CITY_POLICE: "City of London Police",
    Agency.CPS: "Crown Prosecution Service",
    Agency.HMCTS: "HM Courts and Tribunals Service",
    Agency.WITNESS_CARE: "Witness Care Unit",
    Agency.PROBATION: "Probation Service",
    Agency.VICTIM_SUPPORT: "Victim Support",
    Agency.ADVOCATES: "Independent advocates (IDVA and ISVA services)",
    Agency.BTP: "British Transport Police",
    Agency.YOUTH_JUSTICE: "Youth Justice Service",
    Agency.PRISON_SERVICE: "HM Prison Service",
}

POLICE = frozenset({Agency.MET_POLICE, Agency.CITY_POLICE, Agency.BTP})
"""The police forces among the agencies."""

OWN_TOPIC: Mapping[InvestigatingBody, Agency] = {
    InvestigatingBody.METROPOLITAN: Agency.MET_POLICE,
    InvestigatingBody.CITY_OF_LONDON: Agency.CITY_POLICE,
    InvestigatingBody.BRITISH_TRANSPORT: Agency.BTP,
}
"""The forces that publish here, as agencies."""

_ISSUER = "(?:" + "|".join(Agency) + ")"

_OTHER_FORCE = "|".join(
    force for force in InvestigatingBody if force.is_force and force not in OWN_TOPIC
)

_CRIME = rf"crime:(?:{_ISSUER}|{_OTHER_FORCE}):[A-Za-z0-9][A-Za-z0-9._/-]{{0,79}}"
_URN = "urn:[A-Z0-9]{4}[0-9]{3,7}(?:/[MS][0-9]{0,2})?"
_ARREST = f"asn:{ASN_PATTERN}"
_COURT = "court:(?:[0-9]{2}/[0-9]{4}/[0-9]{1,6}[A-Z]|[ASTU]20[0-9]{6})"
_COMMON_PLATFORM = "cp:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def one_form(case: str) -> str:
    """A case identifier in the one form that is stored: an ASN in its long form.

    PydanticCustomError `asn_check_letter` if the last letter of an ASN is wrong.
    """
    kind, _, number = case.partition(":")
    return f"asn:{long_asn(number)}" if kind == "asn" else case


CASE_PATTERN = f"{_CRIME}|{_URN}|{_ARREST}|{_COURT}|{_COMMON_PLATFORM}"

CaseIdentifier = Annotated[
    str, StringConstraints(pattern=rf"^({CASE_PATTERN})$"), AfterValidator(one_form)
]
"""A case as an agency knows it.

`crime:<force>:<crime reference>`, `urn:<PTI URN>`, `asn:<arrest/summons number>` of one suspect,
`court:<court case number>`, or `cp:<Common Platform's id of a prosecution>`. A crime reference is a
free string of the force. It is never parsed. The force is an agency that publishes here, or another
force by its two-digit code: `crime:46:…` of Kent. A force that publishes here has one name alone:
its code is refused. `urn:…/M` is the reference of prosecutions that were merged, `urn:…/S1` of a
part that was split off. A Crown Court's number begins with what it is: T for trial, S for sentence,
A for appeal, U for anything else.
"""


class CaseLevel(IntEnum):
    """What an identifier of a case covers.

    A victim's crime, its prosecution, or what several prosecutions can share: the arrest of one
    suspect, a court's number, the reference of prosecutions that were merged.
    """

    CRIME = 0
    PROSECUTION = 1
    PART = 2


_LEVELS = {
    "crime": CaseLevel.CRIME,
    "urn": CaseLevel.PROSECUTION,
    "cp": CaseLevel.PROSECUTION,
    "asn": CaseLevel.PART,
    "court": CaseLevel.PART,
}


KINDS_OF_CASE = frozenset(_LEVELS)
"""How the identifiers of cases begin."""


def level(case: str) -> CaseLevel:
    """The level of a case identifier."""
    kind, _, number = case.partition(":")
    return CaseLevel.PART if kind == "urn" and "/M" in number else _LEVELS[kind]


def leads_to(case: str, other: str, *, placed: bool = False) -> bool:
    """Whether a victim of a case is one of the case that another identifier of it means.

    Nothing leads back to a crime. An arrest or a court's number leads on to its prosecution, but
    not for a victim who was `placed` in a prosecution on the way there: another prosecution of the
    same suspect is not theirs.
    """
    if level(other) >= level(case):
        return True
    return level(other) is CaseLevel.PROSECUTION and not placed


def narrowness(case: str) -> tuple[CaseLevel, bool, str]:
    """The order of the identifiers of one case: the first names it.

    That of a force that publishes here comes before that of another, whatever their letters.
    """
    kind, issuer, *_ = case.split(":")
    return level(case), kind == "crime" and issuer.isdecimal(), case


_REFERENCE = rf"{_ISSUER}:[A-Za-z0-9][A-Za-z0-9._/-]{{0,79}}"

VictimReference = Annotated[str, StringConstraints(pattern=rf"^{_REFERENCE}$")]
"""A victim as an agency knows them, `<issuing agency>:<its own reference>`: never a name."""


def issuer_of(reference: str) -> Agency:
    """The agency that issued a victim's reference."""
    return Agency(reference.partition(":")[0])


Pseudonym = NewType("Pseudonym", str)
"""A victim inside the platform: `victim-` and 26 letters or digits, keyed and not reversible."""

_PSEUDONYM = "victim-[a-z2-7]{26}"

AnyVictim = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:{_REFERENCE}|{_PSEUDONYM})$"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^{_REFERENCE}$"},
                {"type": "string", "pattern": rf"^{_PSEUDONYM}$"},
            ]
        }
    ),
]
"""A victim as an agency knows them, or by the pseudonym under which the platform's pages show them.
"""


def is_pseudonym(name: str) -> bool:
    """Whether this is a pseudonym, and no agency's reference."""
    return re.fullmatch(_PSEUDONYM, name) is not None


_STAFF_ID = "(?:[A-Za-z][A-Za-z-]*)?[0-9][A-Za-z0-9-]*"

StaffId = Annotated[str, StringConstraints(pattern=rf"^{_STAFF_ID}$", max_length=40)]
"""A member of staff by their agency's own id, such as a collar number: letters, digits and -.

At least one digit is in it, so that no name is written here.
"""

StaffIdentifier = Annotated[
    str, StringConstraints(pattern=rf"^staff:{_ISSUER}:{_STAFF_ID}$", max_length=80)
]
"""A member of an agency's staff, as a subject: `staff:<agency>:<its own id>`."""


def staff_member(subject: str) -> tuple[Agency, str]:
    """The agency and its own id of the person, from a subject. ValueError for a case."""
    kind, agency, staff = subject.split(":")
    if kind != "staff":
        raise ValueError("no member of staff")
    return Agency(agency), staff


_INTERVENTION_ID = "[A-Za-z0-9][A-Za-z0-9-]*"

InterventionIdentifier = Annotated[
    str,
    StringConstraints(pattern=rf"^intervention:{_ISSUER}:{_INTERVENTION_ID}$", max_length=80),
]
"""Something that an agency began in a place, as a subject: `intervention:<agency>:<its own id>`."""


def intervention_of(subject: str) -> tuple[Agency, str]:
    """The agency and its own id of an intervention, from a subject. ValueError for another."""
    kind, agency, identity = subject.split(":")
    if kind != "intervention":
        raise ValueError("no intervention")
    return Agency(agency), identity


_EVENTS = UUID("5b0d5a53-8e2a-5c1c-9a43-6f1d1c6b7a10")


def pseudonym(reference: str, key: bytes) -> Pseudonym:
    """The pseudonym for a victim's reference: always the same under the same key.

    A pseudonym is its own.
    """
    if is_pseudonym(reference):
        return Pseudonym(reference)
    return Pseudonym(f"victim-{keyed_letters(reference, key)}")


def keyed_letters(reference: str, key: bytes) -> str:
    """26 letters or digits for a person's reference under a key: not reversible without it."""
    digest = hmac.new(key, reference.encode(), hashlib.sha256).digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def event_identity(agency: Agency, source: str, event_id: str) -> UUID:
    """The identity of an event. CloudEvents makes `source` and `id` unique together.

    The agency is part of it, so that no agency can publish or suppress an event of another.
    """
    return uuid5(_EVENTS, f"{agency}\n{source}\n{event_id}")
