"""What cannot all be so stays on the timeline, flagged, with who said what."""

import pytest

from caseworker_notes import Notes
from events.case_moves import CaseReopened
from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    ReferredToCps,
    ReturnedToPolice,
    ReturnReason,
    ReviewAnswer,
    ReviewAnswered,
)
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
from events.investigation import InvestigationOpened
from events.places import Court
from schemas.changes import Contradiction, TimelineEntry

CHARGE = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
NO_CHARGE = ChargingDecisionMade(decision=ChargingDecision.NO_CHARGE)
ASKS_ANEW: dict[type[Fact], dict[str, object]] = {
    InvestigationOpened: {},
    ReferredToCps: {},
    CaseReopened: {"back_to": "investigation"},
    ReturnedToPolice: {"reason": next(iter(ReturnReason))},
    ReviewAnswered: {"answer": "decision-overturned"},
}
SENTENCE = SentencePassed(court=Court.HARROW, sentence=Sentence.FINE)


def flagged(notes: Notes) -> list[Contradiction]:
    rows = notes.as_at("2026-01-01 00:00").journey.rows.values()
    assert sum(isinstance(row, TimelineEntry) for row in rows) == len(notes.facts)
    return [row for row in rows if isinstance(row, Contradiction)]


def test_two_charging_decisions(notes: Notes) -> None:
    one = notes.happened("2025-03-03 10:00", NO_CHARGE, Agency.MET_POLICE)
    other = notes.happened("2025-03-04 10:00", CHARGE, Agency.CPS)

    (found,) = flagged(notes)

    assert found.kind == "two-charging-decisions"
    assert found.events == (one.event, other.event)
    assert found.agencies == (Agency.MET_POLICE, Agency.CPS)


@pytest.mark.parametrize(
    ("when", "agency"),
    [("2025-03-03 10:00", Agency.CPS), ("2025-03-03 15:00", Agency.MET_POLICE)],
    ids=["again", "by another agency"],
)
def test_one_decision_reported_twice_is_none(notes: Notes, when: str, agency: Agency) -> None:
    notes.happened("2025-03-03 10:00", NO_CHARGE, Agency.CPS)
    notes.happened(when, NO_CHARGE, agency)

    assert flagged(notes) == []


def test_a_decision_that_a_review_overturned_is_none(notes: Notes) -> None:
    notes.happened("2025-03-03 10:00", NO_CHARGE, Agency.CPS)
    overturned = ReviewAnswered(answer=ReviewAnswer.DECISION_OVERTURNED)
    notes.happened("2025-03-20 10:00", overturned, Agency.CPS)
    notes.happened("2025-03-21 10:00", CHARGE, Agency.CPS)

    assert flagged(notes) == []


@pytest.mark.parametrize(("opens", "data"), ASKS_ANEW.items())
def test_a_decision_after_what_asks_for_a_new_one_is_none(
    notes: Notes, opens: type[Fact], data: dict[str, object]
) -> None:
    notes.happened("2025-03-03 10:00", NO_CHARGE, Agency.CPS)
    opened = opens.model_validate(data)
    notes.happened("2025-03-20 10:00", opened, Agency.MET_POLICE)
    notes.happened("2025-03-21 10:00", CHARGE, Agency.CPS)

    assert flagged(notes) == []


@pytest.mark.parametrize(("outcome", "flags"), [("convicted", 0), ("acquitted", 1)])
def test_a_sentence_needs_a_conviction(notes: Notes, outcome: str, flags: int) -> None:
    concluded = CaseConcluded(court=Court.HARROW, outcome=CaseOutcome(outcome))
    notes.happened("2025-03-03 10:00", SENTENCE, Agency.HMCTS)
    notes.happened("2025-03-03 15:00", concluded, Agency.HMCTS)

    assert [each.kind for each in flagged(notes)] == ["sentence-without-conviction"] * flags


def test_a_hearing_before_the_charge(notes: Notes) -> None:
    held = HearingHeld(court=Court.HARROW, hearing=HearingKind.FIRST)
    hearing = notes.happened("2025-03-03 10:00", held, Agency.HMCTS)
    charge = notes.happened("2025-03-04 10:00", CHARGE, Agency.CPS)

    (found,) = flagged(notes)

    assert (found.kind, found.events) == ("hearing-before-charge", (hearing.event, charge.event))
