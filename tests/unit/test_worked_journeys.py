"""The worked journeys, as a caseworker would tell them. Times are London's."""

from datetime import date

import pytest

from caseworker_notes import Notes, london
from events.before_trial import TrialVacated, WitnessRequirementDecided
from events.charging import ChargingDecision, ChargingDecisionMade
from events.clocks import Precision
from events.contact import (
    Channel,
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    OptedOutOf,
    ToldAbout,
    VictimWithdrewSupport,
)
from events.court import HearingHeld, HearingKind, Sentence, SentencePassed, TrialListed
from events.duties import DecidedBy, DutyExcused, GoodReason
from events.identifiers import Agency
from events.investigation import (
    InvestigationOpened,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
)
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.needs import (
    AssessmentOccasion,
    EnhancedRightsDecided,
    EnhancedRightsDecision,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.places import Court
from events.trial_reasons import IneffectiveReason, TrialResult
from processors.fold.journey import fold, with_more
from processors.fold.judging_clock import Clock
from schemas.changes import DutyHolder, ObligationState, WaitEnd, WaitingOn
from story_facts import granted, told

BAIL = SuspectBailedOrReleased(basis=ReleaseBasis.BAIL_WITH_CONDITIONS)


def test_1_told_in_time(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-06 09:30", told(ToldAbout.ARREST))

    seen = notes.as_at("2025-03-06 12:00")

    due = {rule: seen.obligation(rule).due_on for rule in ("R4.1", "R4.2", "R6.1")}
    assert due == {
        "R4.1": None,
        "R4.2": date(2025, 3, 5),
        "R6.1": date(2025, 3, 11),
    }
    states = {rule: seen.obligation(rule).state for rule in due}
    assert states == {"R4.1": "open", "R4.2": "breached", "R6.1": "discharged"}
    assert {seen.obligation(rule).code for rule in due} == {"2020"}


def test_1_needs_assessed_and_referred_in_time(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    assessed = VictimNeedsAssessed(occasion=AssessmentOccasion.REPORT, needs=())
    notes.happened("2025-03-03 11:00", assessed)
    notes.happened("2025-03-05 23:00", SupportReferred(service=SupportService.VICTIM_SUPPORT))

    seen = notes.as_at("2025-04-01 00:00")

    assert {rule: seen.obligation(rule).state for rule in ("R4.1", "R4.2")} == {
        "R4.1": "discharged",
        "R4.2": "discharged",
    }


def test_4_enhanced_in_the_middle(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    bailed = notes.happened("2025-03-07 16:00", BAIL)
    assert notes.as_at("2025-03-07 17:00").obligation("R6.4").due_on == date(2025, 3, 14)

    grant = notes.happened("2025-03-10 09:00", granted())
    deed = notes.happened("2025-03-11 18:00", told(ToldAbout.BAIL_OR_RELEASE))

    duty = notes.as_at("2025-03-12 00:00").obligation("R6.4")
    assert (duty.due_on, duty.state) == (date(2025, 3, 11), ObligationState.DISCHARGED)
    assert (duty.trigger, duty.retimed_by, duty.ended_by) == (
        bailed.event,
        grant.event,
        deed.event,
    )


def test_4_what_was_ended_again_shortens_nothing_that_comes_later(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 11:00", granted())
    ended = EnhancedRightsDecided(decision=EnhancedRightsDecision.ENDED)
    notes.happened("2025-03-05 11:00", ended)
    notes.happened("2025-03-07 16:00", BAIL)

    assert notes.as_at("2025-03-08 00:00").obligation("R6.4").due_on == date(2025, 3, 14)


def test_5_two_legs(notes: Notes) -> None:
    notes.reported("2024-11-04 10:00")
    passed = SentencePassed(court=Court.SNARESBROOK, sentence=Sentence.IMMEDIATE_CUSTODY)
    notes.happened("2025-04-02 15:00", passed, Agency.HMCTS)
    sent = NoticeSent(to=Agency.WITNESS_CARE, about=NoticeAbout.SENTENCE)
    notes.happened("2025-04-10 14:00", sent, Agency.HMCTS)
    received = NoticeReceived(sender=Agency.HMCTS, about=NoticeAbout.SENTENCE)
    notes.happened("2025-04-10 15:00", received, Agency.WITNESS_CARE)
    notes.happened("2025-04-11 11:00", told(ToldAbout.SENTENCE), Agency.WITNESS_CARE)

    seen = notes.as_at("2025-04-20 00:00")

    first, second, own = (seen.obligation(rule) for rule in ("R9.2a", "R9.2b", "ULS"))
    assert (first.agency, first.due_on, first.state, first.days_late) == (
        Agency.HMCTS,
        date(2025, 4, 9),
        ObligationState.DISCHARGED_LATE,
        1,
    )
    assert (second.agency, second.due_on, second.state) == (
        Agency.WITNESS_CARE,
        date(2025, 4, 11),
        ObligationState.DISCHARGED,
    )
    assert second.triggered == london("2025-04-10 15:00")
    assert (own.duty_holder, own.agency, own.due_on) == (
        DutyHolder.VICTIM,
        None,
        date(2025, 4, 30),
    )
    over = notes.as_at("2025-05-01 00:00")
    assert over.obligation("ULS").state is ObligationState.WITHDRAWN
    assert over.alerts("ULS") == {}


def test_6_a_call_that_reached_nobody(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    no_letters = ContactAgreed(every_days=7, unsafe_channels=(Channel.LETTER,))
    notes.happened("2025-03-03 12:00", no_letters)
    notes.happened("2025-03-04 14:00", SuspectArrested())
    unanswered = told(ToldAbout.ARREST, outcome=ContactOutcome.NO_ANSWER)
    notes.happened("2025-03-10 11:00", unanswered)
    notes.happened("2025-03-11 11:00", unanswered)
    notes.happened("2025-03-11 12:00", told(ToldAbout.ARREST, channel=Channel.LETTER))

    seen = notes.as_at("2025-03-12 00:00")

    assert seen.obligation("R6.1").state is ObligationState.BREACHED
    assert seen.alerts(None) == {"unsafe-contact": "raised", "silence": "raised"}


def test_6_an_unsafe_contact_stands_until_that_agency_agrees_on_contact_anew(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    no_letters = ContactAgreed(every_days=7, unsafe_channels=(Channel.LETTER,))
    notes.happened("2025-03-03 12:00", no_letters)
    notes.happened("2025-03-11 12:00", told(ToldAbout.ARREST, channel=Channel.LETTER))
    notes.happened("2025-03-12 09:00", no_letters, Agency.VICTIM_SUPPORT)
    notes.happened("2025-03-13 09:00", no_letters)

    before = notes.known_at("2025-03-12 12:00").alerts(None)
    assert before == {"unsafe-contact": "raised", "silence": "resolved"}
    after = notes.as_at("2025-03-13 12:00").alerts(None)
    assert after == {"unsafe-contact": "resolved", "silence": "resolved"}
    told_first = fold(notes.facts[:-1], london("2025-03-13 12:00"))
    assert with_more(told_first, notes.facts[-1:], Clock(london("2025-03-13 12:00"))).rows == (
        notes.as_at("2025-03-13 12:00").journey.rows
    )


def test_7_the_judge_is_never_late(notes: Notes) -> None:
    notes.reported("2024-11-04 10:00")
    court, hmcts, unit = Court.SNARESBROOK, Agency.HMCTS, Agency.WITNESS_CARE
    notes.happened("2024-12-02 10:00", HearingHeld(court=court, hearing=HearingKind.FIRST), hmcts)
    for listed, starts in (
        ("2025-01-06 10:00", "2025-09-01 10:00"),
        ("2025-08-20 10:00", "2026-02-02 10:00"),
        ("2026-02-02 15:00", "2026-05-05 10:00"),
    ):
        trial = TrialListed(court=court, starts_at=london(starts))
        notes.happened(listed, trial, hmcts, known=listed)
        notes.happened(listed, told(ToldAbout.HEARING), unit)
    vacated = TrialVacated(court=court, reason=IneffectiveReason.COURT_TIME)
    notes.happened("2025-08-20 09:00", vacated, hmcts)
    ineffective = HearingHeld(
        court=court, hearing=HearingKind.TRIAL, trial_result=TrialResult.INEFFECTIVE
    )
    notes.happened("2026-02-02 14:00", ineffective, hmcts)

    seen = notes.as_at("2026-03-01 00:00")

    assert {duty.agency for duty in seen.obligations} <= {Agency.MET_POLICE, hmcts, unit}
    assert seen.states("R8.1a") == ["discharged"] * 4  # and that the first date was taken back
    assert seen.states("R8.1") == ["discharged"] * 3
    (wait,) = [wait for wait in seen.intervals if wait.end is WaitEnd.OPEN]
    assert (wait.stage, wait.waiting_on) == ("first-hearing", WaitingOn.COURT)


def test_12_withdrawn(notes: Notes) -> None:
    notes.reported("2025-05-06 10:00")
    notes.happened("2025-05-14 09:00", SuspectArrested())
    notes.happened("2025-05-15 09:00", VictimWithdrewSupport())
    closed = PoliceOutcomeRecorded(
        outcome=PoliceOutcome.UNABLE_TO_PROSECUTE, home_office_outcome=16
    )
    closing = notes.happened("2025-05-20 15:00", closed)

    seen = notes.as_at("2025-06-30 00:00")

    told_of_arrest = seen.obligation("R6.1")
    assert told_of_arrest.state is ObligationState.WITHDRAWN
    assert (told_of_arrest.ended_by, told_of_arrest.reason) == (closing.event, "case-ended")
    assert seen.obligation("R6.10").trigger == closing.event
    assert seen.obligation("R6.10").state is ObligationState.BREACHED
    assert seen.intervals[-1].end is WaitEnd.ENDED_OTHERWISE


def test_13_bank_holidays_and_midnight(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 11:00", granted())
    notes.happened("2025-04-17 23:30", BAIL)

    assert notes.as_at("2025-04-18 00:00").obligation("R6.4").due_on == date(2025, 4, 22)


def test_13_an_event_after_midnight_in_london_happened_on_that_day(notes: Notes) -> None:
    """23:30 UTC on Sunday 30 March 2025 is half past midnight on Monday in London."""
    notes.reported("2025-03-31 00:30")

    assert notes.as_at("2025-03-31 01:00").obligation("R4.2").due_on == date(2025, 4, 2)


def test_a_good_reason_of_the_duty_holder_excuses(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    excused = DutyExcused(
        rule="R6.1", reason=GoodReason.SAFEGUARDING_OPERATION, decided_by=DecidedBy.INSPECTOR
    )
    notes.happened("2025-03-13 09:00", excused, Agency.VICTIM_SUPPORT)
    assert notes.as_at("2025-03-14 00:00").obligation("R6.1").state is ObligationState.BREACHED

    by = notes.happened("2025-03-14 09:00", excused)

    duty = notes.as_at("2025-03-15 00:00").obligation("R6.1")
    assert (duty.state, duty.reason, duty.ended_by) == (
        ObligationState.EXCUSED,
        "safeguarding-operation",
        by.event,
    )


def test_who_does_not_want_to_be_told_is_not_owed_it_until_they_do(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 09:00", ContactOptedOut(of=OptedOutOf.PROGRESS_UPDATES))
    notes.happened("2025-03-05 14:00", SuspectArrested())
    notes.happened("2025-03-10 09:00", ContactAgreed(every_days=None))
    charge = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
    notes.happened("2025-03-11 09:00", charge, Agency.CPS)

    seen = notes.as_at("2025-04-30 00:00")

    assert seen.obligation("R6.1").state is ObligationState.WITHDRAWN
    assert seen.obligation("R6.6").state is ObligationState.BREACHED


@pytest.mark.parametrize("days", [7, 28])
def test_kept_up_to_date_as_agreed(notes: Notes, days: int) -> None:
    """Each contact that reaches the victim discharges the update and starts the next."""
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 11:00", InvestigationOpened())
    if days != 28:
        notes.happened("2025-03-03 11:00", ContactAgreed(every_days=days))
    notes.happened("2025-03-09 11:00", told(ToldAbout.PROGRESS))
    notes.happened("2025-03-10 11:00", told(ToldAbout.PROGRESS, outcome=ContactOutcome.NO_ANSWER))

    seen = notes.as_at("2025-03-12 00:00")

    assert seen.states("R6.9")[-1] == "open"
    assert set(seen.states("R6.9")[:-1]) == {"discharged"}
    last = max(duty.due_on for duty in seen.obligations if duty.rule == "R6.9" and duty.due_on)
    assert (last - date(2025, 3, 9)).days == days


def test_no_update_is_owed_after_the_charge(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 11:00", InvestigationOpened())
    notes.happened("2025-03-20 11:00", ChargingDecisionMade(decision=ChargingDecision.CHARGE))

    assert notes.as_at("2025-09-01 00:00").states("R6.9") == ["withdrawn"]


def test_before_the_trial_moves_with_the_trial(notes: Notes) -> None:
    notes.reported("2024-11-04 10:00")
    required = WitnessRequirementDecided(required=True)
    notes.happened("2025-01-06 10:00", required, Agency.CPS)
    unlisted = notes.as_at("2025-01-07 00:00").obligation("R4.3")
    assert (unlisted.due_on, unlisted.state) == (None, ObligationState.OPEN)
    assert unlisted.reason == "trial-not-listed"

    listed = TrialListed(court=Court.HARROW, starts_at=london("2025-09-01 10:00"))
    notes.happened("2025-02-03 10:00", listed, Agency.HMCTS)
    assert notes.as_at("2025-02-04 00:00").obligation("R4.3").due_on == date(2025, 8, 31)

    moved = TrialListed(court=Court.HARROW, starts_at=london("2025-10-06 10:00"))
    by = notes.happened("2025-08-20 10:00", moved, Agency.HMCTS)

    duty = notes.as_at("2025-08-21 00:00").obligation("R4.3")
    assert (duty.due_on, duty.retimed_by) == (date(2025, 10, 5), by.event)


def test_one_call_told_twice_is_no_second_call(notes: Notes) -> None:
    """Given that, then the next update is owed, and is not discharged by the second telling."""
    notes.reported("2025-03-02 10:00")
    notes.happened("2025-03-02 10:00", InvestigationOpened())
    notes.happened("2025-03-03 10:00", told(ToldAbout.PROGRESS))
    notes.happened("2025-03-03 10:00", told(ToldAbout.PROGRESS))

    assert notes.as_at("2025-06-01 00:00").states("R6.9") == ["discharged", "breached"]


def test_a_call_of_that_day_does_not_discharge_a_later_one_of_the_day(notes: Notes) -> None:
    notes.reported("2025-03-02 10:00")
    notes.happened("2025-03-02 10:00", InvestigationOpened())
    notes.happened("2025-03-03 00:00", told(ToldAbout.PROGRESS), precision=Precision.DAY)
    notes.happened("2025-03-03 10:00", told(ToldAbout.PROGRESS))

    assert notes.as_at("2025-06-01 00:00").states("R6.9")[-1] == "breached"


def test_an_excuse_may_name_any_telling_of_what_happened(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    again = notes.happened("2025-03-04 14:00", SuspectArrested(), received="2025-03-06 09:00")
    excused = DutyExcused(
        rule="R6.1",
        trigger=again.event,
        reason=GoodReason.MAJOR_INCIDENT,
        decided_by=DecidedBy.INSPECTOR,
    )
    notes.happened("2025-03-10 09:00", excused)

    assert notes.as_at("2025-04-01 00:00").states("R6.1") == ["excused"]
