"""What the database must hold after a soak: the fold of what agencies published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kafka import TopicPartition

from events.identifiers import Agency, Pseudonym
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import BEFORE_TIME, fold
from processors.fold.judging_clock import Clock
from processors.stream.merged_facts import facts_of_journey
from processors.stream.whole_intake import log_of_events
from projections.projection_rows import Rows, changes_rows, log_rows
from runtime.records_left import committed_reader
from schemas.alert_policy import AlertTiming
from schemas.changes import Changes, encode_changes
from schemas.cloudevents import AgencyEvent, check_arrival, decode
from schemas.log_records import LoggedFact, decode_log
from schemas.ticks import Tick
from schemas.topics import AGENCY_TOPICS, JOURNEY, agency_of_topic


@dataclass(frozen=True)
class PublishedRecord:
    """A committed record of an agency's topic: its event, and when the broker received it."""

    agency: Agency
    event: AgencyEvent
    received: datetime


def published_records(bootstrap: str) -> list[PublishedRecord]:
    """What agencies published, in the order in which the broker received it.

    Aborted transactions are not in it. Raises Refused for an event that must not have been sent.
    """
    records = [_published(each) for each in _committed(bootstrap, AGENCY_TOPICS)]
    return sorted(records, key=lambda each: each.received)


def clock_of_log(bootstrap: str) -> Clock:
    """The clock of the log of record, with the policies of its ticks."""
    records = (decode_log(each.value) for each in _committed(bootstrap, [JOURNEY]))
    ticks = [each for each in records if isinstance(each, Tick)]
    policies = AlertTiming.of((each.at, each.policy) for each in ticks if each.policy)
    return Clock(max((each.at for each in ticks), default=BEFORE_TIME), policies)


def identities(records: Iterable[PublishedRecord]) -> frozenset[UUID]:
    """What the platform calls the events."""
    return frozenset(each.event.identity for each in records)


def rows_of(records: Iterable[PublishedRecord], key: bytes, clock: Clock) -> Rows:
    """The rows of each table, by the pure intake and the pure fold, as the clock says.

    `key` makes the pseudonyms.
    """
    logged = list(log_of_events(((each.event, each.received) for each in records), key))
    rows: Rows = defaultdict(list)
    for fact in logged:
        _add(rows, log_rows(fact.written))
    own = _facts_by_victim(logged)
    for victim in own:
        journey = fold(facts_of_journey(victim, own[victim], own), clock.now, clock.timing)
        changes = Changes(victim, 0, tuple(journey.rows.values()))
        _add(rows, changes_rows(encode_changes(changes)))
    return rows


def _facts_by_victim(logged: Iterable[LoggedFact]) -> dict[Pseudonym, dict[UUID, LoggedFact]]:
    own: dict[Pseudonym, dict[UUID, LoggedFact]] = defaultdict(dict)
    for fact in logged:
        if fact.victim:
            own[fact.victim].update(with_facts(own[fact.victim], [fact]))
    return own


def _add(rows: Rows, more: Rows) -> None:
    for table, written in more.items():
        rows[table].extend(written)


def _published(record: Any) -> PublishedRecord:
    agency = agency_of_topic(record.topic)
    received = datetime.fromtimestamp(record.timestamp / 1000, UTC)
    event = decode(record.value, record.headers)
    check_arrival(event, agency, record.key, received)
    return PublishedRecord(agency, event, received)


def _committed(bootstrap: str, topics: Sequence[str]) -> Iterator[Any]:
    """Every committed record of some topics up to their present ends."""
    with closing(committed_reader(bootstrap)) as consumer:
        places = [
            TopicPartition(topic, number)
            for topic in topics
            for number in consumer.partitions_for_topic(topic) or ()
        ]
        consumer.assign(places)
        consumer.seek_to_beginning(*places)
        ends = consumer.end_offsets(places)
        while any(consumer.position(place) < ends[place] for place in places):
            for records in consumer.poll(timeout_ms=500).values():
                yield from records
