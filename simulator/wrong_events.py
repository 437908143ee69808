"""Wrong events on purpose: what an agency sends before it sends the right one, to be refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import orjson

from events.identifiers import Agency
from schemas.cloudevents import encode
from schemas.refusal import Reason
from schemas.topics import LARGEST_EVENT
from simulator.simulated_delivery import Delivery

_OTHER_KEY = b"urn:01ZZ0000000"


@dataclass(frozen=True, slots=True)
class WrongEvent:
    """A record in an agency's topic that intake refuses, when it comes in, and for what reason."""

    at: datetime
    agency: Agency
    key: bytes
    value: bytes
    reason: Reason


_REFUSING = [reason for reason in Reason if reason is not Reason.ACCEPTED_WITH_REMARK]


def wrong_events(rng: Random, deliveries: Iterable[Delivery], share: float) -> Iterator[WrongEvent]:
    """For such a share of what is delivered: a wrong attempt at it, a minute before."""
    for delivery in deliveries:
        if rng.random() < share:
            reason = rng.choice(_REFUSING)
            at = delivery.at - timedelta(minutes=1)
            key = delivery.event.case.encode() if reason is not Reason.WRONG_KEY else _OTHER_KEY
            yield WrongEvent(at, delivery.agency, key, _spoiled(rng, delivery, reason), reason)


def _spoiled(rng: Random, delivery: Delivery, reason: Reason) -> bytes:
    """The event, changed so that it is refused for a reason."""
    value = encode(delivery.event)
    match reason:
        case Reason.EMPTY:
            return b""
        case Reason.NOT_JSON:
            return value[: rng.randrange(1, len(value))]
        case Reason.DUPLICATE_KEY:
            return b'{"id":"0",' + value[1:]
        case Reason.WRONG_KEY:
            return value
        case _:
            attributes = _wrong_attributes(rng, delivery, reason, orjson.loads(value)["data"])
            return orjson.dumps(orjson.loads(value) | attributes)


def _wrong_attributes(
    rng: Random, delivery: Delivery, reason: Reason, data: dict[str, object]
) -> dict[str, object]:
    """The attributes in which it is wrong, null for none."""
    kind = f"victim-journey.{delivery.event.fact.kind}"
    match reason:
        case Reason.TOO_LARGE:
            return {"attachment": "0" * LARGEST_EVENT}
        case Reason.NOT_A_CLOUD_EVENT:
            return {"specversion": None}
        case Reason.UNKNOWN_TYPE:
            return {"type": "victim-journey.case-updated.v1"}
        case Reason.UNKNOWN_VERSION:
            return {"type": f"{kind}.v999"}
        case Reason.INVALID:
            missing = rng.choice(("id", "source", "subject", "time", "agency", "data", None))
            return {missing: None} if missing else {"data": {**data, "remarks": "see file"}}
        case Reason.DATE_OUT_OF_RANGE:
            ahead = delivery.at + timedelta(days=rng.randrange(30_000, 40_000))
            return {"time": ahead.isoformat()}
        case Reason.WRONG_AGENCY:
            others = [each for each in Agency if each is not delivery.agency]
            return {"agency": str(rng.choice(others))}
        case _:
            raise ValueError(reason)
