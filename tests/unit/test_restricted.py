"""A disputed event is shown to its two controllers alone. Times are London's."""

from uuid import UUID

import pytest

from caseworker_notes import Notes, london
from caseworkers.as_of import LogRecords
from caseworkers.correction_lines import CorrectionLine
from caseworkers.differences import compared
from caseworkers.explanations import Explanation, explained
from caseworkers.journey_answers import ObligationLine, TimelineLine, VictimJourney
from caseworkers.victim_journeys import journey_as_of
from events.charging import ReferredToCps
from events.contact import ToldAbout
from events.corrections import (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionProposed,
    DisputeReason,
)
from events.identifiers import Agency
from events.investigation import SuspectArrested
from processors.case.history.facts_by_event import with_facts
from story_facts import told
from web import correction_view, diff_view, timeline_view
from web.obligation_view import statements_about

MET, SUPPORT, CPS = Agency.MET_POLICE, Agency.VICTIM_SUPPORT, Agency.CPS
BOTH, OTHERS = (MET, SUPPORT), (CPS, Agency.HMCTS, None)
"""The controllers; and everybody else, the owner of the machine among them, who has no agency."""

ARRESTED = "2025-03-04 14:00"
AFTER = "2025-03-20 12:00"
RESTRICTED = (
    "Disputed and restricted. It counts in no statistic. What it says, and when, is shown to the"
    " Metropolitan Police and Victim Support alone."
)


@pytest.fixture
def notes() -> Notes:
    """Arrested on 4 March, as the Met stands by it: on the 14th, as Victim Support says."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened(ARRESTED, SuspectArrested(suspect=3))
    propose(notes, arrest.event, "2025-03-14 14:00", SUPPORT, "VS-17", at="2025-03-10 10:00")
    dispute(notes, SUPPORT, "VS-17", at="2025-03-12 09:00")
    return notes


def propose(
    notes: Notes, event: UUID, value: str, by: Agency, name: str, *, at: str = "2025-03-15 10:00"
) -> None:
    moved = london(value).isoformat()
    wrong = CorrectionProposed(correction=name, event=event, field="time", value=moved)
    notes.happened(at, wrong, by)


def dispute(
    notes: Notes, proposer: Agency, name: str, by: Agency = MET, *, at: str = "2025-03-16 10:00"
) -> None:
    reason = DisputeReason.STANDS_BY_IT
    fact = CorrectionDisputed(proposed_by=proposer, correction=name, reason=reason)
    notes.happened(at, fact, by)


def said(notes: Notes) -> LogRecords:
    return {notes.victim: with_facts({}, notes.facts)}


def journey(notes: Notes, seen_by: Agency | None, when: str = AFTER) -> VictimJourney:
    return journey_as_of(notes.victim, said(notes), london(when), seen_by=seen_by)


def arrest_in(shown: VictimJourney) -> TimelineLine:
    return next(entry for entry in shown.timeline if entry.kind == "suspect-arrested")


def duty_of(shown: VictimJourney, rule: str) -> ObligationLine:
    (duty,) = [duty for duty in shown.obligations if duty.rule == rule]
    return duty


def why(notes: Notes, seen_by: Agency | None) -> tuple[Explanation, dict[str, str]]:
    duty = duty_of(journey(notes, seen_by), "R6.1")
    found = explained(notes.victim, said(notes), duty.id, london(AFTER), seen_by=seen_by)
    assert found
    return found, {each.about: each.text for each in statements_about(found)}


def values(shown: VictimJourney) -> dict[str, tuple[str | None, str | None]]:
    return {line.correction: (line.was, line.now) for line in shown.corrections}


@pytest.mark.parametrize("agency", BOTH)
def test_a_controller_sees_the_event_whole_and_marked(notes: Notes, agency: Agency) -> None:
    shown = journey(notes, agency)

    entry, corrections = arrest_in(shown), shown.corrections
    assert shown.timeline.index(entry) == 2
    assert (entry.occurred, entry.data["suspect"]) == (london(ARRESTED), 3)
    assert (entry.restricted, entry.hidden, entry.shown_to) == (True, False, list(BOTH))
    assert "Suspect 3" in timeline_view.entry_text(entry)
    assert correction_view.notes(entry, corrections) == [
        RESTRICTED,
        "Not corrected: time from 4 March 2025, 2:00pm to 14 March 2025, 2:00pm, proposed by"
        " Victim Support, disputed by the Metropolitan Police.",
    ]


@pytest.mark.parametrize("agency", BOTH)
def test_a_controller_sees_what_follows_from_it(notes: Notes, agency: Agency) -> None:
    shown = journey(notes, agency)

    assert [(wait.days, wait.restricted) for wait in shown.intervals] == [(1, True), (16, True)]
    assert all("rests on a disputed event" in timeline_view.wait(w) for w in shown.intervals)
    assert duty_of(shown, "R6.1").triggered == london(ARRESTED)
    assert {alert.triggered for alert in shown.alerts if alert.rule == "R6.1"} == {london(ARRESTED)}
    assert values(shown)["VS-17"] == (
        london(ARRESTED).isoformat(),
        london("2025-03-14 14:00").isoformat(),
    )
    found, said = why(notes, agency)
    assert found.count[-1].day == found.duty.due_on
    assert "4 March" in said["Clock started"]
    assert "Tuesday 4 March 2025, which is not counted" in said["Due"]


@pytest.mark.parametrize("agency", OTHERS)
def test_nobody_else_can_guess_it(notes: Notes, agency: Agency | None) -> None:
    shown = journey(notes, agency)

    entry = shown.timeline[-1]
    assert entry == arrest_in(shown)
    assert (entry.restricted, entry.hidden, entry.data) == (True, True, {})
    assert correction_view.notes(entry, shown.corrections) == [RESTRICTED]
    found, _ = why(notes, agency)
    assert (found.since, found.days, found.count) == (None, None, [])
    for answer in (shown, found):
        written = answer.model_dump_json()
        assert "2025-03-04T14" not in written
        assert "2025-03-14" not in written
        assert '"suspect":3' not in written


def test_what_was_restricted_since_is_hidden_in_what_was_known_before(notes: Notes) -> None:
    """Nobody goes round the restriction by asking as of the day before it."""
    before = "2025-03-08 12:00"

    assert "2025-03-04T14" not in journey(notes, CPS, before).model_dump_json()
    assert arrest_in(journey(notes, SUPPORT, before)).occurred == london(ARRESTED)


@pytest.mark.parametrize("agency", [*BOTH, *OTHERS])
def test_differences_show_what_the_journey_shows(notes: Notes, agency: Agency | None) -> None:
    found = compared(
        notes.victim, said(notes), london("2025-03-05 12:00"), london(AFTER), seen_by=agency
    )

    written = found.model_dump_json()
    (change,) = [c for c in found.changes if c.after and c.after.id == notes.facts[2].event]
    assert "was reported, is disputed" in diff_view.in_words(change)
    assert ("2025-03-04T14" in written) is (agency in BOTH)
    assert ("4 March" in diff_view.in_words(change)) is (agency in BOTH)


def test_each_of_two_proposers_sees_the_event_and_not_the_other_s_value(notes: Notes) -> None:
    propose(notes, notes.facts[2].event, "2025-03-09 14:00", CPS, "CPS-4")
    dispute(notes, CPS, "CPS-4")
    was = london(ARRESTED).isoformat()

    by_agency = {agency: journey(notes, agency) for agency in (MET, SUPPORT, CPS)}

    assert {arrest_in(shown).hidden for shown in by_agency.values()} == {False}
    assert values(by_agency[MET])["CPS-4"] == (was, london("2025-03-09 14:00").isoformat())
    assert values(by_agency[CPS])["VS-17"] == values(by_agency[SUPPORT])["CPS-4"] == (None, None)
    assert "2025-03-09" not in by_agency[SUPPORT].model_dump_json()
    assert "2025-03-14" not in by_agency[CPS].model_dump_json()


def test_another_proposal_that_nobody_answered_opens_nothing(notes: Notes) -> None:
    propose(notes, notes.facts[2].event, "2025-03-09 14:00", CPS, "CPS-4")

    for agency in OTHERS:
        assert "2025-03-04T14" not in journey(notes, agency).model_dump_json()
    assert not arrest_in(journey(notes, SUPPORT)).hidden


def test_what_the_reporter_had_corrected_itself_gives_nothing_away() -> None:
    """Given the Met put its own date right, when the new one is disputed, both are hidden."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-05 14:00", SuspectArrested())
    propose(notes, arrest.event, ARRESTED, MET, "M-1", at="2025-03-06 10:00")
    propose(notes, arrest.event, "2025-03-14 14:00", SUPPORT, "VS-17")
    dispute(notes, SUPPORT, "VS-17")

    assert values(journey(notes, CPS)) == {"M-1": (None, None), "VS-17": (None, None)}
    assert "2025-03-04T14" not in journey(notes, CPS).model_dump_json()
    assert values(journey(notes, SUPPORT))["M-1"][1] == london(ARRESTED).isoformat()


def test_a_correction_that_another_agency_got_agreed_lifts_no_dispute(notes: Notes) -> None:
    """Given the dispute of the two is not settled, when the third's correction is agreed."""
    propose(notes, notes.facts[2].event, "2025-03-09 14:00", CPS, "CPS-4")
    notes.happened("2025-03-17 09:00", CorrectionAgreed(proposed_by=CPS, correction="CPS-4"))

    for agency in OTHERS:
        assert arrest_in(journey(notes, agency)).hidden
        assert "2025-03-09" not in journey(notes, agency).model_dump_json()
    assert arrest_in(journey(notes, SUPPORT)).occurred == london("2025-03-09 14:00")


def test_once_what_was_disputed_is_agreed_everybody_sees_the_event(notes: Notes) -> None:
    notes.happened("2025-03-17 09:00", CorrectionAgreed(proposed_by=SUPPORT, correction="VS-17"))

    shown = journey(notes, Agency.HMCTS)

    assert arrest_in(shown).occurred == london("2025-03-14 14:00")
    assert all(wait.days is not None for wait in shown.intervals)


def test_a_wait_between_two_disputes_is_shown_to_who_controls_both(notes: Notes) -> None:
    referred = notes.happened("2025-03-07 10:00", ReferredToCps())
    propose(notes, referred.event, "2025-03-08 10:00", CPS, "CPS-4")
    dispute(notes, CPS, "CPS-4")

    days = {
        agency: {wait.stage: wait.days for wait in journey(notes, agency).intervals}
        for agency in (MET, SUPPORT, CPS, None)
    }

    assert days[MET] == {"reported": 1, "arrested": 3, "referred": 13}
    assert days[SUPPORT] == {"reported": 1, "arrested": None, "referred": None}
    assert days[CPS] == {"reported": None, "arrested": None, "referred": 13}
    assert set(days[None].values()) == {None}


def test_how_late_a_disputed_deed_was_gives_its_day_away() -> None:
    """Given a call after the due day, when its time is disputed, nobody else counts from there."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened(ARRESTED, SuspectArrested())
    call = notes.happened("2025-03-13 09:00", told(ToldAbout.ARREST))
    propose(notes, call.event, "2025-03-10 09:00", SUPPORT, "VS-17")
    dispute(notes, SUPPORT, "VS-17")

    late = {agency: duty_of(journey(notes, agency), "R6.1") for agency in (MET, CPS)}

    assert (late[MET].days_late, late[MET].ended) == (2, london("2025-03-13 09:00"))
    assert (late[CPS].days_late, late[CPS].ended) == (None, None)
    assert late[CPS].state == late[MET].state == "discharged-late"
    assert "late" not in why(notes, CPS)[1]["Done late"].casefold()


def test_who_sees_a_proposal_is_said_of_it_too(notes: Notes) -> None:
    for agency in (SUPPORT, CPS):
        shown = journey(notes, agency)
        (entry,) = [each for each in shown.timeline if each.kind == "correction-proposed"]
        lines: list[CorrectionLine] = shown.corrections
        assert correction_view.notes(entry, lines) == [
            "Restricted. What it says is shown to the Metropolitan Police and Victim Support alone."
        ]
        assert (entry.data == {}) is entry.hidden is (agency is CPS)
