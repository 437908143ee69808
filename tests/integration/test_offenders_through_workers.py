"""An offender's facts reach all linked cases through two real workers of the intake."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from kafka import KafkaProducer

from events.after_sentence import PrisonerReleased, PrisonRelease
from events.identifiers import Agency, pseudonym
from events.offenders import OffenderLinked
from events.reporting import VictimIdentified
from published_journey import published_event
from schemas.log_records import LoggedFact, decode_log
from schemas.topics import JOURNEY, agency_topic, rejected_topic
from workers import FaustWorker, agency_event, publish, read_all, until

pytestmark = pytest.mark.platform

PRISON, NOMS = Agency.PRISON_SERVICE, "noms:A1234BC"
URNS = [f"urn:01ZD03{number:05}" for number in range(6)]


def reached(bootstrap: str) -> set[str | None]:
    """The victims in whose logs the release is."""
    logged = (decode_log(record.value) for record in read_all(bootstrap, JOURNEY))
    facts = (each for each in logged if isinstance(each, LoggedFact))
    return {each.victim for each in facts if isinstance(each.fact, PrisonerReleased)}


MALFORMED = published_event(
    "suspect-charged",
    "2025-03-04T09:00:00Z",
    {"method": "charge", "suspect": 1, "asn": "2213NX00000006733699"},
    subject=URNS[0],
)
"""A charge whose arrest/summons number has no letter at its end."""


def publish_raw(bootstrap: str, event: dict[str, Any]) -> None:
    topic = agency_topic(Agency(event["agency"]))
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        producer.send(topic, key=event["subject"].encode(), value=orjson.dumps(event))


def remarks(bootstrap: str) -> list[Any]:
    return read_all(bootstrap, rejected_topic(Agency.MET_POLICE))


def kinds(bootstrap: str) -> set[str]:
    logged = (decode_log(record.value) for record in read_all(bootstrap, JOURNEY))
    return {each.fact.kind for each in logged if isinstance(each, LoggedFact)}


def test_wherever_the_cases_are_each_victim_gets_the_release_and_nobody_the_number(
    kafka: str, tmp_path: Path
) -> None:
    workers = [FaustWorker("intake", kafka, tmp_path, number) for number in range(2)]
    for number, urn in enumerate(URNS):
        linked = agency_event(f"l{number}", PRISON, urn, OffenderLinked(offender=NOMS))
        known = agency_event(f"v{number}", Agency.MET_POLICE, urn, VictimIdentified())
        publish(kafka, linked)
        publish(kafka, replace(known, victim=f"met-police:V{number}"))
    released = PrisonerReleased(release=PrisonRelease.CONDITIONAL)
    publish(kafka, agency_event("r", PRISON, NOMS, released))

    publish_raw(kafka, MALFORMED)

    victims = {pseudonym(f"met-police:V{number}", b"secret") for number in range(len(URNS))}
    until(lambda: reached(kafka) >= victims, "the release in six journeys")

    until(lambda: bool(remarks(kafka)), "the remark on the number that is none")

    remark, *again = remarks(kafka)
    assert {each.value for each in again} <= {remark.value}  # it may be told again, as all may
    headers = {name: value.decode() for name, value in remark.headers}
    assert headers["reason"] == "accepted-with-remark"
    assert "data.asn: string_pattern_mismatch" in headers["problems"]
    assert "suspect-charged" in kinds(kafka)
    assert not any(b"A1234BC" in record.value for record in read_all(kafka, JOURNEY))
    assert [worker.stop() for worker in workers] == [0, 0]
