"""What the form of a hand-over has in it first: as what a team has the case, by the facts."""

from caseworker_notes import Notes
from caseworkers.act_events import ActOn
from caseworkers.case_holders_now import capacity_and_team
from events.assignments import Capacity, CaseworkerAssigned, CaseworkerUnassigned
from events.identifiers import Agency
from events.identity import CaseLinked
from processors.case.history.facts_by_event import with_facts

CRIME, URN = "crime:met-police:4401234/25", "urn:01ZZ0001234"
OFFICER, LIAISON = Capacity.OFFICER_IN_THE_CASE, Capacity.VICTIM_LIAISON_OFFICER
MET, CPS = Agency.MET_POLICE, Agency.CPS


def assigned(capacity: Capacity, team: str) -> CaseworkerAssigned:
    return CaseworkerAssigned(capacity=capacity, team=team, staff="MP1001")


def has_it(notes: Notes, agency: Agency = MET, case: str = CRIME) -> tuple[str, str]:
    records = {notes.victim: with_facts({}, notes.facts)}
    return capacity_and_team(records, ActOn(str(notes.victim), case), agency)


def test_the_team_that_was_assigned_last_has_the_case_under_each_of_its_names() -> None:
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 11:00", assigned(OFFICER, "hackney-1"))
    notes.happened("2025-03-05 11:00", assigned(OFFICER, "hackney-2"))
    notes.happened("2025-03-06 11:00", CaseLinked(other=URN), CPS, case=CRIME)
    notes.happened("2025-03-06 12:00", assigned(OFFICER, "london-north"), CPS, case=URN)

    assert has_it(notes) == has_it(notes, case=URN) == ("officer-in-the-case", "hackney-2")
    assert has_it(notes, CPS) == ("officer-in-the-case", "london-north")
    assert has_it(notes, case="crime:met-police:1/25") == ("", "")


def test_whoever_has_it_no_more_is_not_named() -> None:
    """Given a liaison officer beside the officer, then the officer once that is over."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-03 11:00", assigned(OFFICER, "hackney-1"))
    notes.happened("2025-03-04 11:00", assigned(LIAISON, "hackney-3"))
    assert has_it(notes) == ("victim-liaison-officer", "hackney-3")

    notes.happened("2025-03-05 11:00", CaseworkerUnassigned(capacity=LIAISON))
    assert has_it(notes) == ("officer-in-the-case", "hackney-1")

    notes.happened("2025-03-06 11:00", CaseworkerUnassigned(capacity=OFFICER))
    assert has_it(notes) == ("", "")
