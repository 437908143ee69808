"""Rights 10 to 12: expenses, the Victim Contact Scheme and complaints."""

from events.after_sentence import ContactSchemeOffered, ContactSchemeReferred
from events.complaints import ComplaintAcknowledged, ComplaintAnswered, ComplaintMade
from events.court import SentencePassed
from events.identifiers import Agency
from events.messages import NoticeAbout
from events.payments import ExpensesClaimed, ExpensesPaid
from processors.victims_code.duty import (
    PERSONS,
    ClockStart,
    Duty,
    FactPattern,
    SecondLeg,
    Withdrawal,
)
from processors.victims_code.fact_patterns import notice_received
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_COMPLAINTS = "Victims' Commissioner's page on complaints, on the Codes of 2013 and 2015"

_UNWANTED = frozenset(
    {Withdrawal.RELEASE_UPDATES, Withdrawal.SENTENCE_REPLACED, Withdrawal.CONVICTION_QUASHED}
)

RIGHTS_10_TO_12 = (
    Duty(
        "R10.1",
        right=10,
        sentence="The CPS pays the expenses of a victim who came to court as a witness",
        obligation="Witness expenses paid",
        act="Pay {whom} the expenses that they claimed{on}",
        holder=DutyHolder.CPS,
        owed_to="victim",
        clock_starts_at="claim form complete",
        triggered_by=(FactPattern(ExpensesClaimed),),
        discharged_by=(FactPattern(ExpensesPaid),),
        limits=(
            TimeLimit("2015", 10, 10, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 10, 10, "working days", "unconfirmed", "CPS page on the 2006 Code"),
        ),
    ),
    Duty(
        "R11.1",
        right=11,
        sentence="The witness care unit passes the victim's details to the Victim Contact Scheme",
        obligation="Details passed to the Victim Contact Scheme unless the victim opts out",
        act="Pass the details of {whom} to the Victim Contact Scheme after the sentence{on}",
        second_leg=SecondLeg(
            "R11.2", "Ask the Witness Care Unit for the details of {whom} after the sentence{on}"
        ),
        holder=DutyHolder.WITNESS_CARE,
        owed_to="probation",
        clock_starts_at="sentence passed for an eligible offence",
        triggered_by=(FactPattern(SentencePassed),),
        for_eligible=True,
        discharged_by=(FactPattern(ContactSchemeReferred),),
        withdrawn_by=_UNWANTED | {Withdrawal.OFFENDER_DIED},
        victims=PERSONS,
        limits=(
            TimeLimit("2015", 20, 20, "working days", "secondary", "2013 and 2015 Code"),
            TimeLimit("2020", 10, 10, "working days", "secondary", "PCC pages on Right 11"),
        ),
    ),
    Duty(
        "R11.2",
        right=11,
        leg=2,
        sentence=(
            "A victim liaison officer of the Probation Service gets in touch with the victim"
        ),
        obligation="First contact by a victim liaison officer",
        act="Get in touch with {whom} for the Victim Contact Scheme",
        holder=DutyHolder.PROBATION,
        owed_to="victim",
        clock_starts_at="details passed on to probation, as far as is known when they arrived",
        triggered_by=(
            FactPattern(ContactSchemeReferred),
            notice_received(NoticeAbout.VICTIM_DETAILS, by={Agency.PROBATION}),
        ),
        clock=ClockStart.PASSED_ON,
        discharged_by=(FactPattern(ContactSchemeOffered),),
        withdrawn_by=_UNWANTED | {Withdrawal.OFFENDER_DIED},
        limits=(
            TimeLimit("2015", 40, 40, "working days", "secondary", "MAPPA guidance"),
            TimeLimit("2020", 20, 20, "working days", "secondary", "PCC pages on Right 11"),
        ),
    ),
    Duty(
        "R12.1",
        right=12,
        sentence="Whoever the victim complained about says that they have it, or answers it",
        obligation="Complaint acknowledged or answered",
        act="Acknowledge, or answer, the complaint that {whom} made{on}",
        holder=DutyHolder.PROVIDER,
        owed_to="victim",
        clock_starts_at="complaint received",
        triggered_by=(FactPattern(ComplaintMade),),
        discharged_by=(FactPattern(ComplaintAcknowledged), FactPattern(ComplaintAnswered)),
        limits=(
            TimeLimit("2015", 10, 10, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit(
                "2020", 10, 10, "working days", "unconfirmed", "to be checked against the Code"
            ),
        ),
    ),
    Duty(
        "R12.2",
        right=12,
        sentence="Whoever the victim complained about answers the complaint in full",
        obligation="Full response to the complaint",
        act="Answer in full the complaint that {whom} made{on}",
        holder=DutyHolder.PROVIDER,
        owed_to="victim",
        clock_starts_at="complaint received",
        triggered_by=(FactPattern(ComplaintMade),),
        discharged_by=(FactPattern(ComplaintAnswered),),
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", _COMPLAINTS),
            TimeLimit("2020", None, None, "no number of days", "unconfirmed", _COMPLAINTS),
        ),
    ),
)
