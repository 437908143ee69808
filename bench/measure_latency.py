"""From publishing an event to seeing its journey: a small platform, all parts running."""

import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from agencies.publisher import Publisher
from bench.measurement import Aim, Measured, Say
from bench.processor_time import children_seconds
from cli.bulk_publishing import publish_all
from events.clocks import Occurred
from events.identifiers import Agency, pseudonym
from events.reporting import VictimIdentified
from runtime.owners_socket import owners_socket
from runtime.platform import Platform
from runtime.platform_status import records_waiting
from runtime.pseudonym_key import ensure_key
from runtime.settings import Settings
from schemas.cloudevents import AgencyEvent
from simulator import simulate

VICTIMS = 300
EVENTS = 200
EVERY = 0.2
"""Seconds between two events."""

LIMIT = 60.0
AIM = 5.0
PORT, KAFKA_PORT = 8230, 19330
AGENCY = Agency.MET_POLICE


def measure(say: Say) -> Measured:
    """Publish events of new victims one by one, and ask the API for each until it knows them."""
    with TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder) / "data",
            port=PORT,
            gateway_port=PORT + 1,
            provider_port=PORT + 2,
            kafka_port=KAFKA_PORT,
        )
        with Platform(settings, say) as platform:
            _settle(platform.settings)
            before = children_seconds()
            waits = _waits(platform.settings, say)
            cost = (children_seconds() - before) / len(waits)
    middle, high = np.quantile(waits, [0.5, 0.99])
    notes = [
        f"A platform of its own with {VICTIMS} simulated victims in it, and the ticker ticking. A"
        f" new victim is identified every {EVERY} s, {EVENTS} in all; the API is asked for each"
        " journey, in turns, until it answers. From before the publisher is called to that answer:"
        " intake, journey processor, sink and question. Processor time is that of all parts of"
        " the platform meanwhile, for each event: Kafka, the ticker and the answers among it.",
    ]
    row = {"events": len(waits), "p50": middle, "p99": high, "most": max(waits)}
    row["processor s an event"] = cost
    aim = Aim(f"publish to visible: p99 at most {AIM:.0f} s", f"{high:.2f} s", bool(high <= AIM))
    return Measured("From publishing to seeing", notes, {"Seconds": [_plain(row)]}, [aim])


def _plain(row: dict[str, float]) -> dict[str, float]:
    return {name: value if isinstance(value, int) else float(value) for name, value in row.items()}


def _settle(settings: Settings) -> None:
    """Publish what the platform has from before, and wait until it is projected."""
    events: dict[Agency, list[AgencyEvent]] = {}
    for delivery in simulate(VICTIMS, 1, date(2026, 6, 30)).deliveries:
        events.setdefault(delivery.agency, []).append(delivery.event)
    publish_all(settings.bootstrap, events, lambda agency, more: None)
    ends = time.monotonic() + LIMIT
    while records_waiting(settings) and time.monotonic() < ends:
        time.sleep(0.5)


def _waits(settings: Settings, say: Say) -> list[float]:
    """Seconds from publishing to seeing, for each event; TimeoutError where one is never seen."""
    sent: dict[str, float] = {}
    waits: list[float] = []
    began = time.monotonic()
    ends = began + EVENTS * EVERY + LIMIT
    with _owner(settings) as api, Publisher(settings.bootstrap, AGENCY) as out:
        for number in range(EVENTS):
            event = _event(number)
            sent[pseudonym(str(event.victim), ensure_key(settings))] = time.monotonic()
            out.publish(event)
            while time.monotonic() < began + (number + 1) * EVERY:
                waits += _seen(api, sent)
        out.flush()
        while sent:
            if time.monotonic() > ends:
                raise TimeoutError(f"{len(sent)} events were not seen")
            waits += _seen(api, sent)
    say(f"{len(waits)} events seen")
    return waits


def _owner(settings: Settings) -> httpx.Client:
    """A client of the API as the owner of the machine."""
    transport = httpx.HTTPTransport(uds=str(owners_socket(settings.data)))
    return httpx.Client(base_url=settings.url, transport=transport)


def _seen(api: httpx.Client, sent: dict[str, float]) -> Iterable[float]:
    """The waits that are over; those that are no longer go out of `sent`."""
    over = [each for each in sent if api.get(f"/api/victims/{each}").status_code == 200]
    time.sleep(0.02)
    return [time.monotonic() - sent.pop(each) for each in over]


def _event(number: int) -> AgencyEvent:
    return AgencyEvent(
        id=f"latency-{number}",
        source="urn:bench",
        agency=AGENCY,
        case=f"crime:{AGENCY}:latency-{number}",
        occurred=Occurred(datetime.now(UTC) - timedelta(days=1)),
        fact=VictimIdentified(),
        victim=f"{AGENCY}:victim-{number}",
    )
