"""Who may act on whom from the pages, whatever a form says."""

from dataclasses import replace

import pytest

import example_journeys
from acting_people import ACTS, ALERT, CASEWORKER, FORM, MINE, OTHERS, SUPERVISOR, UNSAFE
from acts_sent import ActingPages, acting_pages
from events.alert_acts import AlertClosed, ClosingReason
from projections.store import Store

pytestmark = [pytest.mark.platform, pytest.mark.usefixtures("nothing_sent")]


def test_what_others_owe_is_theirs_to_do(amira: ActingPages) -> None:
    """Whatever ids are forged: the victim is on the caseload, the duty is the court's."""
    courts = example_journeys.late_alert(MINE, "R8.1a")
    for answer in (
        amira.post("/alerts/acknowledge", only=f"{MINE.victim}/{courts.id}"),
        amira.post(f"{ACTS}/snooze", alert=str(courts.id), until="hearing"),
        amira.get(f"{ACTS}/snooze?alert={courts.id}"),
    ):
        assert answer.status_code == 403
    assert amira.sent.events == []


def test_nobody_acts_beyond_their_caseload(amira: ActingPages) -> None:
    theirs = example_journeys.late_alert(OTHERS, "R6.1")
    for answer, status in (
        (amira.post("/alerts/acknowledge", only=f"{OTHERS.victim}/{theirs.id}"), 403),
        (amira.post(f"/victims/{OTHERS.victim}/acts/snooze", alert=str(theirs.id)), 403),
        (amira.post(f"{ACTS}/snooze", alert=str(theirs.id), until="hearing"), 404),
        (amira.post("/alerts/acknowledge", only=f"{MINE.victim}/{theirs.id}"), 404),
        (amira.post("/alerts/acknowledge"), 422),
    ):
        assert answer.status_code == status
    assert amira.sent.events == []


def test_a_reason_to_look_is_none_to_act(store: Store) -> None:
    with acting_pages(store, CASEWORKER, [], broken=[MINE.victim]) as pages:
        page = pages.get(f"/victims/{MINE.victim}")
        answer = pages.post(f"{ACTS}/snooze", alert=str(ALERT.id), until="hearing")

    assert page.status_code == 200
    assert "/acts/" not in page.text
    assert answer.status_code == 403
    assert "and so may read it" in answer.text
    assert pages.sent.events == []


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (replace(CASEWORKER, staff=None), "does not say under which staff id"),
        (replace(CASEWORKER, staff="MP1009"), "your agency says that you left"),
    ],
    ids=["no-staff-id", "left"],
)
def test_who_cannot_be_named_or_left_cannot_act(store: Store, who: object, sentence: str) -> None:
    with acting_pages(store, who, [MINE.victim], left=["MP1009"]) as pages:  # type: ignore[arg-type]
        answer = pages.post("/alerts/acknowledge", only=f"{MINE.victim}/{ALERT.id}")
        worklist = pages.get("/alerts")

    assert answer.status_code == 403
    assert sentence in answer.text
    assert "/acts/" not in worklist.text


def test_only_a_supervisor_closes_and_only_what_is_long_late(store: Store) -> None:
    unsafe = store.query("SELECT id FROM alerts FINAL WHERE kind = 'unsafe-contact'")[0]["id"]
    both = [f"{MINE.victim}/{ALERT.id}", f"{UNSAFE.victim}/{unsafe}"]
    with acting_pages(store, SUPERVISOR, [MINE.victim, UNSAFE.victim]) as pages:
        asked = pages.post("/alerts/close", FORM, alert=both)
        silent = pages.post("/alerts/close", FORM, alert=both, asked="yes")
        assert pages.sent.events == []
        done = pages.post("/alerts/close", FORM, alert=both, asked="yes", reason="overtaken")

    assert asked.status_code == 200
    assert "1 alert of these stays as it is: in bulk only alerts of duties" in asked.text
    assert "is not late" not in asked.text
    assert silent.status_code == 422
    assert "Choose why" in silent.text
    assert done.status_code == 303
    assert [event.fact for event in pages.sent.events] == [
        AlertClosed(alerts=(ALERT.id,), reason=ClosingReason.OVERTAKEN)
    ]


def test_a_caseworker_is_not_offered_to_close(amira: ActingPages) -> None:
    assert "/alerts/close" not in amira.get("/alerts").text
    assert amira.post("/alerts/close", alert=f"{MINE.victim}/{ALERT.id}").status_code == 403
    one = amira.post(f"{ACTS}/close", alert=str(ALERT.id), reason="overtaken")
    assert one.status_code == 403
