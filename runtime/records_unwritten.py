"""How many records of the log and of what follows from it the sink has not written yet."""

from contextlib import closing

from kafka import TopicPartition

from projections.sink import SinkCheckpoint
from projections.store import Store
from runtime.records_left import committed_reader, first_offsets
from schemas.topics import JOURNEY, JOURNEY_CHANGES


def records_unwritten(store: Store, bootstrap: str) -> int:
    """The records that wait for the tables. KafkaError where Kafka does not answer."""
    written = SinkCheckpoint(store).load()[0]
    nexts = {(place.topic, place.partition): offset for place, offset in written.items()}
    with closing(committed_reader(bootstrap)) as consumer:
        places = [
            TopicPartition(topic, number)
            for topic in (JOURNEY, JOURNEY_CHANGES)
            for number in consumer.partitions_for_topic(topic) or ()
        ]
        ends = consumer.end_offsets(places)
    ranges = {
        place: (begin, end)
        for place, end in ends.items()
        if (begin := nexts.get((place.topic, place.partition), 0)) < end
    }
    first = first_offsets(bootstrap, ranges) if ranges else {}
    return sum(end - first.get(place, begin) for place, (begin, end) in ranges.items())
