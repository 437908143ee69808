"""Poison between good records in a real chDB: its place is noted, and all the rest is there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import orjson
import pytest
from aiokafka import ConsumerRecord, TopicPartition

from caseworker_notes import Notes
from events.identifiers import Pseudonym
from example_server import served
from processors.fold.journey import fold
from projections.sink import SinkCheckpoint, write_batch
from projections.store import Store
from schemas.changes import Changes, encode_changes
from schemas.intake_pauses import Paused, encode_pause
from schemas.log_records import LoggedFact, SequenceNumber
from schemas.records_set_aside import (
    NO_OFFSET,
    RecordReader,
    RecordSetAside,
    encode_set_aside,
)
from schemas.topics import (
    CASE_LINKS,
    INTAKE_PAUSES,
    JOURNEY,
    JOURNEY_CHANGES,
    SET_ASIDE,
    rejected_topic,
)

pytestmark = pytest.mark.platform

AT = datetime(2025, 3, 3, 10, tzinfo=UTC)
VICTIM = Pseudonym("victim-" + "a2" * 13)

POISON = [None, b"{", b"{}", b"[]", b"\xff", b'{"kind": "Amira Haddad"}']
_CHANGES = {"victim": "x", "revision": 1, "gone": {}}
REFUSED = [
    orjson.dumps(_CHANGES | {"rows": {"timeline": [{"id": "Amira Haddad"}]}}),
    orjson.dumps(_CHANGES | {"rows": {"alert": [{"amira": 1}]}}),
    orjson.dumps(_CHANGES | {"rows": {"interval": [{"started": "Amira Haddad"}]}}),
    orjson.dumps(_CHANGES | {"rows": {}, "gone": {"alert": ["Amira Haddad"]}}),
]
"""Read as JSON of the form, and refused by ClickHouse."""


def record(topic: str, offset: int, value: bytes | None, key: bytes = b"k") -> ConsumerRecord:
    at = int(AT.timestamp() * 1000)
    return ConsumerRecord(topic, 0, offset, at, 1, key, value, None, 1, 1, ())


def write_values(store: Store, topic: str, *values: bytes | None, key: bytes = b"k") -> None:
    records = [record(topic, offset, value, key) for offset, value in enumerate(values)]
    write_batch(store, {TopicPartition(topic, 0): records})


def places(store: Store) -> list[tuple[str, int]]:
    rows = store.query("SELECT topic, `offset` FROM set_aside FINAL ORDER BY topic, `offset`")
    return [(row["topic"], row["offset"]) for row in rows]


def between(poison: list[bytes | None], good: list[bytes]) -> Iterator[bytes | None]:
    """Each poison, and after it, in turn, a good one."""
    for number, each in enumerate(poison):
        yield each
        yield good[number % len(good)]


def facts() -> list[LoggedFact]:
    notes = Notes(VICTIM)
    notes.reported("2025-03-03 10:00")
    return notes.facts


def test_poison_in_the_log_is_noted_and_every_event_is_there(empty_store: Store) -> None:
    good = [logged.written for logged in facts()]
    write_values(empty_store, JOURNEY, *between([*POISON], good))

    assert empty_store.counts()["events"] == len(good)
    assert places(empty_store) == [(JOURNEY, 2 * number) for number in range(len(POISON))]
    nexts, pending = SinkCheckpoint(empty_store).load()
    assert nexts == {TopicPartition(JOURNEY, 0): 2 * len(POISON)}
    assert not pending


def test_poison_among_changes_and_what_the_database_refuses(empty_store: Store) -> None:
    rows = tuple(fold(facts()).rows.values())
    good = encode_changes(Changes(VICTIM, 1, rows))
    poison = [*POISON, *REFUSED]
    write_values(empty_store, JOURNEY_CHANGES, *between(poison, [good]))

    assert empty_store.counts()["timeline"] == len(facts())
    assert places(empty_store) == [(JOURNEY_CHANGES, 2 * each) for each in range(len(poison))]
    tables = empty_store.query("SELECT name FROM system.tables WHERE name LIKE '%_unwritten'")
    assert not tables


@pytest.mark.parametrize("topic", [rejected_topic("cps"), INTAKE_PAUSES, SET_ASIDE])  # type: ignore[arg-type]
def test_poison_in_any_other_topic_of_the_sink(empty_store: Store, topic: str) -> None:
    write_values(empty_store, topic, *POISON, key=b"cps")

    assert places(empty_store) == [(topic, offset) for offset in range(len(POISON))]


def test_a_pause_under_a_key_that_is_no_agency(empty_store: Store) -> None:
    write_values(empty_store, INTAKE_PAUSES, encode_pause(Paused(2, 3)), key=b"\xff")

    assert places(empty_store) == [(INTAKE_PAUSES, 0)]
    assert not empty_store.query("SELECT * FROM intake_pauses")


@pytest.mark.parametrize("topic", [JOURNEY, JOURNEY_CHANGES])
def test_poison_alone_in_its_block_is_written_once(empty_store: Store, topic: str) -> None:
    for _ in range(2):
        write_values(empty_store, topic, REFUSED[0])

    assert empty_store.query("SELECT count() AS n FROM set_aside")[0]["n"] == 1


def test_another_error_of_the_database_sets_nothing_aside(empty_store: Store) -> None:
    """Given a database without its table, then the sink fails: no record is to blame."""
    empty_store.command("RENAME TABLE events TO events_away")
    with pytest.raises(Exception, match="events"):
        write_values(empty_store, JOURNEY, facts()[0].written)
    empty_store.command("RENAME TABLE events_away TO events")
    assert not places(empty_store)


def test_what_workers_set_aside_is_seen_by_operators(empty_store: Store, tmp_path: Path) -> None:
    stopped = RecordSetAside(RecordReader.JOURNEYS, JOURNEY, 1, 17, "KeyError", AT, VICTIM)
    link = RecordSetAside(RecordReader.INTAKE, CASE_LINKS, 0, 3, "JSONDecodeError", AT)
    table = RecordSetAside(RecordReader.JOURNEYS, "held-changelog", 0, NO_OFFSET, "KeyError", None)
    with served(empty_store) as url, httpx.Client(base_url=url, timeout=60) as client:
        assert "Every record was read" in client.get("/operators").text
        assert "could not be read" not in client.get("/overview").text
        write_values(
            empty_store, SET_ASIDE, *map(encode_set_aside, (stopped, link, table, stopped))
        )
        write_values(empty_store, JOURNEY, *(logged.written for logged in facts()))

        told = client.get("/api/set-aside").json()
        assert [(each["topic"], each["offset"]) for each in told] == [
            (CASE_LINKS, 3),
            (JOURNEY, 17),
            ("held-changelog", NO_OFFSET),
        ]
        page = " ".join(client.get("/operators").text.split())
        assert "journey, partition 1, offset 17" in page
        assert "This victim’s journey stands still" in page
        assert VICTIM not in page
        assert "A victim or a link may not have reached another case" in page
        assert "3 records</a> could not be read" in client.get("/overview").text
        assert "No alert is raised about this victim" in client.get(f"/victims/{VICTIM}").text


@pytest.mark.parametrize("later_first", [False, True])
def test_received_is_the_first_arrival_in_every_table(
    empty_store: Store, later_first: bool
) -> None:
    """Given an event sent twice, then every table says when it came first, merged or not."""
    first = replace(facts()[0], sequence=SequenceNumber("system", 7))
    again = replace(first, received=first.received + timedelta(days=2))
    arrivals = [again, first] if later_first else [first, again]
    for offset, logged in enumerate(arrivals):
        batch = {TopicPartition(JOURNEY, 0): [record(JOURNEY, offset, logged.written)]}
        write_batch(empty_store, batch)

    for table in ("events", "sequences"):
        (row,) = empty_store.query(f"SELECT received FROM {table} FINAL")
        assert row["received"] == first.received
        empty_store.command(f"OPTIMIZE TABLE {table} FINAL")
        (row,) = empty_store.query(f"SELECT received FROM {table}")
        assert row["received"] == first.received
    (entry,) = (row for row in fold(arrivals).rows.values() if row.id == first.event)
    assert getattr(entry, "received") == first.received  # noqa: B009


@pytest.mark.parametrize("linked", [None, AT + timedelta(days=9)])
def test_both_arrivals_of_a_fact_stay_for_the_fold_to_choose(
    empty_store: Store, linked: datetime | None
) -> None:
    first = replace(facts()[0], linked=linked)
    again = replace(first, received=first.received + timedelta(days=2))
    write_values(empty_store, JOURNEY, first.written, again.written, first.written)
    empty_store.command("OPTIMIZE TABLE facts FINAL")

    rows = empty_store.query("SELECT received FROM facts ORDER BY received")
    assert [row["received"] for row in rows] == [first.received, again.received]
