"""From releases to the task group's mailbox: chDB, a real broker, the notifier's process."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from made_releases import stall, store_release
from projections.store import Store
from running_notifier import Published, RunningNotifier, a_member, mail_settings, wait_until
from runtime.operator_notice_topic import write_changed_notices
from schemas.topics import OPERATOR_ALERTS
from smtp_stand_in import SmtpStandIn, smtp_stand_in
from task_group.release_figures import Sheet, Stall
from task_group.standing_stalls import RememberedStalls, standing_stalls
from workers import TopicReading

pytestmark = pytest.mark.platform

BEGAN = date(2026, 10, 5)


@pytest.fixture
def server() -> Iterator[SmtpStandIn]:
    with smtp_stand_in() as server:
        yield server


@pytest.fixture
def notifier(kafka: str, server: SmtpStandIn, tmp_path: Path) -> Iterator[RunningNotifier]:
    running = RunningNotifier(tmp_path / "notifier", kafka, mail_settings(server.port)).start()
    yield running
    running.stop()


def released(store: Store, kafka: str, number: int, *found: Stall) -> None:
    """A release is made now that finds these stalls, and the sink's process looks."""
    now = datetime.now(UTC)
    store_release(store, number, {Sheet.STALLS: found}, made=now)
    write_changed_notices(store, kafka, RememberedStalls(store), now)


def body_of(mail: EmailMessage) -> str:
    text = mail.get_body(("plain",))
    assert text
    return str(text.get_content())


def test_a_stall_is_mailed_with_place_stage_week_and_link(
    kafka: str, empty_store: Store, notifier: RunningNotifier, server: SmtpStandIn
) -> None:
    Published(kafka).preference(a_member())

    released(empty_store, kafka, 1, stall(BEGAN))
    wait_until(lambda: notifier.states() == {"sent": 1})

    (mail,) = server.received
    assert mail["To"] == "one@task-group.example"
    assert mail["Subject"] == "1 place began to stall"
    body = body_of(mail)
    assert "Victims at Wood Green Crown Court from charge to first hearing: stalled" in body
    assert "since the week of 5 October 2026" in body
    assert "https://journey.example/hotspots?by=court&stage=charged&place=wood-green" in body
    assert "2.7" not in body


def test_it_is_mailed_once_whichever_release_finds_it_and_whoever_is_killed(
    kafka: str, empty_store: Store, notifier: RunningNotifier, server: SmtpStandIn
) -> None:
    Published(kafka).preference(a_member())
    released(empty_store, kafka, 1, stall(BEGAN))
    wait_until(lambda: notifier.states() == {"sent": 1})

    notifier.kill()
    write_changed_notices(empty_store, kafka, RememberedStalls(empty_store), datetime.now(UTC))
    assert len(TopicReading(kafka, OPERATOR_ALERTS).all()) == 1
    again = stall(BEGAN + timedelta(weeks=1))
    released(empty_store, kafka, 2, again)
    notifier.start()
    released(empty_store, kafka, 3, again, stall(BEGAN, place="harrow"))

    wait_until(lambda: notifier.states() == {"sent": 2})
    _, second = server.received
    assert "Harrow" in body_of(second)
    assert "Wood Green" not in body_of(second)


def test_where_the_figures_have_no_header_yet_there_is_no_stall(empty_store: Store) -> None:
    row = {"sheet": "stalls", "dimension": "court", "stage": "x", "period": "year"}
    figure = stall(BEGAN).model_dump_json()
    empty_store.insert(
        "release_figures", [row | {"number": 1, "place": "wood-green", "id": "", "figure": figure}]
    )

    assert not standing_stalls(empty_store)


def test_stalls_are_read_again_only_after_another_release(empty_store: Store) -> None:
    """Given a release that was read, then a row added to it is not seen, and the next one is."""
    remembered = RememberedStalls(empty_store)
    assert remembered.now() == []

    store_release(empty_store, 1, {Sheet.STALLS: [stall(BEGAN)]}, made=datetime.now(UTC))
    first = remembered.now()
    assert [each.stall.place for each in first] == ["wood-green"]

    later = {"sheet": "stalls", "dimension": "court", "stage": "x", "period": "year", "id": ""}
    figure = stall(BEGAN, place="harrow").model_dump_json()
    row = later | {"number": 1, "place": "harrow", "figure": figure}
    empty_store.insert("release_figures", [row])
    assert remembered.now() == first

    store_release(empty_store, 2, {Sheet.STALLS: []}, made=datetime.now(UTC))
    assert remembered.now() == []
