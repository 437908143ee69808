"""Each outcome of the police: what the victim is to be told, and whether the case goes on."""

import pytest

from caseworker_notes import Notes
from events.investigation import (
    InvestigationOpened,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    SuspectArrested,
)
from schemas.changes import Contradiction, WaitEnd
from schemas.contradiction_kinds import ContradictionKind

TOLD_OF = {
    PoliceOutcome.SUSPECT_CHARGED: "R6.6",
    PoliceOutcome.SUSPECT_CHARGED_OTHER_CASE: "R6.6",
    PoliceOutcome.UNABLE_TO_PROSECUTE: "R6.10",
    PoliceOutcome.FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST: "R6.10",
    PoliceOutcome.FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST: "R6.10",
    PoliceOutcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST: "R6.10",
    PoliceOutcome.LOCAL_RESOLUTION: "R6.12",
    PoliceOutcome.DRUGS_WARNING: "R6.12",
    PoliceOutcome.CAUTION: "R6.12",
    PoliceOutcome.PENALTY_NOTICE: "R6.12",
    PoliceOutcome.NO_SUSPECT_IDENTIFIED: "R6.18",
    PoliceOutcome.OTHER_ORGANISATION: "R6.20",
}
"""The rule by which the victim is told of it; of any other one the police tell nothing."""

GO_ON = {
    PoliceOutcome.AWAITING_COURT_OUTCOME,
    PoliceOutcome.COURT_RESULT_UNAVAILABLE,
    PoliceOutcome.SUSPECT_CHARGED,
    PoliceOutcome.SUSPECT_CHARGED_OTHER_CASE,
    PoliceOutcome.STATUS_UPDATE_UNAVAILABLE,
    PoliceOutcome.UNDER_INVESTIGATION,
    PoliceOutcome.DEFENDANT_SENT_TO_CROWN_COURT,
    PoliceOutcome.OTHER_ORGANISATION,
}
"""After these the case goes on, here or with another body."""


@pytest.mark.parametrize("outcome", PoliceOutcome)
def test_what_an_outcome_asks_and_whether_it_ends_the_case(outcome: PoliceOutcome) -> None:
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 12:00", InvestigationOpened())
    recorded = notes.happened("2025-03-10 12:00", PoliceOutcomeRecorded(outcome=outcome))

    seen = notes.as_at("2025-03-11 12:00")

    asked = [duty.rule for duty in seen.obligations if duty.trigger == recorded.event]
    assert asked == [TOLD_OF[outcome]] if outcome in TOLD_OF else asked == []
    assert [wait.end is WaitEnd.OPEN for wait in seen.intervals] == [outcome in GO_ON]


OF_THE_CRIME = {
    PoliceOutcome.NO_SUSPECT_IDENTIFIED,
    PoliceOutcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST,
    PoliceOutcome.OTHER_ORGANISATION,
}
"""These are about the crime, whoever was suspected; any other is about one suspect."""


@pytest.mark.parametrize("outcome", TOLD_OF)
def test_where_two_are_suspected_an_outcome_that_names_neither_asks_which_one(
    outcome: PoliceOutcome,
) -> None:
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    for suspect in (1, 2):
        notes.happened("2025-03-04 10:00", SuspectArrested(suspect=suspect))
    notes.happened("2025-03-10 12:00", PoliceOutcomeRecorded(outcome=outcome))

    asked = [
        row.kind
        for row in notes.as_at("2025-03-11 12:00").journey.rows.values()
        if isinstance(row, Contradiction)
    ]

    assert asked == ([] if outcome in OF_THE_CRIME else [ContradictionKind.WHICH_SUSPECT])
