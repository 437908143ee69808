"""A gateway whose topics are lists in memory, and the tokens of its two agencies."""

from concurrent.futures import Future
from typing import Any, cast

from agencies.gateway_publisher import Gateway
from agencies.publisher import Full, Publisher, Stored
from events.identifiers import Agency

POLICE, COURTS = "police-token-" + "a" * 30, "courts-token-" + "b" * 30


class FakeGatewayTopic:
    """Stands for an agency's publisher."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.error: Exception | None = None
        self.full = False

    def publish_raw(self, *record: Any) -> "Future[Stored]":
        if self.full:
            raise Full
        self.sent.append(record)
        stored: Future[Stored] = Future()
        if self.error:
            stored.set_exception(self.error)
        else:
            stored.set_result(Stored("agency.met-police", 0, len(self.sent)))
        return stored


def gateway_to(topics: dict[Agency, FakeGatewayTopic]) -> Gateway:
    """A gateway of two agencies. A topic is added to `topics` when the gateway opens it."""

    def open_one(agency: Agency) -> Publisher:
        return cast(Publisher, topics.setdefault(agency, FakeGatewayTopic()))

    return Gateway({Agency.MET_POLICE: (POLICE,), Agency.HMCTS: (COURTS,)}, open_one)
