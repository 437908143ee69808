"""From an agency's publishing to an answer from ClickHouse, on a running platform."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx

from agencies.publisher import Publisher
from bench.measured import Aim, Measured, Say
from events.clocks import Occurred
from events.identifiers import Agency, pseudonym
from events.reporting import VictimIdentified
from runtime.settings import Settings
from schemas.cloudevents import AgencyEvent

PORT, KAFKA_PORT = 8290, 19390
EVENTS = 100
PATIENCE = 60.0
"""Seconds to wait for one event."""


def measure(say: Say) -> Measured:
    """Publish events one by one; each time ask for that victim's journey until it is there."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), port=PORT, kafka_port=KAFKA_PORT)
        with platform(settings, say), Publisher(settings.bootstrap, Agency.MET_POLICE) as agency:
            seconds = [_one(settings, agency, number) for number in range(EVENTS)]
    cuts = quantiles(seconds, n=100)
    notes = [
        f"{EVENTS} events published one after the other on a platform with nothing else to do, each"
        " by kafka-python to its topic; then the API is asked every 50 ms for that victim until"
        " the journey is there. The sink writes a block every 0.7 s at most."
    ]
    row = {"median": cuts[49], "90th": cuts[89], "99th": cuts[98], "longest": max(seconds)}
    aim = Aim(
        "publish to visible in ClickHouse, p99 within 5 s",
        f"p50 {cuts[49]:.1f} s, p99 {cuts[98]:.1f} s",
        cuts[98] <= 5,
    )
    return Measured("Publish to visible", notes, {"Seconds": [row]}, [aim])


def _one(settings: Settings, agency: Publisher, number: int) -> float:
    victim = f"met-police:bench-{number}"
    began = time.monotonic()
    agency.publish(
        AgencyEvent(
            id=str(number),
            source="bench",
            agency=Agency.MET_POLICE,
            case=f"crime:met-police:bench-{number}",
            occurred=Occurred(datetime.now(UTC)),
            fact=VictimIdentified(),
            victim=victim,
        )
    )
    url = f"{settings.url}/api/victims/{pseudonym(victim, settings.secret_key())}"
    while httpx.get(url).status_code != 200:
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"event {number} was not there after {PATIENCE:.0f} s")
        time.sleep(0.05)
    return time.monotonic() - began


@contextmanager
def platform(settings: Settings, say: Say) -> Iterator[None]:
    """`journey up` with these settings, until the block is left."""
    command = [sys.executable, "-m", "runtime", "up", "--data", str(settings.data)]
    ports = ["--port", str(settings.port), "--kafka-port", str(settings.kafka_port)]
    process = subprocess.Popen(
        [*command, *ports], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr
    try:
        for line in process.stderr:
            say(line.strip())
            if "is up at" in line:
                break
        yield
    finally:
        process.terminate()
        process.wait(60)
        process.stderr.close()
