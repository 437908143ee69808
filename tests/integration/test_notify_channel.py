"""GOV.UK Notify by its official client, with a stand-in that checks each token and each field."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from example_messages import MESSAGE, posts
from http_stand_in import NotifyStandIn, http_stand_in
from notifier.channels.channel import PermanentFailure, SendResult, Sent, TemporaryFailure
from notifier.channels.channel_settings import NotifySettings
from notifier.channels.notify_channel import NotifyChannel
from real_broker import free_ports

WHO, PHONE = "mp1001@met.example", "07700 900123"


@pytest.fixture
def notify() -> Iterator[NotifyStandIn]:
    stand_in = NotifyStandIn()
    with http_stand_in(stand_in):
        yield stand_in


def channel(notify: NotifyStandIn, limit: float = 10.0, **changed: Any) -> NotifyChannel:
    settings = {
        "api_key": notify.api_key,
        "email_template": NotifyStandIn.EMAIL,
        "text_template": NotifyStandIn.TEXT,
        "url": notify.url,
    }
    return NotifyChannel(NotifySettings.model_validate(settings | changed), posts(limit))


def send(notify: NotifyStandIn, to: str = WHO, **changed: Any) -> SendResult:
    return asyncio.run(channel(notify, **changed).send(to, MESSAGE))


def was_sent(notify: NotifyStandIn, to: str = WHO, **changed: Any) -> bool | None:
    return asyncio.run(channel(notify, **changed).was_sent(to, MESSAGE))


def test_an_email_goes_by_its_template(notify: NotifyStandIn) -> None:
    assert send(notify) == Sent()

    (got,) = notify.received
    assert got.json == {
        "email_address": WHO,
        "template_id": NotifyStandIn.EMAIL,
        "reference": MESSAGE.id,
        "personalisation": {
            "subject": MESSAGE.subject,
            "lines": list(MESSAGE.lines),
            "link": MESSAGE.link,
        },
    }


def test_a_text_message_goes_by_another(notify: NotifyStandIn) -> None:
    assert send(notify, PHONE) == Sent()
    assert was_sent(notify, "07700900123")
    assert was_sent(notify, "+44 7700 900123")
    assert not was_sent(notify, "+44 7700 900124")

    (got,) = notify.received
    assert (got.json["phone_number"], got.json["template_id"]) == (PHONE, NotifyStandIn.TEXT)


def test_without_its_template_nobody_gets_a_text_message(notify: NotifyStandIn) -> None:
    assert send(notify, PHONE, text_template=None) == PermanentFailure("no-template")
    assert notify.received == []


def test_the_same_message_goes_to_somebody_once(notify: NotifyStandIn) -> None:
    assert not was_sent(notify)
    assert [send(notify), send(notify), send(notify, WHO.upper())] == [Sent()] * 3
    assert was_sent(notify)
    assert not was_sent(notify, "mp1002@met.example")
    assert send(notify, "mp1002@met.example") == Sent()

    assert [each["email_address"] for each in notify.notifications] == [WHO, "mp1002@met.example"]


def test_a_notify_that_takes_it_and_drops_the_connection_gets_it_once(
    notify: NotifyStandIn,
) -> None:
    """The next try asks first, and finds it."""
    taken = notify._taken

    def taken_and_dropped(kind: str, form: dict[str, Any]) -> Any:
        taken(kind, form)
        raise ConnectionAbortedError  # the handler ends the connection without an answer

    notify._taken = taken_and_dropped  # type: ignore[method-assign]
    assert send(notify) == TemporaryFailure("no-connection")
    notify._taken = taken  # type: ignore[method-assign]

    assert send(notify) == Sent()
    assert len(notify.notifications) == 1


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (429, TemporaryFailure("http-429", 30)),
        (500, TemporaryFailure("http-500", 30)),
        (503, TemporaryFailure("http-503", 30)),
        (400, PermanentFailure("http-400")),
        (403, PermanentFailure("http-403")),
        (302, PermanentFailure("http-302")),
    ],
)
def test_what_each_answer_means(notify: NotifyStandIn, status: int, result: SendResult) -> None:
    notify.fault, notify.headers = status, {"Retry-After": "30", "Location": "/elsewhere"}

    assert send(notify) == result
    assert was_sent(notify) is None


def test_an_address_that_notify_refuses(notify: NotifyStandIn) -> None:
    assert send(notify, "invalid@nowhere") == PermanentFailure("http-400")


def test_the_key_of_another_service_is_refused(notify: NotifyStandIn) -> None:
    other = notify.api_key.replace(NotifyStandIn.SECRET, NotifyStandIn.SERVICE)

    assert send(notify, api_key=other) == PermanentFailure("http-403")


def test_a_token_of_yesterday_is_refused(
    notify: NotifyStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a clock that is wrong: Notify takes tokens of the last 30 seconds alone."""
    late = int(time.time()) - 60
    monkeypatch.setattr("notifications_python_client.authentication.epoch_seconds", lambda: late)

    assert send(notify) == PermanentFailure("http-403")


def test_a_notify_that_hangs_costs_the_time_limit(notify: NotifyStandIn) -> None:
    notify.fault = "hang"
    began = time.monotonic()

    assert send(notify, limit=1.0) == TemporaryFailure("timeout")
    assert was_sent(notify, limit=1.0) is None
    assert time.monotonic() - began < 6


def test_a_notify_that_is_away() -> None:
    away = NotifyStandIn(url=f"http://127.0.0.1:{free_ports()}")

    assert send(away) == TemporaryFailure("no-connection")
    assert was_sent(away) is None


@pytest.mark.parametrize("answer", [{}, [], {"notifications": [3]}, {"notifications": None}])
def test_an_answer_that_is_not_notifys(
    notify: NotifyStandIn, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    monkeypatch.setattr(NotifyStandIn, "_found", lambda *_: answer)

    assert send(notify) == TemporaryFailure("no-answer")
    assert notify.received == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "only-a-name"},
        {"email_template": "the one for alerts"},
        {"url": "http://api.notifications.service.gov.uk"},
    ],
)
def test_what_cannot_be_set(wrong: dict[str, str]) -> None:
    right = {"api_key": NotifyStandIn().api_key, "email_template": NotifyStandIn.EMAIL}
    NotifySettings.model_validate(right)

    with pytest.raises(ValidationError):
        NotifySettings.model_validate(right | wrong)
