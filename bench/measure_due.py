"""From the instant at which people are to be told of an alert to its line on the worklist."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from agencies.publisher import Publisher
from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import children_seconds
from events.clocks import Occurred
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.reporting import VictimIdentified
from events.vocabulary import AnyFact
from runtime.owners_socket import owners_socket
from runtime.platform import Platform
from runtime.settings import Settings
from schemas.cloudevents import AgencyEvent

ALERTS = 60
EVERY = {1.0: 0.5, 15.0: 1.1}
"""Seconds between two events, by those between two ticks: no multiple of one another."""

HOLD = timedelta(seconds=10)
LIMIT = 90.0
PORT = 21340
"""The first of those of the platform that ticks each second; each has a hundred of its own."""

AGENCY = Agency.MET_POLICE


def measure(say: Say) -> Measured:
    """Publish what is late already to platforms that tick fast and as they do by default."""
    rows = [due_to_seen(seconds, say) for seconds in EVERY]
    aims = [
        Aim(
            f"due to worklist, a tick each {row['tick']:g} s: p99 at most the tick and 1 s",
            f"{row['p99']:.2f} s",
            row["p99"] <= row["tick"] + 1,
        )
        for row in rows
    ]
    return Measured("From due to the worklist", _NOTES, {"Seconds": rows}, aims)


_NOTES = [
    "From the instant at which people are to be told of an alert to its line on the worklist's"
    " API, on platforms of their own with all parts running: ticker, journey processor, sink and"
    " question. Each alert is about an arrest two months ago, which is published now; people are"
    " to be told the hold after it was received, ten seconds. So the instants are as far apart as"
    " the events, and none waits for another. The API is asked again as soon as it has answered.",
]


def due_to_seen(tick: float, say: Say) -> TableValues:
    """The seconds from due to seen on a platform that ticks each `tick` seconds."""
    first = PORT + 100 * list(EVERY).index(tick)
    with TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder) / "data",
            port=first,
            gateway_port=first + 1,
            provider_port=first + 2,
            kafka_port=first + 3,
            tick_seconds=tick,
            hold_minutes=HOLD / timedelta(minutes=1),
        )
        with Platform(settings, say) as platform:
            _publish(platform.settings, range(-5, 0))  # every part is warm
            time.sleep(HOLD.total_seconds() + tick + 2)
            before = children_seconds()
            waits = _waits(platform.settings, EVERY[tick])
            cost = (children_seconds() - before) / len(waits)
    middle, high = (float(each) for each in np.quantile(waits, [0.5, 0.99]))
    row = {"tick": tick, "alerts": len(waits), "p50": middle, "p99": high, "most": max(waits)}
    return row | {"processor s an alert": cost}


def _waits(settings: Settings, every: float) -> list[float]:
    """The seconds of each alert; TimeoutError where one is never seen."""
    transport = httpx.HTTPTransport(uds=str(owners_socket(settings.data)))
    with httpx.Client(base_url=settings.url, transport=transport, timeout=60) as api:
        known = set(_raised(api))
        waits: dict[str, float] = {}
        sent, began = 0, time.monotonic()
        with Publisher(settings.bootstrap, AGENCY) as out:
            while len(waits) < ALERTS:
                if time.monotonic() > began + ALERTS * every + LIMIT:
                    raise TimeoutError(f"{ALERTS - len(waits)} alerts were not seen")
                if sent < ALERTS and time.monotonic() >= began + sent * every:
                    for event in _events(sent):
                        out.publish(event)
                    sent += 1
                new = {name: at for name, at in _raised(api).items() if name not in known}
                now = datetime.now(UTC)
                waits |= {name: (now - at).total_seconds() for name, at in new.items()}
                known |= new.keys()
    return list(waits.values())


def _raised(api: httpx.Client) -> dict[str, datetime]:
    """The victims on the worklist, with the instant at which people were to be told."""
    answer = api.get("/api/alerts", params={"limit": 1000, "kind": "late"}).json()
    return {each["victim"]: datetime.fromisoformat(each["raised"]) for each in answer["alerts"]}


def _publish(settings: Settings, numbers: range) -> None:
    with Publisher(settings.bootstrap, AGENCY) as out:
        for number in numbers:
            for event in _events(number):
                out.publish(event)


def _events(number: int) -> list[AgencyEvent]:
    """A victim's arrest of two months ago, which nobody was told of."""
    then = datetime.now(UTC) - timedelta(days=60)
    facts: tuple[AnyFact, ...] = (VictimIdentified(), SuspectArrested())
    return [
        AgencyEvent(
            id=f"ticks-{number}-{fact.kind}",
            source="urn:bench",
            agency=AGENCY,
            case=f"crime:{AGENCY}:ticks{number}",
            occurred=Occurred(then),
            fact=fact,
            victim=f"{AGENCY}:victim{number}" if fact.names_victim else None,
        )
        for fact in facts
    ]
