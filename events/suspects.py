"""Which suspect a fact is about: by number in the case, or by arrest/summons number."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from events.codes import OnceEach
from events.fact import Fact
from events.offences import OffenceNumber

SuspectNumber = Annotated[int, Field(ge=1, le=999)]
"""Which suspect of the case: first, second, … as the force counts them."""

_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def asn_check_letter(numbered: str) -> str:
    """The letter that ends an arrest/summons number, from the 19 characters before it.

    Year, force, unit, system and sequence are of 2, 2, 2, 2 and 11 characters. Force, system, year
    and sequence are read as one number; a force or system that has letters is left out. The
    remainder of a division by 23 picks the letter. Source: `Asn.ts` of the Ministry of Justice's
    Bichard7.
    """
    year, force, system, sequence = numbered[:2], numbered[2:4], numbered[6:8], numbered[8:]
    digits = [part for part in (force, system) if part.isdecimal()] + [year, sequence]
    return _CHECK_LETTERS[int("".join(digits)) % len(_CHECK_LETTERS)]


def with_check_letter(asn: str) -> str:
    """Return the number. PydanticCustomError `asn_check_letter` if its last letter is wrong."""
    if asn_check_letter(asn[:-1]) != asn[-1]:
        raise PydanticCustomError("asn_check_letter", "the last letter does not fit the rest")
    return asn


ASN_PATTERN = (
    "(?:[0-9]{2}[A-Z0-9]{6}[0-9]{11}|[0-9]{2}/[A-Z0-9]{4}/[A-Z0-9]{2}/[0-9]{1,11})[A-HJ-NP-RT-Z]"
)
"""An arrest/summons number in its long form or, with strokes, in its short one."""


def long_asn(asn: str) -> str:
    """An arrest/summons number in its long form: `25/01ZD/01/104411J` is `2501ZD0100000104411J`.

    PydanticCustomError `asn_check_letter` if its last letter is wrong.
    """
    *parts, sequence = asn.split("/")
    return with_check_letter("".join(parts) + sequence.zfill(12) if parts else asn)


ArrestSummonsNumber = Annotated[
    str,
    StringConstraints(pattern=rf"^{ASN_PATTERN}$"),
    AfterValidator(long_asn),
]
"""An ASN, read in its long form: 20 characters without strokes, `1101ZD0100000410836V`.

The short form has strokes and no zeros before the number: `11/01ZD/01/410836V`.
"""


class AboutSuspect(Fact):
    """A fact about one suspect or defendant of the case.

    An agency that does not say which means the only one there is. A court knows a defendant by the
    arrest/summons number alone; a fact that gives both says that they are one person.
    """

    suspect: SuspectNumber | None = None
    """Which suspect of the case, as the force counts them."""
    asn: ArrestSummonsNumber | None = None
    """The arrest/summons number, in its long form of 20 characters or in its short one."""


class AboutNumberedSuspect(AboutSuspect):
    """A fact about one suspect, of a kind that has always had the number: the first if left out."""

    suspect: SuspectNumber | None = 1
    """Which suspect of the case, as the force counts them; beside an ASN it may be left out."""

    @model_validator(mode="after")
    def _by_asn(self) -> Self:
        if self.asn is not None and "suspect" not in self.model_fields_set:
            self.__dict__["suspect"] = None  # the model is frozen
        return self


class AboutOffences(AboutSuspect):
    """A fact about a defendant that can say which of the charged offences it is about.

    It concerns the victims of these offences and nobody else, once the police or prosecutors said
    which offences are whose. Where it names none, it is about the defendant as a whole.
    """

    offences: OnceEach[OffenceNumber] = ()
    """The offences, by their sequence numbers under the defendant's ASN."""


class AboutNumberedOffences(AboutNumberedSuspect, AboutOffences):
    """A fact about charged offences, of a kind that has always had the suspect's number."""
