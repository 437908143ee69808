"""Phrases that several sentences share."""

from collections.abc import Iterable, Sequence

from events.contact import Channel, ContactOutcome, VictimInformed
from events.fact import Fact
from events.identifiers import Agency
from events.places import Court
from events.suspects import AboutOffences, AboutSuspect
from web.wording import capital

_NAMED_WITHOUT_THE = {
    Agency.HMCTS: "HM Courts and Tribunals Service",
    Agency.VICTIM_SUPPORT: "Victim Support",
    Agency.ADVOCATES: "the independent advocates",
    Agency.BTP: "British Transport Police",
    Agency.PRISON_SERVICE: "HM Prison Service",
}

_WITH_THE = {Court.COURT_OF_APPEAL, Court.CENTRAL_CRIMINAL_COURT}

_BY = {Channel.IN_PERSON: "in person", Channel.PORTAL: "through the portal"}

NOT_REACHED = {
    ContactOutcome.NO_ANSWER: "there was no answer",
    ContactOutcome.MESSAGE_LEFT: "a message was left",
    ContactOutcome.UNDELIVERABLE: "it could not be delivered",
}


def suspect(fact: AboutSuspect) -> str:
    """Which suspect, at the start of a sentence."""
    return capital(_named("suspect", fact))


def suspect_within(fact: AboutSuspect) -> str:
    """Which suspect, in mid-sentence."""
    return _named("suspect", fact)


def defendant(fact: AboutSuspect) -> str:
    """Which defendant, in mid-sentence: what a suspect is called once charged."""
    return _named("defendant", fact)


def _named(noun: str, fact: AboutSuspect) -> str:
    if fact.suspect is None and fact.asn:
        return f"the {noun} with ASN {fact.asn}"
    return f"a {noun}" if fact.suspect is None else f"{noun} {fact.suspect}"


def about_suspects(fact: Fact) -> str:
    """Whom a fact is about, to end a sentence with; nothing where it names nobody."""
    if not isinstance(fact, AboutSuspect):
        return ""
    numbers = [] if fact.suspect is None else [fact.suspect]
    if isinstance(fact, VictimInformed):
        numbers += fact.also_suspects
    named = [f"suspect {number}" for number in numbers]
    named += [f"the suspect with ASN {fact.asn}"] if fact.asn and fact.suspect is None else []
    return f", about {listed(named)}" if named else ""


def on_offences(fact: Fact) -> str:
    """On which charged offences a fact is, to end a sentence with; nothing where it names none."""
    if not isinstance(fact, AboutOffences) or not fact.offences:
        return ""
    return f", on {named_offences(fact.offences)}"


def named_offences(offences: Sequence[int]) -> str:
    """Charged offences by their numbers: "offence 2", "offences 1 and 3"."""
    noun = "offence" if len(offences) == 1 else "offences"
    return f"{noun} {listed(map(str, sorted(offences)))}"


def the(agency: Agency) -> str:
    """An agency in mid-sentence."""
    return _NAMED_WITHOUT_THE.get(agency, f"the {agency.label}")


def at(court: Court) -> str:
    """At a court, in mid-sentence: "at the Court of Appeal"."""
    return f"at {'the ' if court in _WITH_THE else ''}{court.label}"


def by(channel: Channel) -> str:
    """By way of a channel."""
    return _BY.get(channel, f"by {channel}")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: "screens, live link and intermediary"."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end
