"""Acts from the page through real Kafka, Faust and chDB, back to the page."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from kafka import KafkaProducer
from kafka.errors import KafkaConnectionError

from access.stored_caseloads import StoredCaseloads
from access.viewer import Role
from agencies.gateway_publisher import Gateway, TryAgain
from agencies.publisher import Publisher
from caseworkers.act_events import ActOn, Actor, act_event
from events.alert_acts import AlertAcknowledged
from events.assignments import Capacity, CaseworkerAssigned
from events.clocks import Occurred
from events.identifiers import Agency
from events.investigation import SuspectArrested
from events.offences import OffenceGroup
from events.reporting import CrimeReported, VictimIdentified
from events.staffing import CaseworkerLeft
from events.vocabulary import AnyFact
from example_access import SignedInAs, access_of, viewer_with
from example_server import serving
from projections.sink import Sink
from projections.store import Store
from schemas.alert_policy import AlertPolicy
from schemas.cloudevents import AgencyEvent
from schemas.ticks import Tick, encode_tick
from schemas.topics import JOURNEY, SINK_TOPICS, rejected_topic
from web.acts.act_publishing import ActPublishing, publish_by, record_acts
from web.web_app import create_app
from workers import PARTITIONS, FaustWorker, agency_event, publish, read_all, until

pytestmark = pytest.mark.platform

MET = Agency.MET_POLICE
CASE, VICTIM = "crime:met-police:4401234/25", "met-police:V1"
OFFICER = Capacity.OFFICER_IN_THE_CASE


def now() -> datetime:
    return datetime.now(UTC)


def ago(days: int, event: str, fact: AnyFact, victim: str | None = None) -> AgencyEvent:
    """An event of the case from so many days ago."""
    happened = Occurred(now() - timedelta(days=days))
    return replace(agency_event(event, MET, CASE, fact), occurred=happened, victim=victim)


def reported() -> list[AgencyEvent]:
    """Two suspects were arrested a month ago, and nobody told the victim. A team has the case."""
    return [
        ago(40, "1", CrimeReported(offence=OffenceGroup.ROBBERY)),
        ago(40, "2", VictimIdentified(), VICTIM),
        ago(39, "3", CaseworkerAssigned(capacity=OFFICER, team="hackney-1")),
        ago(30, "4", SuspectArrested(suspect=1)),
        ago(30, "5", SuspectArrested(suspect=2)),
    ]


def tick_at_once(bootstrap: str, at: datetime) -> None:
    """A tick after which people are told at once."""
    told_at_once = encode_tick(Tick(at, AlertPolicy(hold=timedelta())))
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        for partition in range(PARTITIONS):
            producer.send(JOURNEY, value=told_at_once, partition=partition)


@contextmanager
def sink_running(store: Store, bootstrap: str) -> Iterator[None]:
    """The sink, beside the test, as it runs beside the pages."""
    stops: Queue[Callable[[], object]] = Queue()

    async def run() -> None:
        stopping, loop = asyncio.Event(), asyncio.get_running_loop()
        stops.put(lambda: loop.call_soon_threadsafe(stopping.set))
        await Sink(store, bootstrap, SINK_TOPICS).run(stopping)

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(asyncio.run, run())
        try:
            yield
        finally:
            stops.get()()
            running.result()


@dataclass
class ByStaff:
    """The pages of several people of the Met on one platform."""

    store: Store
    pages: dict[str, httpx.Client]

    def alerts(self) -> list[dict[str, Any]]:
        sql = "SELECT * FROM alerts FINAL WHERE rule = 'R6.1' AND kind = 'late' ORDER BY id"
        return self.store.query(sql)

    def states(self) -> list[str]:
        return [str(alert["state"]) for alert in self.alerts()]

    def post(self, staff: str, address: str, form: UUID | None = None, /, **fields: Any) -> str:
        """Send a form and come back to the page; the banner that stands there."""
        hidden = {"csrf": SignedInAs.csrf, "form": str(form or uuid4())}
        answer = self.pages[staff].post(address, data=hidden | fields)
        assert answer.status_code == 303, answer.text
        page = self.pages[staff].get(answer.headers["location"])
        assert page.status_code == 200
        return page.text.partition("<h1")[0]


@contextmanager
def served_to_staff(store: Store, bootstrap: str, *staff: str) -> Iterator[ByStaff]:
    gateway = Gateway({}, partial(Publisher, bootstrap, patience=10.0))
    clients = {}
    with ExitStack() as ends:
        ends.callback(gateway.close)
        for each in staff:
            viewer = replace(viewer_with(Role.CASEWORKER), staff=each)
            access = replace(access_of(viewer), caseloads=StoredCaseloads(store))
            app = create_app(store, now, access)
            publish_by(app, ActPublishing(gateway.publish, patience=60))
            url = ends.enter_context(serving(app))
            clients[each] = ends.enter_context(httpx.Client(base_url=url, timeout=120))
        yield ByStaff(store, clients)


@pytest.fixture
def platform(kafka: str, tmp_path: Path, empty_store: Store) -> Iterator[ByStaff]:
    """Two caseworkers of one team, and two alerts that stand."""
    tick_at_once(kafka, now() - timedelta(hours=1))
    for event in reported():
        publish(kafka, event)
    FaustWorker("intake", kafka, tmp_path)
    FaustWorker("journey", kafka, tmp_path)
    with (
        sink_running(empty_store, kafka),
        served_to_staff(empty_store, kafka, "MP1001", "MP1002") as people,
    ):

        def are_raised() -> bool:
            tick_at_once(kafka, now())
            facts = people.store.query("SELECT count() AS facts FROM facts FINAL")[0]["facts"]
            return people.states() == ["raised", "raised"] and facts == len(reported())

        until(are_raised, "the alerts are raised")
        yield people


def told(alert: dict[str, Any]) -> dict[str, str]:
    return {
        "alert": str(alert["id"]),
        "matter": str(alert["obligation"]),
        "channel": "telephone",
        "outcome": "reached",
        "when": (now() - timedelta(minutes=2)).isoformat(),
    }


def test_told_once_by_two_presses(kafka: str, platform: ByStaff) -> None:
    one, _ = platform.alerts()
    acts, form = f"/victims/{one['victim']}/acts", uuid4()

    first = platform.post("MP1001", f"{acts}/told", form, **told(one))
    again = platform.post("MP1001", f"{acts}/told", form, **told(one))

    assert "The victim was told of the arrest" in first
    assert "That did 1 duty." in first
    assert "That did 1 duty." in again
    assert "You sent this form before" in again
    assert sorted(platform.states()) == ["raised", "resolved"]
    sql = "SELECT kind, recorded_by FROM timeline FINAL WHERE kind = 'victim-informed'"
    assert platform.store.query(sql) == [{"kind": "victim-informed", "recorded_by": "MP1001"}]
    assert read_all(kafka, rejected_topic(MET)) == []


def test_two_people_at_once_both_see_the_truth(kafka: str, platform: ByStaff) -> None:
    """Each takes up the alert before the other's act is known. The later one counts."""
    alert = platform.alerts()[0]
    name = f"{alert['victim']}/{alert['id']}"
    with ThreadPoolExecutor() as threads:
        both = [
            threads.submit(platform.post, staff, "/alerts/acknowledge", only=name)
            for staff in ("MP1001", "MP1002")
        ]
        banners = [each.result() for each in both]

    (stands,) = [each for each in platform.alerts() if each["id"] == alert["id"]]
    assert stands["state"] == "acknowledged"
    words = f"cknowledged by {stands['acted_by']}, today"
    assert any(words in banner for banner in banners)
    assert any("acted too" in banner or "was quicker" in banner for banner in banners)
    by = stands["acted_by"]
    other = next(staff for staff in platform.pages if staff != by)
    assert "You had done that before" in platform.post(by, "/alerts/acknowledge", only=name)
    assert "Somebody was quicker" in platform.post(other, "/alerts/acknowledge", only=name)
    assert read_all(kafka, rejected_topic(MET)) == []


def test_a_case_handed_over_is_gone_and_who_left_gets_none(kafka: str, platform: ByStaff) -> None:
    alert = platform.alerts()[0]
    act = f"/victims/{alert['victim']}/acts/hand-over"
    to = {"alert": str(alert["id"]), "team": "hackney-1", "capacity": OFFICER}
    left = agency_event("6", MET, "staff:met-police:MP1009", CaseworkerLeft())
    publish(kafka, replace(left, occurred=Occurred(now() - timedelta(days=1))))
    sql = "SELECT count() AS events FROM staffing"
    until(lambda: platform.store.query(sql)[0]["events"] == 1, "it is known who left")

    form = {"csrf": SignedInAs.csrf, "form": str(uuid4())}
    answer = platform.pages["MP1001"].post(act, data=form | to | {"staff": "MP1009"})
    assert answer.status_code == 422
    assert "That colleague has left" in answer.text
    handed = platform.post("MP1001", act, **to, staff="MP1002")
    assert "The case was assigned" in handed
    assert "Caseloads follow within 30 seconds" in handed
    assert platform.pages["MP1001"].get(f"/victims/{alert['victim']}").status_code == 403
    assert platform.pages["MP1002"].get(f"/victims/{alert['victim']}").status_code == 200


def test_while_no_kafka_answers_an_act_is_not_recorded(empty_store: Store) -> None:
    """As the gateway's own tests have it with a broker that is stopped."""

    def nobody(_: Agency) -> Publisher:
        raise KafkaConnectionError("no Kafka answers")

    by, on = Actor(MET, "MP1001"), ActOn("victim-" + "a" * 26, CASE)
    act = act_event(AlertAcknowledged(alerts=(uuid4(),)), on, by, uuid4(), now())
    publishing = ActPublishing(Gateway({}, nobody).publish)

    with pytest.raises(TryAgain):
        record_acts(empty_store, publishing, by, [act], now())
