"""Phrases that several sentences share."""

from collections.abc import Iterable

from events.contact import Channel, ContactOutcome
from events.identifiers import Agency

_NAMED_WITHOUT_THE = {
    Agency.HMCTS: "HM Courts and Tribunals Service",
    Agency.VICTIM_SUPPORT: "Victim Support",
    Agency.ADVOCATES: "the independent advocates",
}

_BY = {Channel.IN_PERSON: "in person", Channel.PORTAL: "through the portal"}

NOT_REACHED = {
    ContactOutcome.NO_ANSWER: "there was no answer",
    ContactOutcome.MESSAGE_LEFT: "a message was left",
    ContactOutcome.UNDELIVERABLE: "it could not be delivered",
}


def suspect(number: int) -> str:
    """Which suspect, at the start of a sentence."""
    return "A suspect" if number == 1 else f"Suspect {number}"


def defendant(number: int) -> str:
    """Which defendant, in mid-sentence: what a suspect is called once charged."""
    return "a defendant" if number == 1 else f"defendant {number}"


def the(agency: Agency) -> str:
    """An agency in mid-sentence."""
    return _NAMED_WITHOUT_THE.get(agency, f"the {agency.label}")


def by(channel: Channel) -> str:
    """By way of a channel."""
    return _BY.get(channel, f"by {channel}")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: "screens, live link and intermediary"."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end
