"""The rules of the Victims' Code that a fact discharges, as the ledger of truth reads the Code."""

from events.after_sentence import ContactSchemeOffered, ContactSchemeReferred
from events.charging import ReviewAnswered
from events.complaints import ComplaintAcknowledged
from events.contact import ToldAbout, VictimInformed
from events.fact import Fact
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.needs import AssessmentOccasion, SupportReferred, VictimNeedsAssessed
from events.payments import ExpensesPaid
from events.verdict import SentenceReviewRequested
from events.vocabulary import AnyFact

_TOLD = {
    ToldAbout.ARREST: ("R6.1",),
    ToldAbout.INTERVIEW: ("R6.2",),
    ToldAbout.RELEASE_WITHOUT_CHARGE: ("R6.3",),
    ToldAbout.BAIL_OR_RELEASE: ("R6.3", "R6.4"),
    ToldAbout.NOT_INVESTIGATED: ("R6.5",),
    ToldAbout.CHARGING_DECISION: ("R6.6",),
    ToldAbout.PROSECUTION_ALTERED: ("R6.7",),
    ToldAbout.FIRST_HEARING: ("R6.8", "R8.1"),
    ToldAbout.HEARING: ("R8.1",),
    ToldAbout.BAIL_HEARING: ("R8.2b",),
    ToldAbout.WARRANT: ("R8.3b",),
    ToldAbout.WITNESS_REQUIREMENT: ("R8.4",),
    ToldAbout.CASE_OUTCOME: ("R9.1b",),
    ToldAbout.SENTENCE: ("R9.2b",),
    ToldAbout.APPEAL: ("R9.3",),
    ToldAbout.TRANSFER: ("R6.20",),
}
"""What is done by telling the victim, if they are reached and safely so."""

BY_LETTER = frozenset({"R6.7"})
"""Rules that ask for a letter to be sent."""

_TO_UNIT = {
    NoticeAbout.BAIL_HEARING: ("R8.2a",),
    NoticeAbout.WARRANT: ("R8.3a",),
    NoticeAbout.CASE_OUTCOME: ("R9.1a",),
    NoticeAbout.SENTENCE: ("R9.2a",),
}
"""What a court does by a notice to the witness care unit, which either of them may report."""


_DONE: dict[type[Fact], tuple[str, ...]] = {
    SupportReferred: ("R4.2",),
    ReviewAnswered: ("VRR",),
    SentenceReviewRequested: ("ULS",),
    ExpensesPaid: ("R10.1",),
    ContactSchemeReferred: ("R11.1",),
    ContactSchemeOffered: ("R11.2",),
    ComplaintAcknowledged: ("R12.1",),
}
"""What is done by a fact of a kind, whatever it says."""


def discharged_by(agency: Agency, fact: AnyFact) -> tuple[str, ...]:
    """The rules that a fact discharges; R6.9, which every contact discharges, apart."""
    match fact:
        case VictimInformed(about=about, also_about=also):
            return tuple(rule for each in (about, *also) for rule in _TOLD.get(each, ()))
        case NoticeSent(to=Agency.WITNESS_CARE, about=about):
            return _TO_UNIT.get(about, ())
        case NoticeReceived(about=about) if agency is Agency.WITNESS_CARE:
            return _TO_UNIT.get(about, ())
        case VictimNeedsAssessed(occasion=AssessmentOccasion.BEFORE_TRIAL):
            return "R4.1", "R4.3"
        case VictimNeedsAssessed():
            return ("R4.1",)
        case _:
            return _DONE.get(type(fact), ())
