"""From the tables to an operator's mailbox: chDB, a real broker, the notifier's process."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from access.viewer import Role
from events.identifiers import Agency
from projections.projection_rows import pause_rows
from projections.store import Store
from running_notifier import Published, RunningNotifier, a_preference, mail_settings, wait_until
from runtime.operator_notice_topic import write_changed_notices
from schemas.intake_pauses import Paused, PauseRecord, Resumed, encode_pause
from schemas.topics import OPERATOR_ALERTS
from smtp_stand_in import smtp_stand_in
from task_group.standing_stalls import RememberedStalls
from workers import TopicReading

pytestmark = pytest.mark.platform

MET = Agency.MET_POLICE
PAUSED = Paused(refused=26, events=50)


@pytest.fixture
def notifier(kafka: str, tmp_path: Path) -> Iterator[RunningNotifier]:
    running = RunningNotifier(tmp_path / "notifier", kafka)
    yield running
    running.stop()


def looks_after(store: Store, kafka: str, offset: int, pause: PauseRecord) -> None:
    """The Met's intake is paused or goes on now, and the sink's process looks."""
    now = datetime.now(UTC)
    for table, rows in pause_rows(MET.encode(), encode_pause(pause), offset, now).items():
        store.insert(table, rows)
    write_changed_notices(store, kafka, RememberedStalls(store), now)


def test_a_pause_is_told_once_whoever_is_started_again(
    kafka: str, empty_store: Store, notifier: RunningNotifier
) -> None:
    with smtp_stand_in() as server:
        notifier.more = mail_settings(server.port)
        notifier.start()
        operator = frozenset({Role.AGENCY_OPERATOR})
        Published(kafka).preference(a_preference("MP7000", roles=operator))

        looks_after(empty_store, kafka, 1, PAUSED)
        wait_until(lambda: server.received)
        wait_until(lambda: notifier.states() == {"sent": 1})

        notifier.kill()
        write_changed_notices(empty_store, kafka, RememberedStalls(empty_store), datetime.now(UTC))
        assert len(TopicReading(kafka, OPERATOR_ALERTS).all()) == 1
        looks_after(empty_store, kafka, 2, Resumed())
        looks_after(empty_store, kafka, 3, PAUSED)
        notifier.start()
        wait_until(lambda: len(server.received) == 2)
        wait_until(lambda: notifier.states() == {"sent": 2})

        body = server.received[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "Intake paused since" in body
        assert "https://journey.example/agencies/met-police" in body
