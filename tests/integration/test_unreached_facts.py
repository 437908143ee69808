"""Events that reached no victim are counted, and their agency sees which link is missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from agencies.unreached_facts import COUNTED, tallies, unreached_cases
from events.after_sentence import ContactSchemeOffered, PrisonerReleased, PrisonRelease
from events.corrections import ReportWithdrawn
from events.fact import Fact
from events.identifiers import Agency, Pseudonym, event_identity
from events.identity import CaseLinked, CaseUnlinked
from events.investigation import SuspectArrested
from events.registered_interventions import (
    InterventionKind,
    InterventionRegistered,
    WaitingStage,
)
from events.staffing import CaseworkerLeft
from example_journeys import NOW
from example_server import served
from processors.fold.timeline_rows import timeline_entry
from projections.projection_rows import (
    changes_rows,
    intervention_rows,
    log_rows,
    staffing_rows,
)
from projections.store import Store
from pure_cases import case_event
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact
from store_copies import empty_store

pytestmark = pytest.mark.platform

CRIME, URN, OTHER_URN = "crime:met-police:4401234/25", "urn:01ZD0303225", "urn:01ZD0303325"
COURT = "court:T20254007"
OFFENDER, OTHER_OFFENDER = "offender-" + "a" * 26, "offender-" + "b" * 26
BEGUN = InterventionRegistered(
    intervention=InterventionKind.TRAINING,
    stage=WaitingStage.TRIAL,
    first_day=date(2025, 4, 1),
)
RELEASED = PrisonerReleased(release=PrisonRelease.CONDITIONAL)
EARLIER = NOW - timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with empty_store(tmp_path / "chdb") as store:
        yield store


def came(
    store: Store,
    number: int,
    case: str,
    agency: Agency = Agency.HMCTS,
    victim: str | None = None,
    fact: Fact | None = None,
    at: datetime = EARLIER,
) -> None:
    event = replace(case_event(number, case, fact or SuspectArrested()), agency=agency)
    known = Pseudonym(victim) if victim else None
    logged = LoggedFact.accepted(event, known, at)
    for table, rows in log_rows(logged.written).items():
        store.insert(table, rows)


def found(store: Store, agency: Agency | None = None) -> dict[str, tuple[str, int]]:
    cases = unreached_cases(store, NOW, agency)
    return {each.case_id: (str(each.missing), each.events) for each in cases}


def test_each_case_says_which_link_is_missing(store: Store) -> None:
    came(store, 1, CRIME, Agency.MET_POLICE)
    came(store, 2, URN)
    came(store, 3, URN)
    came(store, 4, OTHER_URN, fact=CaseLinked(other=COURT))

    came(
        store,
        5,
        OFFENDER,
        Agency.PRISON_SERVICE,
        fact=PrisonerReleased(release=PrisonRelease.TEMPORARY),
    )

    assert found(store) == {
        CRIME: ("victim", 1),
        URN: ("crime", 2),
        OTHER_URN: ("victim-behind-the-link", 1),
        OFFENDER: ("offender", 1),
    }
    assert found(store, Agency.MET_POLICE) == {CRIME: ("victim", 1)}
    counted = tallies(unreached_cases(store, NOW, Agency.HMCTS))
    assert [(str(each.missing), each.cases, each.events) for each in counted] == [
        ("crime", 1, 2),
        ("victim-behind-the-link", 1, 1),
    ]


def test_what_was_said_of_an_unlinked_offender_to_one_victim_reached_no_journey(
    store: Store,
) -> None:
    came(store, 1, OFFENDER, Agency.PROBATION, victim="victim-a", fact=ContactSchemeOffered())

    assert found(store) == {OFFENDER: ("offender", 1)}


def test_what_is_said_of_an_offender_without_a_case_waits_for_the_link_with_one(
    store: Store,
) -> None:
    """Given a release of an offender: the log has it under the offender's pseudonym."""
    came(store, 1, OFFENDER, Agency.PRISON_SERVICE, fact=RELEASED)
    came(store, 2, OTHER_OFFENDER, Agency.PRISON_SERVICE, fact=RELEASED)
    came(store, 2, OTHER_OFFENDER, Agency.PRISON_SERVICE, "victim-a", RELEASED)
    shown(store, 2, OTHER_OFFENDER, "victim-a", Agency.PRISON_SERVICE)

    assert found(store) == {OFFENDER: ("offender", 1)}
    with served(store) as url, httpx.Client(base_url=url, timeout=60) as client:
        page = client.get("/agencies/prison-service").text
        assert "number is linked with no case of a known victim" in page


def test_what_concerns_no_case_waits_for_no_link(store: Store) -> None:
    """Given a fact about staff and one about an intervention: each is an event that was taken."""
    left = case_event(1, "staff:met-police:4401", CaseworkerLeft())
    begun = case_event(2, "intervention:met-police:7", BEGUN)
    for event, rows_of in ((left, staffing_rows), (begun, intervention_rows)):
        logged = LoggedFact.accepted(event, None, EARLIER)
        for table, rows in rows_of(logged.written).items():
            store.insert(table, rows)

    assert store.query("SELECT count() AS events FROM events") == [{"events": 2}]
    assert found(store) == {}


def shown(store: Store, number: int, case: str, victim: str, agency: Agency = Agency.HMCTS) -> None:
    """An event of a case stands in a victim's timeline, too."""
    known = Pseudonym(victim)
    event = replace(case_event(number, case, SuspectArrested()), agency=agency)
    entry = timeline_entry(LoggedFact.accepted(event, known, EARLIER))
    changes = encode_changes(Changes(known, number, (entry,)))
    for table, rows in changes_rows(changes).items():
        store.insert(table, rows)


def test_what_reached_a_victim_until_the_link_was_undone_is_counted(store: Store) -> None:
    """Given two cases of one victim, and the link with one of them undone and none made anew."""
    came(store, 1, CRIME, Agency.MET_POLICE, "victim-a")
    shown(store, 1, CRIME, "victim-a")
    came(store, 2, URN, victim="victim-a")
    assert found(store) == {}

    came(store, 3, CRIME, Agency.MET_POLICE, "victim-a", CaseUnlinked(other=URN))
    assert found(store) == {URN: ("undone", 1)}
    shown(store, 2, URN, "victim-b")
    assert found(store) == {}


def test_what_reached_a_victim_until_the_link_was_taken_back_is_counted(store: Store) -> None:
    link = event_identity(Agency.MET_POLICE, "any", "3")
    came(store, 1, CRIME, Agency.MET_POLICE, "victim-a")
    shown(store, 1, CRIME, "victim-a")
    came(store, 2, URN, victim="victim-a")
    came(store, 3, CRIME, Agency.MET_POLICE, "victim-a", CaseLinked(other=URN))
    assert found(store) == {}

    came(store, 4, CRIME, Agency.MET_POLICE, "victim-a", ReportWithdrawn(event=link))
    assert found(store) == {URN: ("undone", 1)}


def test_what_reached_a_victim_since_and_what_came_long_ago_are_not_counted(store: Store) -> None:
    came(store, 1, URN)
    came(store, 1, URN, victim="victim-a")
    came(store, 2, OTHER_URN, at=NOW - COUNTED - timedelta(days=1))
    came(store, 3, OTHER_URN, at=NOW)

    assert found(store) == {}


def test_it_is_on_the_agency_s_own_page_and_counted_in_the_api(store: Store) -> None:
    came(store, 1, CRIME, Agency.MET_POLICE)
    came(store, 2, URN)
    with served(store) as url, httpx.Client(base_url=url, timeout=60) as client:
        page = " ".join(client.get("/agencies/hmcts").text.split())
        assert '<h2 class="govuk-heading-m" id="unreached">Reached no victim</h2>' in page
        assert URN in page
        assert CRIME not in page
        assert "No crime of a known victim is linked with it, directly or by an ASN" in page
        (counted,) = client.get("/api/unreached", params={"agency": "hmcts"}).json()
        assert (counted["missing"], counted["cases"], counted["events"]) == ("crime", 1, 1)
        assert URN not in str(counted)
