"""The topic `preferences` as the pages read and write it: each value encrypted."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from kafka import KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from agencies.delivery_attempt import closing_producer
from agencies.single_partition import reader, records_until
from events.identifiers import Agency
from notifier.preferences import Preference, PreferenceCipher, person_key
from schemas.topics import PREFERENCES
from web.staff_preferences import PreferencesAwayError

_PLACE = TopicPartition(PREFERENCES, 0)
_PATIENCE = 4.0
"""Seconds that a person waits for Kafka."""


@dataclass(frozen=True)
class KafkaPreferences:
    """Reads the topic up to its end for each question: there are as many records as people."""

    bootstrap: str
    cipher: PreferenceCipher

    def of(self, agency: Agency | None, staff: str) -> Preference | None:
        """What is stored of a member of staff. Raises PreferencesAwayError."""
        person = person_key(agency, staff)
        try:
            newest = self._newest(person.encode())
        except KafkaError as error:
            raise PreferencesAwayError(type(error).__name__) from None
        return self.cipher.open(person, newest) if newest else None

    def _newest(self, key: bytes) -> bytes | None:
        with closing(reader(self.bootstrap)) as consumer:
            consumer.assign([_PLACE])
            consumer.seek_to_beginning(_PLACE)
            end = consumer.end_offsets([_PLACE])[_PLACE]
            values = [
                each.value for each in records_until(consumer, _PLACE, end) if each.key == key
            ]
        return values[-1] if values else None

    def put(self, preference: Preference) -> None:
        """Store a preference, acknowledged by all replicas. Raises PreferencesAwayError."""
        self._send(preference, self.cipher.seal(preference))

    def erase(self, preference: Preference) -> None:
        """Erase what is stored of a person. Raises PreferencesAwayError."""
        self._send(preference, None)

    def _send(self, preference: Preference, value: bytes | None) -> None:
        try:
            with closing_producer(self._producer()) as producer:
                sent = producer.send(PREFERENCES, value, preference.person.encode(), partition=0)
                sent.get(timeout=_PATIENCE)
        except KafkaError as error:
            raise PreferencesAwayError(type(error).__name__) from None

    def _producer(self) -> Any:
        milliseconds = int(_PATIENCE * 1000)
        return KafkaProducer(
            bootstrap_servers=self.bootstrap,
            bootstrap_timeout_ms=milliseconds,
            delivery_timeout_ms=milliseconds,
            request_timeout_ms=milliseconds,
            linger_ms=0,
            acks="all",
        )
