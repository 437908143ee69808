"""An alert that is put off until something happens waits for that, and for no other news."""

import pytest

from caseworker_notes import Notes, london
from events.alert_acts import AlertSnoozed, SnoozedUntil
from events.charging import ChargingDecision, ChargingDecisionMade
from events.corrections import CorrectionAgreed, CorrectionDisputed, DisputeReason
from events.court import CaseConcluded, CaseOutcome, HearingHeld, HearingKind
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import InvestigationOpened, SuspectArrested
from events.needs import ReferralAnswer, SupportReferralAnswered, SupportService
from events.places import Court
from processors.fold.journey import fold
from schemas.alert_row import Alert, AlertKind

OF_VS = {"proposed_by": Agency.VICTIM_SUPPORT, "correction": "VS-1"}
HELD = HearingHeld(court=Court.SNARESBROOK, hearing=HearingKind.FIRST)
CONVICTED = CaseConcluded(court=Court.SNARESBROOK, outcome=CaseOutcome.CONVICTED)
ANSWERED = SupportReferralAnswered(
    service=SupportService.VICTIM_SUPPORT, answer=ReferralAnswer.ACCEPTED
)
DISPUTED = CorrectionDisputed(reason=DisputeReason.STANDS_BY_IT, **OF_VS)
CHARGED = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
COMES = [
    (SnoozedUntil.CHARGING_DECISION, CHARGED, Agency.CPS),
    (SnoozedUntil.HEARING, HELD, Agency.HMCTS),
    (SnoozedUntil.CASE_OUTCOME, CONVICTED, Agency.HMCTS),
    (SnoozedUntil.REFERRAL_ANSWER, ANSWERED, Agency.VICTIM_SUPPORT),
    (SnoozedUntil.CORRECTION_ANSWER, CorrectionAgreed(**OF_VS), Agency.MET_POLICE),
    (SnoozedUntil.CORRECTION_ANSWER, DISPUTED, Agency.MET_POLICE),
]


def late(notes: Notes, now: str) -> Alert:
    """The alert that the victim was not told of the arrest in time."""
    rows = fold(notes.facts, london(now)).rows.values()
    (alert,) = (
        row
        for row in rows
        if isinstance(row, Alert) and (row.rule, row.kind) == ("R6.1", AlertKind.LATE)
    )
    return alert


@pytest.mark.parametrize(("until", "comes", "by"), COMES)
def test_it_is_back_with_what_it_waits_for_and_with_nothing_else(
    notes: Notes, until: SnoozedUntil, comes: Fact, by: Agency
) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    put_off = AlertSnoozed(alerts=(late(notes, "2025-03-12 00:01").id,), until=until)
    notes.happened("2025-03-14 15:00", put_off)
    notes.happened("2025-03-17 10:00", InvestigationOpened())
    notes.happened("2025-03-20 10:00", comes, by)

    states = [late(notes, f"2025-03-{at}").state for at in ("17 12:00", "20 09:59", "20 10:02")]

    assert states == ["snoozed", "snoozed", "raised"]
