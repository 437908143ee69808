"""Which hearing ends the wait from the charge to the first hearing: each kind, in each stage."""

import pytest

from caseworker_notes import Notes
from events.case_moves import CaseReopened, ReopenedFor
from events.charging import ChargeMethod, SuspectCharged
from events.court import HearingHeld, HearingKind
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.places import Court
from events.trial_reasons import TrialResult

ABOUT_A_SENTENCE = {HearingKind.APPEAL, HearingKind.BREACH}
OTHERS = sorted(set(HearingKind) - ABOUT_A_SENTENCE - {HearingKind.FIRST, HearingKind.TRIAL})


def charged(notes: Notes) -> Notes:
    notes.reported("2025-01-03 10:00")
    notes.happened("2025-02-03 10:00", SuspectCharged(method=ChargeMethod.CHARGE))
    return notes


def held(
    notes: Notes, day: str, kind: HearingKind, result: TrialResult | None = None, **whom: int
) -> None:
    fact = HearingHeld(court=Court.THAMES_MAGISTRATES, hearing=kind, trial_result=result, **whom)
    notes.happened(f"{day} 10:00", fact, Agency.HMCTS)


def waits(notes: Notes) -> list[tuple[str, str, str]]:
    """Each wait's stage, the day on which it began, and the day on which it ended, if it did."""
    rows = notes.as_at("2025-12-01").intervals
    return [
        (row.stage, f"{row.started:%m-%d}", f"{row.ended:%m-%d}" if row.ended else "")
        for row in rows
        if row.stage != "reported"
    ]


@pytest.mark.parametrize("kind", [HearingKind.FIRST, *OTHERS])
def test_after_the_charge_a_case_waits_for_any_hearing_of_its_own(
    notes: Notes, kind: HearingKind
) -> None:
    held(charged(notes), "2025-03-03", kind)

    assert waits(notes) == [("charged", "02-03", "03-03"), ("first-hearing", "03-03", "")]


@pytest.mark.parametrize("kind", sorted(ABOUT_A_SENTENCE))
def test_what_is_heard_of_a_sentence_is_no_first_hearing(notes: Notes, kind: HearingKind) -> None:
    held(charged(notes), "2025-03-03", kind)

    assert waits(notes) == [("charged", "02-03", "")]


@pytest.mark.parametrize(
    "result", [TrialResult.INEFFECTIVE, TrialResult.CRACKED, TrialResult.VACATED]
)
def test_a_day_on_which_no_trial_was_held_moves_nothing(notes: Notes, result: TrialResult) -> None:
    held(charged(notes), "2025-03-03", HearingKind.TRIAL, result)

    assert waits(notes) == [("charged", "02-03", "")]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_heard_before_the_charge_or_after_the_first_hearing_moves_nothing(
    notes: Notes, kind: HearingKind
) -> None:
    """Given a hearing on bail before the charge, say, then the charge is still waited for."""
    notes.reported("2025-01-03 10:00")
    notes.happened("2025-01-04 10:00", SuspectArrested())
    held(notes, "2025-01-20", kind)
    notes.happened("2025-02-03 10:00", SuspectCharged(method=ChargeMethod.CHARGE))
    held(notes, "2025-03-03", HearingKind.FIRST)
    held(notes, "2025-04-04", kind)
    held(notes, "2025-05-05", HearingKind.TRIAL)

    assert waits(notes) == [
        ("arrested", "01-04", "02-03"),
        ("charged", "02-03", "03-03"),
        ("first-hearing", "03-03", "05-05"),
        ("trial", "05-05", ""),
    ]


def test_a_first_hearing_that_is_told_of_late_ends_the_wait_on_its_own_day(notes: Notes) -> None:
    held(charged(notes), "2025-03-20", HearingKind.YOUTH)
    held(notes, "2025-03-03", HearingKind.FIRST)

    assert waits(notes) == [("charged", "02-03", "03-03"), ("first-hearing", "03-03", "")]


def test_a_hearing_of_one_of_two_is_no_first_hearing_of_the_other(notes: Notes) -> None:
    """Given that only one of two is charged, then a hearing of the other is before any charge."""
    notes.reported("2025-01-03 10:00")
    for suspect in (1, 2):
        notes.happened(f"2025-01-0{3 + suspect} 10:00", SuspectArrested(suspect=suspect))
    charge = SuspectCharged(method=ChargeMethod.CHARGE, suspect=1)
    notes.happened("2025-02-03 10:00", charge)
    held(notes, "2025-02-20", HearingKind.BAIL, suspect=2)
    held(notes, "2025-03-03", HearingKind.YOUTH, suspect=1)

    assert waits(notes) == [
        ("arrested", "01-04", "02-03"),
        ("charged", "02-03", "03-03"),
        ("first-hearing", "03-03", ""),
    ]


def test_a_case_that_is_tried_anew_is_heard_first_at_whatever_hearing(notes: Notes) -> None:
    held(charged(notes), "2025-03-03", HearingKind.FIRST)
    held(notes, "2025-05-05", HearingKind.TRIAL)
    again = CaseReopened(back_to=ReopenedFor.TRIAL)
    notes.happened("2025-06-06 10:00", again, Agency.HMCTS)
    held(notes, "2025-07-07", HearingKind.MENTION)

    assert waits(notes)[2:] == [
        ("trial", "05-05", "06-06"),
        ("charged", "06-06", "07-07"),
        ("first-hearing", "07-07", ""),
    ]
