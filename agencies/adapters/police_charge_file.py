"""The police's charge file, the standard prosecutor's interface (SPI): a new case.

Schemas: HMCTS's public `cpp-context-staging-prosecutors-spi`, in XML as the police send it, or in
JSON. Names are read without their case: the two differ in it alone.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import orjson

from agencies.adapters.code_tables import codes
from agencies.adapters.conversion import Adapter, ConversionNotes, Draft, Unsayable
from agencies.adapters.field_forms import (
    arrest_number,
    day,
    pnc_reference,
    urn,
)
from agencies.adapters.mapped_fields import mapped_fields
from agencies.adapters.message_charges import charges
from agencies.adapters.message_parts import Part
from events.identifiers import Agency

_OWN_ID = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")
"""A force's own id of a victim. It has a digit, so that no name is taken for one."""

_LISTS = {"defendant", "defendants", "offence", "otherpartyvictim"}


def read(message: bytes) -> Any:
    """The case of a message in XML or JSON, its names in small letters. ValueError for neither.

    XML has `defendant` once for each; they become a list, as JSON has it.
    """
    if not message.lstrip().startswith(b"<"):
        return _case(_small(orjson.loads(message)))
    if b"<!DOCTYPE" in message:
        raise ValueError("no definitions are read")
    try:
        root = ElementTree.fromstring(message)
    except ElementTree.ParseError:
        raise ValueError("no XML") from None
    return _case({_local(root.tag): _of_element(root)})


def _case(content: Any) -> Any:
    """The case itself, out of what it comes in; what is no object, as it is."""
    if not isinstance(content, Mapping):
        return content
    message = Part(content)
    case = message.part("policecase") or message.part("newcasemessage", "case") or message
    fields = dict(case.fields)
    if "defendant" in fields:
        fields["defendants"] = fields.pop("defendant")
    return fields


def _of_element(element: ElementTree.Element) -> Any:
    """The elements below by name, those that repeat as lists; the text where there are none."""
    found: dict[str, Any] = {}
    for below in element:
        name = _local(below.tag)
        if name in _LISTS:
            found.setdefault(name, []).append(_of_element(below))
        else:
            found[name] = _of_element(below)
    return found or (element.text or "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _small(value: Any) -> Any:
    if isinstance(value, list):
        return [_small(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name).lower(): _small(below) for name, below in value.items()}
    return value


def says(message: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """A new case: who was charged with what, and whose the offences are.

    Raises Unsayable where the case has no URN, or its force does not publish here. The first
    hearing is the court's to say.
    """
    details = message.part("casedetails")
    if (number := urn(details.text("ptiurn"))) is None:
        raise Unsayable("case", "no_urn")
    agency = codes("police-forces", "code", "agency").get(number[:2]) or None
    if agency is None:
        raise Unsayable("force", "does_not_publish_here")
    force = Agency(agency)
    for each in message.parts("defendants"):
        yield from _of_defendant(each, details, f"urn:{number}", force, notes)


def _of_defendant(
    who: Part, details: Part, subject: str, force: Agency, notes: ConversionNotes
) -> Iterator[Draft]:
    asn = arrest_number(who.text("prosecutorreference"))
    if asn is None:
        notes.unsaid("defendant", "no_well_formed_arrest_summons_number")
        return
    offences = [each.part("baseoffencedetails") for each in who.parts("offence")]
    charged = [*charges(((_number(each), each.text("offencecode")) for each in offences), notes)]
    days = [found for each in offences if (found := day(each.text("chargedate")))]
    given = details.text("caseinitiationcode") or details.text("summonscode") or ""
    method = codes("initiation-codes", "code", "method").get(given)
    if not days or method is None:
        rule = "no_initiation_code_that_is_in_the_list" if days else "no_day"
        notes.unsaid("charge", rule)
        return
    data = {"asn": asn, "method": method, "charges": charged}
    ids = (subject, asn)
    yield Draft("suspect-charged", ids, subject, min(days), data, agency=force)
    person = who.part("policeindividualdefendant")
    if pnc := pnc_reference(person.text("pncidentifier")):
        linked = {"asn": asn, "offender": f"pnc:{pnc}"}
        yield Draft("offender-linked", ids, subject, min(days), linked, agency=force)
    yield from _victims(who, asn, subject, min(days), force)


def _victims(who: Part, asn: str, subject: str, at: str, force: Agency) -> Iterator[Draft]:
    """Whose the offences are, where the force's own id of a victim is in the file: a reference."""
    whose: dict[str, list[int]] = {}
    for each in who.parts("offence"):
        number = _number(each.part("baseoffencedetails"))
        for victim in each.parts("otherpartyvictim"):
            own = victim.text("victimreference") or ""
            if number and _OWN_ID.fullmatch(own):
                whose.setdefault(own, []).append(number)
    for own, offences in whose.items():
        reference, data = f"{force}:{own}", {"asn": asn, "offences": sorted({*offences})}
        ids = (subject, asn, str(list(whose).index(own)))
        yield Draft("victim-identified", ids, subject, at, {}, reference, force)
        yield Draft("victim-of-offences", ids, subject, at, data, reference, force)


def _number(offence: Part) -> int | None:
    """The sequence number: a number in JSON, digits in XML."""
    text = offence.text("offencesequencenumber") or ""
    number = offence.number("offencesequencenumber")
    number = int(text) if number is None and text.isdecimal() else number
    return number if number and number > 0 else None


SPI = Adapter(
    name="spi",
    source="https://charge-file/police",
    agency=Agency.MET_POLICE,
    says=says,
    mapped=mapped_fields("spi"),
    read=read,
)
