"""Worked journeys through real Kafka, Faust and chDB, with crashes; London's times."""

from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_notes import london
from events.clocks import Occurred
from events.contact import ToldAbout
from events.corrections import CorrectionAgreed, CorrectionProposed
from events.identifiers import Agency, event_identity
from events.identity import VictimsMerged, VictimsUnmerged
from events.investigation import SuspectArrested
from events.offences import OffenceGroup
from events.reporting import CrimeReported, VictimIdentified
from processors.faust.journey_app import NAME
from processors.stream.removed_rows import has_rows
from projections.store import Store
from schemas.cloudevents import AgencyEvent
from sink_checks import in_clickhouse, states
from story_facts import told
from workers import (
    FaustWorker,
    agency_event,
    expected,
    projected,
    publish,
    read_all,
    tick,
    until,
)

pytestmark = pytest.mark.platform

MET, SUPPORT = Agency.MET_POLICE, Agency.VICTIM_SUPPORT
CASE = "crime:met-police:4401234/25"
AMIRA, CLIENT = "met-police:V1", "victim-support:C7"


def at(when: str, event: AgencyEvent, victim: str | None = None) -> AgencyEvent:
    return replace(event, occurred=Occurred(london(when)), victim=victim)


REPORTED = [
    at(
        "2025-03-03 10:00",
        agency_event("1", MET, CASE, CrimeReported(offence=OffenceGroup.ROBBERY)),
    ),
    at("2025-03-03 10:00", agency_event("2", MET, CASE, VictimIdentified()), AMIRA),
    at("2025-03-04 14:00", agency_event("3", MET, CASE, SuspectArrested())),
]
TOLD = at("2025-03-14 11:00", agency_event("4", MET, CASE, told(ToldAbout.ARREST)), AMIRA)
CLIENT_OF_SUPPORT = [
    at("2025-03-05 10:00", agency_event("5", SUPPORT, CASE, VictimIdentified()), CLIENT),
    at("2025-03-06 10:00", agency_event("6", SUPPORT, CASE, told(ToldAbout.PROGRESS)), CLIENT),
]


def stands(bootstrap: str, rule: str) -> list[object]:
    """How the duties under a rule stand, as they would be projected."""
    return [
        row["state"]
        for row in projected(bootstrap).values()
        if row.get("rule") == rule and "due_on" in row and "trigger" in row
    ]


def test_told_late_corrected_merged_and_unmerged(
    kafka: str, tmp_path: Path, empty_store: Store
) -> None:
    """Stories 2, 3, 10, 9 and 14: each step is seen, also by workers that are killed in between.

    ClickHouse follows, by a sink that is started and stopped again at every step.
    """
    workers = [FaustWorker("intake", kafka, tmp_path), FaustWorker("journey", kafka, tmp_path)]
    for event in REPORTED:
        publish(kafka, event)
    tick(kafka, london("2025-03-12 00:00"))
    until(lambda: stands(kafka, "R6.1") == ["breached"], "the breach by a tick")

    publish(kafka, TOLD)
    until(lambda: stands(kafka, "R6.1") == ["discharged-late"], "told late, by 3 working days")
    assert in_clickhouse(empty_store, kafka) == states(projected(kafka))

    arrest = event_identity(MET, "test", "3")
    right = london("2025-03-14 10:00").isoformat()
    wrong_day = CorrectionProposed(correction="17", event=arrest, field="time", value=right)
    publish(kafka, at("2025-03-17 10:00", agency_event("7", SUPPORT, CASE, wrong_day)))
    for worker in workers:
        worker.kill()
    workers = [FaustWorker("intake", kafka, tmp_path), FaustWorker("journey", kafka, tmp_path)]
    agreed = CorrectionAgreed(proposed_by=SUPPORT, correction="17")
    publish(kafka, at("2025-03-20 09:00", agency_event("8", MET, CASE, agreed)))
    until(lambda: stands(kafka, "R6.1") == ["discharged"], "told in time, by the right date")
    assert in_clickhouse(empty_store, kafka) == states(projected(kafka))

    for event in CLIENT_OF_SUPPORT:
        publish(kafka, event)
    _merge(kafka, "9", "2025-05-01 10:00", VictimsMerged())
    tick(kafka, london("2025-05-02 00:00"))
    until(lambda: _agrees(kafka, copied=True), "one journey with both histories")
    assert in_clickhouse(empty_store, kafka) == states(expected(kafka))
    for worker in workers:
        worker.kill()
    workers = [FaustWorker("intake", kafka, tmp_path), FaustWorker("journey", kafka, tmp_path)]
    _merge(kafka, "10", "2025-05-06 10:00", VictimsUnmerged())
    tick(kafka, london("2025-05-07 00:00"))
    until(lambda: _agrees(kafka, copied=False), "two journeys, and no copy stored of the other")
    assert in_clickhouse(empty_store, kafka) == states(expected(kafka))
    assert [worker.stop() for worker in workers] == [0, 0]


def _merge(bootstrap: str, number: str, when: str, fact: VictimsMerged | VictimsUnmerged) -> None:
    """Both agencies agree on a merge; one is enough to undo it."""
    for agency in (MET, SUPPORT) if isinstance(fact, VictimsMerged) else (SUPPORT,):
        event = at(when, agency_event(number, agency, CASE, fact), AMIRA)
        publish(bootstrap, replace(event, other_victim=CLIENT))
    until(
        lambda: any(row.get("kind") == fact.kind for row in projected(bootstrap).values()),
        f"{fact.kind} on the timeline",
    )


def _copies(bootstrap: str) -> int:
    """How many facts of another victim the changelog of journeys has, as it stands."""
    changelog = read_all(bootstrap, f"{NAME}-held-changelog")
    newest = {record.key.decode(): record.value for record in changelog}
    of_facts = {key: value for key, value in newest.items() if not has_rows(key)}
    return sum(value is not None and key.count("/") == 2 for key, value in of_facts.items())


def _agrees(bootstrap: str, *, copied: bool) -> bool:
    return projected(bootstrap) == expected(bootstrap) and (_copies(bootstrap) > 0) is copied
