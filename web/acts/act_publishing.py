"""Records acts: judged as the gateway judges, stored by Kafka, awaited in the tables."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import FastAPI

from agencies.gateway_publisher import TryAgain
from agencies.http_events import Arrived, NotTaken, read_events
from agencies.publisher import Stored
from agencies.refused_at import refused_at
from caseworkers.act_events import Act, Actor
from caseworkers.acts_recorded import ActSent, recorded_acts
from events.identifiers import Agency
from projections.store import Store
from schemas.cloudevents import AgencyEvent, encode
from schemas.record_headers import SINGLE

Publish = Callable[[Agency, Sequence[Arrived]], Sequence[Stored]]
"""Publishes events of an agency; TryAgain where not all are stored."""

_PAUSE = 0.15


def publish_nowhere(agency: Agency, events: Sequence[Arrived]) -> Sequence[Stored]:
    """Publish nothing: no Kafka is known here."""
    raise TryAgain("no Kafka is known here")


@dataclass(frozen=True)
class ActPublishing:
    """How acts are published, and for how many seconds a page waits for what becomes of them."""

    publish: Publish = publish_nowhere
    patience: float = 3.0


def publish_by(app: FastAPI, acts: ActPublishing) -> None:
    """Say how the acts are published that an application's pages record."""
    app.state.acts = acts


def record_acts(
    store: Store, parts: ActPublishing, by: Actor, done: Sequence[Act], now: datetime
) -> list[ActSent]:
    """Publish acts of one person, and wait a little until the tables have them.

    Raises Refused for what the gateway would refuse, and TryAgain where Kafka did not store all of
    it: then the same form may be sent again, and counts once.
    """
    if not done:
        return []
    stored = parts.publish(by.agency, [_judged(each.event, now) for each in done])
    sent = [
        ActSent(each.on.victim, each.event.identity, place.partition, place.offset)
        for each, place in zip(done, stored, strict=True)
    ]
    ends = time.monotonic() + parts.patience
    while time.monotonic() < ends and not _all_there(store, by, sent):
        time.sleep(_PAUSE)
    return sent


def _judged(event: AgencyEvent, now: datetime) -> Arrived:
    sent = [("content-type", SINGLE)]
    (judged,) = read_events(sent, encode(event), event.agency, now)
    if isinstance(judged, NotTaken):
        raise judged.refused
    return judged


def _all_there(store: Store, by: Actor, sent: Sequence[ActSent]) -> bool:
    """Whether each act stands in its victim's journey, or was refused."""
    found = {act.id for act in recorded_acts(store, by, sent)}
    places = [(each.partition, each.offset) for each in sent if each.event not in found]
    return not places or len(refused_at(store, by.agency, places)) == len(places)
