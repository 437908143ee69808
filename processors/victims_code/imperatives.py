"""What each duty asks, in the imperative, and of whom: for pages and for messages alike."""

from collections.abc import Mapping

from events.representatives import OwedTo
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import ClockStart

WHOM = {
    OwedTo.VICTIM: "the victim",
    OwedTo.BUSINESS: "the business",
    OwedTo.BEREAVED_FAMILY: "the bereaved family",
    OwedTo.BEREAVED_RELATIVE: "the bereaved relative",
    OwedTo.PARENT_OR_GUARDIAN: "the victim’s parent or guardian",
    OwedTo.SPOKESPERSON: "the spokesperson",
    OwedTo.NAMED_CONTACT: "the named contact of the business",
}
"""For whom a duty is done, never a name."""

_UNIT = "the Witness Care Unit"

ACTS = {
    "R1.2": "Offer {whom} a free interpreter",
    "R3.1": "Confirm in writing to {whom} the crime reported{on}",
    "R4.1": "Ask {whom} what they need, and decide on Enhanced Rights",
    "R4.2": "Refer {whom} to a support service, unless they decline",
    "R4.3": "Ask {whom}, who must give evidence, again what they need",
    "R4.6": "Offer {whom} a referral to a specialist service",
    "R6.1": "Tell {whom} of the arrest of {suspect}{on}",
    "R6.2": "Tell {whom} of the interview of {suspect}{on}",
    "R6.3": "Tell {whom} of the release without charge of {suspect}{on}",
    "R6.4": "Tell {whom} of the bail or release of {suspect}{on}, and of its conditions",
    "R6.5": "Tell {whom} of the decision{on} not to investigate the crime, and why",
    "R6.6": "Tell {whom} of the decision{on} to charge {suspect}",
    "R6.7": "Tell {whom} that charges against {suspect} were dropped or changed{on}, and why",
    "R6.8": "Tell {whom} when and where the first hearing{of} is",
    "R6.9": "Tell {whom} how the case goes",
    "R6.10": "Tell {whom} of the police decision{on} not to prosecute {suspect}, and why",
    "R6.11": "Tell {whom} of the CPS decision{on} not to charge {suspect}, why, and of the review",
    "R6.12": "Tell {whom} of the decision{on} to deal with {suspect} out of court",
    "R6.14": "Discuss with {whom} how often and how they are to be told",
    "R6.18": "Tell {whom} that the investigation was closed{on}, and why",
    "R6.20": "Tell {whom} that the case was transferred{on}, and to whom",
    "R6.21": "Tell {whom} of the police’s {order} against {suspect}, or its change or end",
    "R7.1": "Tell {whom} that they may make a personal statement",
    "R7.5": "Offer {whom}, as bereaved, to make a personal statement",
    "R7.6": "Offer {whom} to make an impact statement",
    "R8.1": "Tell {whom} when and where the {hearing}{of} is",
    "R8.1a": f"Tell {_UNIT} when and where the {{hearing}}{{of}} is that was listed{{on}}",
    "R8.2a": f"Tell {_UNIT} of the bail or remand of {{suspect}}{{on}}, and of its conditions",
    "R8.2b": "Tell {whom} of the bail or remand of {suspect} at court, of its conditions, and why",
    "R8.3a": f"Tell {_UNIT} what became{{on}} of the warrant against {{suspect}}",
    "R8.3b": "Tell {whom} of the warrant against {suspect}, or what became of it",
    "R8.4": "Tell {whom} whether they must give evidence",
    "R8.4a": f"Tell {_UNIT} of the decision{{on}} whether the victim must give evidence",
    "R8.6": "Tell {whom} of the decision{on} on special measures",
    "R9.1a": f"Tell {_UNIT} how the case against {{suspect}} ended{{on}}",
    "R9.1b": "Tell {whom} how the case against {suspect} ended, and why",
    "R9.2a": f"Tell {_UNIT} of the sentence of {{suspect}}{{on}}",
    "R9.2b": "Tell {whom} of the sentence of {suspect}, what it means, and how to ask for a review",
    "R9.2c": "Tell {whom} of the {order} against {suspect} that was made{on}",
    "R9.3": "Tell {whom} of the appeal of {suspect}, or of how it ended",
    "R9.3a": f"Tell {_UNIT} of the appeal of {{suspect}} that was lodged or ended{{on}}",
    "R9.10": "Tell {whom} of the {order} against {suspect}, or its change or end",
    "VRR": "Review the decision not to prosecute {suspect}, as {whom} asked{on}",
    "VRR.1": "Wait: {whom} may ask the CPS to review its decision about {suspect}, if no charge"
    " goes on",
    "VRR.2": "Confirm to {whom} that you have their request{on} to review a decision",
    "VRR.3": "Review the police decision about {suspect}, as {whom} asked{on}, and tell them",
    "ULS": "Wait: {whom} may ask for a review of the sentence of {suspect}{on}",
    "ULS.1": "Wait: {whom} may ask for a review of the sentence of {suspect}{on} (Act of 2026)",
    "R10.1": "Pay {whom} the expenses that they claimed{on}",
    "R11.1": "Pass the details of {whom} to the Victim Contact Scheme after the sentence{on}",
    "R11.2": "Get in touch with {whom} for the Victim Contact Scheme",
    "R11.3": "Tell {whom} what the Parole Board decided{on} about {suspect}",
    "R11.4": "Tell {whom} what the sentence of {suspect} means",
    "R11.4a": "Tell {whom} of the move of {suspect} from prison to hospital{on}",
    "R11.5": "Tell {whom} of the move of {suspect} to an open prison{on}",
    "R11.6": "Tell {whom} that a release of {suspect} is being considered",
    "R11.7": "Tell {whom} of the release of {suspect} from prison{on}",
    "R11.7a": "Tell {whom} of the recall of {suspect} to prison{on}",
    "R11.7b": "Tell {whom} of the discharge of {suspect} from hospital{on}",
    "R11.7c": "Tell {whom} of the escape or absconding of {suspect}{on}",
    "R11.8": "Tell {whom} how to make a statement for the Parole Board about {suspect}",
    "R12.1": "Acknowledge, or answer, the complaint that {whom} made{on}",
    "R12.2": "Answer in full the complaint that {whom} made{on}",
}
"""What each rule asks of whoever owes it. `{on}` stands where its clock starts with that event,
`{hearing}` and `{order}` for which hearing or order it is, `{of}` for whose hearing.
"""

HEARING_OFF = {
    "R8.1": "Tell {whom} that the {hearing}{of}, of which they were told, is off",
    "R8.1a": f"Tell {_UNIT} that the {{hearing}}{{of}} is off, as was decided{{on}}",
}
"""What the same rules ask where the hearing was taken out of the list."""

NO_DATE = {
    "R8.1": "Tell {whom} that the hearing of {suspect}, of which they were told, has no date now",
    "R8.1a": f"Tell {_UNIT} that the hearing of {{suspect}} has no date, as was decided{{on}}",
}
"""What the same rules ask where the hearing was listed again without a date."""

HEARING_ON_OR_OFF = {
    "R8.1": "Tell {whom} when and where the {hearing}{of} is, or that it is off",
    "R8.1a": f"Tell {_UNIT} when and where the {{hearing}}{{of}} is, or that it is off",
}
"""The same where nothing at hand says which of the two it is."""

OF_THEIR_EVENT = {duty.rule for duty in DUTIES if duty.clock is ClockStart.OCCURRED}
"""The rules whose clock starts with the event itself."""

ASKS: Mapping[str, str] = {
    "R8.1a": "Ask the court when and where the {hearing}{of} is that was listed{on}",
    "R8.2a": "Ask the court for the bail or remand of {suspect}{on}, and its conditions",
    "R8.3a": "Ask the court what became{on} of the warrant against {suspect}",
    "R8.4a": "Ask the CPS for the decision{on} whether {whom} must give evidence",
    "R9.1a": "Ask the court how the case against {suspect} ended{on}",
    "R9.2a": "Ask the court for the sentence of {suspect}{on}",
    "R9.3a": "Ask the court about the appeal of {suspect} that was lodged or ended{on}",
    "R11.1": "Ask the Witness Care Unit for the details of {whom} after the sentence{on}",
}
"""What the agency asks for that was not told, by the rule of whoever is late with it."""

ASKS_WHETHER_OFF: Mapping[str, str] = {
    "R8.1a": "Ask the court whether the {hearing}{of} is off, as was decided{on}",
}
"""The same where the hearing was taken out of the list."""

ASKS_FOR_DATE: Mapping[str, str] = {
    "R8.1a": "Ask the court whether the hearing of {suspect} has a date, after the listing{on}",
}
"""The same where the hearing was listed again without a date."""
