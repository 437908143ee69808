"""Sentences for `events.contact`."""

from typing import assert_never

from events.contact import (
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    ContactPurpose,
    OptedOutOf,
    ToldAbout,
    VictimContacted,
    VictimInformed,
    VictimMovedAbroad,
    VictimWithdrewSupport,
)
from events.vocabulary import Contact
from web.formats import counted
from web.sentences.phrases import NOT_REACHED, by, listed
from web.wording import plain

_ABOUT = {
    ToldAbout.REPORT_CONFIRMATION: "the crime reference and whom to ask",
    ToldAbout.NOT_INVESTIGATED: "the decision not to investigate",
    ToldAbout.ARREST: "the arrest",
    ToldAbout.INTERVIEW: "the interview of a suspect",
    ToldAbout.BAIL_OR_RELEASE: "the suspect's bail or release",
    ToldAbout.RELEASE_WITHOUT_CHARGE: "the suspect's release without charge",
    ToldAbout.INVESTIGATION_CLOSED: "the end of the investigation",
    ToldAbout.CHARGING_DECISION: "the charging decision",
    ToldAbout.REVIEW_RESULT: "the result of the review",
    ToldAbout.PROSECUTION_ALTERED: "the change in the prosecution",
    ToldAbout.FIRST_HEARING: "the first hearing",
    ToldAbout.HEARING: "a hearing",
    ToldAbout.BAIL_HEARING: "bail or remand at court",
    ToldAbout.WARRANT: "a warrant",
    ToldAbout.WITNESS_REQUIREMENT: "whether to give evidence",
    ToldAbout.SPECIAL_MEASURES: "the decision on special measures",
    ToldAbout.CASE_OUTCOME: "the outcome of the case",
    ToldAbout.SENTENCE: "the sentence",
    ToldAbout.APPEAL: "an appeal",
    ToldAbout.PAROLE: "parole",
    ToldAbout.RELEASE: "the offender's release",
    ToldAbout.COMPLAINT: "what came of their complaint",
    ToldAbout.PROGRESS: "the progress of the case",
    ToldAbout.TRANSFER: "the transfer of the case",
    ToldAbout.REOPENING: "the reopening of the case",
    ToldAbout.RIGHT_TO_REVIEW: "the right to have the decision reviewed",
    ToldAbout.COMPENSATION: "how to claim compensation",
    ToldAbout.PROPERTY: "their property",
    ToldAbout.RECALL: "the offender's recall to prison",
    ToldAbout.HOSPITAL_DISCHARGE: "the offender's discharge from hospital",
    ToldAbout.HOSPITAL_TRANSFER: "the offender's move to hospital",
    ToldAbout.OPEN_CONDITIONS: "the offender's move to an open prison",
    ToldAbout.ABSCONDING: "the offender's escape or absconding",
    ToldAbout.PROTECTIVE_ORDER: "a protective order",
}

_PURPOSES = {
    ContactPurpose.WELFARE: " about their welfare",
    ContactPurpose.SUPPORT: " about support",
    ContactPurpose.EVIDENCE: " about their evidence",
    ContactPurpose.ARRANGEMENTS: " about arrangements",
    ContactPurpose.OTHER: "",
}

_OPTED_OUT = {
    OptedOutOf.ALL: "not to be told anything more",
    OptedOutOf.PROGRESS_UPDATES: "not to be told of progress",
    OptedOutOf.COURT_UPDATES: "not to be told of what happens at court",
    OptedOutOf.RELEASE_UPDATES: "not to be told of the offender's release",
}


def contact(fact: Contact) -> str:
    """Say what was told to the victim, agreed with them, or wished by them."""
    match fact:
        case VictimInformed(about=about, also_about=also):
            what = listed(_ABOUT[each] for each in (about, *also))
            return _approach(fact, "told", "tell", f" of {what}")
        case VictimContacted(purpose=purpose):
            return _approach(fact, "contacted", "contact", _PURPOSES[purpose])
        case ContactAgreed():
            return _agreed(fact)
        case ContactOptedOut(of=of):
            return f"The victim asked {_OPTED_OUT[of]}"
        case VictimMovedAbroad():
            return "The victim moved abroad"
        case VictimWithdrewSupport(reason=reason):
            return f"The victim withdrew support: {plain(reason)}"
        case _:
            assert_never(fact)


def _approach(fact: VictimInformed | VictimContacted, done: str, do: str, what: str) -> str:
    how = by(fact.channel)
    how += ", with an interpreter" if fact.interpreter else ""
    how += ", over a channel that they called unsafe" if fact.safe is False else ""
    if fact.outcome is ContactOutcome.REACHED:
        return f"The victim was {done}{what} {how}"
    if fact.outcome is ContactOutcome.SENT:
        return f"A message to {do} the victim{what} was sent {how}"
    tried = f"An attempt to {do} the victim{what} {how}"
    return f"{tried} did not reach them: {NOT_REACHED[fact.outcome]}"


def _agreed(fact: ContactAgreed) -> str:
    how = f" {listed(map(by, fact.channels), 'or')}" if fact.channels else ""
    never = f", never {listed(map(by, fact.unsafe_channels), 'or')}" if fact.unsafe_channels else ""
    if fact.every_days is None:
        return f"The victim wishes for no regular contact{never}"
    often = "every day" if fact.every_days == 1 else f"every {counted(fact.every_days, 'day')}"
    return f"It was agreed to contact the victim {often}{how}{never}"
