"""The demo's mailbox as a process of its own: e-mail goes in over SMTP and is seen on the page."""

import asyncio
import re
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil
import pytest

from example_messages import MESSAGE
from notifier.channels.channel import Sent
from real_broker import free_ports
from runtime.message_channels import message_channels
from runtime.readiness import serves
from runtime.settings import Settings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WHO, OTHER = "mp1001@met.example", "wc2001@witness-care.example"


def settings_in(folder: Path) -> Settings:
    port = free_ports()
    return Settings(
        data=folder / "data",
        host="localhost",
        mailbox=True,
        mailbox_port=port,
        mailbox_smtp_port=port + 1,
    )


@contextmanager
def mailbox(settings: Settings) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "cli", "run", "mailbox"]
    process = subprocess.Popen(command, cwd=ROOT, env=settings.environment())
    try:
        answers = serves(settings.mailbox_url, "/static/icon.svg")()
        end = time.monotonic() + 60
        while not answers():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        assert process.wait(30) == 0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, psutil.Process]]:
    """A mailbox for all tests that do not end it; each writes to somebody else."""
    settings = settings_in(tmp_path_factory.mktemp("mailbox"))
    with mailbox(settings) as process:
        yield settings, process


@pytest.fixture
def settings(running: tuple[Settings, psutil.Process]) -> Settings:
    return running[0]


def send(settings: Settings, to: str = WHO, number: int = 1) -> None:
    message = replace(MESSAGE, id=f"alert-{number}", subject=f"Message {number}")
    channel = message_channels(settings, lambda: datetime.now(UTC))["email"]
    assert asyncio.run(channel.send(to, message)) == Sent()


def page(settings: Settings, **query: str | int) -> str:
    answer = httpx.get(settings.mailbox_url, params=query)
    assert answer.status_code == 200
    assert "script" not in answer.headers["content-security-policy"]
    return answer.text


def subjects(text: str) -> list[str]:
    return re.findall(r"Message \d+", text)


def test_a_message_arrives_on_the_page_and_stays_after_a_restart(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with mailbox(settings):
        assert "Nothing has arrived yet" in page(settings)
        send(settings)
        before = page(settings)
    with mailbox(settings):
        after = page(settings)

    assert before == after
    assert "1 e-mail." in after
    assert "Message 1" in after
    assert "01/4322/26 &lt;b&gt; &amp; more" in after
    assert 'href="https://journey.example/worklist?only=mine&amp;page=1"' in after


def test_the_newest_come_first_page_by_page(settings: Settings) -> None:
    to = "mp1002@met.example"
    for number in range(1, 24):
        send(settings, to, number)
    first, second = page(settings, to=to), page(settings, to=to, page=2)

    assert "23 e-mails, the newest first" in first
    assert subjects(first) == [f"Message {number}" for number in range(23, 3, -1)]
    assert subjects(second) == ["Message 3", "Message 2", "Message 1"]
    assert 'href="/?page=2&amp;to=mp1002%40met.example"' in first
    assert 'href="/?page=1&amp;to=mp1002%40met.example"' in second


def test_a_person_finds_their_own_and_sees_a_repeat(settings: Settings) -> None:
    send(settings)
    send(settings)
    send(settings, OTHER, number=2)
    own, everybody = page(settings, to=WHO), page(settings)

    assert "E-mail to mp1001@met.example" in own
    assert "Message 2" not in own
    assert own.count("This e-mail had arrived before") == 1
    assert "Message 2" in everybody


def test_both_doors_are_on_this_machine_alone(running: tuple[Settings, psutil.Process]) -> None:
    settings, process = running
    listening = [each.laddr for each in process.net_connections() if each.status == "LISTEN"]
    foreign = httpx.get(settings.mailbox_url, headers={"Host": "evil.example"})

    assert {each.ip for each in listening} == {"127.0.0.1"}
    assert {each.port for each in listening} == {
        settings.mailbox_port,
        settings.mailbox_smtp_port,
    }
    assert foreign.status_code == 400


def test_what_is_too_large_is_refused(settings: Settings) -> None:
    to = "mp1003@met.example"
    with smtplib.SMTP("127.0.0.1", settings.mailbox_smtp_port) as client:
        with pytest.raises(smtplib.SMTPResponseException) as refused:
            client.sendmail("a@b.example", to, b"x" * 76 + b"\r\n" * 200_000)
        assert refused.value.smtp_code == 552
    assert "Nothing has arrived yet" in page(settings, to=to)
