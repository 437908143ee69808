"""The life of an alert: who is told when, and what people's acts make of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from caseworker_notes import Notes, london
from events.alert_acts import (
    AckNote,
    AlertAcknowledged,
    AlertClosed,
    AlertSnoozed,
    ClosingReason,
    SnoozedUntil,
)
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.court import HearingHeld, HearingKind
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.places import Court
from processors.case.suspects.case_suspects import Suspects
from processors.fold.alert_life import AlertCause, alert_life
from processors.fold.case_naming import CaseNaming
from processors.fold.journey import fold
from schemas.alert_policy import AlertPolicy, AlertTiming
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.changes import Obligation, ObligationState
from story_facts import granted

HOLD = timedelta(minutes=45)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def policy(hold: timedelta = HOLD, **lags: timedelta) -> AlertTiming:
    of_agencies = tuple((Agency(name.replace("_", "-")), lag) for name, lag in lags.items())
    return AlertTiming().with_policy(LONG_AGO, AlertPolicy(hold, of_agencies))


def arrested() -> Notes:
    """An arrest on Tuesday, 4 March: the victim is to be told by Tuesday, 11 March."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    return notes


def alerts(notes: Notes, now: str, timing: AlertTiming = AlertTiming()) -> dict[AlertKind, Alert]:
    rows = fold(notes.facts, london(now), timing).rows.values()
    return {row.kind: row for row in rows if isinstance(row, Alert) and row.rule == "R6.1"}


def test_what_is_told_anyway_ends_no_sooner_than_it_is_told() -> None:
    """Given an unsafe contact, and a new agreement with the victim within the hold."""
    at = london("2025-03-04 10:00")
    cause = AlertCause(
        about=("victim", "contact"),
        case_id="crime:met-police:4401234/25",
        kind=AlertKind.UNSAFE_CONTACT,
        agency=Agency.MET_POLICE,
        breached=at,
        learned=at,
        ended=at + timedelta(minutes=5),
        told_anyway=True,
    )

    naming = CaseNaming(cause.case_id, frozenset(), Suspects((), ()))
    alert = alert_life(cause, at + HOLD, at + timedelta(days=1), naming).alert

    assert alert is not None
    assert (alert.state, alert.closed) == (AlertState.RESOLVED, at + HOLD)


@pytest.mark.parametrize(("minutes", "is_told"), [(-1, True), (0, False)])
def test_nobody_is_told_that_a_duty_falls_due_soon_once_it_is_late(
    minutes: int, is_told: bool
) -> None:
    timing = policy(met_police=timedelta(hours=48, minutes=minutes))
    assert (AlertKind.DUE_SOON in alerts(arrested(), "2025-03-12 00:00", timing)) is is_told


def late(notes: Notes, now: str, timing: AlertTiming = AlertTiming()) -> Alert:
    return alerts(notes, now, timing)[AlertKind.LATE]


def acted(
    notes: Notes, when: str, fact: Fact, by: str = "MP1001", agency: Agency = Agency.MET_POLICE
) -> None:
    """The officer acts upon an alert, as the pages write it."""
    logged = notes.happened(when, fact, agency)
    object.__setattr__(logged, "recorded_by", by)


TOLD = VictimInformed(
    about=ToldAbout.ARREST, channel=Channel.TELEPHONE, outcome=ContactOutcome.REACHED
)


def test_three_instants() -> None:
    """Given a duty that nobody did, and a force whose records take fourteen hours, then its alert
    is pending from the end of the day, and people are told fourteen hours later.
    """
    timing = policy(met_police=timedelta(hours=14))

    pending = late(arrested(), "2025-03-12 13:59", timing)
    assert pending.state is AlertState.PENDING

    raised = late(arrested(), "2025-03-12 14:00", timing)
    assert raised.state is AlertState.RAISED
    assert raised.breached == raised.detected == london("2025-03-12 00:00")
    assert raised.raised == london("2025-03-12 14:00")


def test_a_deed_that_was_on_its_way_alerts_nobody() -> None:
    """Given a telling on the last day, uploaded that night, when the force's lag is waited for,
    then nobody is told that it is late.
    """
    notes = arrested()
    notes.happened("2025-03-11 15:00", TOLD, received="2025-03-12 02:00")

    assert late(notes, "2025-03-12 01:00").state is AlertState.RETRACTED
    assert AlertKind.LATE not in alerts(notes, "2025-03-12 14:00", policy(met_police=HOLD * 19))


def test_a_mistake_can_be_withdrawn_within_the_hold() -> None:
    """Given a duty that was late already when its arrest was recorded, then it is pending for the
    hold, and raised after it.
    """
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested(), received="2025-03-20 10:00")

    assert late(notes, "2025-03-20 10:44", policy()).state is AlertState.PENDING
    assert late(notes, "2025-03-20 10:45", policy()).state is AlertState.RAISED


def test_a_policy_counts_from_its_tick_on() -> None:
    """Given a lag that became known after the day was over, then it changes nothing of that day."""
    later = AlertTiming().with_policy(
        london("2025-03-12 06:00"), AlertPolicy(HOLD, ((Agency.MET_POLICE, timedelta(days=2)),))
    )

    assert late(arrested(), "2025-03-12 07:00", later).raised == london("2025-03-12 00:00")


def test_taken_up_it_is_back_on_the_next_working_morning() -> None:
    """Given an officer who takes a late alert up on Friday, then it stands as taken up over the
    weekend, with who and what, and is raised again on Monday at nine.
    """
    notes = arrested()
    taken = AlertAcknowledged(alerts=(late(notes, LATE).id,), note=AckNote.TRYING_TO_REACH)
    acted(notes, "2025-03-14 15:00", taken)

    alert = late(notes, "2025-03-16 12:00")
    assert (alert.state, alert.acted_by, alert.note) == (
        AlertState.ACKNOWLEDGED,
        "MP1001",
        AckNote.TRYING_TO_REACH,
    )
    assert alert.until == london("2025-03-17 09:00")

    again = late(notes, "2025-03-17 09:00")
    assert (again.state, again.acted_by) == (AlertState.RAISED, "MP1001")
    assert again.until == london("2025-03-17 09:00")


def test_an_act_counts_before_the_next_tick() -> None:
    """Given an alert that is taken up, when no tick has come since, then it is taken up."""
    notes = arrested()
    acted(notes, "2025-03-14 15:00", AlertAcknowledged(alerts=(late(notes, LATE).id,)))

    assert late(notes, "2025-03-14 14:59").state is AlertState.ACKNOWLEDGED


def test_an_act_ends_with_the_alert() -> None:
    """Given an alert that was taken up and then done, then it is resolved, and says by whom."""
    notes = arrested()
    acted(notes, "2025-03-14 15:00", AlertAcknowledged(alerts=(late(notes, LATE).id,)))
    notes.happened("2025-03-14 16:00", TOLD)

    alert = late(notes, "2025-03-14 17:00")
    assert (alert.state, alert.acted_by) == (AlertState.RESOLVED, "MP1001")


@pytest.mark.parametrize(
    ("act", "back"),
    [
        ({"until_on": date(2025, 3, 20)}, "2025-03-20 09:00"),
        ({"until_on": date(2025, 3, 22)}, "2025-03-24 09:00"),  # a Saturday
        ({"until_on": date(2025, 3, 15)}, "2025-03-17 09:00"),
        ({"until": SnoozedUntil.HEARING}, "2025-03-25 10:01"),
        ({"until_on": date(2025, 3, 31), "until": SnoozedUntil.ANY_NEWS}, "2025-03-25 10:01"),
        ({"until": SnoozedUntil.CHARGING_DECISION}, "2025-04-11 09:00"),
        ({"until_on": date(2025, 12, 1)}, "2025-04-11 09:00"),
        ({}, "2025-04-11 09:00"),
    ],
)
def test_put_off_it_is_back_on_its_day_or_with_its_event(act: dict[str, Any], back: str) -> None:
    """Given a late alert that somebody puts off on 14 March, and a hearing on the 25th, then it is
    back on the day, with the event, or on the 28th day's morning: then summer time has begun.
    """
    notes = arrested()
    acted(notes, "2025-03-14 15:00", AlertSnoozed(alerts=(late(notes, LATE).id,), **act))
    notes.happened(
        "2025-03-25 10:00",
        HearingHeld(court=Court.SNARESBROOK, hearing=HearingKind.TRIAL),
        Agency.HMCTS,
    )

    ends = london(back)
    rows = {now: fold(notes.facts, now).rows for now in (ends - timedelta(seconds=1), ends)}
    states = [rows[now][late(notes, LATE).id] for now in rows]

    assert [alert.state for alert in states if isinstance(alert, Alert)] == [
        AlertState.SNOOZED,
        AlertState.RAISED,
    ]


def test_what_a_supervisor_closed_stays_closed_and_the_duty_stays_late() -> None:
    """Given a late alert that a supervisor closed, when somebody takes it up later, then it stays
    closed; its duty is breached all the same.
    """
    notes = arrested()
    alert = late(notes, LATE).id
    closing = AlertClosed(alerts=(alert,), reason=ClosingReason.OVERTAKEN)
    acted(notes, "2025-06-02 10:00", closing, "MP1900")
    acted(notes, "2025-06-03 10:00", AlertAcknowledged(alerts=(alert,)))

    rows = fold(notes.facts, london("2025-07-01 10:00")).rows
    closed = rows[alert]
    assert isinstance(closed, Alert)
    assert (closed.state, closed.acted_by, closed.closed) == (
        AlertState.CLOSED,
        "MP1900",
        london("2025-06-02 10:01"),
    )
    duty = rows[closed.obligation] if closed.obligation else None
    assert isinstance(duty, Obligation)
    assert duty.state is ObligationState.BREACHED


def test_the_newest_act_counts() -> None:
    """Given two people who act upon one alert, then the later act counts, whoever came first."""
    notes = arrested()
    alert = late(notes, LATE).id
    acted(notes, "2025-03-14 10:00", AlertSnoozed(alerts=(alert,), until_on=date(2025, 3, 20)))
    acted(notes, "2025-03-14 11:00", AlertAcknowledged(alerts=(alert,)), "MP1002")

    stands = late(notes, "2025-03-14 12:00")
    assert (stands.state, stands.acted_by) == (AlertState.ACKNOWLEDGED, "MP1002")


@pytest.mark.parametrize(
    "act",
    [
        {"fact": AlertAcknowledged},
        {"fact": AlertSnoozed, "until": SnoozedUntil.ANY_NEWS},
        {"fact": AlertClosed, "reason": ClosingReason.OVERTAKEN},
    ],
)
def test_another_agencys_act_does_nothing(act: dict[str, Any]) -> None:
    """Given a court's program that names an alert of the police, then that stands as it was; and
    what the police did with it counts, whatever the court says after them.
    """
    notes = arrested()
    fact_of, how = act["fact"], {name: each for name, each in act.items() if name != "fact"}
    forged = fact_of(alerts=(late(notes, LATE).id,), **how)
    acted(notes, "2025-03-14 10:00", forged, "HM1001", Agency.HMCTS)

    alert = late(notes, "2025-03-14 12:00")
    assert (alert.state, alert.acted, alert.acted_by) == (AlertState.RAISED, None, None)

    acted(notes, "2025-03-14 13:00", AlertAcknowledged(alerts=(alert.id,)))
    acted(notes, "2025-03-14 14:00", forged, "HM1001", Agency.HMCTS)
    alert = late(notes, "2025-03-14 15:00")
    assert (alert.state, alert.acted_by) == (AlertState.ACKNOWLEDGED, "MP1001")


def test_an_act_upon_an_alert_that_is_not_raised_yet_does_nothing() -> None:
    """Given an act that names an alert before people are told of it, then it is raised."""
    notes = arrested()
    acted(notes, "2025-03-07 10:00", AlertAcknowledged(alerts=(late(notes, LATE).id,)))

    assert late(notes, LATE).state is AlertState.RAISED


LATE = "2025-03-12 00:01"


@pytest.mark.parametrize("enhanced", [False, True])
def test_an_alert_says_whether_enhanced_rights_time_its_duty(enhanced: bool) -> None:
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    if enhanced:
        notes.happened("2025-03-03 11:00", granted())
    notes.happened("2025-03-04 10:00", SuspectArrested())
    shown = alerts(notes, "2025-04-01 10:00")
    assert {alert.enhanced for alert in shown.values()} == {enhanced}
