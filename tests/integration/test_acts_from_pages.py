"""What people do on the pages: what is asked of them, and which event it becomes."""

from datetime import UTC, datetime

import pytest

import example_journeys
from access.looks import LookAction
from access.viewer import PERSONAL
from acting_people import ACTS, ALERT, DUTY, FORM, MINE
from acts_sent import ActingPages, acting_pages
from caseworkers.act_events import SOURCE
from events.alert_acts import AckNote, AlertAcknowledged, AlertSnoozed
from events.assignments import Capacity, CaseworkerAssigned
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.corrections import CorrectionProposed
from events.duties import DecidedBy, DutyExcused, GoodReason
from events.identifiers import Agency
from example_access import viewer_with
from projections.store import Store

pytestmark = [pytest.mark.platform, pytest.mark.usefixtures("nothing_sent")]


def test_one_press_takes_an_alert_up(amira: ActingPages) -> None:
    answer = amira.post("/alerts/acknowledge", only=f"{MINE.victim}/{ALERT.id}", back="/alerts")

    (event,) = amira.sent.events
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/alerts?acted=")
    assert event.fact == AlertAcknowledged(alerts=(ALERT.id,))
    assert (event.agency, event.recorded_by) == (Agency.MET_POLICE, "MP1001")
    assert (event.victim, event.case) == (MINE.victim, ALERT.case_id)
    assert event.source == SOURCE
    assert event.recorded == event.occurred.at == example_journeys.NOW


def test_a_form_that_is_sent_twice_is_one_event(amira: ActingPages) -> None:
    for _ in range(2):
        amira.post("/alerts/acknowledge", FORM, only=f"{MINE.victim}/{ALERT.id}")
        amira.post(f"{ACTS}/snooze", FORM, alert=str(ALERT.id), until="any-news")

    assert len({(event.source, event.id) for event in amira.sent.events}) == 2


def test_another_line_of_the_same_form_is_another_event(amira: ActingPages) -> None:
    support = example_journeys.late_alert(MINE, "R4.2")
    for alert in (ALERT, support):
        amira.post("/alerts/acknowledge", FORM, only=f"{MINE.victim}/{alert.id}")

    assert len({event.id for event in amira.sent.events}) == 2


def test_what_is_marked_is_taken_up_together_with_one_note(amira: ActingPages) -> None:
    support = example_journeys.late_alert(MINE, "R4.2")
    marked = [f"{MINE.victim}/{alert.id}" for alert in (ALERT, support)]
    amira.post("/alerts/acknowledge", alert=marked, note="writing")

    (event,) = amira.sent.events
    assert isinstance(event.fact, AlertAcknowledged)
    assert set(event.fact.alerts) == {ALERT.id, support.id}
    assert event.fact.note is AckNote.WRITING


def test_four_clicks_record_that_the_victim_was_told(amira: ActingPages) -> None:
    """The form has the alert's duty and the present moment in it already. No channel was agreed:
    that must be chosen, and whether the victim was reached nobody has said.
    """
    form = amira.get(f"{ACTS}/told?alert={ALERT.id}").text
    assert f'value="{DUTY.id}" checked' in form
    assert form.count(" checked") == 1
    assert "No agreed channel is known: choose the one" in form
    assert 'value="2025-09-01T12:00"' in form

    amira.post(
        f"{ACTS}/told",
        alert=str(ALERT.id),
        matter=str(DUTY.id),
        channel="telephone",
        outcome="reached",
        when="2025-09-01T12:00",
    )
    (event,) = amira.sent.events
    assert event.fact == VictimInformed(
        about=ToldAbout.ARREST,
        suspect=1,
        triggers=(DUTY.trigger,),
        channel=Channel.TELEPHONE,
        outcome=ContactOutcome.REACHED,
    )


def test_several_matters_are_told_in_one_contact(amira: ActingPages) -> None:
    report = example_journeys.duty(MINE, "R3.1")
    amira.post(
        f"{ACTS}/told",
        duty=str(DUTY.id),
        matter=[str(DUTY.id), str(report.id)],
        channel="letter",
        outcome="sent",
        when="2025-08-29T10:15",
    )

    (event,) = amira.sent.events
    assert isinstance(event.fact, VictimInformed)
    assert event.fact.matters == {ToldAbout.ARREST, ToldAbout.REPORT_CONFIRMATION}
    assert set(event.fact.triggers) == {DUTY.trigger, report.trigger}
    assert event.occurred.at == datetime(2025, 8, 29, 9, 15, tzinfo=UTC)


def test_an_alert_is_put_off_until_a_day_or_an_event(amira: ActingPages) -> None:
    day = {"until_on-day": "14", "until_on-month": "9", "until_on-year": "2025"}
    amira.post(f"{ACTS}/snooze", alert=str(ALERT.id), until="hearing", **day)

    (event,) = amira.sent.events
    assert isinstance(event.fact, AlertSnoozed)
    assert str(event.fact.until_on) == "2025-09-14"
    assert event.fact.until == "hearing"


def test_a_case_is_handed_over(amira: ActingPages) -> None:
    to = {"staff": "MP1002", "team": "hackney-1", "capacity": "officer-in-the-case"}
    answer = amira.post(f"{ACTS}/hand-over", alert=str(ALERT.id), back="/victims/x", **to)

    (event,) = amira.sent.events
    capacity = Capacity.OFFICER_IN_THE_CASE
    assert event.fact == CaseworkerAssigned(capacity=capacity, team="hackney-1", staff="MP1002")
    assert event.victim == MINE.victim
    assert answer.headers["location"].startswith("/alerts?")  # the victim may be theirs no longer


def test_somebody_else_decided_that_there_is_a_good_reason(amira: ActingPages) -> None:
    reason = {"reason": "legal-restriction", "decided_by": "inspector"}
    amira.post(f"{ACTS}/excuse", duty=str(DUTY.id), **reason)

    (event,) = amira.sent.events
    assert event.fact == DutyExcused(
        rule="R6.1",
        trigger=DUTY.trigger,
        reason=GoodReason.LEGAL_RESTRICTION,
        decided_by=DecidedBy.INSPECTOR,
    )


def test_a_report_is_to_be_corrected(amira: ActingPages) -> None:
    right = {"event": str(DUTY.trigger), "field": "time", "value": "2025-01-10 10:15"}
    answer = amira.post(f"{ACTS}/correct", FORM, **right)
    assert answer.status_code == 303, answer.text

    (event,) = amira.sent.events
    assert event.victim is None
    assert event.fact == CorrectionProposed(
        correction=str(FORM),
        event=DUTY.trigger,
        field="time",
        value="2025-01-10T10:15:00+00:00",
    )


TELLING = {
    "duty": str(DUTY.id),
    "matter": str(DUTY.id),
    "channel": "telephone",
    "outcome": "reached",
    "when": "2025-09-01T11:00",
}
SNOOZE = {"alert": str(ALERT.id)}
TO = {"alert": str(ALERT.id), "team": "hackney-1", "capacity": "officer-in-the-case"}
EXCUSE = {"duty": str(DUTY.id)}
REPORT = {"event": str(DUTY.trigger)}


def on(day: str) -> dict[str, str]:
    year, month, number = day.split("-")
    return SNOOZE | {"until_on-day": number, "until_on-month": month, "until_on-year": year}


WRONG = {
    "told-in-the-future": ("told", TELLING | {"when": "2025-09-01T13:00"}, "when", "in the future"),
    "told-at-no-time": ("told", TELLING | {"when": "yesterday"}, "when", "Write when that was"),
    "told-before-all": ("told", TELLING | {"when": "1925-09-01"}, "when", "check the year"),
    "told-of-nothing": ("told", TELLING | {"matter": ""}, "matter", "what the victim was told of"),
    "told-without-a-channel": ("told", TELLING | {"channel": ""}, "channel", "how the victim was"),
    "told-or-not": ("told", TELLING | {"outcome": ""}, "outcome", "whether the victim was reached"),
    "told-somehow": ("told", TELLING | {"channel": "pigeon"}, "channel", "how the victim was"),
    "snoozed-for-ever": ("snooze", SNOOZE, "until_on", "Choose until when"),
    "snoozed-till-today": ("snooze", on("2025-09-01"), "until_on", "must be in the future"),
    "snoozed-too-long": ("snooze", on("2025-09-30"), "until_on", "beyond 29 September 2025"),
    "snoozed-till-no-day": ("snooze", on("2025-02-30"), "until_on", "That is no day"),
    "handed-to-a-name": ("hand-over", TO | {"staff": "Ben Carter"}, "staff", "never a name"),
    "handed-to-who-left": ("hand-over", TO | {"staff": "MP1009"}, "staff", "has left"),
    "handed-to-no-team": ("hand-over", TO | {"team": ""}, "team", "Write the team’s code"),
    "no-reason": ("excuse", EXCUSE | {"decided_by": "manager"}, "reason", "Choose the good reason"),
    "nobody-decided": (
        "excuse",
        EXCUSE | {"reason": "legal-restriction"},
        "decided_by",
        "never decides that for themselves",
    ),
    "no-field": ("correct", REPORT | {"field": "name"}, "field", "Choose what is wrong"),
    "no-value": (
        "correct",
        REPORT | {"field": "suspect", "value": "the tall one"},
        "value",
        "Write the right value",
    ),
    "no-change": ("correct", REPORT | {"field": "suspect", "value": "1"}, "value", "already"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(
    amira: ActingPages, name: str
) -> None:
    act, typed, field, sentence = WRONG[name]

    answer = amira.post(f"{ACTS}/{act}", FORM, **typed)

    assert (answer.status_code, amira.sent.events) == (422, [])
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}' in answer.text
    assert answer.text.count(sentence) >= 2  # in the summary, and at the field
    assert f'name="form" value="{FORM}"' in answer.text
    for value in filter(None, typed.values()):
        assert value in answer.text or value in ("pigeon", "name")  # what no form can have
    assert [look.action for look in amira.recorder.looks] == [LookAction.CONSULTED]


def test_while_kafka_is_away_nothing_typed_is_lost(amira: ActingPages) -> None:
    amira.sent.away = True
    away = amira.post(f"{ACTS}/told", FORM, **TELLING)

    assert away.status_code == 503
    assert "It may not be recorded: Kafka, which stores it, does not answer" in away.text
    assert "Not recorded" not in away.text  # what was sent may be stored later
    assert f'value="{DUTY.id}" checked' in away.text
    assert f'name="form" value="{FORM}"' in away.text
    many = amira.post("/alerts/acknowledge", FORM, alert=f"{MINE.victim}/{ALERT.id}")
    assert many.status_code == 503
    assert f'value="{MINE.victim}/{ALERT.id}"' in many.text


@pytest.mark.parametrize("address", [f"{ACTS}/told", "/alerts/acknowledge"])
def test_nor_where_not_even_the_look_can_be_recorded(amira: ActingPages, address: str) -> None:
    """That takes Kafka too: nothing of the victim is shown, and what was typed waits."""
    amira.recorder.away = True
    typed = TELLING | {"alert": f"{MINE.victim}/{ALERT.id}"}
    away = amira.post(address, FORM, **typed)

    assert (away.status_code, amira.sent.events) == (503, [])
    assert "Send it again" in away.text
    assert "Tell the victim" not in away.text
    for name, value in (typed | {"form": str(FORM)}).items():
        assert f'name="{name}" value="{value}"' in away.text


def test_an_act_is_recorded_as_an_alteration_of_that_victims_data(amira: ActingPages) -> None:
    amira.post(f"{ACTS}/told", **TELLING)
    amira.get(f"{ACTS}/told?alert={ALERT.id}")

    looks = [(look.action, look.victims) for look in amira.recorder.looks]
    assert looks == [
        (LookAction.ALTERED, (MINE.victim,)),
        (LookAction.CONSULTED, (MINE.victim,)),
    ]


def test_a_supervisor_may_have_decided_it_themselves(store: Store) -> None:
    with acting_pages(store, viewer_with(*PERSONAL), [MINE.victim]) as pages:
        form = pages.get(f"{ACTS}/excuse?duty={DUTY.id}").text

    assert "I decided it, as a supervisor" in form
    assert " checked" not in form, "nobody has said yet that they did"
