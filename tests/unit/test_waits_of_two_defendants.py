"""With two defendants the trial of the second is waited for since her own first hearing."""

from itertools import permutations
from typing import Any

import pytest

from caseworker_notes import Notes, Seen, london
from events.charging import ChargeMethod, SuspectCharged
from events.court import (
    CaseConcluded,
    CaseOutcome,
    HearingHeld,
    HearingKind,
    Sentence,
    SentencePassed,
)
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.places import Court

CROWN, THAMES = Court.SNARESBROOK, Court.THAMES_MAGISTRATES


def charged(notes: Notes, day: str, suspect: int, first_hearing: str) -> None:
    notes.happened(f"{day} 10:00", SuspectCharged(method=ChargeMethod.CHARGE, suspect=suspect))
    held = HearingHeld(court=THAMES, hearing=HearingKind.FIRST, suspect=suspect)
    notes.happened(f"{first_hearing} 10:00", held, Agency.HMCTS)


def convicted(notes: Notes, day: str, suspect: int) -> None:
    fact = CaseConcluded(court=CROWN, outcome=CaseOutcome.CONVICTED, suspect=suspect)
    notes.happened(f"{day} 10:00", fact, Agency.HMCTS)


def sentenced(notes: Notes, day: str, suspect: int) -> None:
    fact = SentencePassed(court=CROWN, sentence=Sentence.FINE, suspect=suspect)
    notes.happened(f"{day} 11:00", fact, Agency.HMCTS)


def tried(notes: Notes, day: str, suspect: int) -> None:
    fact = HearingHeld(court=CROWN, hearing=HearingKind.TRIAL, suspect=suspect)
    notes.happened(f"{day} 10:00", fact, Agency.HMCTS)


def waits(seen: Seen, stage: str) -> list[tuple[str, ...]]:
    """Each wait in a stage: its first and last day, and the day on which it was resumed."""
    found = [row for row in seen.intervals if row.stage == stage]
    days = [(row.started, row.ended, row.resumed) for row in found]
    return sorted(tuple(f"{at:%m-%d}" if at else "" for at in each) for each in days)


def two_charged(notes: Notes, first: int, second: int) -> None:
    """The first has a hearing in March, and the second in April."""
    notes.reported("2025-01-03 10:00")
    charged(notes, "2025-02-03", first, "2025-03-03")
    charged(notes, "2025-03-10", second, "2025-04-04")


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 1)])
def test_after_the_first_is_sentenced_the_others_trial_is_waited_for_since_her_own_hearing(
    notes: Notes, first: int, second: int
) -> None:
    two_charged(notes, first, second)
    convicted(notes, "2025-05-05", first)
    sentenced(notes, "2025-06-06", first)

    assert waits(notes.as_at("2025-07-01"), "first-hearing") == [
        ("03-03", "05-05", ""),
        ("04-04", "", "06-06"),
    ]

    tried(notes, "2025-09-09", second)
    seen = notes.as_at("2025-10-01")

    assert waits(seen, "first-hearing") == [
        ("03-03", "05-05", ""),
        ("04-04", "09-09", "06-06"),
    ]
    assert waits(seen, "trial") == [("09-09", "", "")]


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 1)])
def test_who_is_heard_later_is_sentenced_first(notes: Notes, first: int, second: int) -> None:
    """Given a plea of the one heard in April, then the other is waited for since March."""
    two_charged(notes, first, second)
    convicted(notes, "2025-05-05", second)
    sentenced(notes, "2025-06-06", second)
    tried(notes, "2025-09-09", first)

    assert waits(notes.as_at("2025-10-01"), "first-hearing") == [
        ("03-03", "05-05", ""),
        ("03-03", "09-09", "06-06"),
    ]


def test_two_waits_that_began_at_one_hearing_are_two(notes: Notes) -> None:
    notes.reported("2025-01-03 10:00")
    for suspect in (1, 2):
        notes.happened(
            "2025-02-03 10:00", SuspectCharged(method=ChargeMethod.CHARGE, suspect=suspect)
        )
    both = HearingHeld(court=THAMES, hearing=HearingKind.FIRST)
    notes.happened("2025-03-03 10:00", both, Agency.HMCTS)
    convicted(notes, "2025-05-05", 1)
    sentenced(notes, "2025-06-06", 1)

    assert waits(notes.as_at("2025-07-01"), "first-hearing") == [
        ("03-03", "", "06-06"),
        ("03-03", "05-05", ""),
    ]


def test_whoever_was_only_arrested_is_waited_for_since_the_arrest(notes: Notes) -> None:
    notes.reported("2025-01-03 10:00")
    for suspect, day in ((1, "2025-01-10"), (2, "2025-01-20")):
        notes.happened(f"{day} 10:00", SuspectArrested(suspect=suspect))
    charged(notes, "2025-02-03", 1, "2025-03-03")
    convicted(notes, "2025-05-05", 1)
    sentenced(notes, "2025-06-06", 1)

    assert waits(notes.as_at("2025-07-01"), "arrested") == [
        ("01-10", "02-03", ""),
        ("01-20", "", "06-06"),
    ]


def test_an_end_about_one_of_two_who_are_as_far_ends_no_wait(notes: Notes) -> None:
    two_charged(notes, 1, 2)
    dropped = CaseConcluded(court=CROWN, outcome=CaseOutcome.DISCONTINUED, suspect=1)
    notes.happened("2025-05-05 10:00", dropped, Agency.HMCTS)

    assert waits(notes.as_at("2025-07-01"), "first-hearing") == [("03-03", "", "")]


def test_a_wait_keeps_its_row_when_it_ends(notes: Notes) -> None:
    two_charged(notes, 1, 2)
    convicted(notes, "2025-05-05", 1)
    sentenced(notes, "2025-06-06", 1)
    before = {row.id for row in notes.as_at("2025-07-01").intervals}
    tried(notes, "2025-09-09", 2)

    assert before < {row.id for row in notes.as_at("2025-10-01").intervals}


def test_in_whatever_order_it_comes_in_the_waits_are_the_same(notes: Notes) -> None:
    two_charged(notes, 1, 2)
    convicted(notes, "2025-05-05", 1)
    sentenced(notes, "2025-06-06", 1)
    tried(notes, "2025-09-09", 2)
    reported, last = notes.facts[:2], notes.facts[-3:]
    rest = notes.facts[2:-3]

    def rows(facts: list[Any]) -> list[Any]:
        return Notes(notes.victim, facts).as_at("2025-10-01").intervals

    found = [rows([*late, *rest, *reported]) for late in permutations(last)]
    assert all(each == rows(notes.facts) for each in found)
    assert london("2025-06-06 11:00") in [row.resumed for row in found[0]]
