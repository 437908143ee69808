"""What changed between two moments: what was learned, and what time alone made late."""

from caseworker_notes import Notes, london
from caseworkers.differences import Change, ChangeKind, compared
from events.charging import ChargeMethod, SuspectCharged
from events.identifiers import Agency
from events.investigation import SuspectArrested
from processors.case.history.facts_by_event import with_facts
from schemas.changes import ObligationState

ASN = "2501ZD0100000104411J"
SINCE, UNTIL = london("2025-05-05 12:00"), london("2025-05-12 12:00")


def changes(notes: Notes) -> list[Change]:
    records = {notes.victim: with_facts({}, notes.facts)}
    return compared(notes.victim, records, SINCE, UNTIL).changes


def test_a_week_in_which_nothing_is_learned_changes_no_line(notes: Notes) -> None:
    """Given a duty that is late and a wait that goes on: that both are longer is no news."""
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    late = [notes.as_at("2025-05-05 12:00"), notes.as_at("2025-05-12 12:00")]
    assert {each.obligation("R6.1").state for each in late} == {ObligationState.BREACHED}

    assert changes(notes) == []


def test_another_suspect_changes_no_line_about_the_first(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested(suspect=1))
    other = notes.happened("2025-05-06 10:00", SuspectArrested(suspect=2))

    found = changes(notes)

    assert {each.what for each in found} == {ChangeKind.NEW}
    assert other.event in {each.after.id for each in found if each.after}


def test_that_an_asn_is_a_suspects_with_a_number_changes_no_line_that_names_it(
    notes: Notes,
) -> None:
    """Given a charge by arrest/summons number alone, when the police say whose number that is."""
    notes.reported("2025-03-03 10:00")
    charge = SuspectCharged(asn=ASN, method=ChargeMethod.CHARGE)
    notes.happened("2025-03-04 10:00", charge, Agency.CPS)
    charged = notes.facts[-1].event
    arrest = SuspectArrested(suspect=1, asn=ASN)
    notes.happened("2025-03-03 20:00", arrest, received="2025-05-06 10:00")

    about = [each for each in changes(notes) if each.before and each.before.id == charged]

    assert about == []


def test_what_fell_due_meanwhile_is_a_change(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-05-01 10:00", SuspectArrested())

    assert ObligationState.BREACHED in {
        getattr(each.after, "state", None) for each in changes(notes) if each.before
    }
