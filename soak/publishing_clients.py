"""The clients of a soak: agencies that publish in the three ways that agencies have."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from typing import Any, Protocol

import httpx
from confluent_kafka import KafkaException, Producer
from kafka.errors import KafkaError

from agencies.http_events import BATCH
from agencies.publisher import Full, NotDelivered, Publisher, Stored
from events.identifiers import Agency
from schemas.cloudevents import AgencyEvent, encode, headers
from schemas.topics import agency_topic
from soak.send_outcomes import SendOutcome
from soak.soak_plan import PlannedSend

PATIENCE = 10.0
"""Seconds that a client waits for a confirmation."""

_TRANSACTION_SECONDS = 15
_TRY_AGAIN = {429, 502, 503, 504}


class RefusedHereError(Exception):
    """A door refused events with which nothing is wrong."""


class SoakClient(Protocol):
    """Sends events and says what it knows of them then."""

    def send(self, planned: PlannedSend) -> SendOutcome:
        """Send events and wait for their confirmation. Raises RefusedHereError."""

    def close(self) -> None:
        """Close all connections."""


class KafkaPythonClient:
    """The house's own publisher: one for each agency."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._open: dict[Agency, Publisher] = {}

    def send(self, planned: PlannedSend) -> SendOutcome:
        """Confirmed if the broker confirms every event in time."""
        stored: list[Future[Stored]] = []
        try:
            for event in planned.events:
                stored.append(self._publisher(event.agency).publish(event))  # noqa: PERF401
            for each in stored:
                each.result(timeout=PATIENCE)
        except (KafkaError, Full, TimeoutError):
            return SendOutcome.UNKNOWN
        return SendOutcome.CONFIRMED

    def _publisher(self, agency: Agency) -> Publisher:
        if agency not in self._open:
            self._open[agency] = Publisher(self._bootstrap, agency, patience=PATIENCE)
        return self._open[agency]

    def close(self) -> None:
        """Close the publishers. What they did not deliver is unknown already."""
        with ExitStack() as closing:
            for publisher in self._open.values():
                closing.callback(_close, publisher)


def _close(publisher: Publisher) -> None:
    with suppress(NotDelivered):
        publisher.__exit__(None, None, None)


class TransactionsClient:
    """A producer of librdkafka that writes in transactions, with its own partitioner.

    After an error it is made anew under the same id: Kafka then ends its open transaction.
    """

    def __init__(self, bootstrap: str, name: str) -> None:
        self._config: dict[str, Any] = {
            "bootstrap.servers": bootstrap,
            "transactional.id": name,
            "transaction.timeout.ms": _TRANSACTION_SECONDS * 1000,
            "message.timeout.ms": int(PATIENCE * 1000),
            "log_level": 0,
        }
        self._producer: Producer | None = None

    def send(self, planned: PlannedSend) -> SendOutcome:
        """Aborted for certain where the commit was not tried; unknown where it failed."""
        outcome = SendOutcome.ABORTED
        try:
            producer = self._begun()
            for event in planned.events:
                producer.produce(
                    agency_topic(event.agency),
                    encode(event),
                    event.case.encode(),
                    headers=[*headers()],
                )
            producer.flush(PATIENCE)
            if planned.aborted:
                producer.abort_transaction(PATIENCE)
                return outcome
            outcome = SendOutcome.UNKNOWN
            producer.commit_transaction(PATIENCE)
        except (KafkaException, BufferError):
            self._producer = None
            return outcome
        return SendOutcome.CONFIRMED

    def _begun(self) -> Producer:
        if self._producer is None:
            producer = Producer(self._config)
            producer.init_transactions(PATIENCE)
            self._producer = producer
        self._producer.begin_transaction()
        return self._producer

    def close(self) -> None:
        """Nothing is left to deliver: each transaction has ended."""
        self._producer = None


class GatewayClient:
    """Publishes over HTTP: one event alone in a request, several as a batch."""

    def __init__(self, url: str, tokens: Mapping[Agency, str]) -> None:
        self._url = url
        self._tokens = tokens
        self._http = httpx.Client(timeout=1.5 * PATIENCE)

    def send(self, planned: PlannedSend) -> SendOutcome:
        """Confirmed if each agency's request is answered with 202."""
        agencies = dict.fromkeys(event.agency for event in planned.events)
        for agency in agencies:
            own = [event for event in planned.events if event.agency is agency]
            try:
                status = self._post(agency, own)
            except httpx.TransportError:
                return SendOutcome.UNKNOWN
            if status in _TRY_AGAIN:
                return SendOutcome.UNKNOWN
            if status != httpx.codes.ACCEPTED:
                raise RefusedHereError(f"the gateway answers {status}")
        return SendOutcome.CONFIRMED

    def _post(self, agency: Agency, events: Sequence[AgencyEvent]) -> int:
        written = [encode(event) for event in events]
        single = len(written) == 1
        kind = dict(headers())["content-type"].decode() if single else BATCH
        answer = self._http.post(
            self._url,
            content=written[0] if single else b"[" + b",".join(written) + b"]",
            headers={"content-type": kind, "authorization": f"Bearer {self._tokens[agency]}"},
        )
        return answer.status_code

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


OpenClient = Callable[[], SoakClient]
