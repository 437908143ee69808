"""Who sees whom, by what agencies say of their cases and of their staff."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from access.caseload import EVERYBODY
from access.stored_caseloads import StoredCaseloads
from access.viewer import Role, Viewer, owner
from agencies_staff import StaffedPlatform, day, viewer
from events.identifiers import Agency
from projections.store import Store
from store_copies import empty_store

pytestmark = pytest.mark.platform

MET = Agency.MET_POLICE
AMIRA = viewer(MET, "MP1001", "hackney-1")
BEN = viewer(MET, "MP1002", "hackney-1")
CARA = viewer(MET, "MP2001", "camden-1")
HEAD = viewer(MET, "MP1900", "hackney-1", role=Role.SUPERVISOR)
CAMDENS_HEAD = viewer(MET, "MP2900", "camden-1", role=Role.SUPERVISOR)
DESK = viewer(MET, "MP9000", role=Role.SUPERVISOR)
V1, V2 = "met-police:V1", "met-police:V2"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A chDB for all tests here."""
    with empty_store(tmp_path_factory.mktemp("caseloads") / "chdb") as store:
        yield store


@pytest.fixture
def met(migrated: Store) -> Iterator[StaffedPlatform]:
    """The Met has two cases of one victim each; the first is Amira's, the second Ben's."""
    platform = StaffedPlatform(migrated)
    for number in (1, 2):
        platform.case(number, day(1))
    platform.assign(1, day(2), "MP1001")
    platform.assign(2, day(2), "MP1002")
    yield platform
    platform.forget()


def test_a_caseworker_sees_their_own_and_a_supervisor_those_of_the_team(
    met: StaffedPlatform,
) -> None:
    assert met.sees(AMIRA, day(3)) == [V1]
    assert met.sees(BEN, day(3)) == [V2]
    assert met.sees(HEAD, day(3)) == [V1, V2]
    for other in (CARA, CAMDENS_HEAD, DESK):
        assert met.sees(other, day(3)) == []


def test_before_it_was_assigned_nobody_had_it(met: StaffedPlatform) -> None:
    assert met.sees(AMIRA, day(2) - timedelta(seconds=1)) == []
    assert met.sees(AMIRA, day(2)) == [V1]


def test_the_same_id_in_another_agency_is_another_person(met: StaffedPlatform) -> None:
    met.case(3, day(1), "city-police")
    data = {"capacity": "officer-in-the-case", "team": "hackney-1", "staff": "MP1001"}
    subject = "crime:city-police:3"
    met.publish("caseworker-assigned", day(2), data, "city-police", subject=subject)
    city = viewer(Agency.CITY_POLICE, "MP1001", "hackney-1")
    citys_head = viewer(Agency.CITY_POLICE, "MP1900", "hackney-1", role=Role.SUPERVISOR)

    assert met.sees(AMIRA, day(3)) == [V1]
    assert met.sees(city, day(3)) == met.sees(citys_head, day(3)) == ["city-police:V3"]


def test_two_agencies_have_one_victim_each_by_its_own_people(met: StaffedPlatform) -> None:
    data = {"capacity": "witness-care-officer", "team": "wcu-north", "staff": "WC2001"}
    subject = "crime:met-police:1"
    met.publish("caseworker-assigned", day(3), data, "witness-care", subject=subject)

    assert met.sees(viewer(Agency.WITNESS_CARE, "WC2001"), day(4)) == [V1]
    assert met.sees(AMIRA, day(4)) == [V1]


def test_a_case_handed_over_leaves_the_one_and_comes_to_the_other(met: StaffedPlatform) -> None:
    met.assign(1, day(5), "MP2001", "camden-1")

    assert met.sees(AMIRA, day(4)) == [V1]
    assert met.sees(AMIRA, day(6)) == []
    assert met.sees(CARA, day(6)) == met.sees(CAMDENS_HEAD, day(6)) == [V1]
    assert met.sees(HEAD, day(6)) == [V2]


def test_one_victim_of_a_case_has_a_worker_of_their_own(met: StaffedPlatform) -> None:
    met.publish(
        "victim-identified",
        day(1),
        {},
        id="another",
        subject="crime:met-police:1",
        victim="met-police:V9",
    )
    data = {"capacity": "support-worker", "team": "vs-east", "staff": "VS3001"}
    where = {"subject": "crime:met-police:1", "victim": "met-police:V9"}
    met.publish("caseworker-assigned", day(3), data, "victim-support", **where)

    assert met.sees(viewer(Agency.VICTIM_SUPPORT, "VS3001"), day(4)) == ["met-police:V9"]
    assert met.sees(AMIRA, day(4)) == [V1, "met-police:V9"]


def test_what_only_a_team_has_all_of_the_team_see(met: StaffedPlatform) -> None:
    met.assign(1, day(3), None)

    assert met.sees(AMIRA, day(4)) == [V1]
    assert met.sees(BEN, day(4)) == [V1, V2]
    assert met.sees(CARA, day(4)) == []


def test_what_nobody_has_any_more_the_supervisor_sees(met: StaffedPlatform) -> None:
    data = {"capacity": "officer-in-the-case"}
    met.publish("caseworker-unassigned", day(3), data, subject="crime:met-police:1")

    assert met.sees(AMIRA, day(4)) == []
    assert met.sees(HEAD, day(4)) == [V1, V2]


def test_to_take_a_case_from_somebody_who_had_it_before_changes_nothing(
    met: StaffedPlatform,
) -> None:
    met.assign(1, day(3), "MP1002")
    data = {"capacity": "officer-in-the-case", "staff": "MP1001"}
    met.publish("caseworker-unassigned", day(4), data, subject="crime:met-police:1")

    assert met.sees(BEN, day(5)) == [V1, V2]


def test_who_covers_sees_the_colleagues_victims_for_that_time(met: StaffedPlatform) -> None:
    met.staff(
        "cover-arranged",
        day(3),
        "MP1002",
        covered_by="MP1001",
        starts_at=day(5).isoformat(),
        ends_at=day(8).isoformat(),
    )

    seen = [met.sees(AMIRA, at) for at in (day(4), day(5), day(7), day(8))]
    assert seen == [[V1], [V1, V2], [V1, V2], [V1]]
    assert met.sees(BEN, day(6)) == [V2]


@pytest.mark.parametrize("later_first", [False, True])
def test_a_later_word_sets_a_cover_right_in_any_order(
    met: StaffedPlatform, later_first: bool
) -> None:
    """Given Cara was named by mistake, then withdrawn; and another cover stays as it was."""
    starts, other = day(5).isoformat(), day(20).isoformat()
    covers = [
        (day(3), {"covered_by": "MP2001", "starts_at": starts}),
        (day(4), {"covered_by": "MP1001", "starts_at": starts}),
        (day(4), {"covered_by": "MP2001", "starts_at": other}),
    ]
    for at, cover in reversed(covers) if later_first else covers:
        met.staff("cover-arranged", at, "MP1002", **cover)

    assert met.sees(CARA, day(6)) == []
    assert met.sees(AMIRA, day(19)) == [V1, V2]
    assert met.sees(CARA, day(21)) == [V2]

    withdrawn = {"covered_by": "MP1001", "starts_at": starts, "ends_at": starts}
    met.staff("cover-arranged", day(6), "MP1002", **withdrawn)

    assert met.sees(AMIRA, day(7)) == [V1]


def test_the_same_event_again_counts_once_as_it_came_first(met: StaffedPlatform) -> None:
    cover = {"covered_by": "MP1001", "starts_at": day(5).isoformat()}
    subject = "staff:met-police:MP1002"
    met.publish("cover-arranged", day(3), cover, subject=subject, id="one")
    again = cover | {"covered_by": "MP2001"}
    met.publish("cover-arranged", day(4), again, subject=subject, id="one")

    assert met.sees(AMIRA, day(6)) == [V1, V2]
    assert met.sees(CARA, day(6)) == []


def test_who_leaves_hands_over_to_whoever_is_there_in_the_end(met: StaffedPlatform) -> None:
    met.staff("caseworker-left", day(5), "MP1002", hands_over_to="MP1001")
    assert met.sees(AMIRA, day(4)) == [V1]
    assert met.sees(AMIRA, day(6)) == [V1, V2]
    assert met.sees(BEN, day(6)) == []

    met.staff("caseworker-left", day(7), "MP1001", hands_over_to="MP2001", team="camden-1")
    assert met.sees(CARA, day(8)) == met.sees(CAMDENS_HEAD, day(8)) == [V1, V2]
    assert met.sees(AMIRA, day(8)) == []
    assert met.sees(HEAD, day(8)) == [V1, V2]


def test_two_who_left_and_named_each_other_leave_it_to_the_supervisor(met: StaffedPlatform) -> None:
    met.staff("caseworker-left", day(5), "MP1002", hands_over_to="MP1001")
    met.staff("caseworker-left", day(5), "MP1001", hands_over_to="MP1002")

    assert met.sees(AMIRA, day(6)) == met.sees(BEN, day(6)) == []
    assert met.sees(HEAD, day(6)) == [V1, V2]


def test_who_leaves_hands_over_to_a_team(met: StaffedPlatform) -> None:
    met.staff("caseworker-left", day(5), "MP1002", team="camden-1")

    assert met.sees(CARA, day(6)) == met.sees(CAMDENS_HEAD, day(6)) == [V2]
    assert met.sees(AMIRA, day(6)) == [V1]


def test_who_leaves_without_hand_over_leaves_it_to_the_supervisor(met: StaffedPlatform) -> None:
    met.staff("caseworker-left", day(5), "MP1002")
    cover = {"covered_by": "MP1001", "starts_at": day(4).isoformat()}
    met.staff("cover-arranged", day(3), "MP1002", **cover)

    assert met.sees(AMIRA, day(4)) == [V1, V2]
    assert met.sees(AMIRA, day(6)) == [V1]
    assert met.sees(BEN, day(6)) == []
    assert met.sees(HEAD, day(6)) == [V1, V2]
    closed = [StoredCaseloads(met.store).of(BEN, day(each)).closed for each in (4, 6)]
    assert closed == [False, True]


def test_who_is_back_has_again_what_was_not_assigned_anew(met: StaffedPlatform) -> None:
    met.case(3, day(1))
    met.assign(3, day(2), "MP1002")
    met.staff("caseworker-returned", day(8), "MP1002")
    met.staff("caseworker-left", day(5), "MP1002", hands_over_to="MP1001")
    met.assign(3, day(6), "MP1001")

    assert met.sees(AMIRA, day(7)) == [V1, V2, "met-police:V3"]
    assert met.sees(BEN, day(9)) == [V2]
    assert met.sees(AMIRA, day(9)) == [V1, "met-police:V3"]


def test_a_corrected_assignment_leaves_nobody_behind_who_never_had_it(met: StaffedPlatform) -> None:
    """Given the Met wrote the wrong id, corrects its own event, and takes that back."""
    (logged,) = [
        each
        for journey in met.journeys.values()
        for each in journey.facts.values()
        if each.case.endswith(":1") and each.fact.kind == "caseworker-assigned"
    ]
    data = {"correction": "C1", "event": str(logged.event), "field": "staff", "value": "MP2001"}
    met.publish("correction-proposed", day(4), data, subject="crime:met-police:1")

    assert met.sees(AMIRA, day(5)) == []
    assert met.sees(CARA, day(5)) == [V1]

    answer = {"proposed_by": "met-police", "correction": "C1", "reason": "stands-by-it"}
    met.publish("correction-disputed", day(6), answer, subject="crime:met-police:1")

    assert met.sees(AMIRA, day(7)) == [V1]
    assert met.sees(CARA, day(7)) == []


def test_whom_nobody_was_ever_assigned_only_the_desk_sees(met: StaffedPlatform) -> None:
    met.case(3, day(1))
    met.case(4, day(1), "city-police")

    assert met.sees(DESK, day(3)) == ["met-police:V3"]
    for other in (AMIRA, BEN, HEAD, viewer(MET, "MP9001")):
        assert "met-police:V3" not in met.sees(other, day(3))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CASEWORKER, Role.SUPERVISOR}))
def test_no_other_role_sees_anybody(met: StaffedPlatform, role: Role) -> None:
    assert met.sees(viewer(MET, "MP1001", "hackney-1", role=role), day(3)) == []


def test_who_has_no_agency_opens_nothing_by_a_reason(met: StaffedPlatform) -> None:
    who = viewer(None, "MP1001", "hackney-1")
    assert StoredCaseloads(met.store).of(who, day(3)).closed


@pytest.mark.parametrize("who", [viewer(None, "MP1001", "hackney-1"), viewer(MET, None)])
def test_who_has_no_agency_or_no_id_and_no_team_sees_nobody(
    met: StaffedPlatform, who: Viewer
) -> None:
    assert met.sees(who, day(3)) == []


def test_the_owner_of_the_machine_sees_everybody(migrated: Store) -> None:
    assert StoredCaseloads(migrated).of(owner("me"), day(3)) is EVERYBODY
