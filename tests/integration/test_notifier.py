"""The notifier, as a process over a real Kafka, and a real SMTP server: each is told once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from running_notifier import (
    Published,
    RunningNotifier,
    a_preference,
    an_alert,
    assigned,
    mail_settings,
    reported,
    wait_until,
)
from schemas.alert_row import AlertState
from smtp_stand_in import SmtpStandIn, smtp_stand_in

pytestmark = pytest.mark.platform


@pytest.fixture
def server() -> Iterator[SmtpStandIn]:
    with smtp_stand_in() as server:
        yield server


@pytest.fixture
def notifier(kafka: str, server: SmtpStandIn, tmp_path: Path) -> Iterator[RunningNotifier]:
    running = RunningNotifier(tmp_path / "notifier", kafka, mail_settings(server.port))
    yield running
    running.stop()


@pytest.fixture
def published(kafka: str) -> Published:
    return Published(kafka)


def test_an_alert_arrives_by_email_once_killed_or_not(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    notifier.start()
    published.preference(a_preference())
    published.rows(assigned(), reported())

    published.rows(an_alert())

    wait_until(lambda: server.received)
    (mail,) = server.received
    assert mail["To"] == "mp1001@met-police.example"
    assert mail["Subject"] == "1 thing due for case 01CP/4321/26"
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Tell the victim of the arrest of the suspect: was due on 3 March" in body
    assert "https://journey.example/alerts?reference=01CP%2F4321%2F26" in body

    notifier.kill()
    published.rows(an_alert(), revision=1)  # the same once more, as after a crash of the worker
    notifier.start()
    published.rows(an_alert("second"))
    wait_until(lambda: len(server.received) == 2)

    wait_until(lambda: notifier.states() == {"sent": 2})


def test_what_was_raised_while_it_was_down_is_told_and_what_is_over_is_not(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    notifier.start()
    published.preference(a_preference())
    published.rows(assigned(), reported())
    wait_until(lambda: not notifier.states())
    notifier.kill()

    over = an_alert("over")
    published.rows(over)
    published.rows(an_alert("stands"))
    published.rows(an_alert("over", raised=over.raised, state=AlertState.RESOLVED))
    notifier.start()

    wait_until(lambda: server.received)
    wait_until(lambda: notifier.states() == {"sent": 1})


def test_a_fresh_record_tells_nobody_of_what_is_old(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    published.preference(a_preference())
    published.rows(assigned(), reported(), an_alert("old", raised=datetime.now(UTC) - timedelta(1)))

    notifier.start()
    published.rows(an_alert("new"))

    wait_until(lambda: server.received)
    wait_until(lambda: notifier.states() == {"sent": 1})
