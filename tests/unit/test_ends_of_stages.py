"""What ends a case completes the stage in which it stood, or cuts it short."""

import pytest

from caseworker_notes import Notes
from events.charging import ChargeMethod, SuspectCharged
from events.court import (
    CaseConcluded,
    CaseOutcome,
    HearingHeld,
    HearingKind,
    Sentence,
    SentencePassed,
)
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.places import Court
from schemas.changes import WaitEnd

COURT = Court.SNARESBROOK
HEARD = {
    "charged": [],
    "first-hearing": [HearingHeld(court=COURT, hearing=HearingKind.FIRST)],
    "trial": [
        HearingHeld(court=COURT, hearing=HearingKind.FIRST),
        HearingHeld(court=COURT, hearing=HearingKind.TRIAL),
    ],
}
DECIDED = (CaseOutcome.ACQUITTED, CaseOutcome.DISMISSED)


def last_end(notes: Notes, heard: list[HearingHeld], end: Fact) -> tuple[str, WaitEnd]:
    """The stage in which the case stood, and how the wait in it ended."""
    notes.reported("2025-03-03 10:00")
    charge = SuspectCharged(method=ChargeMethod.CHARGE)
    happened = [charge, *heard, end]
    for day, each in enumerate(happened, 4):
        notes.happened(f"2025-03-{day:02} 12:00", each, Agency.HMCTS)
    (wait,) = (
        each
        for each in notes.as_at("2025-04-01 12:00").intervals
        if each.ended and each.ended.day == 3 + len(happened)
    )
    return wait.stage, wait.end


@pytest.mark.parametrize("stage", HEARD)
@pytest.mark.parametrize("outcome", [*DECIDED, CaseOutcome.DISCONTINUED])
def test_what_a_court_decided_completes_each_stage_at_court_and_what_was_given_up_none(
    notes: Notes, stage: str, outcome: CaseOutcome
) -> None:
    found = last_end(notes, HEARD[stage], CaseConcluded(court=COURT, outcome=outcome))

    ends = WaitEnd.COMPLETED if outcome in DECIDED else WaitEnd.ENDED_OTHERWISE
    assert found == (stage, ends)


@pytest.mark.parametrize("stage", HEARD)
def test_a_sentence_completes_each_stage_at_court(notes: Notes, stage: str) -> None:
    """Also where nobody reports the conviction."""
    found = last_end(notes, HEARD[stage], SentencePassed(court=COURT, sentence=Sentence.FINE))

    assert found == (stage, WaitEnd.COMPLETED)


def test_a_case_that_had_ended_goes_on_with_an_arrest(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    charge = SuspectCharged(method=ChargeMethod.CHARGE)
    notes.happened("2025-03-04 12:00", charge, Agency.CPS)
    acquitted = CaseConcluded(court=COURT, outcome=CaseOutcome.ACQUITTED)
    notes.happened("2025-03-05 12:00", acquitted, Agency.HMCTS)
    notes.happened("2025-03-20 12:00", SuspectArrested())

    open_ = [each.stage for each in notes.as_at("2025-04-01 12:00").intervals if not each.ended]

    assert open_ == ["arrested"]
