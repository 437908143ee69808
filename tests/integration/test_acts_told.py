"""What the pages say of an act: that somebody was quicker, that it was refused, that it waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

import example_journeys
from acting_people import ACTS, ALERT, CASEWORKER, FORM, MINE, OTHERS, SUPERVISOR
from acts_sent import ActingPages, ActsSent, acting_pages
from agencies.gateway_publisher import TryAgain
from caseworkers.act_events import ActOn, Actor, act_event
from events.alert_acts import AlertAcknowledged
from events.identifiers import Agency
from projections.store import Store
from schemas.alert_row import AlertState
from schemas.refusal import Refused
from web.acts.act_publishing import ActPublishing, record_acts

pytestmark = [pytest.mark.platform, pytest.mark.usefixtures("nothing_sent")]


def test_what_somebody_took_up_already_is_left_alone(store: Store) -> None:
    """The page was drawn before that: now it says who was quicker."""
    name = f"{MINE.victim}/{ALERT.id}"
    row = store.query("SELECT * FROM alerts FINAL WHERE id = {id:UUID}", {"id": name[-36:]})[0]
    taken = {
        "state": AlertState.ACKNOWLEDGED,
        "acted": "2025-09-01 09:02:00",
        "acted_by": "MP1002",
        "until": "2025-09-02 08:00:00",
        "revision": row["revision"] + 1,
    }
    store.insert("alerts", [row | taken])
    try:
        with acting_pages(store, CASEWORKER, [MINE.victim]) as pages:
            answer = pages.post("/alerts/acknowledge", only=name)
            banner = pages.get(answer.headers["location"]).text
            taken_up = pages.get("/alerts?state=taken").text
    finally:
        store.insert("alerts", [row | {"revision": row["revision"] + 2}])

    words = "Acknowledged by MP1002, today at 10:02am, until tomorrow at 9:00am"
    assert pages.sent.events == []
    assert f"Somebody was quicker, and yours was not recorded. {words}." in banner
    assert words in taken_up


@pytest.mark.parametrize("address", ["/alerts/acknowledge", f"{ACTS}/snooze"])
def test_an_act_upon_what_is_over_is_not_recorded_and_the_page_says_so(
    store: Store, address: str
) -> None:
    """The form was drawn before somebody told the victim: an act would count no more."""
    over = example_journeys.late_alert(MINE, "R6.6")
    assert over.state is AlertState.RESOLVED
    named = {"only": f"{MINE.victim}/{over.id}", "alert": str(over.id), "until": "any-news"}
    with acting_pages(store, CASEWORKER, [MINE.victim]) as pages:
        answer = pages.post(address, **named)
        banner = pages.get(answer.headers["location"]).text

    assert pages.sent.events == []
    assert "That alert was over by then, and yours was not recorded" in banner


@pytest.mark.parametrize("address", ["/alerts/acknowledge", "/alerts/close"])
def test_a_staff_id_that_no_event_can_have_is_refused_in_words(store: Store, address: str) -> None:
    """A provider may say a name for the staff id: no event has that."""
    named = replace(SUPERVISOR, staff="amira.khan")
    with acting_pages(store, named, [MINE.victim]) as pages:
        alert = f"{MINE.victim}/{ALERT.id}"
        answer = pages.post(address, FORM, alert=alert, asked="yes", reason="overtaken")

    assert (answer.status_code, pages.sent.events) == (422, [])
    assert "Refused: " in answer.text


def test_a_banner_shows_nothing_that_somebody_else_did(amira: ActingPages) -> None:
    """An address can be forged: what is not the viewer's own act is not in it."""
    forged = f"/alerts?acted={OTHERS.victim}/{OTHERS.facts[0].event}/0/1"
    page = amira.get(forged).text

    assert "The platform has not taken it in yet" in page or "taken it in" in page
    assert "was reported" not in page.partition("<h1")[0]
    assert amira.get("/alerts?acted=nonsense&stood=nonsense").status_code == 200


def test_what_was_refused_says_why(store: Store, amira: ActingPages) -> None:
    """Intake may refuse what the page let through: the banner has it from the tables."""
    answer = amira.post("/alerts/acknowledge", only=f"{MINE.victim}/{ALERT.id}")
    refused = {
        "agency": "met-police",
        "partition": 0,
        "offset": 4711,
        "reason": "invalid",
        "problems": ["data.alerts: too_long"],
        "source_partition": 0,
        "source_offset": 0,
        "bytes": 500,
        "received": "2025-09-01 11:00:00",
    }
    store.insert("refusals", [refused])
    page = amira.get(answer.headers["location"]).text

    assert "Refused. A field is missing or wrong: data.alerts" in page
    assert "govuk-notification-banner--success" not in page


def test_the_check_of_the_gateway_is_before_kafka(store: Store) -> None:
    by = Actor(Agency.MET_POLICE, "MP1001")
    fact = AlertAcknowledged(alerts=(ALERT.id,))
    tomorrow = example_journeys.NOW + timedelta(days=1)
    act = act_event(fact, ActOn(MINE.victim, ALERT.case_id), by, FORM, tomorrow)
    sent = ActsSent()

    with pytest.raises(Refused, match="in_the_future"):
        record_acts(store, ActPublishing(sent, 0), by, [act], example_journeys.NOW)
    assert sent.events == []


def test_a_page_without_kafka_publishes_nothing() -> None:
    with pytest.raises(TryAgain):
        ActPublishing().publish(Agency.MET_POLICE, [])
