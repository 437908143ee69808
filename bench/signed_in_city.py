"""A small city for the measurement of sign-in: a caseworker with their victims, and all parts real.

Kafka and the demo's provider run as processes of their own; ClickHouse is in this process.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import httpx
from fastapi import Request
from fastapi.testclient import TestClient

from access.remembered_caseloads import RememberedCaseloads
from access.stored_caseloads import StoredCaseloads
from access.viewer import Viewer
from bench.measurement import Say
from bench.simulated_log import log_of
from events.assignments import Capacity, CaseworkerAssigned
from events.clocks import Occurred
from events.identifiers import Agency, Pseudonym
from processors.fold.journey import fold
from projections.projection_rows import Rows, changes_rows, log_rows
from projections.store import Store
from runtime.embedded_kafka.single_broker import run_single_broker
from runtime.readiness import serves
from runtime.recorded_looks import break_glass_grants, recording_looks
from runtime.service import Service
from runtime.settings import Settings
from runtime.supervisor import Supervisor
from runtime.topic_creation import ensure_topics
from runtime.web_composition import sign_ins
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact
from sign_in_demo.discovery_address import DISCOVERY
from web.request_access import AccessParts
from web.sign_in.cookies import BROWSER, SESSION
from web.sign_in.signed_in import SignIns
from web.web_app import create_app

VICTIMS = 200
PORT, KAFKA_PORT = 8240, 19340

CASEWORKER = "bench-caseworker"
_STAFF, _TEAM = "B1", "bench-1"
_PEOPLE = f"""
[{CASEWORKER}]
name = "Caseworker of the measurement"
agency = "met-police"
staff = "{_STAFF}"
teams = ["{_TEAM}"]
roles = ["caseworker"]
"""


@dataclass(frozen=True)
class SignedInCity:
    """The store, the real parts of access, and the session of the caseworker who is signed in.

    `victim` has as many facts as half of the caseload has at most.
    """

    store: Store
    access: AccessParts
    session: str
    viewer: Viewer
    victim: Pseudonym
    address: str


def present() -> datetime:
    """The present, an aware instant."""
    return datetime.now(UTC)


@contextmanager
def signed_in_city(folder: Path, say: Say) -> Iterator[SignedInCity]:
    """Start everything, fill the store and sign the caseworker in."""
    settings = Settings(
        data=folder / "data",
        port=PORT,
        gateway_port=PORT + 1,
        provider_port=PORT + 2,
        kafka=f"127.0.0.1:{KAFKA_PORT}",
    )
    with (
        run_single_broker(folder / "kafka", KAFKA_PORT, say),
        _provider(settings, say),
        recording_looks(settings) as looks,
        closing(Store.open(path=folder / "chdb")) as store,
    ):
        ensure_topics(settings)
        victim = _filled(store)
        signs = sign_ins(settings)
        grants = break_glass_grants(settings, store, looks)
        access = AccessParts(signs, RememberedCaseloads(StoredCaseloads(store)), grants, looks)
        session = _signed_in(settings, store, access)
        yield SignedInCity(store, access, session, _viewer(signs, session), victim, settings.url)
        signs.sessions.close()
        for provider in signs.providers:
            provider.close()


@contextmanager
def _provider(settings: Settings, say: Say) -> Iterator[None]:
    people = settings.data / "sign-in-demo" / "people.toml"
    people.parent.mkdir(parents=True)
    people.write_text(_PEOPLE)
    command = [sys.executable, "-m", "cli", "run", "provider"]
    ready = serves(settings.provider_url, DISCOVERY)
    supervisor = Supervisor(settings.data / "logs", say=say)
    try:
        supervisor.start([Service("provider", command, settings.environment(), ready)])
        yield
    finally:
        supervisor.stop()


def _filled(store: Store) -> Pseudonym:
    """Journeys of simulated victims in the store, each assigned; the victim of the middle."""
    store.migrate()
    journeys: dict[Pseudonym, list[LoggedFact]] = {}
    for logged in log_of(VICTIMS * 2):
        if logged.victim is not None:
            journeys.setdefault(logged.victim, []).append(logged)
    chosen = dict(list(journeys.items())[:VICTIMS])
    rows: Rows = {}
    for victim, facts in chosen.items():
        for found in _rows(victim, [*facts, _assigned(facts)]):
            for table, lines in found.items():
                rows.setdefault(table, []).extend(lines)
    for table, lines in rows.items():
        store.insert(table, lines)
    return sorted(chosen, key=lambda victim: len(chosen[victim]))[VICTIMS // 2]


def _assigned(facts: Sequence[LoggedFact]) -> LoggedFact:
    """After all that the simulated agencies say of who has the case."""
    last = max(facts, key=lambda logged: logged.occurred.at)
    fact = CaseworkerAssigned(capacity=Capacity.OFFICER_IN_THE_CASE, team=_TEAM, staff=_STAFF)
    return replace(
        last,
        event=uuid4(),
        agency=Agency.MET_POLICE,
        occurred=Occurred(last.occurred.at + timedelta(days=1)),
        fact=fact,
        sequence=None,
    )


def _rows(victim: Pseudonym, facts: list[LoggedFact]) -> Iterator[Rows]:
    changes = Changes(victim, 1, tuple(fold(facts, present()).rows.values()))
    yield changes_rows(encode_changes(changes))
    for logged in facts:
        yield log_rows(logged.written)


def _signed_in(settings: Settings, store: Store, access: AccessParts) -> str:
    """Sign in as a browser does; the name of the session."""
    browser = TestClient(
        create_app(store, present, access), base_url=settings.url, follow_redirects=False
    )
    begun = browser.get("/sign-in/start", params={"provider": settings.provider_url})
    asked = dict(parse_qsl(urlsplit(begun.headers["location"]).query))
    chosen = httpx.post(f"{settings.provider_url}/choose", data=asked | {"person": CASEWORKER})
    own = {"Cookie": f"{BROWSER}={begun.cookies[BROWSER]}"}
    return browser.get(chosen.headers["location"], headers=own).cookies[SESSION]


def _viewer(signs: SignIns, session: str) -> Viewer:
    cookie = (b"cookie", f"{SESSION}={session}".encode())
    viewer = signs.viewer_of(Request({"type": "http", "headers": [cookie]}))
    if viewer is None:
        raise ValueError("nobody is signed in")
    return viewer
