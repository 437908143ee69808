"""Sets and ends silences: for a while people are told nothing but what is urgent."""

from kafka import KafkaProducer

from agencies.delivery_attempt import closing_producer
from agencies.single_partition import WAIT_MS
from events.identifiers import Agency
from notifier.message_silences import ALL, Silence, encode_silence
from schemas.topics import SILENCES


def set_silence(bootstrap: str, silence: Silence) -> None:
    """Set the silence of an agency, or of all, in place of the one before. KafkaError if away."""
    _send(bootstrap, *encode_silence(silence))


def end_silence(bootstrap: str, agency: Agency | None) -> None:
    """End it: what waited is sent. KafkaError if Kafka does not answer."""
    _send(bootstrap, (agency or ALL).encode(), None)


def _send(bootstrap: str, key: bytes, value: bytes | None) -> None:
    opened = KafkaProducer(bootstrap_servers=bootstrap, bootstrap_timeout_ms=WAIT_MS)
    with closing_producer(opened) as producer:
        producer.send(SILENCES, value, key).get(timeout=WAIT_MS / 1000)
