"""Whatever the order and the pieces of its records, a worker publishes what the fold says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from events.clocks import LONDON
from events.contact import ToldAbout
from events.corrections import CorrectionAgreed, CorrectionProposed
from events.identifiers import Agency
from events.investigation import SuspectArrested
from one_person_twice import MERGED, POLICE, SUPPORT, of_two
from processors.fold.journey import fold
from processors.stream.merged_facts import facts_of_journey
from processors.victims_code.duty import FactPattern
from pure_worker import PureWorker
from record_strategies import START, VICTIM, acted_journeys, ticks, timing_of
from schemas.alert_row import Alert, AlertState
from schemas.changes import EntryState, Obligation, TimelineEntry
from schemas.log_records import LoggedFact, decode_log
from schemas.ticks import Tick
from story_facts import told

RECORDS = Path(__file__).with_name("log_records") / "correction-then-charge.jsonl"


def one_by_one(worker: PureWorker, records: list[LoggedFact | Tick]) -> None:
    for record in records:
        if isinstance(record, Tick):
            worker.tick(record.at, record.policy)
        else:
            worker.facts(record)


@given(facts=acted_journeys(), told=st.lists(ticks, max_size=5), data=st.data())
def test_one_by_one_with_ticks_between_it_publishes_what_the_fold_says(
    facts: list[LoggedFact], told: list[Tick], data: st.DataObject
) -> None:
    """Given ticks with policies, and acts upon alerts, when the worker dies anywhere between."""
    worker = PureWorker()
    records: list[LoggedFact | Tick] = [*facts, *told]
    records = [*data.draw(st.permutations(records)), Tick(START + timedelta(days=500))]
    dies = data.draw(st.integers(0, len(records)))

    one_by_one(worker, records[:dies])
    worker.killed()
    one_by_one(worker, records[dies:])

    now, timing = records[-1], timing_of(each for each in records if isinstance(each, Tick))
    assert isinstance(now, Tick)
    expected = fold(facts, now.at, timing).rows
    assert worker.rows(VICTIM) == expected
    assert worker.holds(VICTIM).rows == expected


def test_an_alert_upon_what_was_corrected_stays_retracted_when_a_charge_follows() -> None:
    """Given a contact corrected after its alert was raised, when a charge comes in, then the alert
    is published as retracted and does not vanish.
    """
    records = [decode_log(line) for line in RECORDS.read_bytes().splitlines()]
    facts = [each for each in records if isinstance(each, LoggedFact)]
    worker = PureWorker()

    one_by_one(worker, records)

    victim = facts[0].victim
    ticks = [each.at for each in records if isinstance(each, Tick)]
    assert victim
    expected = fold(facts, max(ticks)).rows
    assert worker.rows(victim) == expected
    states = [row.state for row in expected.values() if isinstance(row, Alert)]
    assert AlertState.RETRACTED in states


def test_a_merged_fact_sent_twice_counts_the_same_after_a_restart() -> None:
    """Given two references merged, and a fact of one of them that its agency sends again, when the
    worker is started anew, then the journey is the same: the fact counts as it was first learned.
    """
    police, support = of_two()
    worker = PureWorker()
    worker.facts(*police, *support, *MERGED)
    again = replace(support[0], received=support[0].received + timedelta(hours=4))
    worker.facts(again)
    worker.take_all_merge_records()
    before = worker.holds(POLICE).rows

    worker.killed()

    assert worker.holds(POLICE).rows == before
    own = {each.event: each for each in [*police, *MERGED] if each.victim == POLICE}
    lent = {SUPPORT: {each.event: each for each in [*support, *MERGED] if each.victim == SUPPORT}}
    assert before == fold(facts_of_journey(POLICE, own, lent)).rows


def test_a_correction_that_changes_nothing_shows_no_other_value() -> None:
    """Given an arrest of suspect 2, corrected to suspect 2, in any order of arrival."""
    notes = Notes()
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested(suspect=2))
    same = CorrectionProposed(correction="VS-1", event=arrest.event, field="suspect", value="2")
    notes.happened("2025-03-05 10:00", same, Agency.VICTIM_SUPPORT)
    agreed = CorrectionAgreed(proposed_by=Agency.VICTIM_SUPPORT, correction="VS-1")
    notes.happened("2025-03-06 10:00", agreed)
    now = london("2025-03-07 10:00")
    expected = fold(notes.facts, now).rows

    for facts in permutations(notes.facts):
        worker = PureWorker()
        one_by_one(worker, [*facts, Tick(now)])
        assert worker.rows(VICTIM) == expected
    entry = expected[arrest.event]
    assert isinstance(entry, TimelineEntry)
    assert (entry.state, entry.reported) == (EntryState.CORRECTED, None)


def test_hundreds_of_corrections_of_one_event_are_judged_like_one() -> None:
    """Given 300 corrections of one arrest, each agreed, then the last counts; nothing fails."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    for number in range(300):
        day = f"2025-03-{5 + number % 20:02}"
        proposed = CorrectionProposed(
            correction=f"VS-{number}",
            event=arrest.event,
            field="time",
            value=f"{day}T09:00:00+00:00",
        )
        agreed = CorrectionAgreed(proposed_by=Agency.VICTIM_SUPPORT, correction=f"VS-{number}")
        at = london("2025-04-01 10:00") + timedelta(minutes=number)
        when = f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}"
        notes.happened(when, proposed, Agency.VICTIM_SUPPORT)
        notes.happened(when, agreed)

    rows = fold(notes.facts, london("2025-05-01 10:00")).rows.values()

    (duty,) = [row for row in rows if isinstance(row, Obligation) and row.rule == "R6.1"]
    assert duty.triggered == london("2025-03-24 09:00")


@pytest.mark.parametrize("writes", [0, 1, 2, 3])
def test_killed_between_two_facts_that_came_together_no_row_is_left_over(writes: int) -> None:
    """Given a wait since an arrest, an earlier arrest, its correction to a later day, which come
    together, and one more earlier arrest, which comes with them after the worker was killed.
    """
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-10 14:00", SuspectArrested())
    known = list(notes.facts)
    earlier = notes.happened("2025-03-05 10:00", SuspectArrested())
    moved = notes.happened(
        "2025-03-11 10:00",
        CorrectionProposed(
            correction="VS-1", event=earlier.event, field="time", value="2025-03-20T10:00:00+00:00"
        ),
    )
    last = notes.happened("2025-03-06 10:00", SuspectArrested())
    worker, now = PureWorker(), london("2025-06-01 00:00")
    one_by_one(worker, list(known))

    worker.facts(earlier, moved, killed_after=writes, then=[last])
    worker.tick(now)

    assert worker.rows(VICTIM) == fold([*known, earlier, moved, last], now).rows


def test_the_clock_may_be_behind_an_unsafe_contact_that_was_corrected() -> None:
    """Given a contact called unsafe, corrected to a safe one, when the clock is between the two,
    then its alert is published as retracted, as the fold says; before both there is none.
    """
    notes = Notes()
    unsafe = told(ToldAbout.PROGRESS).model_copy(update={"safe": False})
    contact = notes.happened("2025-03-04 10:00", unsafe)
    safe = CorrectionProposed(correction="VS-1", event=contact.event, field="safe", value="true")
    notes.happened("2025-03-06 10:00", safe, Agency.VICTIM_SUPPORT)
    agreed = CorrectionAgreed(proposed_by=Agency.VICTIM_SUPPORT, correction="VS-1")
    notes.happened("2025-03-06 11:00", agreed)
    worker, between = PureWorker(), london("2025-03-05 10:00")

    worker.facts(*notes.facts)
    before = worker.rows(VICTIM)
    worker.tick(between)

    assert worker.rows(VICTIM) == fold(notes.facts, between).rows
    assert before == fold(notes.facts).rows
    assert not any(isinstance(row, Alert) for row in before.values())
    (alert,) = [row for row in worker.rows(VICTIM).values() if isinstance(row, Alert)]
    assert alert.state is AlertState.RETRACTED


def test_an_event_that_turns_out_to_be_a_correction_was_never_reported_otherwise() -> None:
    """Given an arrest that the victim was told of, corrected, and the event of that contact as a
    correction, received earlier, then the worker publishes what the fold says.
    """
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 10:00", SuspectArrested())
    contact = notes.happened(
        "2025-03-05 10:00", told(ToldAbout.ARREST), received="2025-03-09 10:00"
    )
    other = CorrectionProposed(correction="MP-1", event=arrest.event, field="other", value="x")
    correction = notes.happened("2025-03-05 11:00", other)
    notes.facts.append(replace(correction, event=contact.event))
    worker, now = PureWorker(), london("2025-06-01 00:00")

    one_by_one(worker, [*notes.facts, Tick(now)])

    assert worker.rows(VICTIM) == fold(notes.facts, now).rows


def arrests(number: int, apart: timedelta) -> Iterator[LoggedFact]:
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    yield from notes.facts
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested())
    for count in range(number):
        occurred = replace(arrest.occurred, at=arrest.occurred.at + count * apart)
        yield replace(arrest, event=UUID(int=count), occurred=occurred)


def test_thousands_of_repetitions_of_one_arrest_are_one_duty() -> None:
    """Given 3,000 arrests of the same moment, each an event of its own, taken in together."""
    worker = PureWorker()

    worker.facts(*arrests(3_000, timedelta(0)))
    worker.tick(london("2025-03-12 00:00"))

    rows = worker.rows(VICTIM).values()
    duties = [row for row in rows if isinstance(row, Obligation) and row.rule == "R6.1"]
    assert len(duties) == 1
    assert len(rows) > 3_000


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(minutes=1)])
def test_judging_looks_at_each_fact_a_few_times_however_many_there_are(
    apart: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    matches = FactPattern.matches

    def counted(pattern: FactPattern, logged: LoggedFact) -> bool:
        looks.append(1)
        return matches(pattern, logged)

    monkeypatch.setattr(FactPattern, "matches", counted)
    counts = []
    for number in (200, 400):
        looks.clear()
        facts = [*arrests(number, apart), *_answers(number)]
        fold(facts, london("2025-03-12 00:00"))
        counts.append(len(looks))

    assert counts[1] <= 2.1 * counts[0]


def _answers(number: int) -> list[LoggedFact]:
    notes = Notes()
    answer = notes.happened("2025-03-05 09:30", told(ToldAbout.INTERVIEW), Agency.MET_POLICE)
    return [replace(answer, event=UUID(int=10_000 + count)) for count in range(number)]
