"""The intake of an agency of which too much is refused: it waits, others go on, nothing is lost."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from kafka import KafkaProducer

from agencies.paused_intakes import resume
from agencies.publisher import Publisher
from events.identifiers import Agency
from runtime.platform_services import INTAKE_GROUP
from runtime.readiness import joins
from schemas.cloudevents import AgencyEvent, encode
from schemas.intake_pauses import Paused, RateLimited, decode_pause, rate_key
from schemas.log_records import LoggedFact, decode_log
from schemas.topics import INTAKE_PAUSES, JOURNEY, agency_topic, rejected_topic
from simulator import simulate
from workers import ENDING, FaustWorker, read_all, until

pytestmark = pytest.mark.platform

MET, CPS = Agency.MET_POLICE, Agency.CPS


def good(name: str, agency: Agency, count: int) -> list[AgencyEvent]:
    said = next(
        each.event
        for each in simulate(40, seed=7, ending=ENDING).deliveries
        if each.agency is agency
    )
    return [replace(said, id=f"{name}-{number}") for number in range(count)]


def publish_bad(bootstrap: str, count: int) -> None:
    """Bytes that no reader understands, all in one partition."""
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        for number in range(count):
            producer.send(
                agency_topic(MET), b"{bad %d" % number, b"crime:met-police:1", partition=0
            )


def publish_good(bootstrap: str, events: list[AgencyEvent]) -> None:
    with Publisher(bootstrap, events[0].agency) as publisher:
        for event in events:
            publisher.publish_raw(encode(event), event.case.encode(), [])
        publisher.flush()


def publish_mixed(bootstrap: str, events: list[AgencyEvent], bad: int) -> None:
    """One partition in which good events stand behind bad ones."""
    publish_bad(bootstrap, bad)
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        for event in events:
            producer.send(
                agency_topic(event.agency), encode(event), event.case.encode(), partition=0
            )


def logged(bootstrap: str) -> Counter[tuple[Agency, object]]:
    records = [decode_log(record.value) for record in read_all(bootstrap, JOURNEY)]
    return Counter((each.agency, each.event) for each in records if isinstance(each, LoggedFact))


def refused(bootstrap: str) -> Counter[bytes]:
    return Counter(record.value for record in read_all(bootstrap, rejected_topic(MET)))


def pauses(bootstrap: str) -> list[Paused]:
    said = [decode_pause(record.value) for record in read_all(bootstrap, INTAKE_PAUSES)]
    return [each for each in said if isinstance(each, Paused)]


def taken(bootstrap: str, agency: Agency) -> int:
    return len([event for of, event in logged(bootstrap) if of is agency])


def test_an_agency_of_which_too_much_is_refused_waits_until_it_is_resumed(
    kafka: str, tmp_path: Path
) -> None:
    """Given a bad day, when its intake pauses, then the rest waits, also through a kill."""
    worker = FaustWorker("intake", kafka, tmp_path)
    publish_mixed(kafka, good("behind", MET, 40), bad=70)
    until(lambda: len(pauses(kafka)) == 1, "the pause")
    assert pauses(kafka) == [Paused(refused=50, events=50)]

    publish_good(kafka, good("others", CPS, 100))
    until(lambda: taken(kafka, CPS) == 100, "what another agency says")
    assert sum(refused(kafka).values()) == 50

    assert worker.stop() == 0
    worker = FaustWorker("intake", kafka, tmp_path)
    publish_good(kafka, good("meanwhile", CPS, 10))
    until(lambda: taken(kafka, CPS) == 110, "the worker to be back")
    worker.kill()
    publish_good(kafka, good("mended", MET, 30))
    publish_good(kafka, good("later", CPS, 50))
    worker = FaustWorker("intake", kafka, tmp_path)
    until(lambda: taken(kafka, CPS) == 160, "what another agency says to the new worker")
    assert (taken(kafka, MET), len(refused(kafka))) == (0, 50)

    assert resume(kafka, MET)
    until(lambda: taken(kafka, MET) == 70, "all that waited")
    assert sorted(refused(kafka)) == sorted(b"{bad %d" % number for number in range(70))
    assert len(pauses(kafka)) == 1
    assert worker.stop() == 0
    assert "the intake of met-police is paused" in (tmp_path / "intake-0.log").read_text()


def test_of_too_many_in_a_minute_the_rest_waits_and_all_is_taken_in_once(
    kafka: str, tmp_path: Path
) -> None:
    """Given short minutes of 40 events, when 200 of one agency come, then they are taken in minute
    by minute, each once, another agency's meanwhile, and nobody has to resume anything."""
    short = (
        "from processors.stream import event_rate as rate;rate.MINUTE, rate.MOST_A_MINUTE = 3.0, 40"
    )
    publish_good(kafka, good("many", MET, 200))
    worker = FaustWorker("intake", kafka, tmp_path, before=short)
    until(lambda: taken(kafka, MET) >= 40, "the first minute")
    publish_good(kafka, good("others", CPS, 20))
    until(lambda: taken(kafka, CPS) == 20, "what another agency says")
    assert taken(kafka, MET) < 200

    until(lambda: taken(kafka, MET) == 200, "all that waited")
    assert set(logged(kafka).values()) == {1}
    full = [(each.key, decode_pause(each.value)) for each in read_all(kafka, INTAKE_PAUSES)]
    assert len(full) >= 4
    assert {(key, limit.events) for key, limit in full if isinstance(limit, RateLimited)} == {
        (rate_key(MET), 40)
    }
    assert worker.stop() == 0


def test_every_worker_waits_and_nothing_held_counts_twice(kafka: str, tmp_path: Path) -> None:
    """Given two workers, when one pauses, then the other waits; what they held is taken once."""
    ready = [joins(kafka, INTAKE_GROUP, f"{INTAKE_GROUP}-{number}")() for number in range(2)]
    workers = [FaustWorker("intake", kafka, tmp_path, number) for number in range(2)]
    until(lambda: all(joined() for joined in ready), "both to be at work")
    publish_good(kafka, good("first", CPS, 20))
    until(lambda: taken(kafka, CPS) == 20, "what another agency says")
    publish_mixed(kafka, good("behind", MET, 300), bad=200)
    until(lambda: len(pauses(kafka)) == 1, "the pause")
    logs = [tmp_path / f"intake-{number}.log" for number in range(2)]
    until(lambda: all("is paused" in log.read_text() for log in logs), "both to hear of it")
    elsewhere = [
        replace(event, case=f"crime:met-police:{number}")
        for number, event in enumerate(good("elsewhere", MET, 50))
    ]
    publish_good(kafka, elsewhere)
    publish_good(kafka, good("others", CPS, 20))
    until(lambda: taken(kafka, CPS) == 40, "what another agency says")
    assert taken(kafka, MET) == 0

    assert resume(kafka, MET, uncounted=True)

    until(lambda: taken(kafka, MET) == 350, "all that waited")
    assert set(refused(kafka).values()) == {1}
    assert len(refused(kafka)) == 200
    assert set(logged(kafka).values()) == {1}
    assert len(pauses(kafka)) == 1
    assert [worker.stop() for worker in workers] == [0, 0]


def test_after_a_resume_counting_begins_anew(kafka: str, tmp_path: Path) -> None:
    """Given bad events still waiting, when it is resumed, then it takes a new share to pause."""
    worker = FaustWorker("intake", kafka, tmp_path)
    publish_bad(kafka, 120)
    until(lambda: len(pauses(kafka)) == 1, "the pause")

    assert resume(kafka, MET)

    until(lambda: len(pauses(kafka)) == 2, "another")
    assert sum(refused(kafka).values()) == 100
    assert resume(kafka, MET)
    until(lambda: sum(refused(kafka).values()) == 120, "the rest")
    assert not resume(kafka, MET)
    assert worker.stop() == 0
