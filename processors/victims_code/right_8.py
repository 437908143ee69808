"""Right 8: the victim is told of hearings, of bail and remand at court, and of warrants."""

from events.before_trial import (
    TrialVacated,
    WarrantEnd,
    WarrantEnded,
    WarrantIssued,
)
from events.contact import ToldAbout
from events.court import FirstHearingListed, HearingHeld, HearingKind, HearingListed, TrialListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.identifiers import Agency
from events.investigation import BailConditionsChanged, ReleaseBasis, SuspectBailedOrReleased
from events.messages import NoticeAbout
from events.remand import RemandDecided, RemandEnd, RemandEnded
from processors.victims_code.duty import (
    ClockStart,
    Duty,
    FactPattern,
    SecondLeg,
    Withdrawal,
    WithoutDate,
)
from processors.victims_code.fact_patterns import passed_on, telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_COURT = frozenset({Agency.HMCTS})
_AT_COURT = frozenset({Agency.HMCTS, Agency.CPS, Agency.WITNESS_CARE})
_UNIT = frozenset({Agency.WITNESS_CARE})
_OFF = (TrialVacated, HearingCancelled, HearingAdjourned)


def _is_bail(fact: SuspectBailedOrReleased) -> bool:
    return fact.basis in (ReleaseBasis.BAIL_WITH_CONDITIONS, ReleaseBasis.BAIL_WITHOUT_CONDITIONS)


RIGHT_8 = (
    Duty(
        "R8.1a",
        right=8,
        sentence="The court tells the witness care unit when and where a hearing is",
        obligation="Time and date and place of a hearing sent to the witness care unit",
        act="Tell the Witness Care Unit when and where the {hearing}{of} is that was listed{on}",
        without_date=WithoutDate(
            off="Tell the Witness Care Unit that the {hearing}{of} is off, as was decided{on}",
            no_date=(
                "Tell the Witness Care Unit that the hearing of {suspect} has no date, as was"
                " decided{on}"
            ),
        ),
        date_or_off=(
            "Tell the Witness Care Unit when and where the {hearing}{of} is, or that it is off"
        ),
        second_leg=SecondLeg(
            "R8.1",
            "Ask the court when and where the {hearing}{of} is that was listed{on}",
            without_date=WithoutDate(
                off="Ask the court whether the {hearing}{of} is off, as was decided{on}",
                no_date=(
                    "Ask the court whether the hearing of {suspect} has a date, after the"
                    " listing{on}"
                ),
            ),
        ),
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="hearing listed, or taken out of the list",
        triggered_by=(
            FactPattern(HearingListed, by=_COURT),
            FactPattern(TrialListed, by=_COURT),
            FactPattern(FirstHearingListed, by=_COURT),
            # That a hearing is off is news of its date to a victim who was told of it.
            *(FactPattern(kind, by=_COURT) for kind in _OFF),
        ),
        discharged_by=(
            *passed_on(NoticeAbout.HEARING, NoticeAbout.FIRST_HEARING),
            # Whoever tells the victim has the date. Of a first hearing the police may tell (R6.8).
            telling(ToldAbout.HEARING, by=_UNIT),
            telling(ToldAbout.FIRST_HEARING),
        ),
        done_when_known=True,
        withdrawn_by=frozenset(
            {Withdrawal.CASE_ENDED, Withdrawal.HEARING_OFF, Withdrawal.HEARING_MOVED}
        ),
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.1",
        right=8,
        leg=2,
        sentence="The witness care unit tells the victim when and where a hearing is",
        obligation="Told of the time and date and place of any hearing",
        act="Tell {whom} when and where the {hearing}{of} is",
        without_date=WithoutDate(
            off="Tell {whom} that the {hearing}{of}, of which they were told, is off",
            no_date=(
                "Tell {whom} that the hearing of {suspect}, of which they were told, has no date"
                " now"
            ),
        ),
        date_or_off="Tell {whom} when and where the {hearing}{of} is, or that it is off",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="hearing notice received by the witness care unit",
        triggered_by=(
            FactPattern(HearingListed),
            FactPattern(TrialListed),
            *(FactPattern(kind) for kind in _OFF),
            *passed_on(NoticeAbout.FIRST_HEARING, NoticeAbout.HEARING),
        ),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.HEARING, ToldAbout.FIRST_HEARING),),
        withdrawn_by=frozenset(
            {
                Withdrawal.CASE_ENDED,
                Withdrawal.HEARING_OFF,
                Withdrawal.HEARING_MOVED,
                Withdrawal.COURT_UPDATES,
            }
        ),
        limits=(
            TimeLimit(
                "2015",
                1,
                1,
                "working days",
                "secondary",
                "written parliamentary answer of 9 Mar 2015",
            ),
            TimeLimit("2020", 1, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.2a",
        right=8,
        sentence=(
            "The court tells the witness care unit whether a defendant was bailed or remanded,"
            " on what conditions, and of changes"
        ),
        obligation="Outcome of a bail hearing sent to the witness care unit",
        act=(
            "Tell the Witness Care Unit of the bail or remand of {suspect}{on}, and of its"
            " conditions"
        ),
        second_leg=SecondLeg(
            "R8.2b", "Ask the court for the bail or remand of {suspect}{on}, and its conditions"
        ),
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at="bail hearing held, or bail or remand decided at any hearing",
        triggered_by=(
            FactPattern(HearingHeld, lambda fact: fact.hearing is HearingKind.BAIL),
            FactPattern(RemandDecided),
            FactPattern(RemandEnded, lambda fact: fact.how is not RemandEnd.CASE_ENDED),
            # What a court said of its bail before it had words for that.
            FactPattern(SuspectBailedOrReleased, _is_bail, by=_AT_COURT),
            FactPattern(BailConditionsChanged, by=_AT_COURT),
        ),
        bail_of="court",
        discharged_by=(*passed_on(NoticeAbout.BAIL_HEARING),),
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.2b",
        right=8,
        leg=2,
        sentence=(
            "The witness care unit tells the victim whether a defendant was bailed or remanded,"
            " on what conditions, and of changes"
        ),
        obligation="Told of the outcome of a bail hearing",
        act="Tell {whom} of the bail or remand of {suspect} at court, of its conditions, and why",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="outcome received by the witness care unit",
        triggered_by=passed_on(NoticeAbout.BAIL_HEARING),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.BAIL_HEARING),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.3a",
        right=8,
        sentence=(
            "The court tells the witness care unit that a warrant was issued, or what became of it"
        ),
        obligation="Warrant or its outcome sent to the witness care unit",
        act="Tell the Witness Care Unit what became{on} of the warrant against {suspect}",
        second_leg=SecondLeg(
            "R8.3b", "Ask the court what became{on} of the warrant against {suspect}"
        ),
        holder=DutyHolder.HMCTS,
        owed_to="witness care unit",
        clock_starts_at=(
            "hearing at which the warrant was issued or withdrawn, or hearing after the arrest"
        ),
        triggered_by=(
            FactPattern(WarrantIssued),
            FactPattern(WarrantEnded, lambda fact: fact.how is WarrantEnd.WITHDRAWN),
            FactPattern(HearingHeld),
        ),
        discharged_by=passed_on(NoticeAbout.WARRANT),
        after_arrest=True,
        limits=(
            TimeLimit("2015", 5, 5, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 5, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
    Duty(
        "R8.3b",
        right=8,
        leg=2,
        sentence=(
            "The witness care unit tells the victim that a warrant was issued, or what became of it"
        ),
        obligation="Told of a warrant or of its outcome",
        act="Tell {whom} of the warrant against {suspect}, or what became of it",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="notice received by the witness care unit",
        triggered_by=passed_on(NoticeAbout.WARRANT),
        clock=ClockStart.RECEIPT,
        discharged_by=(telling(ToldAbout.WARRANT),),
        withdrawn_by=frozenset({Withdrawal.CASE_ENDED, Withdrawal.COURT_UPDATES}),
        limits=(
            TimeLimit("2015", 5, 1, "working days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", 5, 1, "working days", "secondary", "PCC pages on Right 8"),
        ),
    ),
)
