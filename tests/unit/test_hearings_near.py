"""Stories of hearings that are near while nobody told the victim of them."""

from datetime import date, timedelta

import pytest

from caseworker_notes import Notes, london
from events.alert_acts import AlertSnoozed
from events.before_trial import TrialVacated, WitnessRequirementDecided
from events.case_moves import CaseReopened, ReopenedFor
from events.contact import (
    ContactOptedOut,
    OptedOutOf,
    ToldAbout,
)
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingKind,
    HearingListed,
    TrialListed,
)
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.places import Court
from events.trial_reasons import IneffectiveReason
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


def listed(on: str, suspect: int | None = None) -> TrialListed:
    return TrialListed(court=Court.SNARESBROOK, starts_at=london(f"{on} 10:00"), suspect=suspect)


class TestHearingNear:
    """A trial listed for Friday, 4 April 2025."""

    @pytest.fixture
    def trial(self, notes: Notes) -> Notes:
        notes.happened("2025-03-10 12:00", listed("2025-04-04"), COURT)
        return notes

    def test_a_trial_is_near_five_working_days_before(self, trial: Notes) -> None:
        assert states(trial, AlertKind.HEARING_NEAR, "2025-03-27 23:59") == []
        (alert,) = alerts(trial, AlertKind.HEARING_NEAR, "2025-03-28 00:00")
        assert (alert.agency, alert.due_on) == (UNIT, date(2025, 4, 4))

    @pytest.mark.parametrize(
        ("at", "back"),
        [("2025-03-28 10:00", "2025-04-03 09:00"), ("2025-04-03 10:00", "2025-04-04 09:00")],
    )
    def test_put_off_it_is_back_before_the_trial(self, trial: Notes, at: str, back: str) -> None:
        """However long it is put off: after the trial nobody would be warned of it any more."""
        (alert,) = alerts(trial, AlertKind.HEARING_NEAR, at)
        put_off = AlertSnoozed(alerts=(alert.id,), until_on=date(2025, 4, 20))
        trial.happened(at, put_off, UNIT)
        (alert,) = alerts(trial, AlertKind.HEARING_NEAR, "2025-04-04 08:59")
        assert alert.until == london(back)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-04 09:00") == ["raised"]

    @pytest.mark.parametrize("kind", sorted(set(HearingKind) - {HearingKind.TRIAL}))
    def test_another_hearing_is_near_two_working_days_before(
        self, notes: Notes, kind: HearingKind
    ) -> None:
        """And one for the victim's evidence five, as the trial is."""
        of_evidence = kind in (HearingKind.SECTION_28, HearingKind.NEWTON)
        near = date(2025, 3, 28) if of_evidence else date(2025, 4, 2)
        starts_at = london("2025-04-04 10:00")
        hearing = HearingListed(court=Court.SNARESBROOK, hearing=kind, starts_at=starts_at)
        notes.happened("2025-03-10 12:00", hearing, COURT)

        before = near - timedelta(days=1)
        assert states(notes, AlertKind.HEARING_NEAR, f"{before} 23:59") == []
        assert states(notes, AlertKind.HEARING_NEAR, f"{near} 00:00") == ["raised"]

    def test_of_a_first_hearing_the_force_is_warned(self, notes: Notes) -> None:
        first = FirstHearingListed(court=Court.SNARESBROOK, starts_at=london("2025-04-04 10:00"))
        notes.happened("2025-03-10 12:00", first, COURT)
        (alert,) = alerts(notes, AlertKind.HEARING_NEAR, "2025-04-02 00:00")
        assert alert.agency is Agency.MET_POLICE

    def test_a_listing_leaves_a_working_day_to_tell_the_victim(self, notes: Notes) -> None:
        notes.happened("2025-04-01 12:00", listed("2025-04-04"), COURT)
        assert states(notes, AlertKind.HEARING_NEAR, "2025-04-02 23:59") == []
        assert states(notes, AlertKind.HEARING_NEAR, "2025-04-03 00:00") == ["raised"]

    def test_listed_for_tomorrow_it_is_near_at_once(self, notes: Notes) -> None:
        notes.happened("2025-04-03 12:00", listed("2025-04-04"), COURT)
        assert states(notes, AlertKind.HEARING_NEAR, "2025-04-03 12:05") == ["raised"]

    def test_whoever_was_told_of_it_needs_no_warning(self, trial: Notes) -> None:
        trial.happened("2025-03-12 10:00", told(ToldAbout.HEARING), UNIT)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-03 00:00") == []

    def test_a_telling_from_before_it_was_moved_tells_the_old_date(self, trial: Notes) -> None:
        trial.happened("2025-03-12 10:00", told(ToldAbout.HEARING), UNIT)
        trial.happened("2025-03-20 10:00", listed("2025-04-10"), COURT)
        (alert,) = alerts(trial, AlertKind.HEARING_NEAR, "2025-04-03 00:00")
        assert alert.due_on == date(2025, 4, 10)

    def test_vacated_it_is_near_no_more(self, trial: Notes) -> None:
        vacated = TrialVacated(court=Court.SNARESBROOK, reason=IneffectiveReason.COURT_TIME)
        trial.happened("2025-03-31 10:00", vacated, COURT)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-01 00:00") == ["resolved"]

    def test_a_listing_that_is_published_again_is_the_same_one(self, trial: Notes) -> None:
        trial.happened("2025-03-12 10:00", told(ToldAbout.HEARING), UNIT)
        trial.happened("2025-03-20 10:00", listed("2025-04-04"), CPS)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-03 00:00") == []

    def test_once_the_case_was_opened_again_it_is_not(self, trial: Notes) -> None:
        """What she was told was of the trial of a case that ended since."""
        trial.happened("2025-03-12 10:00", told(ToldAbout.HEARING), UNIT)
        ended = CaseConcluded(court=Court.SNARESBROOK, outcome=CaseOutcome.DISMISSED)
        trial.happened("2025-03-14 10:00", ended, COURT)
        trial.happened("2025-03-17 10:00", CaseReopened(back_to=ReopenedFor.TRIAL), COURT)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-03 00:00") == []
        trial.happened("2025-03-20 10:00", listed("2025-04-04"), COURT)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-03 00:00") == ["raised"]

    def test_with_the_day_itself_it_is_over(self, trial: Notes) -> None:
        assert states(trial, AlertKind.HEARING_NEAR, "2025-04-05 00:00") == ["superseded"]

    def test_a_witness_who_wants_no_news_must_come_all_the_same(self, trial: Notes) -> None:
        trial.happened("2025-03-12 10:00", ContactOptedOut(of=OptedOutOf.COURT_UPDATES), UNIT)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-03-31 00:00") == []
        trial.happened("2025-03-13 10:00", WitnessRequirementDecided(required=True), CPS)
        assert states(trial, AlertKind.HEARING_NEAR, "2025-03-31 00:00") == ["raised"]

    def test_a_telling_of_one_defendants_trial_says_nothing_of_the_others(
        self, notes: Notes
    ) -> None:
        for suspect in (1, 2):
            notes.happened("2025-03-04 10:00", SuspectArrested(suspect=suspect))
            notes.happened("2025-03-10 12:00", listed("2025-04-04", suspect), COURT)
        of_the_second = told(ToldAbout.HEARING).model_copy(update={"suspect": 2})
        notes.happened("2025-03-12 10:00", of_the_second, UNIT)
        near = alerts(notes, AlertKind.HEARING_NEAR, "2025-03-31 00:00")
        first = next(each for each in notes.facts if isinstance(each.fact, TrialListed))
        assert [alert.event for alert in near] == [first.event]

    def test_vacated_for_one_defendant_it_stands_for_the_other(self, notes: Notes) -> None:
        for suspect in (1, 2):
            notes.happened("2025-03-04 10:00", SuspectArrested(suspect=suspect))
            notes.happened("2025-03-10 12:00", listed("2025-04-04", suspect), COURT)
        vacated = TrialVacated(
            court=Court.SNARESBROOK, reason=IneffectiveReason.COURT_TIME, suspect=1
        )
        notes.happened("2025-03-20 10:00", vacated, COURT)
        assert states(notes, AlertKind.HEARING_NEAR, "2025-03-31 00:00") == ["raised"]
