"""Real Faust workers in processes of their own, and what they should come to by the pure fold."""

import signal
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from agencies.publisher import Publisher
from events.clocks import Occurred
from events.identifiers import Agency, Pseudonym
from events.vocabulary import AnyFact
from forked_programs import ForkedProgram
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import BEFORE_TIME, fold
from processors.stream.merged_facts import facts_of_journey
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact, decode_log
from schemas.ticks import Tick, encode_tick
from schemas.topics import JOURNEY, JOURNEY_CHANGES

PARTITIONS = 2
ENDING = date(2026, 6, 30)
APRIL = datetime(2025, 4, 14, 9, tzinfo=UTC)


RUNNING: "list[FaustWorker]" = []


class FaustWorker:
    """A Faust worker in a process of its own."""

    def __init__(
        self, app: str, bootstrap: str, data: Path, number: int = 0, before: str = ""
    ) -> None:
        key = ", b'secret'" if app == "intake" else ""
        place = f"{bootstrap!r}, Path({str(data)!r}), {PARTITIONS}, worker={number}"
        code = (
            f"{before}\n"
            "from pathlib import Path; from processors.faust.faust_app import WorkerPlace;"
            f"from processors.faust.{app}_app import run;"
            f"run(WorkerPlace({place}){key})"
        )
        self.log = data / f"{app}-{number}.log"
        self.process = ForkedProgram(code, self.log)
        RUNNING.append(self)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def check_alive(self) -> None:
        """Fail with the end of its log where it ended by itself, so that nobody waits in vain."""
        ended = self.process.poll()
        assert ended in (None, 0, -signal.SIGKILL), self.log.read_text()[-2000:]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=120)


class TopicReading:
    """What was read of a topic so far: asked again, it reads only what has come since."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._topic = topic
        self._records: list[Any] = []
        self._places: list[TopicPartition] = []
        self._consumer = KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")

    def all(self) -> list[Any]:
        """Every record, as kafka-python gives it."""
        if not self._places:
            numbers = self._consumer.partitions_for_topic(self._topic) or ()
            self._places = [TopicPartition(self._topic, number) for number in numbers]
            self._consumer.assign(self._places)
        ends = self._consumer.end_offsets(self._places)
        while any(self._consumer.position(place) < ends[place] for place in self._places):
            for records in self._consumer.poll(timeout_ms=500).values():
                self._records += records
        return self._records.copy()

    def close(self) -> None:
        self._consumer.close()


READINGS: dict[tuple[str, str], TopicReading] = {}
"""Of the test that runs now: the next one finds other topics under these names."""


def read_all(bootstrap: str, topic: str) -> list[Any]:
    """Every record of a topic, as kafka-python gives it."""
    place = bootstrap, topic
    if place not in READINGS:
        READINGS[place] = TopicReading(bootstrap, topic)
    return READINGS[place].all()


def until(true: Callable[[], bool], what: str, seconds: float = 180) -> None:
    """Ask until it is true, at most half of the time: a dear question takes from the workers."""
    ends = time.monotonic() + seconds
    while not _answered(true):
        for worker in RUNNING:
            worker.check_alive()
        assert time.monotonic() < ends, f"waited {seconds} s in vain: {what}"


def _answered(true: Callable[[], bool]) -> bool:
    """The answer; where it is no, after a pause."""
    began = time.monotonic()
    if true():
        return True
    time.sleep(max(0.3, time.monotonic() - began))
    return False


def stop_all() -> None:
    """End what a test left: its workers, and its readings of topics."""
    for worker in RUNNING:
        if worker.process.poll() is None:
            worker.kill()
    RUNNING.clear()
    for reading in READINGS.values():
        reading.close()
    READINGS.clear()


Rows = dict[tuple[str, UUID], dict[str, object]]
"""Rows by whose they are, and by id."""


def projected(bootstrap: str) -> Rows:
    """The newest revision of each row in `journey-changes`, deleted ones left out."""
    table: dict[tuple[str, UUID], tuple[int, dict[str, object] | None]] = {}
    for record in read_all(bootstrap, JOURNEY_CHANGES):
        try:
            changes = orjson.loads(record.value)
        except orjson.JSONDecodeError:  # a test's poison
            continue
        rows = [(row["id"], row) for kind in changes["rows"].values() for row in kind]
        removed = [(row, None) for kind in changes["gone"].values() for row in kind]
        for row, value in rows + removed:
            key = (changes["victim"], UUID(row))
            if table.get(key, (-1, None))[0] <= changes["revision"]:
                table[key] = (changes["revision"], value)
    return {row: value for row, (_, value) in table.items() if value}


def expected(bootstrap: str) -> Rows:
    """What the pure fold says of the log, with the clock where the last tick put it."""
    records = [decode_log(record.value) for record in read_all(bootstrap, JOURNEY)]
    now = max((record.at for record in records if isinstance(record, Tick)), default=BEFORE_TIME)
    victims: dict[Pseudonym, list[LoggedFact]] = {}
    for record in records:
        if isinstance(record, LoggedFact) and record.victim:
            victims.setdefault(record.victim, []).append(record)
    own = {victim: unique(facts) for victim, facts in victims.items()}
    journeys = {victim: fold(facts_of_journey(victim, own[victim], own), now) for victim in own}
    return {
        (victim, row.id): orjson.loads(orjson.dumps(row))
        for victim, journey in journeys.items()
        for row in journey.rows.values()
    }


def unique(facts: list[LoggedFact]) -> Mapping[UUID, LoggedFact]:
    """Of two records of one event the one learned first."""
    return with_facts({}, facts)


def tick(bootstrap: str, at: datetime) -> None:
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        for partition in range(PARTITIONS):
            producer.send(JOURNEY, value=encode_tick(Tick(at)), partition=partition)


def agency_event(event: str, agency: Agency, case: str, fact: AnyFact) -> AgencyEvent:
    return AgencyEvent(event, "test", agency, case, Occurred(APRIL), fact)


def publish(bootstrap: str, event: AgencyEvent) -> None:
    with Publisher(bootstrap, event.agency) as publisher:
        publisher.publish(event)
        publisher.flush()
