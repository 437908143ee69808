"""The status of the platform: its services, what waits in Kafka, what is in the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import psutil
from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError

from notifier.notification_record import RECORD, written
from notifier.notifier_counts import NotifierCounts, notifier_counts
from notifier.notifier_loop import NOTIFIER_GROUP
from runtime.api_client import ask_at_once, unanswered
from runtime.failure import Failure
from runtime.platform_services import INTAKE_GROUP, JOURNEYS_GROUP
from runtime.readiness import SOON
from runtime.records_left import committed_reader, first_offsets
from runtime.running_platform import RunningPlatform
from runtime.settings import Settings
from runtime.supervisor import ServiceState
from runtime.topic_creation import partition_counts
from schemas.log_records import decode_log
from schemas.ticks import Tick
from schemas.topics import (
    AGENCY_TOPICS,
    INTAKE_TOPICS,
    JOURNEY,
    JOURNEY_CHANGES,
    JOURNEYS_TOPICS,
    SINK_TOPICS,
)
from schemas.unreadable_records import UnreadableRecord

SINK = "sink"

_QUESTIONS = (
    "counts",
    "gaps",
    "pauses",
    "set-aside",
    "rate-limits",
    "alert-waits",
    "late-check",
    "operator-alerts",
    "unreached",
)
_READ_TIMEOUT = 5000
_KAFKA_TIMEOUT = int(SOON * 1000)

_NOT_RUNNING = {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD, psutil.STATUS_STOPPED}

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class ServiceHealth:
    """A service of the platform as it is now; `memory` is resident, in bytes."""

    part: str
    running: bool
    ready: bool
    pid: int | None
    memory: int | None
    restarts: int


@dataclass(frozen=True)
class Lag:
    """How many records of a partition wait for a reader, from offset `position` on.

    They are counted by their offsets, from the first that can be read on: 0 where none can. What
    transactions leave between them counts; what stands behind an open transaction does not.
    """

    reader: str
    topic: str
    partition: int
    position: int
    waiting: int


@dataclass(frozen=True)
class Oldest:
    """The event that waits longest to be projected: since when, and where.

    `since` is when Kafka got the record that waits: an event sent again counts from then.
    """

    since: datetime
    age: timedelta
    reader: str
    topic: str
    partition: int


@dataclass(frozen=True)
class Status:
    """The whole status. `parts`, the services, is empty where they run elsewhere, in containers.

    `rows` counts the rows of each table. What could not be read is None.
    """

    parts: list[ServiceHealth]
    lag: list[Lag] | None
    oldest: Oldest | None
    rows: Mapping[str, int] | None
    gaps: list[dict[str, Any]] | None
    """Numbers missing in the sequences of agencies' sources: agency, source, first, last."""
    paused: list[dict[str, Any]] | None = None
    """Agencies whose intake is paused: agency, since, refused, events."""
    set_aside: list[dict[str, Any]] | None = None
    """Records that could not be read: reader, topic, partition, offset, error, written, victim."""
    rate_limits: list[dict[str, Any]] | None = None
    """Agencies of which no more is taken in this minute: agency, until, events."""
    alert_waits: Mapping[str, Any] | None = None
    """How long the platform waits before it tells people, in seconds: hold, and lags by agency."""
    late: dict[str, Any] | None = None
    """What is late by the tables and by the alerts, how many differ, and which duties."""
    operator_alerts: list[dict[str, Any]] | None = None
    """What agencies' operators are alerted to: refusals, pauses, missing numbers; also if over."""
    unreached: list[dict[str, Any]] | None = None
    """Events that reached no victim: agency, missing link, cases, events, first."""
    messages: NotifierCounts | None = None
    """What the notifier sent, where its record is on this machine."""
    errors: list[str] = field(default_factory=list)
    """A line for each that could not be read, with the reason."""


def status_of(settings: Settings, running: RunningPlatform | None, now: datetime) -> Status:
    """The status of the platform, as far as it answers."""
    errors: list[str] = []

    def read(what: str, question: Callable[[], _Answer]) -> _Answer | None:
        try:
            return question()
        except (Failure, KafkaError) as error:
            why = unanswered(settings, error) if isinstance(error, KafkaError) else error
            errors.append(f"{what} could not be asked: {why}")
            return None

    def waiting() -> tuple[list[Lag], Oldest | None]:
        each = lags(settings)
        return each, oldest(settings, [lag for lag in each if lag.reader != NOTIFIER_GROUP], now)

    def in_database() -> tuple[Any, ...]:
        return tuple(ask_at_once(settings, f"/api/{name}") for name in _QUESTIONS)

    lag, longest = read("what waits", waiting) or (None, None)
    found = read("what is in the database", in_database) or (None,) * len(_QUESTIONS)
    parts = health(running) if running else []
    rows, gaps, paused, set_aside, limits, waits, late, alerts, unreached = found
    messages = notifier_counts(settings.data / RECORD, written(now))
    of_agencies = (gaps, paused, set_aside, limits, waits, late, alerts, unreached)
    return Status(parts, lag, longest, rows, *of_agencies, messages, errors)


def health(running: RunningPlatform) -> list[ServiceHealth]:
    """The health of a running platform's services."""
    return [_health(state) for state in running.parts]


def _health(state: ServiceState) -> ServiceHealth:
    memory = None
    if state.pid:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(state.pid)
            if process.status() not in _NOT_RUNNING:
                memory = process.memory_info().rss
    return ServiceHealth(
        part=state.name,
        running=memory is not None,
        ready=state.ready and memory is not None,
        pid=state.pid,
        memory=memory,
        restarts=state.restarts,
    )


def lags(settings: Settings) -> list[Lag]:
    """The records that wait for each reader, in the order of an event's path.

    A reader's position is read before the ends of its topics, and the readers in order, so that
    nothing in between is missed: when all are at 0, all that was published before is projected.
    """
    places = [
        TopicPartition(topic, number)
        for topic, count in partition_counts(settings).items()
        for number in range(count)
    ]
    inbox = [place for place in places if place.topic in INTAKE_TOPICS]
    log = [place for place in places if place.topic in JOURNEYS_TOPICS]
    projected = [place for place in places if place.topic in SINK_TOPICS]
    told = [place for place in places if place.topic == JOURNEY_CHANGES]
    with KafkaAdminClient(
        bootstrap_servers=settings.bootstrap, bootstrap_timeout_ms=_KAFKA_TIMEOUT
    ) as admin:
        each_reader = (
            _lags(admin, INTAKE_GROUP, _committed(admin, INTAKE_GROUP), inbox),
            _lags(admin, JOURNEYS_GROUP, _committed(admin, JOURNEYS_GROUP), log),
            _lags(admin, SINK, _projected(settings), projected),
            _lags(admin, NOTIFIER_GROUP, _committed(admin, NOTIFIER_GROUP), told),
        )
    return [lag for lags in each_reader for lag in _of_records(settings, lags)]


def records_waiting(settings: Settings) -> int:
    """How many records wait on their way to the database, counted at each step."""
    return sum(lag.waiting for lag in lags(settings) if lag.reader != NOTIFIER_GROUP)


def records_published(settings: Settings) -> int:
    """How many records agencies have published in all, by the ends of their topics.

    A transaction's control records, and what was aborted, count too.
    """
    inbox = (lag for lag in lags(settings) if lag.topic in AGENCY_TOPICS)
    return sum(lag.position + lag.waiting for lag in inbox)


def _committed(admin: KafkaAdminClient, group: str) -> Mapping[TopicPartition, int]:
    offsets = admin.list_group_offsets([group])[group]
    return {place: committed.offset for place, committed in offsets.items()}


def _projected(settings: Settings) -> Mapping[TopicPartition, int]:
    rows = ask_at_once(settings, "/api/sink")
    return {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}


def _lags(
    admin: KafkaAdminClient,
    reader: str,
    positions: Mapping[TopicPartition, int],
    places: Sequence[TopicPartition],
) -> list[Lag]:
    earliest = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.EARLIEST))
    latest = admin.list_partition_offsets(
        dict.fromkeys(places, OffsetSpec.LATEST), isolation_level="read_committed"
    )
    lags = []
    for place in places:
        position = max(positions.get(place, 0), earliest[place].offset)
        waiting = max(0, latest[place].offset - position)
        lags.append(Lag(reader, place.topic, place.partition, position, waiting))
    return lags


def _of_records(settings: Settings, lags: Sequence[Lag]) -> list[Lag]:
    """The lags without the offsets before the first record that waits, and 0 where none does."""
    ranges = {
        TopicPartition(lag.topic, lag.partition): (lag.position, lag.position + lag.waiting)
        for lag in lags
        if lag.waiting
    }
    first = first_offsets(settings.bootstrap, ranges) if ranges else {}
    return [
        _waiting_from(first.get(TopicPartition(lag.topic, lag.partition), lag.position), lag)
        for lag in lags
    ]


def _waiting_from(position: int, lag: Lag) -> Lag:
    return replace(lag, position=position, waiting=lag.waiting - (position - lag.position))


def oldest(settings: Settings, lags: Iterable[Lag], now: datetime) -> Oldest | None:
    """The event that waits longest before a reader; None for nothing. Ticks are not events."""
    first: dict[TopicPartition, Lag] = {}
    for lag in sorted(lags, key=lambda each: -each.position):
        if lag.waiting > 0:
            first[TopicPartition(lag.topic, lag.partition)] = lag
    written = _first_written(settings, first) if first else {}
    if not written:
        return None
    place = min(written, key=lambda each: written[each])
    lag, since = first[place], written[place]
    return Oldest(since, now - since, lag.reader, lag.topic, lag.partition)


def _first_written(
    settings: Settings, first: Mapping[TopicPartition, Lag]
) -> dict[TopicPartition, datetime]:
    """When Kafka got the first event from each position on."""
    written: dict[TopicPartition, datetime] = {}
    to_read = set(first)
    with closing(committed_reader(settings.bootstrap)) as consumer:
        consumer.assign(list(first))
        for place, lag in first.items():
            consumer.seek(place, lag.position)
        while to_read and (batch := consumer.poll(timeout_ms=_READ_TIMEOUT)):
            for place, records in batch.items():
                event = next(filter(_is_event, records), None)
                if event:
                    written.setdefault(place, datetime.fromtimestamp(event.timestamp / 1000, UTC))
                end = first[place].position + first[place].waiting
                if event or records[-1].offset + 1 >= end:
                    to_read.discard(place)
                    consumer.pause(place)
    return written


def _is_event(record: ConsumerRecord) -> bool:
    try:
        return record.topic != JOURNEY or not isinstance(decode_log(record.value), Tick)
    except UnreadableRecord:
        return True
