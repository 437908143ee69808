"""Who has a case: what the rows of assignments say, and what the timeline says of it."""

import itertools
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.assignments import Capacity, CaseworkerAssigned, CaseworkerUnassigned
from events.clocks import Occurred
from events.identifiers import Agency
from events.vocabulary import FACTS
from fact_strategies import a_fact
from processors.fold.journey import Journey, fold
from published_journey import Read, published_event
from record_strategies import logged
from schemas.assignment_row import Assignment
from schemas.cloudevents import AgencyEvent, check_arrival, decode
from schemas.log_records import LoggedFact
from schemas.refusal import Refused
from schemas.refusal_words import in_words
from web.fact_sentences import sentence

CASE, VICTIM = "crime:met-police:1", "met-police:V1"
OFFICER = {"capacity": "officer-in-the-case", "team": "hackney-1"}
IDENTIFIED = published_event(
    "victim-identified", "2025-03-01T09:00:00+00:00", {}, subject=CASE, victim=VICTIM
)


def assigned(day: int, data: Mapping[str, Any], agency: str = "met-police", **more: str) -> Any:
    at = f"2025-03-{day:02}T09:00:00+00:00"
    return published_event("caseworker-assigned", at, data, agency, **{"subject": CASE, **more})


def unassigned(day: int, data: Mapping[str, Any]) -> Any:
    at = f"2025-03-{day:02}T09:00:00+00:00"
    return published_event("caseworker-unassigned", at, data, subject=CASE)


def assignments(journey: Journey) -> list[Assignment]:
    rows = [row for row in journey.rows.values() if isinstance(row, Assignment)]
    return sorted(rows, key=lambda row: (row.since, row.agency))


def who_when(*events: Any) -> list[tuple[str | None, int, int | None, bool]]:
    """Who has had the case, from and until which day of March, and whether it was replaced."""
    read = Read.of([IDENTIFIED, *events], datetime(2025, 4, 1, tzinfo=UTC))
    return [
        (row.staff, row.since.day, row.until.day if row.until else None, row.replaced)
        for row in assignments(read.journey)
    ]


def test_a_later_assignment_takes_the_place_of_the_earlier_in_any_order() -> None:
    one = assigned(2, OFFICER | {"staff": "MP1001"})
    other = assigned(5, OFFICER | {"staff": "MP1002"})
    for events in itertools.permutations([one, other, one]):
        assert who_when(*events) == [("MP1001", 2, 5, True), ("MP1002", 5, None, False)]


def test_to_assign_the_same_again_changes_nothing() -> None:
    same = OFFICER | {"staff": "MP1001"}
    assert who_when(assigned(2, same), assigned(5, same)) == [("MP1001", 2, None, False)]


def test_another_agency_or_capacity_takes_nobodys_place() -> None:
    care = {"capacity": "witness-care-officer", "team": "wcu-north", "staff": "WC2001"}
    assert who_when(
        assigned(2, OFFICER | {"staff": "MP1001"}),
        assigned(3, care, "witness-care"),
        assigned(4, care | {"staff": "MP1002"}),
        assigned(5, OFFICER | {"staff": "CP6001"}, "city-police"),
    ) == [
        ("MP1001", 2, None, False),
        ("WC2001", 3, None, False),
        ("MP1002", 4, None, False),
        ("CP6001", 5, None, False),
    ]


def test_nobody_has_it_any_more_until_it_is_assigned_anew() -> None:
    had = assigned(2, OFFICER | {"staff": "MP1001"})
    ended = unassigned(4, {"capacity": "officer-in-the-case"})
    assert who_when(had, ended) == [("MP1001", 2, 4, False)]
    assert who_when(had, ended, assigned(9, OFFICER)) == [
        ("MP1001", 2, 4, True),
        (None, 9, None, False),
    ]


def test_what_is_taken_from_somebody_stays_with_whoever_has_it() -> None:
    handed_over = assigned(3, OFFICER | {"staff": "MP1002"})
    ended = unassigned(4, {"capacity": "officer-in-the-case", "staff": "MP1001"})
    assert who_when(assigned(2, OFFICER | {"staff": "MP1001"}), handed_over, ended)[-1] == (
        "MP1002",
        3,
        None,
        False,
    )


def test_what_one_victim_has_alone_stands_in_no_other_journey() -> None:
    other = {**IDENTIFIED, "id": "other", "victim": "met-police:V2"}
    worker = {"capacity": "support-worker", "team": "vs-east", "staff": "VS3001"}
    events = [
        IDENTIFIED,
        other,
        assigned(2, OFFICER | {"staff": "MP1001"}),
        assigned(3, worker, "victim-support", victim=VICTIM),
    ]
    at = datetime(2025, 4, 1, tzinfo=UTC)
    own = Read.of(events, at, VICTIM).journey
    others = Read.of(events, at, "met-police:V2").journey
    assert [row.staff for row in assignments(own)] == ["MP1001", "VS3001"]
    assert [row.staff for row in assignments(others)] == ["MP1001"]


ASSIGNING = a_fact(CaseworkerAssigned) | a_fact(CaseworkerUnassigned)


@given(
    facts=st.lists(logged(ASSIGNING) | logged(), max_size=15),
)
def test_of_each_agency_and_capacity_in_a_case_one_is_the_last(facts: list[LoggedFact]) -> None:
    rows = assignments(fold(facts))
    last = Counter((row.case_id, row.agency, row.capacity) for row in rows if not row.replaced)
    assert set(last.values()) <= {1}
    assert {(row.case_id, row.agency, row.capacity) for row in rows} == set(last)
    assert all(row.until is None or row.since <= row.until for row in rows)
    assert all(row.until for row in rows if row.replaced)


@pytest.mark.parametrize("capacity", Capacity)
def test_the_timeline_names_the_team_and_no_person(capacity: Capacity) -> None:
    of_person = CaseworkerAssigned(capacity=capacity, team="hackney-1", staff="MP1001")
    words = capacity.replace("-", " ")
    assert sentence(of_person) == f"The case was assigned to the {words} of team hackney-1"
    of_team = of_person.model_copy(update={"staff": None})
    assert sentence(of_team) == f"The case was assigned to team hackney-1: it has no {words} yet"
    ended = CaseworkerUnassigned(capacity=capacity, staff="MP1001")
    assert sentence(ended) == f"The case was taken from its {words}"


STAFF_FACTS = [kind for kind, fact in FACTS.items() if fact.about_staff]


def staff_event(kind: str, subject: str, agency: str = "met-police", **more: str) -> AgencyEvent:
    cover = {"covered_by": "MP1002", "starts_at": "2025-03-01T09:00:00Z"}
    data = cover if kind == "cover-arranged" else {}
    event = published_event(kind, "2025-03-01T09:00:00Z", data, agency, subject=subject, **more)
    return decode(orjson.dumps(event))


@pytest.mark.parametrize("kind", STAFF_FACTS)
def test_an_agency_speaks_of_its_own_staff_alone(kind: str) -> None:
    now = datetime(2025, 3, 2, tzinfo=UTC)
    own = staff_event(kind, "staff:met-police:MP1001")
    check_arrival(own, Agency.MET_POLICE, b"staff:met-police:MP1001", now)
    assert own.occurred == Occurred(datetime(2025, 3, 1, 9, tzinfo=UTC))

    others = staff_event(kind, "staff:cps:MP1001")
    with pytest.raises(Refused) as refused:
        check_arrival(others, Agency.MET_POLICE, b"staff:cps:MP1001", now)

    assert [in_words(each) for each in refused.value.problems] == [
        "subject: another agency's member of staff: who may say so: cps (not_its_own_staff)"
    ]


@pytest.mark.parametrize("kind", STAFF_FACTS)
@pytest.mark.parametrize(
    "subject", ["crime:met-police:1", "staff:met-police:Amira", "staff:met-police:", "staff:MP1"]
)
def test_a_fact_about_staff_names_one_of_them_by_id(kind: str, subject: str) -> None:
    with pytest.raises(Refused, match=r"subject: string_pattern_mismatch"):
        staff_event(kind, subject)


def test_no_other_fact_is_about_staff_and_no_fact_about_staff_names_a_victim() -> None:
    with pytest.raises(Refused, match="subject"):
        decode(orjson.dumps({**IDENTIFIED, "subject": "staff:met-police:MP1001"}))
    with pytest.raises(Refused, match="victim: none_required"):
        staff_event("caseworker-left", "staff:met-police:MP1001", victim=VICTIM)


@pytest.mark.parametrize("staff", ["Amira", "MP 1001", "", "M" * 40 + "1", "-1"])
def test_an_id_has_a_digit_and_no_space(staff: str) -> None:
    with pytest.raises(Refused, match=r"data\.staff"):
        decode(orjson.dumps(assigned(2, OFFICER | {"staff": staff})))
