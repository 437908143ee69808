"""Publishing many events: one kafka-python publisher for each agency's topic, side by side."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from agencies.publisher import Publisher
from cli.output import errors
from events.identifiers import Agency
from runtime.api_client import kafka_advice
from runtime.failure import Failure
from runtime.readiness import SOON, kafka_answers
from runtime.settings import Settings
from schemas.cloudevents import AgencyEvent, headers

PATIENCE = 60.0
"""Seconds in which a Kafka that restarts should be back."""

Record = tuple[bytes, bytes]
"""A key and a value."""


def answering_kafka(
    settings: Settings,
    answers: Callable[[str], bool] = partial(kafka_answers, within=SOON),
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> str:
    """The bootstrap servers, once one answers; prints that it waits. Failure after a minute."""
    until = clock() + PATIENCE
    printed = False
    while not answers(settings.bootstrap):
        if clock() >= until:
            raise Failure(
                f"Kafka at {settings.bootstrap} does not answer, nothing was sent:"
                f" {kafka_advice(settings)}"
            )
        if not printed:
            errors.print(f"waiting for Kafka at {settings.bootstrap}", highlight=False)
            printed = True
        sleep(1)
    return settings.bootstrap


def publish_all(
    bootstrap: str,
    events: Mapping[Agency, Sequence[AgencyEvent | Record]],
    published: Callable[[Agency, int], None],
) -> None:
    """Publish each agency's events to its own topic, in order, until the broker has them all.

    A record is sent as it is, even if intake will refuse it.

    `published` is called from several threads with an agency and how many more of its events are
    on their way. Raises what the publisher raises where some were not delivered.
    """

    def one(agency: Agency) -> None:
        with Publisher(bootstrap, agency) as publisher:
            for start in range(0, len(events[agency]), 200):
                batch = events[agency][start : start + 200]
                for event in batch:
                    _send(publisher, event)
                published(agency, len(batch))

    with ThreadPoolExecutor(max_workers=max(1, len(events))) as pool:
        for _ in pool.map(one, events):  # which raises what one of them raised
            pass


def _send(publisher: Publisher, event: AgencyEvent | Record) -> None:
    if isinstance(event, AgencyEvent):
        publisher.publish(event)
    else:
        key, value = event
        publisher.publish_raw(value, key, headers())
