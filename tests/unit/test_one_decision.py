"""One decision is one duty, though the one who decides and the one who records it both tell it."""

from datetime import date

import pytest

from caseworker_notes import Notes
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    ProsecutionAltered,
    ProsecutionChange,
    ReferredToCps,
    ReviewAnswer,
    ReviewAnswered,
)
from events.contact import ToldAbout
from events.court import CaseConcluded, CaseOutcome
from events.identifiers import Agency
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from events.places import Court
from schemas.changes import Obligation, ObligationState
from story_facts import told

NO_CHARGE = ChargingDecisionMade(decision=ChargingDecision.NO_CHARGE)
CHARGE = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
RECORD = PoliceOutcomeRecorded(outcome=PoliceOutcome.UNABLE_TO_PROSECUTE)
GIVEN_UP = ProsecutionAltered(change=ProsecutionChange.DISCONTINUED)
ALTERED = ProsecutionAltered(change=ProsecutionChange.SUBSTANTIALLY_ALTERED)
DISCONTINUED = CaseConcluded(court=Court.SNARESBROOK, outcome=CaseOutcome.DISCONTINUED)


def owed(notes: Notes, rule: str) -> list[Obligation]:
    """What is owed by a rule, at the end of the year."""
    return [row for row in notes.as_at("2025-12-31 00:00").obligations if row.rule == rule]


def told_of_decision(notes: Notes) -> list[Obligation]:
    """What is owed by the rules to tell of a decision about a suspect."""
    return [each for rule in ("R6.6", "R6.10", "R6.11", "R6.12") for each in owed(notes, rule)]


def test_told_of_the_decision_before_the_police_recorded_it(notes: Notes) -> None:
    """Given that the victim was told between decision and record, then nothing is late."""
    notes.reported("2025-03-03 10:00")
    decided = notes.happened("2025-04-01 10:00", NO_CHARGE, Agency.CPS)
    notes.happened("2025-04-01 12:00", told(ToldAbout.CHARGING_DECISION))
    notes.happened("2025-04-03 09:00", RECORD)

    (duty,) = told_of_decision(notes)

    assert (duty.trigger, duty.due_on) == (decided.event, date(2025, 4, 8))
    assert duty.state is ObligationState.DISCHARGED


def test_police_and_prosecutors_tell_one_charge(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-04-01 10:00", CHARGE, Agency.CPS)
    notes.happened("2025-04-01 15:00", CHARGE)

    assert len(told_of_decision(notes)) == 1


def test_a_record_alone_raises_the_duty(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-04-03 09:00", RECORD)

    assert len(told_of_decision(notes)) == 1


def test_the_court_concludes_what_prosecutors_gave_up(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    given_up = notes.happened("2025-06-02 10:00", GIVEN_UP, Agency.CPS)
    notes.happened("2025-06-20 10:00", DISCONTINUED, Agency.HMCTS)

    assert [duty.trigger for duty in owed(notes, "R6.7")] == [given_up.event]
    assert len(owed(notes, "R9.1a")) == 1


def test_altered_and_later_given_up_are_two_decisions(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-06-02 10:00", ALTERED, Agency.CPS)
    notes.happened("2025-06-20 10:00", DISCONTINUED, Agency.HMCTS)

    assert len(owed(notes, "R6.7")) == 2


@pytest.mark.parametrize(
    "again",
    [ReferredToCps(), ReviewAnswered(answer=ReviewAnswer.DECISION_OVERTURNED)],
    ids=["referred again", "overturned"],
)
def test_what_is_decided_anew_is_told_anew(notes: Notes, again: object) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-04-01 10:00", NO_CHARGE, Agency.CPS)
    notes.happened("2025-05-01 10:00", again)
    notes.happened("2025-06-01 10:00", RECORD)

    assert len(told_of_decision(notes)) == 2


def test_a_decision_that_comes_in_after_its_record_takes_its_place(notes: Notes) -> None:
    """Given the record alone, when the decision comes in later, then the duty is the decision's."""
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-04-03 09:00", RECORD)
    decided = notes.happened("2025-04-01 10:00", NO_CHARGE, Agency.CPS, received="2025-04-09 10:00")

    assert [duty.trigger for duty in told_of_decision(notes)] == [decided.event]
