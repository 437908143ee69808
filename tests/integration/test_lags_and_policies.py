"""From agencies' own lag to the ticks, and from the ticks to the pages: chDB and a real broker."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import uuid4

import pytest
from kafka import KafkaAdminClient, KafkaProducer

from caseworker_notes import Notes, london
from caseworkers.differences import differences
from caseworkers.victim_journeys import victim_journey
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.identifiers import Agency
from events.investigation import SuspectArrested
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from projections.alert_policies import alert_timing
from projections.projection_rows import changes_rows, log_rows
from projections.record_lags import record_lags
from projections.store import Store
from runtime.lag_measuring import write_changed_lags
from runtime.lag_topic import read_lags
from runtime.settings import Settings
from runtime.ticker import tick_now
from schemas.alert_policy import AlertPolicy, AlertTiming
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact, decode_log
from schemas.ticks import Tick, encode_tick
from schemas.topics import AGENCY_LAGS, JOURNEY
from sink_checks import run_until
from workers import PARTITIONS, TopicReading

pytestmark = pytest.mark.platform

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOLD = timedelta(minutes=45)


def came(
    agency: Agency, days_ago: int, hour: int, *lags: timedelta, each: int = 10
) -> Iterator[dict[str, Any]]:
    """Events of an agency that came in one hour of one day, `each` with each of the lags."""
    received = (NOW - days_ago * DAY).replace(hour=hour, minute=10)
    for lag in (lag for lag in lags for _ in range(each)):
        yield {
            "event": uuid4(),
            "agency": agency,
            "kind": "suspect-arrested",
            "case_id": "crime:1",
            "occurred": received - lag,
            "precision": "instant",
            "recorded": received - lag,
            "received": received,
        }


def test_lags_are_measured_by_what_an_agency_does_on_more_than_one_day(empty_store: Store) -> None:
    """Given agencies that upload each night, at once, with one bad day, on Mondays what the weekend
    brought, imports of old records, or too little, then each is waited for as it is used to.
    """
    minute = timedelta(minutes=1)
    rows: list[dict[str, Any]] = []
    for ago in range(1, 14):
        rows += came(Agency.MET_POLICE, ago, 2, *(hours * HOUR for hours in range(9, 14)))
        rows += came(Agency.CPS, ago, 11, 5 * minute)
        rows += came(Agency.HMCTS, ago, 11, 3 * DAY if ago == 5 else 20 * minute)
        rows += came(Agency.BTP, ago, 11, *[300 * DAY] * 5, 50 * minute)
        rows += came(Agency.PROBATION, ago, 11, 9 * HOUR, each=3)
        rows += came(Agency.YOUTH_JUSTICE, ago, 11, 60 * HOUR)
    for ago in (1, 2, 3, 4, 7, 8, 9, 10, 11):  # 15 June 2026 is a Monday
        weekend = (NOW - ago * DAY).weekday() == 0
        rows += came(Agency.WITNESS_CARE, ago, 2, *[16 * HOUR] * 5, 40 * HOUR if weekend else HOUR)
    rows += came(Agency.WITNESS_CARE, 0, 2, 40 * HOUR, 16 * HOUR)
    empty_store.insert("events", rows)

    assert record_lags(empty_store, NOW) == {
        Agency.BTP: HOUR,
        Agency.CPS: timedelta(),
        Agency.HMCTS: HOUR,
        Agency.MET_POLICE: 13 * HOUR,
        Agency.WITNESS_CARE: 40 * HOUR,
        Agency.YOUTH_JUSTICE: 48 * HOUR,
    }


def test_what_changed_is_written_and_the_next_tick_says_so(empty_store: Store, kafka: str) -> None:
    """Given a topic that is empty, then a tick waits for nobody; once the lag is measured the next
    tick has it; measured again, nothing is written; what cannot be read is passed over.
    """
    settings = Settings(kafka=kafka, partitions=PARTITIONS)
    tick_now(settings)
    rows = [row for ago in (1, 2, 3) for row in came(Agency.MET_POLICE, ago, 2, 9 * HOUR, each=20)]
    empty_store.insert("events", rows)

    write_changed_lags(empty_store, kafka, NOW)
    write_changed_lags(empty_store, kafka, NOW)
    with KafkaProducer(bootstrap_servers=kafka) as producer:
        producer.send(AGENCY_LAGS, b"no lag", b"cps").get()
    tick_now(settings)

    assert len(TopicReading(kafka, AGENCY_LAGS).all()) == 2
    assert read_lags(kafka) == {Agency.MET_POLICE: 9 * HOUR}
    said = [decode_log(each.value) for each in TopicReading(kafka, JOURNEY).all()]
    waits = AlertPolicy(HOLD, ((Agency.MET_POLICE, 9 * HOUR),))
    policies = [each.policy for each in said if isinstance(each, Tick)]
    assert policies.count(AlertPolicy(HOLD)) == policies.count(waits) == PARTITIONS


def test_without_its_topic_the_clock_ticks_all_the_same(kafka: str) -> None:
    """Given that nobody made the topic, then ticks leave the policy as it is."""
    with KafkaAdminClient(bootstrap_servers=kafka) as admin:
        admin.delete_topics([AGENCY_LAGS])
        while AGENCY_LAGS in {topic["name"] for topic in admin.describe_topics()}:
            time.sleep(0.1)

    tick_now(Settings(kafka=kafka, partitions=PARTITIONS))

    said = [decode_log(each.value) for each in TopicReading(kafka, JOURNEY).all()]
    assert [each.policy for each in said if isinstance(each, Tick)] == [None] * PARTITIONS


def test_the_sink_stores_what_ticks_say_anew(empty_store: Store, kafka: str) -> None:
    """Given ticks in two partitions, of which the first is read far ahead, and a change that comes
    back, then the table has each change once, and says what the ticks say.
    """
    one, other = AlertPolicy(HOLD), AlertPolicy(HOLD, ((Agency.CPS, HOUR),))
    said = [one] * 5 + [other] * 5 + [one] * 5
    ticks = [Tick(NOW + number * HOUR, policy) for number, policy in enumerate(said)]
    for partition in range(PARTITIONS):
        with KafkaProducer(bootstrap_servers=kafka) as producer:
            for tick in (Tick(NOW - HOUR), *ticks):
                producer.send(JOURNEY, encode_tick(tick), partition=partition)
        done = f"SELECT count() AS n FROM sink_progress FINAL WHERE partition = {partition}"
        run_until(empty_store, kafka, lambda: bool(empty_store.query(done)[0]["n"]), [JOURNEY])  # noqa: B023

    (rows,) = empty_store.query("SELECT count() AS n FROM alert_policies")
    assert rows["n"] == 3
    changes = ((NOW, one), (NOW + 5 * HOUR, other), (NOW + 10 * HOUR, one))
    assert alert_timing(empty_store) == AlertTiming(changes)


OVER = london("2025-03-12 00:00")
TOLD = VictimInformed(
    about=ToldAbout.ARREST, channel=Channel.TELEPHONE, outcome=ContactOutcome.REACHED
)


def _project(store: Store, log: Sequence[LoggedFact | Tick]) -> None:
    """Take a log in by one worker, and write all that the sink would."""
    worker = JourneyProcessor({}, lambda name: 0)
    for offset, value in enumerate(log):
        written = [log_rows(encode_tick(value) if isinstance(value, Tick) else value.written)]
        for output in worker.take([StreamRecord(0, offset, value)]):
            assert isinstance(output, Changes)
            written.append(changes_rows(encode_changes(output)))
        for table, rows in chain.from_iterable(each.items() for each in written):
            store.insert(table, rows)


@pytest.mark.parametrize(
    ("hours", "is_told"),
    [(1, False), (13, True), (13, False), (14, True), (14, False), (30, False)],
)
def test_what_a_page_folds_is_what_the_tables_say(
    empty_store: Store, hours: int, is_told: bool
) -> None:
    """Given a force whose records are waited for, at an instant before and after that, then the
    page of the victim has each alert as the worklist's table has it; and so has what changed since.
    """
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    if is_told:
        notes.happened("2025-03-11 17:00", TOLD, received="2025-03-12 02:00")
    now = OVER + hours * HOUR
    waits = AlertPolicy(HOLD, ((Agency.MET_POLICE, 14 * HOUR),))
    _project(empty_store, [Tick(london("2025-03-03 00:00"), waits), *notes.facts, Tick(now, waits)])

    page = victim_journey(empty_store, notes.victim, now)
    learnt = differences(empty_store, notes.victim, OVER - DAY, now)

    assert page is not None
    assert learnt is not None
    table = empty_store.query("SELECT id, state, raised FROM alerts FINAL")
    shown = {each.id: (each.state, each.raised) for each in page.alerts}
    assert shown == {row["id"]: (row["state"], row["raised"]) for row in table}
    late = [
        each for each in page.alerts if each.kind == "late" and each.due_on == date(2025, 3, 11)
    ]
    assert [each.raised for each in late] == ([] if is_told else [OVER + 14 * HOUR])
    after = {each.after.id: each.after for each in learnt.changes if each.after}
    assert all(after.get(each.id, each) == each for each in page.alerts)
