"""The notifier, as a process over a real Kafka, and a real SMTP server: each is told once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from events.identifiers import Pseudonym
from notifier.message_silences import Silence
from notifier.notification_record import RECORD, written
from notifier.notifier_counts import notifier_counts
from running_notifier import (
    Published,
    RunningNotifier,
    a_preference,
    an_alert,
    assigned,
    mail_settings,
    wait_until,
)
from runtime.silence_topic import end_silence, set_silence
from schemas.alert_row import AlertState
from smtp_stand_in import SmtpStandIn, smtp_stand_in

pytestmark = pytest.mark.platform

OTHER = Pseudonym("b" * 32)


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
    published.rows(assigned())

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
    published.rows(assigned())
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
    published.rows(assigned(), an_alert("old", raised=datetime.now(UTC) - timedelta(1)))

    notifier.start()
    published.rows(an_alert("new"))

    wait_until(lambda: server.received)
    wait_until(lambda: notifier.states() == {"sent": 1})


def test_a_silence_holds_back_and_its_end_lets_go(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn, kafka: str
) -> None:
    now = datetime.now(UTC)
    set_silence(kafka, Silence(None, now, now + timedelta(hours=1)))
    published.preference(a_preference())
    notifier.start()

    published.rows(assigned(), an_alert())
    wait_until(lambda: notifier.states() == {"pending": 1})
    assert notifier_counts(notifier.data / RECORD, written(now)).silences  # type: ignore[union-attr]
    end_silence(kafka, None)

    wait_until(lambda: notifier.states() == {"sent": 1})
    assert len(server.received) == 1


def test_a_record_that_cannot_be_read_is_passed_over(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    notifier.start()
    published.nonsense()
    published.preference(a_preference())

    published.rows(assigned(), an_alert())

    wait_until(lambda: server.received)
    assert "one record is left out" in (notifier.data / "notifier.log").read_text()


def test_a_second_one_in_the_same_data_directory_refuses_to_start(
    notifier: RunningNotifier, kafka: str
) -> None:
    notifier.start()
    second = RunningNotifier(notifier.data, kafka)

    second.start()

    assert second.wait_for_end() != 0
    assert "another notifier runs" in (notifier.data / "notifier.log").read_text()


def test_no_log_and_no_record_has_an_address(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    server.refuse = "550 5.1.1 no such user"
    notifier.start()
    published.preference(a_preference(address="jo.private@met-police.example"))

    published.rows(assigned(), an_alert())

    wait_until(lambda: notifier.states() == {"dead": 1})
    assert notifier.messages()[0]["error"] == "smtp-550"
    notifier.stop()
    for path in notifier.data.rglob("*"):
        if path.is_file():
            assert b"jo.private" not in path.read_bytes(), path.name


FAULTY = """
import notifier.message_contents as contents
from notifier.changes_reading import ChangesReader
words, taken = contents._due, ChangesReader._assignment
def due(row):
    if row["rule"] == "R6.4":
        raise AttributeError("of one message")
    return words(row)
def take(reader, row):
    if row["staff"] == "MP3003":
        raise RecursionError("of one record")
    return taken(reader, row)
contents._due, ChangesReader._assignment = due, take
"""


def test_faults_of_a_message_and_a_record_are_left_out_and_tried_again_at_the_next_start(
    notifier: RunningNotifier, published: Published, server: SmtpStandIn
) -> None:
    notifier.before = FAULTY
    notifier.start()
    published.preference(a_preference())
    published.preference(a_preference("MP3003"))
    published.rows(assigned("MP3003"), an_alert("of another"), victim=OTHER)
    published.rows(assigned(), an_alert("bad", rule="R6.4"), an_alert("good"))

    wait_until(lambda: len(server.received) == 2)
    wait_until(lambda: notifier.states() == {"sent": 1, "dead": 1})
    assert sorted(mail["Subject"] for mail in server.received) == [
        "1 thing due",
        "1 thing due for case 01CP/4321/26",
    ]
    left_out = notifier_counts(notifier.data / RECORD, written(datetime.now(UTC)))
    assert left_out is not None
    assert sorted(each.kind for each in left_out.left_out) == ["message", "record"]
    notifier.stop()
    notifier.before = ""
    notifier.start()

    wait_until(lambda: len(server.received) == 4)
    wait_until(lambda: notifier.states() == {"sent": 3})
    assert server.received[-1]["Subject"] == "1 thing due for case 01CP/4321/26"
    to = sorted(mail["To"] for mail in server.received[2:])
    assert to == ["mp1001@met-police.example", "mp3003@met-police.example"]
    assert "of one" not in (notifier.data / "notifier.log").read_text()
