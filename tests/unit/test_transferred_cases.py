"""Cases that go to another force or body, as agencies publish them: whose duties are they?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.identifiers import OWN_TOPIC, Agency
from events.investigating_bodies import InvestigatingBody
from published_journey import Read, published, published_event
from web import obligation_words, wording

LATER = datetime(2025, 12, 1, tzinfo=UTC)
CASE = "crime:met-police:G2/25"


def test_another_bodys_investigation_is_told_of_and_withdraws_nothing() -> None:
    """Given an arrest, when another body investigates, then both tellings stay owed."""
    read = Read.of(published("G2"), LATER)

    assert read.states("R6.5") == ["breached"]
    assert read.states("R6.1") == ["breached"]
    assert read.waits[-1] == ("arrested", date(2025, 3, 4), None)
    assert [str(alert.state) for alert in read.alerts if alert.rule == "R6.1"] == [
        "superseded",
        "raised",
    ]


def test_where_another_body_investigates_the_page_says_who_has_the_case() -> None:
    read = Read.of(published("G2"), LATER)

    (arrest,) = read.duties("R6.1")
    assert (arrest.agency, arrest.held_by) == (Agency.MET_POLICE, InvestigatingBody.OTHER)
    (decision,) = read.duties("R6.5")
    assert (decision.agency, decision.held_by) == (Agency.MET_POLICE, None)
    assert read.held_by == [None, InvestigatingBody.OTHER]


@pytest.mark.parametrize(
    ("code", "agency"), [("48", Agency.CITY_POLICE), ("93", Agency.BTP)], ids=["city", "btp"]
)
def test_what_is_open_passes_to_the_force_that_takes_the_case(code: str, agency: Agency) -> None:
    """Given an arrest of which nobody has told, when the case goes, then the next force owes it."""
    read = Read.of([*_until_the_arrest(), transferred(code)], LATER)

    assert [duty.agency for duty in read.duties("R6.1")] == [agency]
    assert [duty.agency for duty in read.duties("R6.20")] == [Agency.MET_POLICE]
    assert {alert.agency for alert in read.alerts if alert.rule == "R6.1"} == {agency}
    assert read.held_by == [None, None]


def test_what_was_done_before_the_transfer_was_done_by_the_force_that_did_it() -> None:
    done = _told("arrest", "2025-03-05T09:00:00Z")

    (arrest,) = Read.of([*_until_the_arrest(), done, transferred("48")], LATER).duties("R6.1")

    assert (arrest.state, arrest.agency) == ("discharged", Agency.MET_POLICE)


def test_what_was_late_before_the_transfer_was_late_at_the_force_that_had_it() -> None:
    late = transferred("48", "2025-04-07T10:00:00Z")

    (arrest,) = Read.of([*_until_the_arrest(), late], LATER).duties("R6.1")

    assert (arrest.state, arrest.agency) == ("breached", Agency.MET_POLICE)


def test_the_next_force_may_excuse_what_passed_to_it() -> None:
    excused = {"rule": "R6.1", "reason": "victim-unreachable", "decided_by": "supervisor"}
    excuse = _event("duty-excused", "2025-03-10T10:00:00Z", excused, "city-police")

    (arrest,) = Read.of([*_until_the_arrest(), transferred("48"), excuse], LATER).duties("R6.1")

    assert (arrest.state, arrest.agency) == ("excused", Agency.CITY_POLICE)


@pytest.mark.parametrize("code", ["46", "24", "national-crime-agency"])
def test_a_case_of_a_body_that_does_not_publish_here_stays_open_and_says_so(code: str) -> None:
    read = Read.of([*_until_the_arrest(), transferred(code)], LATER)

    (arrest,) = read.duties("R6.1")
    assert (arrest.state, arrest.agency, arrest.held_by) == ("breached", Agency.MET_POLICE, code)
    assert read.waits[-1] == ("arrested", date(2025, 3, 4), None)
    assert read.held_by == [None, code]


def test_a_transfer_untold_is_late_and_one_told_of_is_not() -> None:
    untold = [*_until_the_arrest(), transferred("46")]
    told = [*untold, _told("transfer", "2025-03-14T09:00:00Z")]

    assert Read.of(untold, LATER).due("R6.20") == [date(2025, 3, 14)]
    assert Read.of(untold, LATER).states("R6.20") == ["breached"]
    assert Read.of(told, LATER).states("R6.20") == ["discharged"]


def test_a_transfer_that_both_forces_publish_is_told_of_once() -> None:
    twice = [transferred("48"), transferred("48", "2025-03-07T15:00:00Z", "city-police")]

    assert len(Read.of([*_until_the_arrest(), *twice], LATER).duties("R6.20")) == 1


def test_a_transfer_recorded_as_an_outcome_is_one_transfer() -> None:
    """Given the named transfer and the outcome code for it, in either order, then one is owed."""
    outcome = {"outcome": "action-to-be-taken-by-another-organisation"}
    recorded = _event("police-outcome-recorded", "2025-03-08T10:00:00Z", outcome)
    earlier = recorded | {"time": "2025-03-06T10:00:00Z"}

    for each in (recorded, earlier):
        read = Read.of([*_until_the_arrest(), transferred("46"), each], LATER)
        assert len(read.duties("R6.20")) == 1
        assert read.held_by[-1] == "46"
        assert read.states("R6.1") == ["breached"]


@pytest.mark.parametrize("code", ["48", "93"])
@pytest.mark.parametrize("at", ["2025-03-06T10:00:00Z", "2025-03-12T10:00:00Z"])
def test_so_it_is_where_the_other_force_publishes_here(code: str, at: str) -> None:
    """Given the Met's outcome code for its transfer to a force of ours, then that force has it."""
    outcome = {"outcome": "action-to-be-taken-by-another-organisation"}
    recorded = _event("police-outcome-recorded", at, outcome)
    receiver = OWN_TOPIC[InvestigatingBody(code)]

    read = Read.of([*_until_the_arrest(), transferred(code), recorded], LATER)

    assert [duty.agency for duty in read.duties("R6.20")] == [Agency.MET_POLICE]
    assert [duty.agency for duty in read.duties("R6.1")] == [receiver]
    assert read.held_by == [None, None]


def test_the_force_that_took_a_case_over_can_send_it_on() -> None:
    outcome = {"outcome": "action-to-be-taken-by-another-organisation"}
    recorded = _event("police-outcome-recorded", "2025-03-12T10:00:00Z", outcome, "btp")

    read = Read.of([*_until_the_arrest(), transferred("93"), recorded], LATER)

    assert [duty.agency for duty in read.duties("R6.20")] == [Agency.MET_POLICE, Agency.BTP]
    assert read.held_by[-1] == InvestigatingBody.OTHER


def test_a_force_that_never_had_the_case_takes_no_duty_away() -> None:
    """Given the outcome code of a force that did not pass the case on, then its telling is owed."""
    outcome = {"outcome": "action-to-be-taken-by-another-organisation"}
    recorded = _event("police-outcome-recorded", "2025-03-12T10:00:00Z", outcome, "city-police")

    assert len(Read.of([*_until_the_arrest(), recorded], LATER).duties("R6.20")) == 1


def test_the_outcome_alone_is_a_transfer_that_must_be_told_of() -> None:
    outcome = {"outcome": "action-to-be-taken-by-another-organisation"}
    recorded = _event("police-outcome-recorded", "2025-03-08T10:00:00Z", outcome)

    read = Read.of([*_until_the_arrest(), recorded], LATER)

    assert (read.states("R6.20"), read.states("R6.1")) == (["breached"], ["breached"])


def test_a_case_that_comes_back_is_ours_again() -> None:
    back = transferred("01", "2025-03-10T10:00:00Z")

    read = Read.of([*_until_the_arrest(), transferred("46"), back], LATER)

    assert read.held_by == [None, None]
    assert [duty.held_by for duty in read.duties("R6.1")] == [None]


def test_to_keep_in_touch_is_for_whoever_investigates() -> None:
    """Given the 28 days running, when the case goes, then the next force owes what is left."""
    opened = _event("investigation-opened", "2025-03-03T12:00:00Z", {})
    events = [*_until_the_arrest(), opened]

    ours = Read.of([*events, transferred("93")], LATER).duties("R6.9")
    theirs = Read.of([*events, transferred("46")], LATER).duties("R6.9")

    assert [(duty.state, duty.agency) for duty in ours] == [("breached", Agency.BTP)]
    assert [(duty.state, duty.reason) for duty in theirs] == [("withdrawn", "held-elsewhere")]


def test_a_case_may_begin_with_another_force() -> None:
    """Given a case of Kent's, when the Met says that it is theirs too, then it is one case."""
    linked = _event("case-linked", "2025-03-03T11:00:00Z", {"other": "crime:46:46/1234/25"})
    arrested = _event("suspect-arrested", "2025-03-05T11:00:00Z", {})
    theirs = arrested | {"subject": "crime:46:46/1234/25", "id": "theirs"}

    read = Read.of([*_reported(), linked, theirs], LATER)

    assert read.states("R6.1") == ["breached"]
    assert {duty.case_id for duty in read.duties("R6.1")} == {CASE}


def test_the_transport_police_tell_of_an_arrest_in_a_case_that_they_took_over() -> None:
    """Given BTP's own crime, linked, then their telling of the Met's victim counts for them."""
    theirs = {"subject": "crime:btp:BTP-7/25", "victim": "btp:P-7"}
    linked = _event("case-linked", "2025-03-07T11:00:00Z", {"other": theirs["subject"]})
    told = _told("arrest", "2025-03-10T09:00:00Z", "btp")

    in_their_case = told | {"subject": theirs["subject"]}
    read = Read.of([*_until_the_arrest(), transferred("93"), linked, in_their_case], LATER)
    own = Read.of([*_until_the_arrest(), transferred("93"), linked, told | theirs], LATER)

    (arrest,) = read.duties("R6.1")
    assert (arrest.state, arrest.agency) == ("discharged", Agency.BTP)
    assert own.states("R6.1") == ["breached"]


def test_the_page_says_who_has_the_case_and_whom_to_ask() -> None:
    assert obligation_words.owed_by("met-police", "46") == (
        "Metropolitan Police (the case is with Kent Police: ask there)"
    )
    assert wording.held_elsewhere("24") == (
        "; the case is with the Ministry of Defence Police, which publishes nothing here"
    )
    assert wording.held_elsewhere(None) == ""


def test_the_forces_are_the_43_the_transport_police_and_the_ministry_of_defences() -> None:
    forces = [body for body in InvestigatingBody if body.is_force]

    assert len(forces) == 45
    assert {OWN_TOPIC[InvestigatingBody(code)] for code in ("01", "48", "93")} == {
        Agency.MET_POLICE,
        Agency.CITY_POLICE,
        Agency.BTP,
    }
    assert InvestigatingBody("46").label == "Kent Police"
    assert InvestigatingBody("50").label == "Devon and Cornwall Police"


def _reported() -> list[dict[str, Any]]:
    kinds = ("arrested", "not-investigated")
    return [each for each in published("G2") if not any(kind in each["type"] for kind in kinds)]


def _until_the_arrest() -> list[dict[str, Any]]:
    return [each for each in published("G2") if "not-investigated" not in each["type"]]


def transferred(
    code: str, at: str = "2025-03-07T10:00:00Z", by: str = "met-police"
) -> dict[str, Any]:
    """The transfer of the case to a force or body."""
    return _event("case-transferred", at, {"to": code, "reason": "jurisdiction"}, by)


def _told(about: str, at: str, by: str = "met-police") -> dict[str, Any]:
    data = {"about": about, "channel": "telephone", "outcome": "reached"}
    return _event("victim-informed", at, data, by)


_NAMES_VICTIM = ("victim-informed", "duty-excused")


def _event(
    kind: str, at: str, data: Mapping[str, Any], agency: str = "met-police"
) -> dict[str, Any]:
    victim = {"victim": "met-police:V-G2"} if kind in _NAMES_VICTIM else {}
    return published_event(kind, at, data, agency, subject=CASE, **victim)
