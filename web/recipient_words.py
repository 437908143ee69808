"""For whom a duty is done, in words for caseworkers: never a name."""

from events.representatives import OwedTo
from processors.victims_code.imperatives import WHOM
from web.wording import capital

_IN_FULL = {
    OwedTo.BUSINESS: "the business: nobody is named yet who is told for it",
    OwedTo.BEREAVED_FAMILY: "the bereaved family: nobody is named yet who is told",
}


def for_whom(owed_to: OwedTo) -> str:
    """For whom a duty is done, if not for the victim: "for the spokesperson"; empty if it is."""
    return "" if owed_to is OwedTo.VICTIM else f"for {in_full(owed_to)}"


def in_full(owed_to: OwedTo) -> str:
    """For whom a duty is done, and that it is asked who that is, where nobody is named."""
    return _IN_FULL.get(owed_to, WHOM[owed_to])


def in_contact(sentence: str, to_whom: OwedTo) -> str:
    """What was told to the victim, or agreed with them, with the one to whom that happened."""
    if to_whom is OwedTo.VICTIM:
        return sentence
    unnamed = to_whom is OwedTo.BEREAVED_FAMILY
    whom = "somebody" if unnamed else WHOM[to_whom]
    said = sentence.replace("The victim", capital(whom)).replace("the victim", whom)
    return f"{said}, after the victim had died" if unnamed else said


def about_recipient(text: str, owed_to: OwedTo) -> str:
    """A sentence about the victim's wish, or about reaching them, with the one it is true of."""
    return text.replace("the victim", WHOM[owed_to])
