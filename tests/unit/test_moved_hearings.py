"""Stories of hearings that are moved before anybody was to tell of them: one date, one duty."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest

from court_listings import COURT, TRIAL, Event, cancelled, read, said, told
from published_journey import Read
from schemas.alert_row import AlertKind

AUTUMN = "2025-10-06T09:00:00Z"
STANDS = ("breached", None)
MOVED = ("withdrawn", "hearing-moved")


def court_lists(day: str, starts_at: str, hearing_id: str | None = "T1", **more: Any) -> Event:
    """The court lists the trial, and nobody says when the unit hears of it."""
    named = {"hearing_id": hearing_id} if hearing_id else {}
    return said("trial-listed", day, starts_at=starts_at, **COURT, **named, **more)


def known(day: str, starts_at: str, **more: Any) -> Event:
    """The same, and the unit knows of it at once."""
    return court_lists(day, starts_at, knowntime=f"2025-{day}T10:00:00Z", **more)


def stand(found: Read, rule: str = "R8.1a", suspect: str | None = None) -> list[Any]:
    return [(str(each.state), each.reason) for each in found.duties(rule, suspect)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("hearing_id", ["T1", None])
def test_the_court_owes_the_new_date_alone_where_it_moved_the_trial_in_time(
    order: tuple[int, int], hearing_id: str | None
) -> None:
    """Given five working days for 1 July, when the trial is moved on the 4th."""
    events = [court_lists("07-01", TRIAL, hearing_id), court_lists("07-04", AUTUMN, hearing_id)]

    found = read(*(events[place] for place in order))

    assert stand(found) == [MOVED, STANDS]
    old, _ = found.duties("R8.1a")
    assert old.ended_by == found.event("trial-listed", 1)
    late = [a for a in found.alerts if a.rule == "R8.1a" and a.kind is AlertKind.LATE]
    assert len(late) == 1


def test_what_was_late_when_the_trial_was_moved_stays_late() -> None:
    on_the_day, after = "07-08", "07-09"

    moved = read(court_lists("07-01", TRIAL), court_lists(on_the_day, AUTUMN))
    late = read(court_lists("07-01", TRIAL), court_lists(after, AUTUMN))

    assert stand(moved) == [MOVED, STANDS]
    assert stand(late) == [STANDS, STANDS]


def test_moved_again_and_again_the_last_date_alone_is_owed() -> None:
    days = ("07-01", "07-03", "07-07", "07-10")
    dates = (TRIAL, AUTUMN, TRIAL, AUTUMN)

    found = read(*map(court_lists, days, dates))

    assert stand(found) == [MOVED, MOVED, MOVED, STANDS]


def on_one_day(between: Event) -> Iterator[Read]:
    """One date comes before and after something else of a day without hours, in all orders.

    The order is that of the ids: it is the same for whatever order they come in.
    """
    for names in permutations("123"):
        listings = [known("07-04", TRIAL, name=name) for name in names[:2]]
        of_day = [*listings, between | {"id": names[2]}]
        yield read(*(event | {"timeprecision": "day"} for event in of_day), at="08-28")


def test_moved_and_moved_back_on_a_day_one_date_is_owed() -> None:
    for found in on_one_day(known("07-04", AUTUMN)):
        assert sorted(stand(found, "R8.1")) == [STANDS, MOVED]


def test_cancelled_and_listed_alike_on_a_day_it_is_owed_where_it_is_near() -> None:
    in_list = set()
    for found in on_one_day(cancelled("07-04", hearing_id="T1")):
        near = [each for each in found.alerts if each.kind is AlertKind.HEARING_NEAR]
        in_list.add(len(near))
        assert stand(found, "R8.1") == ([STANDS] if near else [("withdrawn", "hearing-off")])
    assert in_list == {0, 1}


def test_told_of_the_new_date_in_time_nothing_is_late() -> None:
    """Given the unit tells her of the new date a day after the old one was to be told."""
    found = read(known("07-01", TRIAL), known("07-02", AUTUMN), told("07-03"))

    assert stand(found, "R8.1") == [MOVED, ("discharged", None)]


def test_told_of_the_old_date_she_is_told_of_the_new_one() -> None:
    found = read(known("07-01", TRIAL), told("07-01"), known("07-02", AUTUMN))

    assert stand(found, "R8.1") == [("discharged", None), STANDS]


def test_a_date_that_the_unit_does_not_know_leaves_its_own_duty_owed() -> None:
    """Given a new date of which nobody says that the unit has it: no duty of it is raised yet."""
    found = read(known("07-01", TRIAL), court_lists("07-02", AUTUMN))

    assert stand(found, "R8.1") == [STANDS]
    assert stand(found) == [("discharged", None), STANDS]


def test_a_date_that_only_the_prosecution_says_leaves_the_courts_duty_owed() -> None:
    first = court_lists("07-01", TRIAL)
    by_cps = said("trial-listed", "07-03", "cps", starts_at=AUTUMN, hearing_id="T1", **COURT)
    by_court = court_lists("07-04", AUTUMN)

    assert stand(read(first, by_cps)) == [STANDS]
    assert stand(read(first, by_cps, by_court)) == [MOVED, STANDS]


def test_of_a_first_hearing_the_police_owe_the_new_day_alone() -> None:
    days = [("07-01", "2025-07-21"), ("07-03", "2025-07-28")]
    events = [
        said("first-hearing-listed", day, on_day=on, hearing_id="F1", **COURT,
             knowntime=f"2025-{day}T10:00:00Z")
        for day, on in days
    ]  # fmt: skip

    assert stand(read(*events), "R6.8") == [MOVED, STANDS]


def test_a_listing_taken_back_leaves_the_first_date_owed() -> None:
    moved = court_lists("07-04", AUTUMN)
    back = said("report-withdrawn", "07-05", event_id=moved["id"], reason="entered-in-error")
    events = [court_lists("07-01", TRIAL), moved, back]

    for order in permutations(events):
        assert stand(read(*order)) == [STANDS]


def test_a_corrected_day_of_the_listing_counts() -> None:
    """Given the court says anew that it moved the trial on the 9th, not on the 4th."""
    moved, anew = court_lists("07-04", AUTUMN), court_lists("07-09", AUTUMN)
    back = said(
        *("report-withdrawn", "07-10"),
        event_id=moved["id"],
        reason="amended",
        replacement_id=anew["id"],
    )

    assert stand(read(court_lists("07-01", TRIAL), moved, anew, back)) == [STANDS, STANDS]


def test_cancelled_after_it_was_moved_nothing_is_owed() -> None:
    off = cancelled("07-07", hearing_id="T1")

    found = read(court_lists("07-01", TRIAL), court_lists("07-04", AUTUMN), off)

    assert stand(found) == [MOVED, ("withdrawn", "hearing-off")]


@pytest.mark.parametrize("kind", ["hearing-adjourned", "hearing-cancelled"])
def test_that_it_is_off_need_not_be_told_once_another_date_is_owed(kind: str) -> None:
    """Given she was told of the trial; it is taken out, and listed anew by its id in time."""
    out = said(kind, "07-07", **COURT, hearing_id="T1", knowntime="2025-07-07T10:00:00Z")
    again = known("07-08", AUTUMN)

    for order in permutations([known("07-01", TRIAL), told("07-01"), out, again]):
        found = read(*order)
        assert stand(found, "R8.1") == [("discharged", None), MOVED, STANDS]
    assert stand(read(known("07-01", TRIAL), told("07-01"), out), "R8.1")[1] == STANDS


def test_by_kind_alone_a_later_trial_need_not_be_that_which_is_off() -> None:
    """Given no id: another trial may be meant, so that the first is off stays to be told."""
    first, out = known("07-01", TRIAL, hearing_id=None), said("trial-vacated", "07-07", **COURT)
    later = known("07-08", AUTUMN, hearing_id=None)

    found = read(first, told("07-01"), out | {"knowntime": "2025-07-07T10:00:00Z"}, later)

    assert stand(found, "R8.1") == [("discharged", None), STANDS, STANDS]


def test_of_two_defendants_the_other_ones_date_stays_owed() -> None:
    both = [court_lists("07-01", TRIAL, suspect=number) for number in (1, 2)]
    moved = court_lists("07-04", AUTUMN, suspect=2)

    found = read(*both, moved, defendants=2)

    assert stand(found, suspect="1") == [STANDS]
    assert stand(found, suspect="2") == [MOVED, STANDS]


def test_a_trial_of_both_is_not_moved_by_the_date_of_one() -> None:
    found = read(court_lists("07-01", TRIAL), court_lists("07-04", AUTUMN, suspect=2), defendants=2)

    assert sorted(stand(found)) == [STANDS, STANDS]


def test_a_date_of_both_takes_the_place_of_the_dates_of_each() -> None:
    each = [court_lists("07-01", TRIAL, suspect=number) for number in (1, 2)]

    found = read(*each, court_lists("07-04", AUTUMN), defendants=2)

    assert sorted(stand(found)) == [STANDS, MOVED, MOVED]
