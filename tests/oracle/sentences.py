"""What a sentence asks for, by court, offence and length, as the ledger of truth reads the Acts."""

from datetime import date
from fractions import Fraction

from events.court import Sentence, SentencePassed
from events.offences import OffenceGroup

_THEFTS = ("bicycle-theft", "other-theft", "shoplifting", "theft-from-the-person")
_VIOLENT_OR_SEXUAL = (
    "rape",
    "other-sexual-offence",
    "robbery",
    "violence",
    "violence-and-sexual-offences",
)
_NO_VIOLENCE = (*_THEFTS, "drugs", "anti-social-behaviour")
_ACT_OF_2026 = date(2026, 6, 29)


def asked_by_sentence(day: date, passed: SentencePassed, offence: OffenceGroup | None) -> list[str]:
    """The rules by which a sentence asks for something, beside the court's own notice."""
    asked = []
    reviewed = offence not in (*_THEFTS, "anti-social-behaviour")
    if reviewed and not passed.court.endswith("magistrates"):
        asked.append("ULS" if day < _ACT_OF_2026 else "ULS.1")
    return asked if is_eligible(passed, offence) is False else [*asked, "R11.1"]


def is_eligible(passed: SentencePassed, offence: OffenceGroup | None) -> bool | None:
    """Whether the victim is eligible for the contact scheme; None where that cannot be told."""
    if passed.victim_contact_scheme:
        return True
    found = _by_the_act(passed, offence)
    if passed.victim_contact_scheme is False:
        return None if found else False
    return found


def _by_the_act(passed: SentencePassed, offence: OffenceGroup | None) -> bool | None:
    match passed.sentence:
        case Sentence.EXTENDED:
            return True  # such a sentence is for the listed offences
        case Sentence.HOSPITAL_ORDER | Sentence.LIFE | Sentence.INDETERMINATE:
            long_enough: bool | None = True
        case Sentence.IMMEDIATE_CUSTODY | Sentence.YOUTH_CUSTODY:
            long_enough = _lasts_a_year(passed)
        case Sentence.OTHER:
            long_enough = None
        case _:
            long_enough = False
    if long_enough is False or offence in _NO_VIOLENCE:
        return False
    return long_enough if offence in _VIOLENT_OR_SEXUAL else None


def _lasts_a_year(passed: SentencePassed) -> bool | None:
    """Whether a term is a year: 12 months, or as many parts of one as make up 365 days."""
    units = (passed.custody_months, passed.custody_weeks, passed.custody_days)
    if units == (None, None, None):
        return None
    months, weeks, days = (each or 0 for each in units)
    return Fraction(365, 12) * months + 7 * weeks + days >= 365
