"""Stories of what people are warned of beside that a duty is due: each begins, and each ends."""

from datetime import date, timedelta
from typing import Any

import pytest

from caseworker_notes import Notes, london
from events.before_trial import WitnessRequirementDecided
from events.charging import ChargeMethod, SuspectCharged
from events.contact import (
    Channel,
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    ContactPurpose,
    OptedOutOf,
    ToldAbout,
    VictimContacted,
)
from events.corrections import (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionProposed,
    DisputeReason,
)
from events.court import (
    CaseConcluded,
    CaseOutcome,
)
from events.identifiers import Agency
from events.investigation import InvestigationOpened, SuspectArrested
from events.messages import NoticeAbout, NoticeReceived
from events.needs import ReferralAnswer, SupportReferralAnswered, SupportReferred, SupportService
from events.places import Court
from processors.fold.journey import fold
from schemas.alert_row import AlertKind
from story_facts import told
from warned import alerts, states

UNIT, COURT, CPS = Agency.WITNESS_CARE, Agency.HMCTS, Agency.CPS


@pytest.fixture
def notes() -> Notes:
    """A robbery reported to the Met on Monday, 3 March 2025."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    return notes


class TestHandOff:
    """The court tells the witness care unit how the case ended, and the unit tells the victim."""

    @pytest.fixture
    def concluded(self, notes: Notes) -> Notes:
        """On Monday, 10 March: the court has until the 17th."""
        ended = CaseConcluded(court=Court.SNARESBROOK, outcome=CaseOutcome.CONVICTED)
        notes.happened("2025-03-10 12:00", ended, COURT)
        return notes

    def test_the_unit_asks_a_working_day_after_the_court_is_late(self, concluded: Notes) -> None:
        assert states(concluded, AlertKind.HAND_OFF, "2025-03-18 23:59") == []
        (alert,) = alerts(concluded, AlertKind.HAND_OFF, "2025-03-19 00:00")
        assert (alert.agency, alert.rule, alert.due_on) == (UNIT, "R9.1a", date(2025, 3, 17))

    def test_it_ends_once_the_news_is_there(self, concluded: Notes) -> None:
        arrived = NoticeReceived(sender=COURT, about=NoticeAbout.CASE_OUTCOME)
        concluded.happened("2025-03-20 10:00", arrived, UNIT)
        assert states(concluded, AlertKind.HAND_OFF, "2025-03-21 10:00") == ["resolved"]

    def test_it_ends_once_the_victim_was_told_all_the_same(self, concluded: Notes) -> None:
        concluded.happened("2025-03-20 10:00", told(ToldAbout.CASE_OUTCOME))
        assert states(concluded, AlertKind.HAND_OFF, "2025-03-21 10:00") == ["resolved"]

    def test_nobody_asks_for_what_the_victim_is_not_to_be_told(self, concluded: Notes) -> None:
        concluded.happened("2025-03-11 10:00", ContactOptedOut(of=OptedOutOf.COURT_UPDATES), UNIT)
        assert states(concluded, AlertKind.HAND_OFF, "2025-03-21 10:00") == []

    def test_news_in_time_whose_record_came_late_retracts_it(self, concluded: Notes) -> None:
        arrived = NoticeReceived(sender=COURT, about=NoticeAbout.CASE_OUTCOME)
        concluded.happened("2025-03-14 10:00", arrived, UNIT, received="2025-03-20 10:00")
        assert states(concluded, AlertKind.HAND_OFF, "2025-03-21 10:00") == ["retracted"]

    def test_a_first_leg_without_a_day_is_asked_for_after_five_working_days_and_one(
        self, notes: Notes
    ) -> None:
        notes.happened("2025-03-10 12:00", WitnessRequirementDecided(required=True), CPS)
        assert states(notes, AlertKind.HAND_OFF, "2025-03-18 23:59") == []
        (alert,) = alerts(notes, AlertKind.HAND_OFF, "2025-03-19 00:00")
        assert (alert.agency, alert.rule, alert.due_on) == (UNIT, "R8.4a", None)

    def test_of_two_defendants_a_telling_that_names_one_ends_that_ones_alone(
        self, notes: Notes
    ) -> None:
        for suspect in (1, 2):
            notes.happened("2025-03-04 10:00", SuspectArrested(suspect=suspect))
            ended = CaseConcluded(
                court=Court.SNARESBROOK, outcome=CaseOutcome.CONVICTED, suspect=suspect
            )
            notes.happened("2025-03-10 12:00", ended, COURT)
        notes.happened(
            "2025-03-20 10:00", told(ToldAbout.CASE_OUTCOME).model_copy(update={"suspect": 2})
        )
        assert sorted(states(notes, AlertKind.HAND_OFF, "2025-03-21 10:00")) == [
            "raised",
            "resolved",
        ]


class TestSilence:
    """Contact every 14 days was agreed with Victim Support on Monday, 3 March: by the 17th."""

    @pytest.fixture
    def agreed(self, notes: Notes) -> Notes:
        agreed = ContactAgreed(every_days=14, unsafe_channels=(Channel.LETTER,))
        notes.happened("2025-03-03 12:00", agreed, Agency.VICTIM_SUPPORT)
        return notes

    def test_it_begins_once_the_agreed_day_is_over(self, agreed: Notes) -> None:
        assert states(agreed, AlertKind.SILENCE, "2025-03-17 23:59") == []
        (alert,) = alerts(agreed, AlertKind.SILENCE, "2025-03-18 00:00")
        assert (alert.agency, alert.due_on) == (Agency.VICTIM_SUPPORT, date(2025, 3, 17))

    def test_a_contact_by_any_agency_ends_it_and_each_silence_has_its_own_alert(
        self, agreed: Notes
    ) -> None:
        agreed.happened("2025-03-20 10:00", told(ToldAbout.PROGRESS))
        assert states(agreed, AlertKind.SILENCE, "2025-04-03 23:59") == ["resolved"]
        assert states(agreed, AlertKind.SILENCE, "2025-04-04 00:00") == ["resolved", "raised"]

    def test_it_ends_once_any_later_contact_is_known(self, agreed: Notes) -> None:
        """Given a contact whose record comes weeks late, and the next one, which came at once."""
        agreed.happened("2025-03-19 10:00", told(ToldAbout.PROGRESS), received="2025-03-29 10:00")
        agreed.happened("2025-03-20 10:00", told(ToldAbout.PROGRESS))
        (alert,) = alerts(agreed, AlertKind.SILENCE, "2025-03-30 10:00")
        assert alert.closed == london("2025-03-20 10:01")

    @pytest.mark.parametrize(
        "vain",
        [
            told(ToldAbout.PROGRESS, ContactOutcome.NO_ANSWER),
            told(ToldAbout.PROGRESS, channel=Channel.LETTER),
        ],
    )
    def test_what_did_not_reach_her_safely_ends_nothing(self, agreed: Notes, vain: Any) -> None:
        agreed.happened("2025-03-16 10:00", vain)
        assert states(agreed, AlertKind.SILENCE, "2025-03-20 10:00") == ["raised"]

    @pytest.mark.parametrize(
        ("end", "by"),
        [
            (ContactAgreed(every_days=None), Agency.MET_POLICE),
            (ContactAgreed(every_days=28), Agency.MET_POLICE),
            (ContactOptedOut(of=OptedOutOf.ALL), Agency.VICTIM_SUPPORT),
            (
                CaseConcluded(court=Court.SNARESBROOK, outcome=CaseOutcome.ACQUITTED),
                Agency.HMCTS,
            ),
        ],
    )
    def test_it_ends_with_what_was_agreed(self, agreed: Notes, end: Any, by: Agency) -> None:
        agreed.happened("2025-03-20 10:00", end, by)
        assert states(agreed, AlertKind.SILENCE, "2025-03-24 10:00") == ["resolved"]
        assert states(agreed, AlertKind.SILENCE, "2025-04-16 10:00") == ["resolved"]

    def test_a_contact_in_time_whose_record_came_late_retracts_it(self, agreed: Notes) -> None:
        agreed.happened("2025-03-14 10:00", told(ToldAbout.PROGRESS), received="2025-03-20 10:00")
        assert states(agreed, AlertKind.SILENCE, "2025-03-21 10:00") == ["retracted"]

    def test_a_force_that_owes_an_update_is_not_warned_twice(self, notes: Notes) -> None:
        notes.happened("2025-03-03 11:00", InvestigationOpened())
        notes.happened("2025-03-03 12:00", ContactAgreed(every_days=14))
        notes.happened("2025-03-04 10:00", told(ToldAbout.PROGRESS))
        assert states(notes, AlertKind.SILENCE, "2025-03-20 10:00") == []
        assert "R6.9" in {a.rule for a in alerts(notes, AlertKind.LATE, "2025-03-20 10:00")}

    def test_after_the_charge_nobody_owes_an_update_and_silence_is_warned_of(
        self, notes: Notes
    ) -> None:
        notes.happened("2025-03-03 11:00", InvestigationOpened())
        notes.happened("2025-03-03 12:00", ContactAgreed(every_days=14))
        notes.happened("2025-03-04 10:00", told(ToldAbout.PROGRESS))
        notes.happened(
            "2025-03-06 10:00", SuspectCharged(suspect=1, method=ChargeMethod.REQUISITION)
        )
        assert states(notes, AlertKind.SILENCE, "2025-03-20 10:00") == ["raised"]


class TestReferralWaiting:
    """Referred to Victim Support on Monday, 3 March 2025: ten working days end on the 17th."""

    @pytest.fixture
    def referred(self, notes: Notes) -> Notes:
        referral = SupportReferred(service=SupportService.VICTIM_SUPPORT)
        notes.happened("2025-03-03 12:00", referral)
        return notes

    def test_the_service_is_warned_after_ten_working_days(self, referred: Notes) -> None:
        assert states(referred, AlertKind.REFERRAL_WAITING, "2025-03-17 23:59") == []
        (alert,) = alerts(referred, AlertKind.REFERRAL_WAITING, "2025-03-18 00:00")
        assert (alert.agency, alert.due_on) == (Agency.VICTIM_SUPPORT, None)

    @pytest.mark.parametrize("service", sorted({*SupportService} - {"victim-support"}))
    def test_so_are_advocates_and_of_a_service_that_publishes_nothing_the_referrer(
        self, notes: Notes, service: SupportService
    ) -> None:
        notes.happened("2025-03-03 12:00", SupportReferred(service=service))
        (alert,) = alerts(notes, AlertKind.REFERRAL_WAITING, "2025-03-18 00:00")
        of_others = service is SupportService.OTHER
        assert alert.agency is (Agency.MET_POLICE if of_others else Agency.ADVOCATES)

    @pytest.mark.parametrize(
        ("end", "after"),
        [
            (
                SupportReferralAnswered(
                    service=SupportService.VICTIM_SUPPORT, answer=ReferralAnswer.WAITING_LIST
                ),
                ["resolved"],
            ),
            (
                SupportReferralAnswered(
                    service=SupportService.OTHER, answer=ReferralAnswer.ACCEPTED
                ),
                ["raised"],
            ),
            (
                VictimContacted(
                    purpose=ContactPurpose.SUPPORT,
                    channel=Channel.TELEPHONE,
                    outcome=ContactOutcome.REACHED,
                ),
                ["resolved"],
            ),
        ],
    )
    def test_it_ends_with_that_services_answer_or_contact(
        self, referred: Notes, end: Any, after: list[str]
    ) -> None:
        referred.happened("2025-03-20 10:00", end, Agency.VICTIM_SUPPORT)
        assert states(referred, AlertKind.REFERRAL_WAITING, "2025-03-21 00:00") == after

    def test_a_referral_made_again_is_the_same_one(self, referred: Notes) -> None:
        again = SupportReferred(service=SupportService.VICTIM_SUPPORT)
        referred.happened("2025-03-05 12:00", again, UNIT)
        assert states(referred, AlertKind.REFERRAL_WAITING, "2025-03-25 00:00") == ["raised"]


class TestDataDisputed:
    """Victim Support says that the arrest was a day later."""

    @pytest.fixture
    def disputed(self, notes: Notes) -> Notes:
        arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
        value = (arrest.occurred.at + timedelta(days=1)).isoformat()
        wrong = CorrectionProposed(correction="VS-1", event=arrest.event, field="time", value=value)
        notes.happened("2025-03-05 10:00", wrong, Agency.VICTIM_SUPPORT)
        stands_by_it = CorrectionDisputed(
            proposed_by=Agency.VICTIM_SUPPORT,
            correction="VS-1",
            reason=DisputeReason.STANDS_BY_IT,
        )
        notes.happened("2025-03-06 10:00", stands_by_it)
        return notes

    def test_both_controllers_are_warned(self, disputed: Notes) -> None:
        found = alerts(disputed, AlertKind.DATA_DISPUTED, "2025-03-06 12:00")
        assert [alert.agency for alert in found] == [Agency.MET_POLICE, Agency.VICTIM_SUPPORT]
        assert {alert.state for alert in found} == {"raised"}
        assert not any(alert.revised for alert in found)

    def test_it_ends_once_the_correction_is_agreed(self, disputed: Notes) -> None:
        agreed = CorrectionAgreed(proposed_by=Agency.VICTIM_SUPPORT, correction="VS-1")
        disputed.happened("2025-03-10 10:00", agreed)
        both = states(disputed, AlertKind.DATA_DISPUTED, "2025-03-11 00:00")
        assert both == ["resolved", "resolved"]

    def test_a_dispute_by_whoever_did_not_report_the_event_counts_for_nothing(
        self, notes: Notes
    ) -> None:
        arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
        wrong = CorrectionProposed(correction="V1", event=arrest.event, field="suspect", value="2")
        notes.happened("2025-03-05 10:00", wrong, Agency.VICTIM_SUPPORT)
        dispute = CorrectionDisputed(
            proposed_by=Agency.VICTIM_SUPPORT, correction="V1", reason=DisputeReason.STANDS_BY_IT
        )
        notes.happened("2025-03-06 10:00", dispute, CPS)
        assert states(notes, AlertKind.DATA_DISPUTED, "2025-03-07 00:00") == []

    def test_what_is_proposed_again_under_one_name_is_one_dispute(self, disputed: Notes) -> None:
        again = disputed.happened(
            "2025-03-05 10:00", disputed.facts[-2].fact, Agency.VICTIM_SUPPORT
        )
        found = alerts(disputed, AlertKind.DATA_DISPUTED, "2025-03-06 12:00")
        assert [alert.agency for alert in found] == [Agency.MET_POLICE, Agency.VICTIM_SUPPORT]
        at = london("2025-03-06 12:00")
        assert fold([again, *disputed.facts], at) == fold(disputed.facts, at)
        assert fold(disputed.facts[::-1], at) == fold(disputed.facts, at)
