"""An offender's facts reach all linked cases through two real workers of the intake."""

from dataclasses import replace
from pathlib import Path

import pytest

from events.after_sentence import PrisonerReleased, PrisonRelease
from events.identifiers import Agency, pseudonym
from events.offenders import OffenderLinked
from events.reporting import VictimIdentified
from schemas.log_records import LoggedFact, decode_log
from schemas.topics import JOURNEY
from workers import FaustWorker, agency_event, publish, read_all, until

pytestmark = pytest.mark.platform

PRISON, NOMS = Agency.PRISON_SERVICE, "noms:A1234BC"
URNS = [f"urn:01ZD03{number:05}" for number in range(6)]


def reached(bootstrap: str) -> set[str | None]:
    """The victims in whose logs the release is."""
    logged = (decode_log(record.value) for record in read_all(bootstrap, JOURNEY))
    facts = (each for each in logged if isinstance(each, LoggedFact))
    return {each.victim for each in facts if isinstance(each.fact, PrisonerReleased)}


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

    victims = {pseudonym(f"met-police:V{number}", b"secret") for number in range(len(URNS))}
    until(lambda: reached(kafka) >= victims, "the release in six journeys")

    assert not any(b"A1234BC" in record.value for record in read_all(kafka, JOURNEY))
    assert [worker.stop() for worker in workers] == [0, 0]
