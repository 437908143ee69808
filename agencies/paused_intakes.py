"""Agencies whose intake is paused, because too much was refused, and how it is resumed."""

from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka import KafkaProducer, TopicPartition
from pydantic import BaseModel, ConfigDict

from agencies.delivery_attempt import closing_producer
from agencies.single_partition import WAIT_MS, reader, records_until
from events.identifiers import Agency
from schemas.intake_pauses import (
    Paused,
    RateLimited,
    Resumed,
    decode_pause_record,
    encode_pause,
)
from schemas.topics import INTAKE_PAUSES, agency_topic
from schemas.unreadable_records import UnreadableRecord

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_PAUSES = Path(__file__).with_name("paused_intakes.sql").read_text()


class Pause(BaseModel):
    """A paused intake: the agency, since when, and how many of how many events were refused."""

    model_config = ConfigDict(frozen=True)

    agency: Agency
    since: datetime
    refused: int
    events: int

    @property
    def resumed_by(self) -> str:
        """The command that resumes it."""
        return f"journey rejected resume {self.agency}"


def pauses(store: "Store", agency: Agency | None = None) -> list[Pause]:
    """The pause of one agency, if its intake is paused, or those of all."""
    return [Pause.model_validate(row) for row in store.query(_PAUSES, {"agency": agency or ""})]


def resume(bootstrap: str, agency: Agency, *, uncounted: bool = False) -> bool:
    """Resume an agency's intake; returns whether it was paused.

    With `uncounted`, refusals among what is in its topic now do not pause it again. KafkaError if
    Kafka does not answer.
    """
    consumer = reader(bootstrap)
    with closing(consumer):
        if not isinstance(_newest_by_agency(consumer).get(agency), Paused):
            return False
        ends = _ends(consumer, agency) if uncounted else {}
    opened = KafkaProducer(bootstrap_servers=bootstrap, bootstrap_timeout_ms=WAIT_MS)
    with closing_producer(opened) as producer:
        resumed = encode_pause(Resumed(ends))
        producer.send(INTAKE_PAUSES, resumed, agency.encode()).get(timeout=WAIT_MS / 1000)
    return True


def _newest_by_agency(consumer: Any) -> Mapping[Agency, Paused | Resumed]:
    place = TopicPartition(INTAKE_PAUSES, 0)
    consumer.assign([place])
    consumer.seek_to_beginning(place)
    (end,) = consumer.end_offsets([place]).values()
    records = records_until(consumer, place, end)
    newest: dict[Agency, Paused | Resumed] = {}
    for record in records:
        with suppress(UnreadableRecord):  # intake goes past it, too, and notes it
            agency, change = decode_pause_record(record.key, record.value)
            if not isinstance(change, RateLimited):
                newest[agency] = change
    return newest


def _ends(consumer: Any, agency: Agency) -> dict[int, int]:
    topic = agency_topic(agency)
    places = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
    return {place.partition: end for place, end in consumer.end_offsets(places).items()}
