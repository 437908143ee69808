"""Who has the simulated cases: enough for each of the demonstration's people, none who left."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

import orjson
import pytest

from cli.demo_run import TWO_SUSPECTS
from events.assignments import CaseworkerAssigned
from events.identifiers import Agency
from events.reporting import VictimIdentified
from events.staffing import CaseworkerLeft, CoverArranged
from schemas.cloudevents import check_arrival, encode, headers
from schemas.cloudevents import decode as read
from simulator import Simulation, simulate
from simulator.simulated_caseloads import teams

pytestmark = pytest.mark.simulation

ENDING = date(2026, 9, 30)
MET, CARE, SUPPORT = Agency.MET_POLICE, Agency.WITNESS_CARE, Agency.VICTIM_SUPPORT
DEMO = {
    (MET, "MP1001"): "hackney-1",
    (MET, "MP1002"): "hackney-1",
    (CARE, "WC2001"): "wcu-north",
    (SUPPORT, "VS3001"): "vs-east",
}
"""The caseworkers who can sign in to the demonstration, and their teams."""


@pytest.fixture(scope="module")
def london() -> Simulation:
    """As many victims as the demonstration has."""
    return simulate(2000, 1, ENDING)


@pytest.fixture(scope="module")
def held(london: Simulation) -> Mapping[tuple[Agency, str | None], set[str]]:
    """Whom each member of staff has in the end, by agency and id; None for a team alone."""
    victims: dict[str, set[str]] = defaultdict(set)
    last: dict[tuple[object, ...], tuple[Agency, str | None]] = {}
    events = sorted((each.event for each in london.deliveries), key=lambda e: e.occurred.at)
    for event in events:
        if isinstance(event.fact, VictimIdentified) and event.victim:
            victims[event.case].add(event.victim)
        elif isinstance(event.fact, CaseworkerAssigned):
            whom = [event.victim] if event.victim else victims[event.case]
            for victim in whom:
                capacity = event.fact.capacity
                last[victim, event.case, event.agency, capacity] = (
                    event.agency,
                    event.fact.staff,
                )
    found: dict[tuple[Agency, str | None], set[str]] = defaultdict(set)
    for place, holder in last.items():
        found[holder].add(str(place[0]))
    return found


@pytest.mark.parametrize("who", DEMO)
def test_each_caseworker_of_the_demonstration_has_some_dozens(
    who: tuple[Agency, str], held: Mapping[tuple[Agency, str | None], set[str]]
) -> None:
    assert 24 <= len(held[who]) <= 150


@pytest.mark.parametrize("who", DEMO)
def test_they_are_in_the_teams_that_they_sign_in_with(who: tuple[Agency, str]) -> None:
    agency, staff = who
    found = {team.code for team in teams(agency, "E09000012") if staff in team.staff}
    assert found == {DEMO[who]}


def test_nobody_gets_a_case_after_having_left(london: Simulation) -> None:
    left: dict[str, datetime] = {
        each.event.case.rpartition(":")[2]: each.event.occurred.at
        for each in london.staffing
        if isinstance(each.event.fact, CaseworkerLeft)
    }
    given = [
        (each.event.fact.staff, each.event.occurred.at)
        for each in london.deliveries
        if isinstance(each.event.fact, CaseworkerAssigned)
    ]
    assert left
    assert all(at < left[staff] for staff, at in given if staff in left)


def test_facts_about_staff_are_accepted_and_some_cover_runs_on_the_last_day(
    london: Simulation,
) -> None:
    covers = []
    for each in london.staffing:
        assert read(encode(each.event), headers()) == each.event
        check_arrival(each.event, each.agency, each.event.case.encode(), each.at)
        if isinstance(each.event.fact, CoverArranged):
            covers.append(each.event.fact)
    over = max(each.at for each in london.deliveries)
    assert any(each.starts_at <= over < (each.ends_at or over) for each in covers)


def test_the_case_with_two_suspects_is_on_a_caseload_of_the_demonstration() -> None:
    facts = [read(line).fact for line in TWO_SUSPECTS.read_bytes().splitlines()]
    (given,) = [fact for fact in facts if isinstance(fact, CaseworkerAssigned)]
    assert given.staff is not None
    assert DEMO[MET, given.staff] == given.team


def test_every_team_has_people_and_every_borough_a_team_of_its_force() -> None:
    for number in range(1, 34):
        borough = f"E09{number:06d}"
        force = Agency.CITY_POLICE if number == 1 else MET
        assert [team.staff for team in teams(force, borough)] != []


def test_the_ids_are_no_names(london: Simulation) -> None:
    written = orjson.loads(encode(london.staffing[0].event))
    assert written["subject"] == "staff:met-police:MP1002"
