"""From the tables to an operator's mailbox: chDB, a real broker, the notifier's process."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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
from workers import TopicReading

pytestmark = pytest.mark.platform

MET = Agency.MET_POLICE
PAUSED = Paused(refused=26, events=50)


@pytest.fixture
def notifier(kafka: str, tmp_path: Path) -> Iterator[RunningNotifier]:
    running = RunningNotifier(tmp_path / "notifier", kafka)
    yield running
    running.stop()


def said(store: Store, agency: Agency, offset: int, at: datetime, pause: PauseRecord) -> None:
    for table, rows in pause_rows(agency.encode(), encode_pause(pause), offset, at).items():
        store.insert(table, rows)


def test_a_pause_is_told_once_whoever_is_started_again(
    kafka: str, empty_store: Store, notifier: RunningNotifier
) -> None:
    with smtp_stand_in() as server:
        notifier.more = mail_settings(server.port)
        notifier.start()
        operator = frozenset({Role.AGENCY_OPERATOR})
        Published(kafka).preference(a_preference("MP7000", roles=operator))
        now = datetime.now(UTC)

        said(empty_store, MET, 1, now, PAUSED)
        write_changed_notices(empty_store, kafka, now)
        wait_until(lambda: server.received)
        wait_until(lambda: notifier.states() == {"sent": 1})

        notifier.kill()
        write_changed_notices(empty_store, kafka, now + timedelta(minutes=1))
        assert len(TopicReading(kafka, OPERATOR_ALERTS).all()) == 1
        said(empty_store, MET, 2, now + timedelta(minutes=2), Resumed())
        write_changed_notices(empty_store, kafka, now + timedelta(minutes=3))
        said(empty_store, MET, 3, now + timedelta(minutes=4), PAUSED)
        write_changed_notices(empty_store, kafka, now + timedelta(minutes=5))
        notifier.start()
        wait_until(lambda: len(server.received) == 2)
        wait_until(lambda: notifier.states() == {"sent": 2})

        body = server.received[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "Intake paused since" in body
        assert "https://journey.example/agencies/met-police" in body
