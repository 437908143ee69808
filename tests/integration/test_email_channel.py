"""E-mail to a real SMTP server on loopback: taken, refused, broken off, encrypted, signed in."""

import asyncio
import socket
import ssl
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from example_messages import MESSAGE, NOW
from notifier.channels.channel import PermanentFailure, SendResult, Sent, TemporaryFailure
from notifier.channels.channel_settings import MailSettings
from notifier.channels.email_channel import EmailChannel
from real_broker import free_ports
from self_signed import tls_of
from smtp_stand_in import smtp_stand_in

WHO = "mp1001@met.example"
SENDER = "alerts@journey.example"


def channel(port: int, limit: float = 10.0, **settings: Any) -> EmailChannel:
    chosen = {"host": "127.0.0.1", "port": port, "tls": "none", "sender": SENDER} | settings
    return EmailChannel(MailSettings.model_validate(chosen), limit, lambda: NOW)


def send(port: int, to: str = WHO, limit: float = 10.0, **settings: Any) -> SendResult:
    return asyncio.run(channel(port, limit, **settings).send(to, MESSAGE))


def text_of(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part
    return str(part.get_content())


def test_a_message_arrives_as_it_is() -> None:
    with smtp_stand_in() as server:
        assert send(server.port) == Sent()

    (mail,) = server.received
    assert server.senders == [SENDER]
    assert (mail["From"], mail["To"], mail["Subject"]) == (SENDER, WHO, MESSAGE.subject)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    plain, html = text_of(mail, "plain"), text_of(mail, "html")
    assert all(line in plain for line in (*MESSAGE.lines, MESSAGE.link))
    assert "01/4322/26 &lt;b&gt; &amp; more" in html
    assert 'href="https://journey.example/worklist?only=mine&amp;page=1"' in html
    assert not {"<img", "<script", "<style", "src="} & set(html.split())
    assert html.count("href") == 1


def test_a_repeat_is_known_by_its_message_id() -> None:
    with smtp_stand_in() as server:
        results = [send(server.port), send(server.port)]

    assert results == [Sent(), Sent()]
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"] == "<alert%3A9f1c-2@journey.example>"


def test_nobody_can_say_whether_it_was_sent() -> None:
    assert asyncio.run(channel(1).was_sent(WHO, MESSAGE)) is None


@pytest.mark.parametrize(
    ("reply", "result"),
    [
        ("450 4.2.1 mailbox busy", TemporaryFailure("smtp-450")),
        ("421 4.3.2 closing", TemporaryFailure("smtp-421")),
        ("550 5.1.1 no such user", PermanentFailure("smtp-550")),
        ("530 5.7.0 sign in first", TemporaryFailure("smtp-530")),
    ],
)
def test_a_server_refuses_an_address(reply: str, result: SendResult) -> None:
    with smtp_stand_in() as server:
        server.refuse = reply

        assert send(server.port) == result

    assert server.received == []


@pytest.mark.parametrize(
    ("reply", "result"),
    [
        ("451 4.3.0 try later", TemporaryFailure("smtp-451")),
        ("554 5.7.1 not wanted", PermanentFailure("smtp-554")),
    ],
)
def test_a_server_refuses_a_message(reply: str, result: SendResult) -> None:
    with smtp_stand_in() as server:
        server.fault = reply

        assert send(server.port) == result


def test_a_server_that_hangs_costs_the_time_limit() -> None:
    with smtp_stand_in() as server:
        server.fault = "hang"
        began = time.monotonic()

        result = send(server.port, limit=0.5)

    assert result == TemporaryFailure("no-answer", may_have_arrived=True)
    assert time.monotonic() - began < 3


def test_a_server_that_takes_the_mail_and_drops_the_connection_may_have_it() -> None:
    with smtp_stand_in() as server:
        server.fault = "drop"

        assert send(server.port) == TemporaryFailure("no-answer", may_have_arrived=True)

    assert len(server.received) == 1


def test_a_server_that_is_away_has_nothing() -> None:
    assert send(free_ports()) == TemporaryFailure("no-connection")


def test_a_server_that_never_greets_has_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = send(silent.getsockname()[1], limit=0.5)

    assert result == TemporaryFailure("timeout")


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate for `localhost` that this process trusts."""
    context, certificate = tls_of(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return context


def test_the_connection_becomes_encrypted_first(encrypted: ssl.SSLContext) -> None:
    with smtp_stand_in(starttls=encrypted) as server:
        assert send(server.port, tls="none") == TemporaryFailure("smtp-530")
        assert send(server.port, tls="starttls", host="localhost") == Sent()

    assert len(server.received) == 1


def test_without_encryption_nothing_is_sent() -> None:
    """Given a server that offers none, or somebody between who hides it."""
    with smtp_stand_in() as server:
        assert send(server.port, tls="starttls") == TemporaryFailure("no-encryption")

    assert server.received == []


def test_a_certificate_that_nobody_vouches_for_is_not_taken(
    encrypted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with smtp_stand_in(starttls=encrypted) as server:
        result = send(server.port, tls="starttls", host="localhost")

    assert result == TemporaryFailure("bad-certificate")
    assert server.received == []


def test_a_certificate_is_of_the_servers_name(encrypted: ssl.SSLContext) -> None:
    with smtp_stand_in(starttls=encrypted) as server:
        result = send(server.port, tls="starttls", host="127.0.0.1")

    assert result == TemporaryFailure("bad-certificate")


def test_a_user_signs_in(encrypted: ssl.SSLContext) -> None:
    door: Any = {"tls": "starttls", "host": "localhost", "user": "journey"}
    with smtp_stand_in(starttls=encrypted, authenticated=True) as server:
        assert send(server.port, **door, password="right") == Sent()
        assert send(server.port, **door, password="wrong") == TemporaryFailure("smtp-535")

    assert set(server.users) == {"journey"}
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b\nBcc: c@d",
        "a b@c.example",
        "<a@b>",
        "a@b>",
        "a@b,c@d",
        "é@b.example",
        "a,b@c.example",
        '"a"@b',
    ],
)
def test_what_is_no_address_goes_nowhere(address: str) -> None:
    assert send(1, to=address) == PermanentFailure("not-an-address")
