"""Right 9: the victim is told how the case ended, of the sentence and of an appeal."""

from events.contact import ToldAbout
from events.court import CaseConcluded, SentencePassed
from events.messages import NoticeAbout
from events.verdict import AppealDecided, AppealLodged
from processors.victims_code.duty import ClockStart, Duty, FactPattern, SecondLeg, Withdrawal
from processors.victims_code.fact_patterns import passed_on, telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

RIGHT_9 = (
    Duty(
        "R9.1a",
        right=9,
        sentence="The court tells the witness care unit how the case ended",
        obligation="Outcome of the case sent to the witness care unit",
        act="Tell the Witness Care Unit how the case against {suspect} ended{on}",
        second_leg=SecondLeg("R9.1b", "Ask the court how the case against {suspect} ended{on}"),
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="case concluded",
        triggered_by=(FactPattern(CaseConcluded),),
        # A sentence follows from a conviction: news of the one is news of the other.
        discharged_by=passed_on(NoticeAbout.CASE_OUTCOME, NoticeAbout.SENTENCE),
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 9"),
        ),
    ),
    Duty(
        "R9.1b",
        right=9,
        leg=2,
        sentence="The witness care unit tells the victim how the case ended, and why",
        obligation="Told of the outcome of the case and the reasons",
        act="Tell {whom} how the case against {suspect} ended, and why",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="outcome received by the witness care unit",
        triggered_by=passed_on(NoticeAbout.CASE_OUTCOME, NoticeAbout.SENTENCE),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.CASE_OUTCOME, ToldAbout.SENTENCE),),
        one_outcome=True,
        withdrawn_by=frozenset({Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 1, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 1, 1, "working days", "secondary", "PCC pages on Right 9"),
        ),
    ),
    Duty(
        "R9.2a",
        right=9,
        sentence="The court tells the witness care unit of the sentence",
        obligation="Sentence sent to the witness care unit",
        act="Tell the Witness Care Unit of the sentence of {suspect}{on}",
        second_leg=SecondLeg("R9.2b", "Ask the court for the sentence of {suspect}{on}"),
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="sentence passed",
        triggered_by=(FactPattern(SentencePassed),),
        discharged_by=passed_on(NoticeAbout.SENTENCE),
        withdrawn_by=frozenset({Withdrawal.SENTENCE_REPLACED}),
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 9"),
        ),
    ),
    Duty(
        "R9.2b",
        right=9,
        leg=2,
        sentence=(
            "The witness care unit tells the victim of the sentence, what it means, and"
            " that they may ask for a sentence to be reviewed that seems too lenient"
        ),
        obligation=(
            "Told of the sentence with an explanation and of the unduly lenient sentence scheme"
        ),
        act="Tell {whom} of the sentence of {suspect}, what it means, and how to ask for a review",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="sentence received by the witness care unit",
        triggered_by=passed_on(NoticeAbout.SENTENCE),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.SENTENCE),),
        withdrawn_by=frozenset({Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 1, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 1, 1, "working days", "secondary", "PCC pages on Right 9"),
        ),
    ),
    Duty(
        "R9.3a",
        right=9,
        sentence="The court tells the witness care unit of an appeal, or how it ended",
        obligation="Appeal or its outcome sent to the witness care unit",
        act="Tell the Witness Care Unit of the appeal of {suspect} that was lodged or ended{on}",
        second_leg=SecondLeg(
            "R9.3", "Ask the court about the appeal of {suspect} that was lodged or ended{on}"
        ),
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="appeal lodged or decided",
        triggered_by=(FactPattern(AppealLodged), FactPattern(AppealDecided)),
        discharged_by=(*passed_on(NoticeAbout.APPEAL), telling(ToldAbout.APPEAL)),
        done_when_known=True,
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit(
                "2020", None, None, "no number of days", "unconfirmed", "no source for this leg"
            ),
        ),
    ),
    Duty(
        "R9.3",
        right=9,
        leg=2,
        sentence="The witness care unit tells the victim of an appeal",
        obligation="Told of an appeal or its hearing or its outcome",
        act="Tell {whom} of the appeal of {suspect}, or of how it ended",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="appeal notice received by the witness care unit",
        triggered_by=passed_on(NoticeAbout.APPEAL),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.APPEAL),),
        withdrawn_by=frozenset({Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 1, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit(
                "2020", 1, 1, "working days", "unconfirmed", "to be checked against the Code"
            ),
        ),
    ),
)
