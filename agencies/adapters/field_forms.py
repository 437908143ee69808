"""Numbers, days, instants and amounts as other systems write them, in the forms of events."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from pydantic_core import PydanticCustomError

from events.suspects import ASN_PATTERN, long_asn

_URN = re.compile(r"[A-Z0-9]{4}[0-9]{3,7}(/[MS][0-9]{0,2})?")
_PNC = re.compile(r"((?:19|20)[0-9]{2})/?([0-9]{1,7})([A-Z])")
_NOMS = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_CRN = re.compile(r"[A-Z][0-9]{6}")
_OFFENCE = re.compile(r"[A-Z]{2}([0-9]{2}|ML)[0-9A-Z][0-9]{2}[A-Z]?")
_MONEY = re.compile(r"£?([0-9][0-9,]*(?:\.[0-9]{1,2})?)")


def arrest_number(written: str | None) -> str | None:
    """An arrest/summons number in its long form; None where it is not well formed."""
    text = (written or "").upper()
    if not re.fullmatch(ASN_PATTERN, text):
        return None
    try:
        return long_asn(text)
    except PydanticCustomError:
        return None


def urn(written: str | None) -> str | None:
    """A unique reference number without blanks; None where it is not well formed."""
    text = (written or "").upper().replace(" ", "")
    return text if _URN.fullmatch(text) else None


def pnc_reference(written: str | None) -> str | None:
    """An id of the Police National Computer, `2012/0012345X`; None where it is not well formed."""
    found = _PNC.fullmatch((written or "").upper())
    return f"{found[1]}/{found[2].zfill(7)}{found[3]}" if found else None


def noms_number(written: str | None) -> str | None:
    """A number of the prisons, `A1234BC`; None where it is not well formed."""
    text = (written or "").upper()
    return text if _NOMS.fullmatch(text) else None


def crn(written: str | None) -> str | None:
    """A number of probation, `X123456`; None where it is not well formed."""
    text = (written or "").upper()
    return text if _CRN.fullmatch(text) else None


def offence_code(written: str | None) -> str | None:
    """A code of the CJS offence index; None where it is not well formed."""
    text = (written or "").upper()
    return text if _OFFENCE.fullmatch(text) else None


def day(written: str | None) -> str | None:
    """A day in ISO 8601; None where it is none."""
    try:
        return date.fromisoformat((written or "")[:10]).isoformat()
    except ValueError:
        return None


def instant(written: str | None) -> str | None:
    """An instant in RFC 3339 with its offset; None where it is none, or has no offset."""
    try:
        at = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return at.isoformat() if at.tzinfo else None


def pence(written: str | None) -> int | None:
    """An amount in pounds, `£1,250.00`, as pence; None where it is none."""
    found = _MONEY.fullmatch((written or "").strip())
    if not found:
        return None
    try:
        return int(Decimal(found[1].replace(",", "")) * 100)
    except InvalidOperation:
        return None
