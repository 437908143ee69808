"""The notifier killed at each step of a send: nothing is lost, and a repeat is known as one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from http_stand_in import HttpStandIn, NotifyStandIn, http_stand_in
from notifier.message_writing import REPEATED
from running_notifier import (
    Published,
    RunningNotifier,
    a_preference,
    an_alert,
    assigned,
    killed_at,
    mail_settings,
    notify_settings,
    soon_again,
    wait_until,
    webhook_settings,
)
from smtp_stand_in import SmtpStandIn, smtp_stand_in

pytestmark = pytest.mark.platform

BEFORE_CLAIM = killed_at("notifier.new_messages NewMessages _claimed")
CLAIMED = killed_at("notifier.sending Sending _send")
TAKEN = killed_at("notifier.sending Sending _note")
NOTED = killed_at("notifier.sending Sending _note", done=True)

STEPS = {"before the claim": (BEFORE_CLAIM, 1), "claimed": (CLAIMED, 1)} | {
    "taken by the server, and not noted": (TAKEN, 2),
    "noted": (NOTED, 1),
}
"""Where it is killed, and how often the message arrives."""


@pytest.fixture
def server() -> Iterator[SmtpStandIn]:
    with smtp_stand_in() as server:
        yield server


@pytest.fixture
def desk() -> Iterator[HttpStandIn]:
    with http_stand_in() as desk:
        yield desk


@pytest.fixture
def published(kafka: str) -> Published:
    return Published(kafka)


@pytest.fixture
def run(kafka: str, tmp_path: Path) -> Iterator[RunningNotifier]:
    running = RunningNotifier(tmp_path / "notifier", kafka)
    yield running
    running.stop()


def killed_once(run: RunningNotifier, published: Published, step: str) -> None:
    """An alert comes, and the notifier is killed at that step, and started again."""
    run.before = step
    run.start()
    published.rows(assigned(), an_alert())
    assert run.wait_for_end() < 0
    run.before = ""
    run.start()


@pytest.mark.parametrize("step", STEPS)
def test_an_email_is_not_lost_and_a_repeat_has_the_same_id(
    step: str, run: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    code, arrives = STEPS[step]
    run.more = mail_settings(server.port)
    published.preference(a_preference())

    killed_once(run, published, code)

    wait_until(lambda: run.states() == {"sent": 1})
    assert len(server.received) == arrives
    assert len({mail["Message-ID"] for mail in server.received}) == 1
    if arrives > 1:
        last = server.received[-1].get_body(("plain",))
        assert last
        assert REPEATED in last.get_content()


@pytest.mark.parametrize("step", STEPS)
def test_a_webhook_is_not_lost_and_a_repeat_has_the_same_id(
    step: str, run: RunningNotifier, published: Published, desk: HttpStandIn
) -> None:
    code, arrives = STEPS[step]
    run.more = webhook_settings(desk.url)
    run.policy = run.policy.replace("caseworker", "operators")
    run.more = {**run.more, **mail_settings(1)}
    published.preference(a_preference("MP1", address=None, chosen=True))

    killed_once(run, published, code)

    wait_until(lambda: run.states().get("sent") == 1)
    assert len(desk.received) == arrives
    assert len({post.headers["webhook-id"] for post in desk.received}) == 1


def test_notify_is_asked_and_gets_nothing_twice(run: RunningNotifier, published: Published) -> None:
    with http_stand_in(NotifyStandIn()) as notify:
        assert isinstance(notify, NotifyStandIn)
        run.more = notify_settings(notify)
        published.preference(a_preference(channel="notify"))

        killed_once(run, published, TAKEN)

        wait_until(lambda: run.states() == {"sent": 1})
        assert len(notify.notifications) == 1


def test_what_is_refused_for_now_is_tried_again_and_arrives_once(
    run: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    run.more, run.before = mail_settings(server.port), soon_again()
    server.fault = "450 4.2.1 busy"
    published.preference(a_preference())
    run.start()
    published.rows(assigned(), an_alert())
    wait_until(lambda: run.messages()[0]["error"] == "smtp-450" if run.messages() else False)

    server.fault = None

    wait_until(lambda: run.states() == {"sent": 1})
    assert len(server.received) == 1
    assert not run.messages()[0]["repeated"]


def test_what_is_over_before_it_is_taken_is_not_sent(
    run: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    from schemas.alert_row import AlertState

    run.more, run.before = mail_settings(server.port), soon_again()
    server.fault = "450 4.2.1 busy"
    published.preference(a_preference())
    run.start()
    alert = an_alert()
    published.rows(assigned(), alert)
    wait_until(run.messages)

    published.rows(an_alert(raised=alert.raised, state=AlertState.RETRACTED))
    wait_until(lambda: run.states() == {"withdrawn": 1})
    server.fault = None

    assert not server.received


@pytest.mark.parametrize(
    ("fault", "error", "ends"),
    [(500, "http-500", "pending"), (410, "http-410", "dead"), ("hang", "timeout", "pending")],
)
def test_a_webhook_that_answers_badly_holds_up_nobody_else(
    fault: str | int,
    error: str,
    ends: str,
    run: RunningNotifier,
    published: Published,
    server: SmtpStandIn,
    desk: HttpStandIn,
) -> None:
    run.more, run.before = mail_settings(server.port) | webhook_settings(desk.url), soon_again()
    desk.fault = fault
    published.preference(a_preference())
    run.start()

    published.rows(assigned(), an_alert())

    wait_until(lambda: server.received)
    wait_until(lambda: {"webhook", error, ends} <= {v for m in run.messages() for v in m})


def test_a_webhook_that_is_back_gets_what_waits(
    run: RunningNotifier, published: Published, desk: HttpStandIn
) -> None:
    run.more, run.before = webhook_settings(desk.url), soon_again()
    desk.fault = 500
    run.start()
    published.rows(assigned(), an_alert())
    wait_until(lambda: any("http-500" in message for message in run.messages()))

    desk.fault = None

    wait_until(lambda: run.states() == {"sent": 1, "dead": 1})
    assert len(desk.received) == 1
    assert {m["error"] for m in run.messages() if m["state"] == "dead"} == {"no-address"}
