"""Offenders apart from any case, by the numbers of prisons, probation and the police."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from events.identifiers import CASE_PATTERN, keyed_letters, one_form

_NOMS = "noms:[A-Z][0-9]{4}[A-Z]{2}"
_CRN = "crn:[A-Z][0-9]{6}"
_PNC = "pnc:[0-9]{4}/[0-9]{7}[A-Z]"
_REFERENCE = f"{_NOMS}|{_CRN}|{_PNC}"
_PSEUDONYM = "offender-[a-z2-7]{26}"

AnyOffender = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:{_REFERENCE}|{_PSEUDONYM})$"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^(?:{_REFERENCE})$"},
                {"type": "string", "pattern": rf"^{_PSEUDONYM}$"},
            ]
        }
    ),
]
"""An offender as an agency knows them, or by the pseudonym that the platform writes instead.

`noms:A1234BC` by the prisons' number, `crn:X123456` by probation's, `pnc:2012/0012345X` by the
Police National Computer's: never a name.
"""

CaseOrOffender = Annotated[
    str,
    StringConstraints(pattern=rf"^({CASE_PATTERN}|{_REFERENCE})$"),
    AfterValidator(one_form),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^({CASE_PATTERN})$"},
                {"type": "string", "pattern": rf"^(?:{_REFERENCE})$"},
            ]
        }
    ),
]
"""A case, or an offender: then whatever is said is said of all cases linked with the offender."""


def is_offender(subject: str) -> bool:
    """Whether a subject, or what the log has instead of it, is an offender and no case."""
    return re.fullmatch(f"{_REFERENCE}|{_PSEUDONYM}", subject) is not None


def is_keyed_offender(name: str) -> bool:
    """Whether a name in the log is an offender's pseudonym, and no case."""
    return name.startswith("offender-")


def offender_pseudonym(reference: str, key: bytes) -> str:
    """What stands for an offender inside the platform: `offender-` and 26 letters or digits.

    Keyed and not reversible, as a victim's; a pseudonym is its own.
    """
    if re.fullmatch(_PSEUDONYM, reference):
        return reference
    return f"offender-{keyed_letters(reference, key)}"
