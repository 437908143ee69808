"""What pages say of an alert that people acted upon."""

from dataclasses import replace

import pytest

from events.alert_acts import SnoozedUntil
from running_notifier import an_alert
from schemas.alert_row import AlertState
from told_people import london
from web.acts.standing_words import how_it_stands

NOW = london("2026-06-18 09:30")
TAKEN_UP = an_alert(
    state=AlertState.SNOOZED,
    acted=london("2026-06-17 10:00"),
    acted_by="MP1001",
    until=london("2026-06-18 09:00"),
)


def test_what_was_put_aside_says_until_when_and_then_that_it_is_back() -> None:
    back = replace(TAKEN_UP, state=AlertState.RAISED)

    words = "by MP1001, yesterday at 10:00am, until today at 9:00am"
    assert how_it_stands(TAKEN_UP, NOW) == f"Snoozed {words}"
    assert how_it_stands(back, NOW) == f"Put aside {words}: now it is back"
    assert how_it_stands(replace(back, state=AlertState.RESOLVED), NOW) == ""


@pytest.mark.parametrize(
    ("awaited", "said"),
    [
        (SnoozedUntil.ANY_NEWS, "until there is news in the case"),
        (SnoozedUntil.HEARING, "until a hearing is held"),
    ],
)
def test_what_waits_for_something_in_the_case_says_for_what_and_until_when_at_the_latest(
    awaited: SnoozedUntil, said: str
) -> None:
    waits = replace(TAKEN_UP, note=awaited, until=london("2026-07-15 09:00"))
    back = replace(waits, state=AlertState.RAISED, until=london("2026-06-18 09:20"))

    words = f"by MP1001, yesterday at 10:00am, {said}"
    assert how_it_stands(waits, NOW) == f"Snoozed {words}, or 15 July 2026 at 9:00am"
    assert how_it_stands(back, NOW) == (
        f"Put aside {words} or its time is up: back since today at 9:20am"
    )
