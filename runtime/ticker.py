"""The ticker: what time it is, written to every partition of the log of record."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from kafka import KafkaProducer
from kafka.errors import KafkaError

from agencies.delivery_attempt import DELIVERY_LIMIT, closing_producer
from processors.stream.garbage import look_at_nothing_from_the_start
from runtime.known_lags import KnownLags, policy_of
from runtime.lag_topic import read_lags
from runtime.settings import Settings
from schemas.alert_policy import AlertPolicy
from schemas.ticks import Tick, encode_tick
from schemas.topics import JOURNEY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tick_once(
    producer: KafkaProducer, partitions: int, at: datetime, policy: AlertPolicy | None
) -> None:
    """Write the tick of an instant to each partition, and wait until the broker has it.

    Without a policy that of the ticks before stays in force.
    Raises KafkaError where it was not delivered. After that the producer is of no more use:
    kafka-python 3.0.12 may deliver nothing more after a failure, and report nothing either.
    """
    value = encode_tick(Tick(at, policy))
    sent = [producer.send(JOURNEY, value=value, partition=number) for number in range(partitions)]
    producer.flush(timeout=DELIVERY_LIMIT)
    for each in sent:
        each.get(timeout=DELIVERY_LIMIT)


def tick_now(settings: Settings) -> None:
    """Write a tick between two of the ticker's, for someone who does not want to wait."""
    with _producer(settings) as producer:
        tick_once(producer, settings.partitions, datetime.now(UTC), _policy_now(settings))


def _policy_now(settings: Settings) -> AlertPolicy | None:
    """The policy of this moment; None where the lags cannot be read."""
    try:
        return policy_of(settings.hold, read_lags(settings.bootstrap))
    except KafkaError:
        return None


def beats(
    every: timedelta, clock: Callable[[], datetime], pause: Callable[[float], bool]
) -> Iterator[datetime]:
    """The multiples of `every` since 1970 as they come, from the last one before now.

    One that was missed is left out: the next has the same effect. None comes twice,
    also where the clock is set back. `pause` waits for some seconds and says whether to end.
    """
    last = _floor(clock(), every)
    yield last
    while True:
        while (now := clock()) < last + every:
            if pause((last + every - now).total_seconds()):
                return
        last = _floor(now, every)
        yield last


def tick(settings: Settings) -> None:
    """Tick until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    look_at_nothing_from_the_start()
    every = timedelta(seconds=settings.tick_seconds)
    known = KnownLags(lambda: read_lags(settings.bootstrap))
    with _producer(settings) as producer, known:
        for at in beats(every, lambda: datetime.now(UTC), stopping.wait):
            tick_once(producer, settings.partitions, at, known.policy(settings.hold))


def _producer(settings: Settings) -> AbstractContextManager[KafkaProducer]:
    return closing_producer(
        KafkaProducer(bootstrap_servers=settings.bootstrap, client_id="ticker", linger_ms=5)
    )


def _floor(at: datetime, every: timedelta) -> datetime:
    return _EPOCH + (at - _EPOCH) // every * every
