"""Wrong events on purpose: what an agency sends before it sends the right one, to be refused."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import orjson

from events.identifiers import Agency
from schemas.cloudevents import encode
from schemas.refusal import Reason
from schemas.topics import LARGEST_EVENT
from simulator.chance import chance
from simulator.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Wrong:
    """A record in an agency's topic that intake refuses, when it comes in, and for what reason."""

    at: datetime
    agency: Agency
    key: bytes
    value: bytes
    reason: Reason


@dataclass(frozen=True, slots=True)
class WrongTruth:
    """How many wrong events were sent that are refused for a reason."""

    reason: str
    number: int


def wrong_events(rng: Random, deliveries: Iterable[Delivery], share: float) -> Iterator[Wrong]:
    """For such a share of what is delivered: a wrong attempt at it, a minute before."""
    for delivery in deliveries:
        if chance(rng, share):
            spoil = rng.choice(_SPOILS)
            yield spoil(rng, delivery)


def counted(wrong: Iterable[Wrong]) -> tuple[WrongTruth, ...]:
    """How many are wrong for each reason, by its name."""
    reasons = Counter(str(each.reason) for each in wrong)
    return tuple(WrongTruth(reason, number) for reason, number in sorted(reasons.items()))


def _wrong(delivery: Delivery, reason: Reason, value: bytes) -> Wrong:
    at = delivery.at - timedelta(minutes=1)
    return Wrong(at, delivery.agency, delivery.event.case.encode(), value, reason)


def _changed(delivery: Delivery, reason: Reason, **attributes: object) -> Wrong:
    """The event with other attributes, null for none."""
    return _wrong(delivery, reason, orjson.dumps(_written(delivery) | attributes))


def _written(delivery: Delivery) -> dict[str, Any]:
    written: dict[str, Any] = orjson.loads(encode(delivery.event))
    return written


def _nothing(_: Random, delivery: Delivery) -> Wrong:
    return _wrong(delivery, Reason.EMPTY, b"")


def _cut_short(rng: Random, delivery: Delivery) -> Wrong:
    value = encode(delivery.event)
    return _wrong(delivery, Reason.NOT_JSON, value[: rng.randrange(1, len(value))])


def _too_large(_: Random, delivery: Delivery) -> Wrong:
    return _changed(delivery, Reason.TOO_LARGE, attachment="0" * LARGEST_EVENT)


def _told_twice(_: Random, delivery: Delivery) -> Wrong:
    value = b'{"id":"0",' + encode(delivery.event)[1:]
    return _wrong(delivery, Reason.DUPLICATE_KEY, value)


def _plain(_: Random, delivery: Delivery) -> Wrong:
    return _changed(delivery, Reason.NOT_A_CLOUD_EVENT, specversion=None)


def _of_no_type(_: Random, delivery: Delivery) -> Wrong:
    return _changed(delivery, Reason.UNKNOWN_TYPE, type="victim-journey.case-updated.v1")


def _too_new(_: Random, delivery: Delivery) -> Wrong:
    kind = delivery.event.fact.kind
    return _changed(delivery, Reason.UNKNOWN_VERSION, type=f"victim-journey.{kind}.v999")


def _without_a_field(rng: Random, delivery: Delivery) -> Wrong:
    field = rng.choice(("id", "source", "subject", "time", "agency", "data"))
    return _changed(delivery, Reason.INVALID, **{field: None})


def _with_words(_: Random, delivery: Delivery) -> Wrong:
    data = {**_written(delivery)["data"], "remarks": "see file"}
    return _changed(delivery, Reason.INVALID, data=data)


def _in_the_future(rng: Random, delivery: Delivery) -> Wrong:
    ahead = delivery.at + timedelta(days=rng.randrange(30_000, 40_000))
    return _changed(delivery, Reason.DATE_OUT_OF_RANGE, time=ahead.isoformat())


def _of_another_agency(rng: Random, delivery: Delivery) -> Wrong:
    other = rng.choice([each for each in Agency if each is not delivery.agency])
    return _changed(delivery, Reason.WRONG_AGENCY, agency=str(other))


def _under_another_key(_: Random, delivery: Delivery) -> Wrong:
    found = _wrong(delivery, Reason.WRONG_KEY, encode(delivery.event))
    return Wrong(found.at, found.agency, b"urn:01ZZ0000000", found.value, found.reason)


_SPOILS: tuple[Callable[[Random, Delivery], Wrong], ...] = (
    _nothing,
    _cut_short,
    _too_large,
    _told_twice,
    _plain,
    _of_no_type,
    _too_new,
    _without_a_field,
    _with_words,
    _in_the_future,
    _of_another_agency,
    _under_another_key,
)
