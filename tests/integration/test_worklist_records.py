"""What a worklist reads of the log: few kinds of facts, and all where something is corrected."""

from datetime import date
from typing import Any

import pytest

from caseworker_notes import Notes, london
from caseworkers.as_of import log_records_of
from caseworkers.contact_card import CARD_FACTS
from caseworkers.victim_journeys import victim_journey
from caseworkers.victims_worklist import contact_cards
from caseworkers.worklist import worklist
from events.contact import ToldAbout
from events.corrections import CorrectionDisputed, CorrectionProposed, DisputeReason
from events.court import HearingKind, HearingListed, TrialListed
from events.identifiers import Agency, Pseudonym
from events.identity import VictimsMerged
from events.investigation import SuspectArrested
from events.messages import NoticeAbout, NoticeReceived
from events.places import Court
from one_person_twice import about_both
from processors.fold.journey import fold
from projections.projection_rows import changes_rows, log_rows
from projections.store import Store
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact
from story_facts import told
from web.what_to_do import what_to_do

pytestmark = pytest.mark.platform

KEPT, JOINED, OTHER = map(Pseudonym, ("victim-kept", "victim-joined", "victim-other"))
NOW = london("2025-06-01 00:00")
COURT, DAY = Court.SNARESBROOK, date(2025, 7, 1)


def with_an_arrest(victim: Pseudonym) -> Notes:
    notes = Notes(victim)
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-05 14:00", told(ToldAbout.ARREST))
    return notes


@pytest.fixture
def store(empty_store: Store) -> Store:
    """Of one person's two references the one that joined has a dispute; a third stands alone."""
    kept, joined, other = map(with_an_arrest, (KEPT, JOINED, OTHER))
    proposal = CorrectionProposed(
        event=joined.facts[-2].event, correction="VS-1", field="time", value="2025-03-01T10:00:00Z"
    )
    joined.happened("2025-03-06 10:00", proposal, Agency.VICTIM_SUPPORT)
    joined.happened(
        "2025-03-07 10:00",
        CorrectionDisputed(
            proposed_by=Agency.VICTIM_SUPPORT,
            correction="VS-1",
            reason=DisputeReason.STANDS_BY_IT,
        ),
    )
    merge = about_both("2025-03-10 10:00", VictimsMerged(), KEPT, JOINED)
    facts: list[LoggedFact] = [*kept.facts, *joined.facts, *other.facts, *merge]
    rows: list[dict[str, Any]] = [row for each in facts for row in log_rows(each.written)["facts"]]
    empty_store.insert("facts", rows)
    return empty_store


def test_of_a_merged_victim_all_is_read_where_either_reference_is_corrected(store: Store) -> None:
    """Given the page has the reference that goes on, and the dispute is in the other's records."""
    all_there_is = log_records_of(store, [KEPT])

    def corrected(facts: Any) -> bool:
        return any(isinstance(each.fact, CorrectionProposed) for each in facts.values())

    found = log_records_of(store, [KEPT, OTHER], CARD_FACTS, corrected)

    assert {name: found[name] for name in (KEPT, JOINED)} == all_there_is
    assert not any(isinstance(each.fact, SuspectArrested) for each in found[OTHER].values())


@pytest.mark.parametrize(
    ("seen_by", "hidden"),
    [(Agency.MET_POLICE, False), (Agency.VICTIM_SUPPORT, False), (Agency.CPS, True), (None, True)],
)
def test_what_is_restricted_is_found_in_the_other_references_records(
    store: Store, seen_by: Agency | None, hidden: bool
) -> None:
    arrest = with_an_arrest(JOINED).facts[-2].event

    cards = contact_cards(store, [KEPT, OTHER], NOW, seen_by)

    assert cards.restricted.hides(arrest) is hidden
    assert cards.restricted.controllers(with_an_arrest(OTHER).facts[-2].event) == frozenset()


@pytest.mark.parametrize(("more", "hearing"), [([], "trial"), (["mention"], "hearing")])
def test_a_duty_that_a_notice_raised_names_the_hearing_that_alone_is_listed(
    empty_store: Store, more: list[str], hearing: str
) -> None:
    """In the worklist as in the journey of the victim."""
    notes = Notes(OTHER)
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", TrialListed(court=COURT, on_day=DAY), Agency.HMCTS)
    for kind in map(HearingKind, more):
        listing = HearingListed(court=COURT, on_day=DAY, hearing=kind)
        notes.happened("2025-03-04 11:00", listing, Agency.HMCTS)
    notice = NoticeReceived(sender=Agency.HMCTS, about=NoticeAbout.HEARING)
    notes.happened("2025-03-05 10:00", notice, Agency.WITNESS_CARE)
    changes = Changes(OTHER, 1, tuple(fold(notes.facts, NOW).rows.values()))
    for table, rows in changes_rows(encode_changes(changes)).items():
        empty_store.insert(table, rows)
    for logged in notes.facts:
        for table, rows in log_rows(logged.written).items():
            empty_store.insert(table, rows)

    alerts = worklist(empty_store, NOW).alerts
    journey = victim_journey(empty_store, str(OTHER), NOW)

    assert journey is not None
    said = f"Tell the victim when and where the {hearing} is (since 5 March 2025)"
    for lines in (alerts, journey.alerts):
        assert said in {what_to_do(line) for line in lines if line.rule == "R8.1"}
