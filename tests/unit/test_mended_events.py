"""A refused event that comes back, mended, takes its place as if it had come in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from events.clocks import Occurred
from events.contact import ToldAbout
from events.identifiers import Agency, Pseudonym, event_identity
from events.investigation import SuspectArrested
from fact_strategies import facts as facts_of_any_type
from processors.fold.journey import fold
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import take_in
from schemas.changes import Obligation, StageInterval, TimelineEntry
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact
from story_facts import told

START = datetime(2025, 1, 1, tzinfo=UTC)
LATER = START + timedelta(days=400)


@st.composite
def journeys(draw: st.DrawFn) -> list[LoggedFact]:
    """Facts at different moments, each received within the hour."""
    minutes = draw(st.lists(st.integers(0, 80_000), max_size=10, unique=True))
    return [
        LoggedFact(
            event=event_identity(Agency.MET_POLICE, "law", str(minute)),
            agency=Agency.MET_POLICE,
            case="crime:met-police:1",
            victim=Pseudonym("victim-amira"),
            occurred=Occurred(START + timedelta(minutes=minute)),
            recorded=None,
            known=None,
            received=START + timedelta(minutes=minute + draw(st.integers(0, 59))),
            fact=draw(facts_of_any_type()),
        )
        for minute in minutes
    ]


@given(facts=journeys(), data=st.data())
def test_received_months_later_it_stands_where_it_would_have_stood(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    """Everything is the same but for the clocks that say when the mended events came."""
    mended = data.draw(st.sets(st.sampled_from(facts))) if facts else set()
    came = LATER - timedelta(days=1)
    late = [replace(fact, received=came) if fact in mended else fact for fact in facts]

    in_time, at_last = fold(facts, LATER).rows, fold(late, LATER).rows

    assert [fact.event for fact in sorted(late, key=lambda fact: fact.order)] == [
        fact.event for fact in sorted(facts, key=lambda fact: fact.order)
    ]
    for kind in (StageInterval, Obligation):
        assert {key: _unclocked(row) for key, row in at_last.items() if isinstance(row, kind)} == {
            key: _unclocked(row) for key, row in in_time.items() if isinstance(row, kind)
        }
    ids = {fact.event for fact in mended}
    for key, row in in_time.items():
        if isinstance(row, TimelineEntry):
            assert at_last[key] == (replace(row, received=came) if row.id in ids else row)


def _unclocked(row: StageInterval | Obligation) -> StageInterval | Obligation:
    """A row without the moment from which on statistics can know of a wait."""
    return replace(row, first_known=None) if isinstance(row, StageInterval) else row


def test_a_call_that_was_refused_and_mended_a_week_later_was_made_in_time() -> None:
    """Given an arrest and a call next morning, refused for a misspelt channel and mended in a week,
    when the journey is asked before, the duty is late; after, it was done in time."""
    amira = Notes()
    amira.reported("2025-03-03 10:00")
    amira.happened("2025-03-06 21:30", SuspectArrested())
    amira.happened("2025-03-07 09:30", told(ToldAbout.ARREST), received="2025-03-17 11:00")

    before = amira.known_at("2025-03-17 10:00")
    after = amira.as_at("2025-03-17 12:00")

    before_states = {str(row.state) for row in before.obligations if row.trigger == arrest(amira)}
    after_states = {str(row.state) for row in after.obligations if row.trigger == arrest(amira)}
    assert "breached" in before_states
    assert after_states == {"discharged"}
    entry = after.journey.rows[amira.facts[-1].event]
    assert isinstance(entry, TimelineEntry)
    assert (entry.occurred, entry.received) == (
        london("2025-03-07 09:30"),
        london("2025-03-17 11:00"),
    )


def arrest(notes: Notes) -> object:
    return notes.facts[2].event


def test_a_case_event_mended_after_the_victim_was_known_reaches_the_victim() -> None:
    """Intake gives it the received clock of its second coming, and the identity of its first."""
    arrested = AgencyEvent(
        id="custody-1",
        source="custody",
        agency=Agency.MET_POLICE,
        case="crime:met-police:1",
        occurred=Occurred(START),
        fact=SuspectArrested(),
    )
    case = CaseFile(victims={Pseudonym("victim-amira"): START})

    (logged,) = take_in(case, arrested, LATER, b"secret").records

    assert (logged.occurred.at, logged.received) == (START, LATER)
    assert logged.event == event_identity(Agency.MET_POLICE, "custody", "custody-1")
    assert logged.victim == "victim-amira"
