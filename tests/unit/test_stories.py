"""Worked journeys, told as a caseworker would tell them. Times are London's."""

from datetime import date, datetime, timedelta

import pytest

from caseworker_notes import Notes, london
from events.charging import ChargingDecision, ChargingDecisionMade, ReferredToCps
from events.clocks import Precision
from events.contact import ContactOutcome, ToldAbout
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    Sentence,
    SentencePassed,
)
from events.identifiers import Agency
from events.investigation import (
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    SuspectArrested,
)
from events.offences import OffenceGroup
from events.places import Court
from events.reporting import CrimeReported
from events.trial_reasons import TrialResult
from schemas.changes import ObligationState, WaitEnd, WaitingOn
from story_facts import told


def test_told_in_time(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-06 09:30", told())

    seen = notes.as_at("2025-03-20 00:00")

    duty = seen.obligation("R6.1")
    assert (duty.due_on, duty.state) == (date(2025, 3, 11), ObligationState.DISCHARGED)
    assert duty.agency is Agency.MET_POLICE
    (completed,) = [wait for wait in seen.intervals if wait.end is WaitEnd.COMPLETED]
    assert (completed.stage, completed.next_stage) == ("reported", "arrested")
    assert completed.waiting_on is WaitingOn.POLICE
    assert completed.ended
    assert completed.ended - completed.started == timedelta(days=1, hours=4)
    assert seen.alerts("R6.1") == {}


def _arrested_and_not_told(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())


def test_late_and_told_so(notes: Notes) -> None:
    _arrested_and_not_told(notes)

    assert notes.as_at("2025-03-09 23:59").alerts("R6.1") == {}
    assert notes.as_at("2025-03-10 00:00").alerts("R6.1") == {"due-soon": "raised"}
    assert notes.as_at("2025-03-11 23:59").obligation("R6.1").state is ObligationState.OPEN
    breached = notes.as_at("2025-03-12 00:00")
    assert breached.obligation("R6.1").state is ObligationState.BREACHED
    assert breached.alerts("R6.1") == {"due-soon": "superseded", "late": "raised"}

    notes.happened("2025-03-14 11:00", told())

    late = notes.as_at("2025-03-14 12:00")
    duty = late.obligation("R6.1")
    assert (duty.state, duty.days_late) == (ObligationState.DISCHARGED_LATE, 3)
    assert late.alerts("R6.1") == {"due-soon": "superseded", "late": "resolved"}
    assert late.alert_ids("R6.1") == breached.alert_ids("R6.1")


def test_only_the_record_was_late(notes: Notes) -> None:
    _arrested_and_not_told(notes)
    notes.happened("2025-03-10 16:00", told(), received="2025-03-14 11:00")

    seen = notes.as_at("2025-03-14 12:00")
    assert seen.obligation("R6.1").state is ObligationState.DISCHARGED
    assert seen.alerts("R6.1") == {"due-soon": "superseded", "late": "retracted"}

    then = notes.known_at("2025-03-13 12:00")
    assert then.obligation("R6.1").state is ObligationState.BREACHED
    assert then.alerts("R6.1")["late"] == "raised"


def test_enhanced_rights_granted_before_the_arrest(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00", enhanced_rights=True)
    notes.happened("2025-03-04 14:00", SuspectArrested())

    duty = notes.as_at("2025-03-04 15:00").obligation("R6.1")

    assert (duty.due_on, duty.enhanced) == (date(2025, 3, 5), True)


def test_enhanced_in_the_middle(notes: Notes) -> None:
    _arrested_and_not_told(notes)
    before = notes.as_at("2025-03-06 00:00").obligation("R6.1")
    from events.reporting import VictimIdentified

    notes.happened("2025-03-06 09:00", VictimIdentified(enhanced_rights=True))
    after = notes.as_at("2025-03-06 12:00").obligation("R6.1")

    assert (before.due_on, after.due_on) == (date(2025, 3, 11), date(2025, 3, 7))
    assert before.id == after.id


def test_a_call_that_reached_nobody(notes: Notes) -> None:
    _arrested_and_not_told(notes)
    notes.happened("2025-03-10 11:00", told(outcome=ContactOutcome.NO_ANSWER))
    notes.happened("2025-03-11 11:00", told(outcome=ContactOutcome.MESSAGE_LEFT))
    notes.happened("2025-03-11 12:00", told(about=ToldAbout.PROGRESS))

    assert notes.as_at("2025-03-12 00:00").obligation("R6.1").state is ObligationState.BREACHED


def test_told_before_it_happened_is_not_told_of_it(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 09:00", told())
    notes.happened("2025-03-04 14:00", SuspectArrested())

    assert notes.as_at("2025-03-05 00:00").obligation("R6.1").state is ObligationState.OPEN


def test_the_day_is_enough_where_the_day_is_all_that_is_known(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-04 00:00", told(), precision=Precision.DAY)

    assert notes.as_at("2025-03-05 00:00").obligation("R6.1").state is ObligationState.DISCHARGED


def test_one_arrest_told_in_two_events_is_one_duty(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    first = notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-04 14:00", SuspectArrested(), received="2025-03-06 09:00")

    seen = notes.as_at("2025-03-05 00:00")

    assert seen.obligation("R6.1").trigger == first.event


def test_two_arrests_are_two_duties(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested(suspect=1))
    notes.happened("2025-03-04 14:00", SuspectArrested(suspect=2))
    notes.happened("2025-03-04 14:00", SuspectArrested(suspect=1), agency=Agency.CITY_POLICE)
    notes.happened("2025-03-04 15:00", SuspectArrested(suspect=1))

    assert len(notes.as_at("2025-03-05 00:00").states("R6.1")) == 4


def test_a_month_raises_no_duty_and_has_no_length(notes: Notes) -> None:
    month = Precision.MONTH
    notes.happened("2025-03-01 00:00", SuspectArrested(), precision=month)
    notes.happened("2025-04-04 14:00", ReferredToCps())

    seen = notes.as_at("2026-01-01 00:00")

    assert seen.obligations == []
    assert [wait.stage for wait in seen.intervals] == ["referred"]


def test_an_outcome_of_unknown_date_ends_the_wait_without_a_length(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened(
        "2025-03-01 00:00",
        PoliceOutcomeRecorded(outcome=PoliceOutcome.NO_SUSPECT_IDENTIFIED),
        precision=Precision.NOT_BEFORE_MONTH,
        received="2025-06-01 00:00",
    )

    assert notes.as_at("2025-07-01 00:00").intervals == []


CHARGE = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
THAMES = Court.THAMES_MAGISTRATES


@pytest.mark.parametrize("precision", [Precision.MONTH, Precision.NOT_BEFORE_MONTH])
def test_a_step_told_by_its_month_too_hides_no_wait(notes: Notes, precision: Precision) -> None:
    notes.reported("2025-03-10 10:00")
    notes.happened("2025-03-14 10:00", SuspectArrested())
    notes.happened("2025-04-02 10:00", ReferredToCps())
    before = _waits(notes)
    received = "2025-05-01 00:00"

    notes.happened("2025-03-01 00:00", SuspectArrested(), precision=precision, received=received)
    notes.happened(
        "2025-03-01 00:00",
        CrimeReported(offence=OffenceGroup.ROBBERY, borough="E09000012"),
        precision=precision,
        received=received,
    )

    assert [wait for wait, *_ in before] == ["reported", "arrested", "referred"]
    assert _waits(notes) == before


def test_a_later_step_known_by_month_leaves_the_waits_before_it(notes: Notes) -> None:
    notes.reported("2025-03-10 10:00")
    notes.happened("2025-03-14 10:00", SuspectArrested())
    notes.happened("2025-03-01 00:00", CHARGE, precision=Precision.MONTH)
    notes.happened("2025-04-20 10:00", HearingHeld(hearing=HearingKind.FIRST, court=THAMES))

    assert [(stage, reached) for stage, reached, *_ in _waits(notes)] == [
        ("reported", "arrested"),
        ("first-hearing", None),
    ]


def test_a_step_between_known_by_month_leaves_no_length_around_it(notes: Notes) -> None:
    notes.reported("2025-03-10 10:00")
    notes.happened("2025-03-01 00:00", SuspectArrested(), precision=Precision.MONTH)
    notes.happened("2025-03-20 10:00", CHARGE)

    assert [stage for stage, *_ in _waits(notes)] == ["charged"]


def test_a_step_in_an_earlier_month_is_not_the_dated_one(notes: Notes) -> None:
    notes.reported("2025-01-10 10:00")
    notes.happened("2025-02-01 00:00", SuspectArrested(), precision=Precision.MONTH)
    notes.happened("2025-03-14 10:00", SuspectArrested(suspect=2))

    assert _waits(notes) == []


def test_an_end_known_by_month_ends_what_began_in_that_month(notes: Notes) -> None:
    notes.reported("2025-03-10 10:00")
    notes.happened(
        "2025-03-01 00:00",
        NotInvestigated(reason=NotInvestigatedReason.NO_LINES_OF_ENQUIRY),
        precision=Precision.MONTH,
    )

    assert _waits(notes) == []


def test_steps_of_one_moment_are_taken_in_the_order_of_the_law(notes: Notes) -> None:
    day = Precision.DAY
    notes.happened(
        "2025-03-10 00:00", SuspectArrested(), precision=day, received="2025-03-11 00:00"
    )
    notes.happened(
        "2025-03-10 00:00",
        CrimeReported(offence=OffenceGroup.ROBBERY, borough="E09000012"),
        precision=day,
        received="2025-03-12 00:00",
    )

    assert [(stage, reached) for stage, reached, *_ in _waits(notes)] == [
        ("reported", "arrested"),
        ("arrested", None),
    ]


def _waits(notes: Notes) -> list[tuple[str, str | None, datetime, datetime | None]]:
    waits = notes.as_at("2026-01-01 00:00").intervals
    return [(wait.stage, wait.next_stage, wait.started, wait.ended) for wait in waits]


def test_the_whole_way_to_sentence(notes: Notes) -> None:
    court = Court.SNARESBROOK
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-04-04 14:00", ReferredToCps())
    notes.happened(
        "2025-05-04 14:00", ChargingDecisionMade(decision=ChargingDecision.CHARGE), Agency.CPS
    )
    notes.happened(
        "2025-05-05 14:00",
        FirstHearingListed(court=Court.THAMES_MAGISTRATES, starts_at=london("2025-06-01 10:00")),
        Agency.HMCTS,
    )
    notes.happened(
        "2025-06-01 10:00",
        HearingHeld(court=Court.THAMES_MAGISTRATES, hearing=HearingKind.FIRST),
        Agency.HMCTS,
    )
    trial = HearingKind.TRIAL
    for day, result in (("2025-09-01", "ineffective"), ("2026-02-02", "effective")):
        notes.happened(
            f"{day} 10:00",
            HearingHeld(court=court, hearing=trial, trial_result=TrialResult(result)),
            Agency.HMCTS,
        )
    notes.happened(
        "2026-02-06 10:00", CaseConcluded(court=court, outcome=CaseOutcome.CONVICTED), Agency.HMCTS
    )
    notes.happened(
        "2026-03-06 10:00", SentencePassed(court=court, sentence=Sentence.FINE), Agency.HMCTS
    )

    waits = notes.as_at("2026-04-01 00:00").intervals

    assert [(wait.stage, wait.next_stage, str(wait.waiting_on)) for wait in waits] == [
        ("reported", "arrested", "police"),
        ("arrested", "referred", "police"),
        ("referred", "charged", "cps"),
        ("charged", "first-hearing", "court"),
        ("first-hearing", "trial", "court"),
        ("trial", "concluded", "court"),
        ("concluded", "sentenced", "court"),
    ]
    assert {wait.end for wait in waits} == {WaitEnd.COMPLETED}
    assert [wait.court for wait in waits][3:5] == [Court.THAMES_MAGISTRATES, court]
    assert {wait.borough for wait in waits} == {"E09000012"}


def test_a_competing_end_is_not_a_completion(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened(
        "2025-03-05 10:00", NotInvestigated(reason=NotInvestigatedReason.NO_LINES_OF_ENQUIRY)
    )

    (wait,) = notes.as_at("2025-04-01 00:00").intervals

    assert (wait.end, wait.next_stage) == (WaitEnd.ENDED_OTHERWISE, "not-investigated")
