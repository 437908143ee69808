"""The sink between a real broker and a real chDB: every record once, also when it dies half-way."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from kafka import KafkaProducer

from events.clocks import Occurred
from events.identifiers import Agency, Pseudonym, event_identity
from events.offences import OffenceGroup
from events.reporting import CrimeReported
from projections import sink as sinking
from projections.sink import SinkBlock, SinkCheckpoint
from projections.store import Store
from schemas.log_records import LoggedFact
from schemas.topics import JOURNEY
from sink_checks import run_until

pytestmark = pytest.mark.platform

AT = datetime(2025, 3, 3, 10, tzinfo=UTC)


def publish(bootstrap: str, numbers: range) -> None:
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        for number in numbers:
            producer.send(JOURNEY, value=robbery(number).written, partition=number % 2)


def robbery(number: int) -> LoggedFact:
    return LoggedFact(
        event=event_identity(Agency.MET_POLICE, "test", str(number)),
        agency=Agency.MET_POLICE,
        case=f"crime:met-police:{number}",
        victim=Pseudonym("victim-a"),
        occurred=Occurred(AT),
        recorded=None,
        known=None,
        received=AT,
        fact=CrimeReported(offence=OffenceGroup.ROBBERY),
    )


def run(store: Store, bootstrap: str, until: Callable[[], bool]) -> None:
    run_until(store, bootstrap, until, [JOURNEY])


def rows(store: Store) -> int:
    """Rows as they were inserted: a repeat that was not dropped would show."""
    counted: int = store.query("SELECT count() AS n FROM events")[0]["n"]
    return counted


def test_a_second_sink_goes_on_where_the_first_stopped(empty_store: Store, kafka: str) -> None:
    publish(kafka, range(100))
    run(empty_store, kafka, lambda: rows(empty_store) == 100)
    publish(kafka, range(100, 130))
    run(empty_store, kafka, lambda: rows(empty_store) == 130)

    assert empty_store.counts()["events"] == 130
    nexts, pending = SinkCheckpoint(empty_store).load()
    assert sum(nexts.values()) == 130
    assert pending == []


class Died(Exception):  # noqa: N818
    """The process is gone."""


@pytest.mark.parametrize("insert_got_through", [True, False])
def test_a_block_that_was_half_written_is_written_once(
    empty_store: Store,
    kafka: str,
    insert_got_through: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a sink that dies within a block, when another starts, then nothing counts twice."""
    publish(kafka, range(60))

    def dies(store: Store, block: SinkBlock) -> None:
        SinkCheckpoint(store).note(block.ranges, done=False)
        if insert_got_through:
            for table, told in sorted(block.rows.items()):
                store.insert(table, told, block.token(table))
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(sinking, "write", dies)
        with pytest.raises(Died):
            run(empty_store, kafka, lambda: False)
    assert SinkCheckpoint(empty_store).load()[1]
    publish(kafka, range(60, 75))

    def caught_up() -> bool:
        nexts: dict[Any, int] = SinkCheckpoint(empty_store).load()[0]
        return sum(nexts.values()) == 75 and not SinkCheckpoint(empty_store).load()[1]

    run(empty_store, kafka, caught_up)

    assert rows(empty_store) == 75
    assert empty_store.counts()["events"] == 75
