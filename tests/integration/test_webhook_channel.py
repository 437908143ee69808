"""Signed webhooks and Teams workflows: what is posted, and what each answer means."""

import asyncio
import base64
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from example_messages import MESSAGE, posts
from http_stand_in import HttpStandIn, http_stand_in
from notifier.channels.channel import (
    MessageChannel,
    PermanentFailure,
    SendResult,
    Sent,
    TemporaryFailure,
)
from notifier.channels.channel_settings import WebhookEndpoint
from notifier.channels.http_posts import HttpPosts
from notifier.channels.teams_channel import TeamsChannel, card_post
from notifier.channels.webhook_channel import WebhookChannel
from notifier.message import Message
from real_broker import free_ports
from self_signed import tls_of

SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four!").decode()


def webhook(url: str, http: HttpPosts | None = None) -> WebhookChannel:
    endpoint = WebhookEndpoint(url=f"{url}/hook", secret=SECRET)
    return WebhookChannel({"hackney": endpoint}, http or posts())


def teams(url: str, http: HttpPosts | None = None) -> TeamsChannel:
    return TeamsChannel({"hackney": f"{url}/workflow?sig=secret"}, http or posts())


def send(channel: MessageChannel, address: str = "hackney") -> SendResult:
    return asyncio.run(channel.send(address, MESSAGE))


def test_a_receiver_verifies_what_is_posted() -> None:
    with http_stand_in() as receiver:
        assert send(webhook(receiver.url)) == Sent()

    (got,) = receiver.received
    verified = Webhook(SECRET).verify(got.body, dict(got.headers))
    assert got.path == "/hook"
    assert got.headers["webhook-id"] == MESSAGE.id
    assert verified == {
        "type": "journey.message",
        "timestamp": "2026-03-02T08:30:00+00:00",
        "data": {
            "id": MESSAGE.id,
            "subject": MESSAGE.subject,
            "lines": list(MESSAGE.lines),
            "link": MESSAGE.link,
        },
    }


def test_another_secret_or_another_body_is_found_out() -> None:
    with http_stand_in() as receiver:
        send(webhook(receiver.url))

    (got,) = receiver.received
    other = "whsec_" + base64.b64encode(b"another secret of theirs").decode()
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(got.body, dict(got.headers))
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(got.body.replace(b"due", b"not"), dict(got.headers))


def test_a_repeat_has_the_same_id() -> None:
    with http_stand_in() as receiver:
        send(webhook(receiver.url))
        send(webhook(receiver.url))

    assert [got.headers["webhook-id"] for got in receiver.received] == [MESSAGE.id] * 2


def test_a_workflow_of_teams_gets_an_adaptive_card() -> None:
    with http_stand_in() as workflow:
        assert send(teams(workflow.url)) == Sent()

    (got,) = workflow.received
    (attachment,) = got.json["attachments"]
    card = attachment["content"]
    assert got.path == "/workflow?sig=secret"
    assert got.json["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    texts = [block["inlines"][0]["text"] for block in card["body"]]
    assert texts == [MESSAGE.subject, *MESSAGE.lines]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}  # no markdown in it
    assert [action["url"] for action in card["actions"]] == [MESSAGE.link]


def test_a_card_is_never_too_large_for_teams() -> None:
    lines = tuple(f"01/{number}/26: tell the victim of the charge" for number in range(900))
    long = Message("digest-1", "900 duties are due", lines, MESSAGE.link, MESSAGE.occurred)

    body = card_post(long)

    shown = body.count(b": tell the victim")
    assert len(body) <= 25_000
    assert 0 < shown < 900
    assert f"and {900 - shown} more".encode() in body


@pytest.mark.parametrize("make", [webhook, teams])
@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, Sent()),
        (202, Sent()),
        (204, Sent()),
        (400, PermanentFailure("http-400")),
        (404, PermanentFailure("http-404")),
        (410, PermanentFailure("http-410")),
        (408, TemporaryFailure("http-408")),
        (429, TemporaryFailure("http-429")),
        (500, TemporaryFailure("http-500")),
        (502, TemporaryFailure("http-502", may_have_arrived=True)),
        (503, TemporaryFailure("http-503")),
        (504, TemporaryFailure("http-504", may_have_arrived=True)),
    ],
)
def test_what_each_answer_means(make: type, status: int, result: SendResult) -> None:
    with http_stand_in(HttpStandIn(fault=status)) as receiver:
        assert send(make(receiver.url)) == result


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with http_stand_in() as elsewhere, http_stand_in(HttpStandIn(fault=status)) as receiver:
        receiver.headers["Location"] = elsewhere.url

        assert send(webhook(receiver.url)) == PermanentFailure(f"http-{status}")

    assert elsewhere.received == []


NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Mon, 02 Mar 2026 09:05:00 GMT", 300),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0),
        ("99999999999999999999", 24 * 3600),
        ("soon", None),
        ("-5", None),
        ("1e3", None),
        ("²", None),
        ("Mon, 02 Mar 2026 09:05:00 -0000", None),
        ("Mon, 99 Mar 2026 09:05:00 GMT", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_how_long_to_wait(status: int, header: str, seconds: float | None) -> None:
    result = HttpPosts(10, lambda: NOW).result(status, header)

    assert result == TemporaryFailure(f"http-{status}", seconds)


def test_the_header_is_read_from_the_answer() -> None:
    with http_stand_in(HttpStandIn(fault=429, headers={"Retry-After": "7"})) as receiver:
        assert send(webhook(receiver.url)) == TemporaryFailure("http-429", 7)


@pytest.mark.parametrize("make", [webhook, teams])
def test_an_answer_that_never_comes(make: type) -> None:
    began = time.monotonic()
    with http_stand_in(HttpStandIn(fault="hang")) as receiver:
        result = send(make(receiver.url, posts(0.5)))

    assert result == TemporaryFailure("timeout", may_have_arrived=True)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("make", [webhook, teams])
def test_a_receiver_that_breaks_off_may_have_it(make: type) -> None:
    with http_stand_in(HttpStandIn(fault="drop")) as receiver:
        assert send(make(receiver.url)) == TemporaryFailure("no-answer", may_have_arrived=True)

    assert len(receiver.received) == 1


@pytest.mark.parametrize("make", [webhook, teams])
def test_nothing_is_there(make: type) -> None:
    assert send(make(f"http://127.0.0.1:{free_ports()}")) == TemporaryFailure("no-connection")


def test_only_a_receiver_that_somebody_vouches_for_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = tls_of(tmp_path)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with http_stand_in(tls=context) as receiver:
        unknown = send(webhook(receiver.url))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        known = send(webhook(receiver.url))

    assert (unknown, known) == (TemporaryFailure("bad-certificate"), Sent())
    assert len(receiver.received) == 1


def test_an_address_is_the_name_of_an_endpoint_that_an_operator_set() -> None:
    """No user can have something posted to an address of their choice."""
    with http_stand_in() as receiver:
        for name in ("elsewhere", f"{receiver.url}/hook", ""):
            assert send(webhook(receiver.url), name) == PermanentFailure("unknown-endpoint")
            assert send(teams(receiver.url), name) == PermanentFailure("unknown-workflow")

    assert receiver.received == []


def test_nobody_can_say_whether_it_was_sent() -> None:
    for channel in (webhook("http://127.0.0.1:1"), teams("http://127.0.0.1:1")):
        assert asyncio.run(channel.was_sent("hackney", MESSAGE)) is None


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://receiver.example/hook", SECRET),
        ("ftp://127.0.0.1/hook", SECRET),
        ("https:///hook", SECRET),
        ("https://a b.example/hook", SECRET),
        ("https://[::1/hook", SECRET),
        ("https://receiver.example:port/hook", SECRET),
        ("https://receiver.example/hook", "whsec_c2hvcnQ="),
        ("https://receiver.example/hook", "no secret of a webhook that is long enough"),
        ("https://receiver.example/hook", SECRET + "A"),
    ],
)
def test_an_endpoint_that_cannot_be_set(url: str, secret: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        WebhookEndpoint(url=url, secret=secret)

    assert secret not in str(wrong.value)
    assert url not in str(wrong.value)


def test_a_signature_is_of_the_moment_of_the_try() -> None:
    http = HttpPosts(10, lambda: NOW - timedelta(hours=5))
    with http_stand_in() as receiver:
        send(webhook(receiver.url, http))

    assert receiver.received[0].headers["webhook-timestamp"] == str(int(NOW.timestamp()) - 18_000)
