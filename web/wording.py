"""Coded values in plain English: stages, states, reasons, agencies and places."""

from agencies.unreached_facts import MissingLink
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.listings import WITHOUT_DATE
from events.places import BOROUGHS, Court
from events.vocabulary import FACTS
from schemas.refusal import Reason

STAGES = {
    "reported": "Report to arrest",
    "arrested": "Arrest to CPS referral",
    "referred": "CPS referral to charging decision",
    "charged": "Charge to first hearing",
    "first-hearing": "First hearing to trial",
    "trial": "Trial to verdict",
    "concluded": "Conviction to sentence",
}
"""The wait in each stage, in the order of the law, named by its usual ends."""

WAITING_ON = {"police": "the police", "cps": "the CPS", "court": "the court"}

ENDS = {
    "open": "still waiting",
    "completed": "ended in the next step",
    "ended-otherwise": "ended because the case ended",
}

ALERT_KINDS = {
    "late": "Late",
    "due-soon": "Due soon",
    "unsafe-contact": "Unsafe contact",
    "hand-off": "Hand-off not received",
    "silence": "Silence",
    "hearing-near": "Hearing near",
    "custody-limit-near": "Custody time limit near",
    "protection-ending": "Protection ending",
    "referral-waiting": "Referral waiting",
    "data-disputed": "Data disputed",
}

ALERT_STATES = {
    "pending": "Pending",
    "raised": "Raised",
    "acknowledged": "Acknowledged",
    "snoozed": "Snoozed",
    "closed": "Closed",
    "resolved": "Resolved: it was done, excused or is no longer owed, or contact was agreed anew",
    "retracted": "Retracted: it was done in time or not owed, and the record of that came late",
    "superseded": "Replaced: what it warned of came",
}

_REFERENCES = {
    "crime": "crime reference",
    "urn": "URN",
    "asn": "ASN",
    "court": "court case number",
    "cp": "Common Platform id",
}


def case_reference(identifier: str) -> str:
    """A case as an agency names it, for a caseworker who rings that agency."""
    kind, _, number = identifier.partition(":")
    return f"{_REFERENCES[kind]} {number.partition(':')[2] if kind == 'crime' else number}"


REASONS: dict[str, str] = {
    Reason.EMPTY: "It is empty",
    Reason.NOT_JSON: "It is not JSON",
    Reason.NOT_A_CLOUD_EVENT: "It is not a CloudEvent",
    Reason.UNKNOWN_TYPE: "The type of event is not known",
    Reason.UNKNOWN_VERSION: "The version of the event is not known",
    Reason.DUPLICATE_KEY: "A field is there twice",
    Reason.INVALID: "A field is missing or wrong",
    Reason.WRONG_AGENCY: "It names another agency than the topic's",
    Reason.WRONG_KEY: "The record's key is not the case of the event",
    Reason.DATE_OUT_OF_RANGE: "A date is in the future or before 1900",
    Reason.TOO_LARGE: "It is too large",
    Reason.ACCEPTED_WITH_REMARK: "It counts, but for what is named",
}

MISSING_LINKS: dict[str, str] = {
    MissingLink.VICTIM: "Nobody was identified as a victim of this crime, if it has one",
    MissingLink.CRIME: "No crime of a known victim is linked with it, directly or by an ASN",
    MissingLink.OFFENDER: "The offender’s number is linked with no case of a known victim",
    MissingLink.VICTIM_BEHIND_THE_LINK: "It was linked, but with no crime of a known victim",
    MissingLink.UNDONE: "Its link with a crime of a known victim was undone, and no other was made",
}
"""What is missing where an event reached no victim."""

REMEDIES: dict[str, str] = {
    Reason.EMPTY: "Send the event itself: look why your system sent an empty record",
    Reason.NOT_JSON: "Write the event as JSON in UTF-8, one event a record",
    Reason.NOT_A_CLOUD_EVENT: "Add the attributes of a CloudEvent that are missing, named below",
    Reason.UNKNOWN_TYPE: "Use a type from the reference of events, spelt as it is there",
    Reason.UNKNOWN_VERSION: "Use a version of the event that the reference has",
    Reason.DUPLICATE_KEY: "Write each field once",
    Reason.INVALID: "Mend the fields named below, and send the event again under its own id",
    Reason.WRONG_AGENCY: "Send it to your own topic, with your own agency’s code in it",
    Reason.WRONG_KEY: "Write the case, as in subject, as the key of the record",
    Reason.DATE_OUT_OF_RANGE: "Mend the date, or the clock of the system that wrote it",
    Reason.TOO_LARGE: "Send one event a record, and no documents with it",
    Reason.ACCEPTED_WITH_REMARK: "Mend what is named at its source: the event counts already",
}
"""What an agency does about an event that was refused for a reason."""

_UPPER = {"cps": "CPS", "hmcts": "HMCTS"}


def plain(code: str) -> str:
    """A coded value as words in mid-sentence: "bail-with-conditions" is "bail with conditions"."""
    return " ".join(_UPPER.get(word, word) for word in code.split("-"))


def capital(text: str) -> str:
    """The same words at the start of a sentence."""
    return text[:1].upper() + text[1:]


KINDS = {kind: capital(plain(kind)) for kind in FACTS} | {
    "contact-opted-out": "Opted out of contact",
    "contact-scheme-answered": "Victim Contact Scheme joined or declined",
    "contact-scheme-offered": "Victim Contact Scheme offered",
    "contact-scheme-referred": "Referred to the Victim Contact Scheme",
    "enhanced-rights-decided": "Enhanced Rights decided",
    WITHOUT_DATE: "Hearing listed without a date",
    "referred-to-cps": "Referred to the CPS",
    "returned-to-police": "Returned to the police",
    "sent-to-crown-court": "Sent to the Crown Court",
    "victim-needs-assessed": "Victim’s needs assessed",
}
"""Headings for what happened: most follow from the fact's kind."""


def lower_first(text: str) -> str:
    """The same words in mid-sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def short_pseudonym(victim: str) -> str:
    """The beginning of a victim's pseudonym, enough to tell lines of a list apart."""
    return victim.removeprefix("victim-")[:8]


def agency(name: str) -> str:
    """An agency's name as people write it."""
    return Agency(name).label


def held_elsewhere(body: str | None) -> str:
    """Who has a case that none of the agencies has, to end a sentence with; else nothing."""
    if body is None:
        return ""
    return f"; the case is with {InvestigatingBody(body).label}, which publishes nothing here"


def court(name: str) -> str:
    """A court's name as people write it."""
    return Court(name).label


def place(by: str, code: str) -> str:
    """What a place is called: a court, a borough, …; "London" for the whole."""
    match by, code:
        case _, "":
            return "London"
        case _, "not-recorded":
            return "Not recorded"
        case "agency", _:
            return agency(code)
        case "court", _:
            return court(code)
        case "borough", _ if code in BOROUGHS:
            return BOROUGHS[code].name
        case _:
            return capital(plain(code))


def wait_end(end: str, next_stage: str | None) -> str:
    """How a wait ended, or that it is still open: "until charged"."""
    if end == "open" or next_stage is None:
        return ENDS[end]
    return f"{'until' if end == 'completed' else 'cut short:'} {plain(next_stage)}"
