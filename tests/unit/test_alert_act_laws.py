"""Laws of what people do with alerts: none vanishes, and each that stands comes back."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from events.alert_acts import AlertAcknowledged, AlertSnoozed, SnoozedUntil
from events.clocks import LONDON, london_date
from events.fact import Fact
from events.investigation import SuspectArrested
from processors.fold.acted_alerts import ACTS
from processors.fold.journey import fold
from processors.victims_code.working_days import bank_holidays
from record_strategies import acted_journeys, moments_of
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.log_records import LoggedFact

_OPEN = {AlertState.RAISED, AlertState.ACKNOWLEDGED, AlertState.SNOOZED, AlertState.CLOSED}
MINUTES = st.integers(0, 400 * 24 * 60)


def alerts_of(facts: list[LoggedFact], now: datetime) -> dict[object, Alert]:
    return {row.id: row for row in fold(facts, now).rows.values() if isinstance(row, Alert)}


@given(facts=acted_journeys(), data=st.data())
def test_an_alert_that_people_act_on_never_vanishes_while_its_cause_stands(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    """Whatever people do, the same alerts are there; what stood stands, in a state of theirs."""
    now = data.draw(moments_of(facts))
    acted = alerts_of(facts, now)
    alone = alerts_of([each for each in facts if not isinstance(each.fact, ACTS)], now)

    assert acted.keys() == alone.keys()
    for alert, was in alone.items():
        if was.state is AlertState.RAISED:
            assert acted[alert].state in _OPEN
            assert acted[alert].closed is None or acted[alert].state is AlertState.CLOSED
        else:
            assert acted[alert].state is was.state
        assert acted[alert].raised == was.raised


@given(facts=acted_journeys(), data=st.data())
def test_nobody_acts_upon_another_agencys_alert(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    """An alert stands as it would if no other agency had acted upon it."""
    now = data.draw(moments_of(facts))
    acted = alerts_of(facts, now)

    for alert in acted.values():
        own = [e for e in facts if not isinstance(e.fact, ACTS) or e.agency is alert.agency]
        alone = alerts_of(own, now)[alert.id]
        assert (acted[alert.id].state, acted[alert.id].acted) == (alone.state, alone.acted)


def late_since_march(fact_of: type[Fact], at: datetime, **how: object) -> tuple[Notes, Alert]:
    """An arrest of 4 March 2025 that nobody told of; its late alert is acted upon at an instant."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    found = alerts_of(notes.facts, london("2025-03-12 00:01")).values()
    (late,) = [each for each in found if each.kind is AlertKind.LATE and each.rule == "R6.1"]
    when = f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}"
    notes.happened(when, fact_of.model_validate({"alerts": (late.id,), **how}))
    return notes, late


def next_morning(at: datetime) -> datetime:
    """Nine by London's clock on the next day that is no weekend and no bank holiday."""
    day = at.astimezone(LONDON).date() + timedelta(days=1)
    while day.weekday() > 4 or day in bank_holidays(day.year):
        day += timedelta(days=1)
    return datetime.combine(day, time(9), LONDON).astimezone(UTC)


@given(minutes=MINUTES)
def test_what_is_taken_up_is_raised_again_on_the_next_working_morning(minutes: int) -> None:
    """Whatever the day: over weekends, Easter, Christmas and both clock changes."""
    at = london("2025-03-12 12:00") + timedelta(minutes=minutes)
    notes, late = late_since_march(AlertAcknowledged, at)
    learned = notes.facts[-1].learned
    back = next_morning(learned)

    before = alerts_of(notes.facts, back - timedelta(seconds=1))[late.id]
    after = alerts_of(notes.facts, back)[late.id]

    assert (before.state, before.until) == (AlertState.ACKNOWLEDGED, back)
    assert after.state is AlertState.RAISED


def last_morning(at: datetime) -> datetime:
    """Nine by London's clock on the last day of 28 that is no weekend and no bank holiday."""
    day = at.astimezone(LONDON).date() + timedelta(days=28)
    while not works_on(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(9), LONDON).astimezone(UTC)


def works_on(day: date) -> bool:
    """Whether a day is no weekend and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@given(
    minutes=MINUTES,
    until_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    until=st.none() | st.sampled_from(SnoozedUntil),
)
def test_a_snooze_ends_on_the_last_working_morning_within_28_days_at_the_latest(
    minutes: int, until_on: date | None, until: SnoozedUntil | None
) -> None:
    at = london("2025-03-12 12:00") + timedelta(minutes=minutes)
    notes, late = late_since_march(AlertSnoozed, at, until_on=until_on, until=until)
    end = last_morning(notes.facts[-1].learned)

    assert alerts_of(notes.facts, end)[late.id].state is AlertState.RAISED
    snoozed = alerts_of(notes.facts, end - timedelta(seconds=1))[late.id]
    assert snoozed.until is not None
    assert snoozed.until <= end
    assert works_on(london_date(snoozed.until)) or snoozed.until == notes.facts[-1].learned
    if until_on is None:
        assert (snoozed.state, snoozed.until) == (AlertState.SNOOZED, end)
        assert snoozed.note == until
