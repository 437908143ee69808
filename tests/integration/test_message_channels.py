"""The channels of the settings, and what none of them may ever write into a log."""

import asyncio
import base64
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from example_messages import MESSAGE
from http_stand_in import HttpStandIn, NotifyStandIn, http_stand_in
from notifier.channels.channel import SendResult, Sent, TemporaryFailure
from runtime.message_channels import message_channels
from runtime.settings import CHANNELS, Settings
from smtp_stand_in import SmtpStandIn, smtp_stand_in

SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four!").decode()
WHO = {"email": "mp1001@met.example", "notify": "mp1001@met.example", "webhook": "a", "teams": "a"}


@pytest.fixture
def servers() -> Iterator[tuple[SmtpStandIn, HttpStandIn, NotifyStandIn]]:
    notify = NotifyStandIn()
    with smtp_stand_in() as mail, http_stand_in() as http, http_stand_in(notify):
        yield mail, http, notify


@pytest.fixture
def environment(
    servers: tuple[SmtpStandIn, HttpStandIn, NotifyStandIn], monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The settings as an operator writes them."""
    mail, http, notify = servers
    server = {"host": "127.0.0.1", "port": mail.port, "tls": "none", "sender": "a@b.example"}
    service = {"api_key": notify.api_key, "email_template": notify.EMAIL, "url": notify.url}
    variables = {
        "JOURNEY_MAIL": json.dumps(server),
        "JOURNEY_NOTIFY": json.dumps(service),
        "JOURNEY_WEBHOOKS": json.dumps({"a": {"url": f"{http.url}/hook", "secret": SECRET}}),
        "JOURNEY_TEAMS": json.dumps({"a": f"{http.url}/workflow?sig=a-secret"}),
        "JOURNEY_SEND_SECONDS": "2",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


def sent_by_all(settings: Settings) -> dict[str, SendResult]:
    channels = message_channels(settings, lambda: datetime.now(UTC))

    async def send() -> list[SendResult]:
        return await asyncio.gather(
            *(each.send(WHO[name], MESSAGE) for name, each in channels.items())
        )

    return dict(zip(channels, asyncio.run(send()), strict=True))


@pytest.mark.usefixtures("environment")
def test_each_that_is_set_sends() -> None:
    assert sent_by_all(Settings()) == dict.fromkeys(WHO, Sent())


def test_what_is_not_set_is_no_channel() -> None:
    assert message_channels(Settings(), lambda: datetime.now(UTC)) == {}


def test_only_the_part_that_sends_gets_the_secrets(environment: dict[str, str]) -> None:
    settings = Settings()
    secrets = {"a-secret", SECRET, NotifyStandIn.SECRET}

    others, sending = settings.environment(), settings.environment(CHANNELS)

    assert not {f"JOURNEY_{name.upper()}" for name in CHANNELS} & others.keys()
    assert all(any(secret in value for value in sending.values()) for secret in secrets)
    assert not any(secret in f"{settings} {settings!r}" for secret in secrets)
    assert json.loads(sending["JOURNEY_TEAMS"]) == json.loads(environment["JOURNEY_TEAMS"])


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("fault", [None, 400, 403, 429, 500, "drop", "hang"])
def test_no_log_has_an_address_a_secret_or_a_message(
    servers: tuple[SmtpStandIn, HttpStandIn, NotifyStandIn],
    caplog: pytest.LogCaptureFixture,
    fault: str | int | None,
) -> None:
    mail, http, notify = servers
    http.fault = notify.fault = fault
    mail.fault = f"{fault} refused <mp1001@met.example>" if isinstance(fault, int) else fault
    caplog.set_level(logging.DEBUG)
    for name in ("httpx2", "notifications_python_client", "urllib3"):
        caplog.set_level(logging.DEBUG, name)

    results = sent_by_all(Settings())

    said = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in ours(caplog))
    written = f"{said}\n{results}"
    secrets = ("a-secret", SECRET, NotifyStandIn.SECRET, "127.0.0.1:", "/hook")
    for each in ("met.example", MESSAGE.subject, MESSAGE.id, MESSAGE.link, "432", *secrets):
        assert each not in written


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """All records but those of the servers, which are in this process in a test alone."""
    return [each for each in caplog.records if not each.name.startswith("mail.")]


class TestTheDemosMailbox:
    def test_takes_all_mail_whatever_else_is_set(self, environment: dict[str, str]) -> None:
        server = Settings(mailbox=True, mailbox_smtp_port=8125).mail_server

        assert server
        assert (server.host, server.port, server.tls) == ("127.0.0.1", 8125, "none")

    @pytest.mark.usefixtures("environment")
    def test_is_not_there_where_other_machines_reach_the_platform(self, tmp_path: Path) -> None:
        settings = Settings(data=tmp_path, mailbox=True, host="0.0.0.0")

        assert not settings.has_mailbox
        assert settings.mail_server == Settings().mail

    def test_that_is_away_is_a_failure_that_passes(self) -> None:
        settings = Settings(mailbox=True, mailbox_smtp_port=1)

        assert sent_by_all(settings) == {"email": TemporaryFailure("no-connection")}
