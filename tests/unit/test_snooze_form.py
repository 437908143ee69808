"""Until which day the form puts an alert off: no day is taken that the alert would not wait for."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from events.alert_acts import AlertSnoozed
from told_people import london
from web.acts.alert_act_forms import snoozed
from web.acts.typed_form import TypedForm
from web.fact_sentences import sentence

SUNDAY = london("2026-11-29 04:34")
"""28 days after it is a Sunday; Christmas Day is the Friday before."""


def typed_day(day: date) -> TypedForm:
    names = {"day": day.day, "month": day.month, "year": day.year}
    return TypedForm((f"until_on-{name}", str(value)) for name, value in names.items())


def test_the_last_day_is_the_last_working_day_within_28_days() -> None:
    last = date(2026, 12, 24)
    act = snoozed(typed_day(last), [UUID(int=1)], SUNDAY)
    assert act is not None
    assert act.until_on == last


@pytest.mark.parametrize("later", [1, 2, 3, 4])
def test_a_day_on_which_it_would_be_back_before_is_refused(later: int) -> None:
    typed = typed_day(date(2026, 12, 24) + timedelta(days=later))
    assert snoozed(typed, [UUID(int=1)], SUNDAY) is None
    assert typed.problems["until_on"].endswith("nothing is put off beyond 24 December 2026")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 18), "Snoozed 1 alert until 18 December 2026"),
        (
            date(2026, 12, 19),
            "Snoozed 1 alert until 19 December 2026 (no working day, the next is 21 December 2026)",
        ),
        (
            date(2026, 12, 25),
            "Snoozed 1 alert until 25 December 2026 (no working day, the next is 29 December 2026)",
        ),
    ],
)
def test_of_a_day_on_which_nobody_works_it_says_the_next_that_is_one(day: date, said: str) -> None:
    """Christmas is followed by a weekend and by the bank holiday in lieu of Boxing Day."""
    assert sentence(AlertSnoozed(alerts=(UUID(int=1),), until_on=day)) == said
