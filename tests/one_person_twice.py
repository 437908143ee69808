"""One person under two references, as the police and Victim Support know them. London's times."""

from dataclasses import replace

from caseworker_notes import Notes
from events.contact import ToldAbout
from events.identifiers import Agency, Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from events.investigation import SuspectArrested
from schemas.log_records import LoggedFact
from story_facts import told

POLICE = Pseudonym("victim-by-the-police")
SUPPORT = Pseudonym("victim-by-support")


def of_two() -> tuple[list[LoggedFact], list[LoggedFact]]:
    """What the police know of a victim, and Victim Support of the same person: one arrest too."""
    police, support = Notes(POLICE), Notes(SUPPORT)
    police.reported("2025-03-03 10:00")
    arrest = police.happened("2025-03-04 14:00", SuspectArrested())
    support.reported("2025-03-05 10:00")
    support.facts.append(replace(arrest, victim=SUPPORT))
    support.happened("2025-03-06 10:00", told(ToldAbout.ARREST), Agency.VICTIM_SUPPORT)
    return police.facts, support.facts


def about_both(
    when: str, fact: VictimsMerged | VictimsUnmerged, kept: Pseudonym, joined: Pseudonym
) -> list[LoggedFact]:
    """The record of a merge as intake writes it: to both."""
    notes = Notes(Pseudonym(f"{kept} {joined} {when}"))
    logged = replace(notes.happened(when, fact), kept=kept, joined=joined)
    return [replace(logged, victim=kept), replace(logged, victim=joined)]


MERGED = about_both("2025-05-01 10:00", VictimsMerged(), POLICE, SUPPORT)
UNMERGED = about_both("2025-05-06 10:00", VictimsUnmerged(), POLICE, SUPPORT)
