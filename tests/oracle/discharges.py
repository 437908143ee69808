"""The rules of the Victims' Code that a fact discharges, as the ledger of truth reads the Code."""

from collections.abc import Collection

from events.after_sentence import ContactSchemeOffered, ContactSchemeReferred
from events.charging import DecisionOf, ReviewAnswered
from events.complaints import ComplaintAcknowledged, ComplaintAnswered
from events.contact import ToldAbout, VictimInformed
from events.fact import Fact
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.needs import (
    AssessmentOccasion,
    ReferralAnswer,
    SupportReferralAnswered,
    SupportReferred,
    VictimNeedsAssessed,
)
from events.payments import ExpensesPaid
from events.verdict import SentenceReviewRequested
from events.vocabulary import AnyFact

_TOLD = {
    ToldAbout.REPORT_CONFIRMATION: ("R3.1",),
    ToldAbout.ARREST: ("R6.1",),
    ToldAbout.INTERVIEW: ("R6.2",),
    ToldAbout.RELEASE_WITHOUT_CHARGE: ("R6.3",),
    ToldAbout.BAIL_OR_RELEASE: ("R6.3", "R6.4"),
    ToldAbout.NOT_INVESTIGATED: ("R6.5",),
    ToldAbout.CHARGING_DECISION: ("R6.6", "R6.10", "R6.11", "R6.12", "R6.18"),
    ToldAbout.INVESTIGATION_CLOSED: ("R6.18",),
    ToldAbout.SPECIAL_MEASURES: ("R8.6",),
    ToldAbout.PROSECUTION_ALTERED: ("R6.7",),
    ToldAbout.FIRST_HEARING: ("R6.8", "R8.1", "R8.1a"),
    ToldAbout.HEARING: ("R8.1",),
    ToldAbout.BAIL_HEARING: ("R8.2b",),
    ToldAbout.WARRANT: ("R8.3b",),
    ToldAbout.WITNESS_REQUIREMENT: ("R8.4", "R8.4a"),
    ToldAbout.CASE_OUTCOME: ("R9.1b",),
    ToldAbout.SENTENCE: ("R9.1b", "R9.2b"),
    ToldAbout.APPEAL: ("R9.3", "R9.3a"),
    ToldAbout.TRANSFER: ("R6.20",),
}
"""What is done by telling the victim, if they are reached and safely so."""

_BY_UNIT = {ToldAbout.HEARING: ("R8.1a",)}
"""What is done besides where it is the witness care unit that tells."""

_TOLD_BESIDES = {
    "R6.3": ToldAbout.BAIL_OR_RELEASE,
    "R6.18": ToldAbout.CHARGING_DECISION,
    "R8.1": ToldAbout.FIRST_HEARING,
    "R8.1a": ToldAbout.FIRST_HEARING,
    "R9.1b": ToldAbout.SENTENCE,
}
"""The matters by which something is told that has a matter of its own as well."""


_TOLD_WITHOUT_A_DAY = {
    "R11.4": ToldAbout.SENTENCE,
    "R11.7": ToldAbout.RELEASE,
    "R6.21": ToldAbout.PROTECTIVE_ORDER,
    "R9.10": ToldAbout.PROTECTIVE_ORDER,
    "R11.7a": ToldAbout.RECALL,
    "R11.7b": ToldAbout.HOSPITAL_DISCHARGE,
    "R11.4a": ToldAbout.HOSPITAL_TRANSFER,
    "R11.5": ToldAbout.OPEN_CONDITIONS,
    "R11.7c": ToldAbout.ABSCONDING,
    "VRR.3": ToldAbout.REVIEW_RESULT,
}
"""The one matter of rules without a day, and of the review; of the others it is parole."""


def told_as(rule: str, matters: Collection[ToldAbout]) -> ToldAbout:
    """As which of its matters a telling does what a rule asks: the rule's own, if it can."""
    fitting = {each for each in matters if rule in (*_TOLD.get(each, ()), *_BY_UNIT.get(each, ()))}
    if rule == "R9.2c":
        order = ToldAbout.PROTECTIVE_ORDER
        return order if order in matters else ToldAbout.SENTENCE
    own = fitting - {_TOLD_BESIDES.get(rule)}
    return next(iter(own or fitting), _TOLD_WITHOUT_A_DAY.get(rule, ToldAbout.PAROLE))


DONE_WHEN_KNOWN = frozenset({"R8.1a", "R8.4a", "R9.3a"})
"""The rules that ask for nothing but that the news arrives."""

BY_LETTER = frozenset({"R6.7"})
"""Rules that ask for a letter to be sent."""

_TO_UNIT = {
    NoticeAbout.BAIL_HEARING: ("R8.2a",),
    NoticeAbout.WARRANT: ("R8.3a",),
    NoticeAbout.CASE_OUTCOME: ("R9.1a",),
    NoticeAbout.SENTENCE: ("R9.1a", "R9.2a"),
    NoticeAbout.HEARING: ("R8.1a",),
    NoticeAbout.FIRST_HEARING: ("R8.1a",),
    NoticeAbout.WITNESS_REQUIREMENT: ("R8.4a",),
    NoticeAbout.APPEAL: ("R9.3a",),
}
"""What a court or the CPS does by a notice to the unit, which either of them may report."""


_DONE: dict[type[Fact], tuple[str, ...]] = {
    SupportReferred: ("R4.2",),
    SentenceReviewRequested: ("ULS", "ULS.1"),
    ExpensesPaid: ("R10.1",),
    ContactSchemeReferred: ("R11.1",),
    ContactSchemeOffered: ("R11.2",),
    ComplaintAcknowledged: ("R12.1",),
    ComplaintAnswered: ("R12.1",),
}
"""What is done by a fact of a kind, whatever it says."""


def discharged_by(agency: Agency, fact: AnyFact) -> tuple[str, ...]:
    """The rules that a fact discharges; R6.9, which every contact discharges, apart."""
    match fact:
        case VictimInformed(matters=matters):
            told = (rule for about in matters for rule in _TOLD.get(about, ()))
            unit = matters if agency is Agency.WITNESS_CARE else ()
            return (*told, *(rule for about in unit for rule in _BY_UNIT.get(about, ())))
        case ReviewAnswered(decision_of=of):
            return () if of is DecisionOf.POLICE else ("VRR",)
        case SupportReferralAnswered(answer=ReferralAnswer.DECLINED_BY_VICTIM):
            return ("R4.2",)
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
