"""Poison in every topic of the platform's own, through real workers: all the rest goes on."""

from dataclasses import replace
from pathlib import Path

import pytest
from kafka import KafkaProducer

from events.identifiers import Agency, Pseudonym, pseudonym
from events.investigation import SuspectArrested
from events.reporting import VictimIdentified
from events.vocabulary import AnyFact
from processors.faust.faust_tables import partition_of
from projections.store import Store
from schemas.records_set_aside import NO_OFFSET, UNREADABLE_CASE
from schemas.topics import (
    CASE_LINKS,
    INTAKE_PAUSES,
    INTERVENTIONS,
    JOURNEY,
    JOURNEY_CHANGES,
    JOURNEY_LENT,
    LOOKS,
    RELEASES,
    SINK_TOPICS,
    STAFFING,
    agency_topic,
    topic_plans,
)
from sink_checks import run_until
from workers import PARTITIONS, FaustWorker, agency_event, projected, publish, until

pytestmark = pytest.mark.platform

MET = Agency.MET_POLICE
CASES = "victim-journey-intake-cases-changelog"
HELD = "victim-journey-journeys-held-changelog"
LOST, HURT, WELL = (f"crime:met-police:{number}" for number in range(3))
"""The cases of a victim with a gap, of one whose stored state is spoilt, and of one who is well."""
UNDIVIDED = {plan.name for plan in topic_plans() if plan.partitions == 1}
READ_BY_THE_SINK = (INTAKE_PAUSES, STAFFING, INTERVENTIONS, LOOKS, RELEASES)
"""Topics of one partition that no worker reads."""


def victim_of(case: str) -> Pseudonym:
    return pseudonym(f"met-police:V{case[-1]}", b"secret")


def send(bootstrap: str, case: str, name: str, fact: AnyFact) -> None:
    event = agency_event(f"{name} {case}", MET, case, fact)
    identified = isinstance(fact, VictimIdentified)
    publish(bootstrap, replace(event, victim=f"met-police:V{case[-1]}") if identified else event)


def poison(bootstrap: str, *records: tuple[str, str | None, bytes]) -> None:
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        for topic, key, value in records:
            place = 0 if topic in UNDIVIDED else partition_of(PARTITIONS)(key or "")
            producer.send(topic, value, key.encode() if key else None, partition=place)


def started(bootstrap: str, folder: Path) -> list[FaustWorker]:
    return [FaustWorker(app, bootstrap, folder) for app in ("intake", "journey")]


def arrests(bootstrap: str, case: str) -> int:
    victim = victim_of(case)
    return sum(
        whose == victim and row.get("kind") == "suspect-arrested"
        for (whose, _), row in projected(bootstrap).items()
    )


def set_aside(store: Store) -> set[tuple[str, bool, str]]:
    rows = store.query("SELECT topic, `offset`, victim FROM set_aside FINAL")
    return {(row["topic"], row["offset"] == NO_OFFSET, row["victim"]) for row in rows}


def test_poison_inside_stops_no_part_and_only_that_victim(
    kafka: str, tmp_path: Path, empty_store: Store
) -> None:
    """Given poison in the topics and then in the changelogs, then one victim's arrests come in."""
    for case in (LOST, HURT, WELL):
        send(kafka, case, "who", VictimIdentified())
    workers = started(kafka, tmp_path)
    until(lambda: len({victim for victim, _ in projected(kafka)}) == 3, "three journeys")
    lost, hurt = victim_of(LOST), victim_of(HURT)
    poison(
        kafka,
        (JOURNEY, lost, b"{"),
        (JOURNEY, None, b"{"),
        (JOURNEY_LENT, None, b"{}"),
        (CASE_LINKS, WELL, b"{}"),
        *((topic, MET, b"{") for topic in READ_BY_THE_SINK),
        (JOURNEY_CHANGES, lost, b"\xff"),
    )
    for case in (LOST, WELL):
        send(kafka, case, "first", SuspectArrested())
    until(lambda: arrests(kafka, WELL) == 1, "the first arrest")

    for worker in workers:
        worker.kill()
    poison(kafka, (CASES, HURT, b"{"), (HELD, hurt, b"{"), (HELD, "amira", b"{"))
    started(kafka, tmp_path)
    for case in (HURT, WELL):
        send(kafka, case, "second", SuspectArrested())
    until(lambda: arrests(kafka, WELL) == 2, "the second arrest")

    expected = {
        (JOURNEY, False, ""),
        (JOURNEY, False, lost),
        (JOURNEY_LENT, False, ""),
        (CASE_LINKS, False, ""),
        *((topic, False, "") for topic in READ_BY_THE_SINK),
        (JOURNEY_CHANGES, False, ""),
        (CASES, False, ""),
        (agency_topic(MET), False, ""),
        (HELD, True, hurt),
        (HELD, True, ""),
    }
    run_until(empty_store, kafka, lambda: set_aside(empty_store) >= expected, SINK_TOPICS)
    assert set_aside(empty_store) == expected
    assert arrests(kafka, LOST) == arrests(kafka, HURT) == 0
    waiting = empty_store.query(
        "SELECT topic FROM set_aside FINAL WHERE error = {of:String}", {"of": UNREADABLE_CASE}
    )
    assert waiting == [{"topic": agency_topic(MET)}]
