"""Laws of the fold: jumbled, doubled, in pieces or again from the log, it says the same."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from events.clocks import Precision
from processors.fold.journey import fold
from processors.fold.judging_clock import Clock
from processors.stream.journey_table import JourneyTable
from processors.stream.victim_state import VictimState, all_rows, pass_time, take_facts
from pure_worker import PureWorker
from record_strategies import (
    LATER,
    START,
    VICTIM,
    acted_journeys,
    instants,
    journeys,
    logged,
    moments_of,
    ticks,
    timing_of,
)
from schemas.changes import Changes, Obligation, ObligationState, StageInterval
from schemas.log_records import LoggedFact, decode_log
from schemas.ticks import Tick

Projected = dict[UUID, tuple[int, object]]


@given(facts=acted_journeys(), data=st.data(), told=st.lists(ticks, max_size=4))
def test_jumbled_and_doubled_it_folds_to_the_same(
    facts: list[LoggedFact], data: st.DataObject, told: list[Tick]
) -> None:
    now = data.draw(moments_of(facts))
    jumbled, timing = data.draw(st.permutations(facts + facts)), timing_of(told)

    assert fold(jumbled, now, timing) == fold(facts, now, timing)


@given(facts=journeys, data=st.data(), now=instants)
def test_piece_by_piece_with_a_tick_at_the_end_it_says_what_the_fold_says(
    facts: list[LoggedFact], data: st.DataObject, now: datetime
) -> None:
    table: dict[str, bytes] = {}
    held, projected = VictimState(VICTIM), Projected()
    for piece in _pieces(facts, data):
        absorbed = take_facts(held, piece, Clock(START))
        JourneyTable(table).put_facts(held, absorbed.state, piece)
        _project(projected, absorbed.changes)
        held = JourneyTable.of(table).get(VICTIM)
    held, changes = pass_time(held, Clock(now), len(facts))
    _project(projected, changes)

    assert _stands(projected) == fold(facts, now).rows
    assert all_rows(held).revision == held.offset


@given(facts=st.lists(logged(), min_size=1, max_size=12), data=st.data())
def test_what_a_crash_swallowed_is_said_again(facts: list[LoggedFact], data: st.DataObject) -> None:
    """Some changes never went out; then every record since comes again, in other pieces."""
    lost_from = data.draw(st.integers(0, len(facts) - 1))
    held, projected = VictimState(VICTIM), Projected()
    for piece in _pieces(facts, data):
        absorbed = take_facts(held, piece, Clock(LATER))
        held = absorbed.state
        if max(piece) < lost_from:
            _project(projected, absorbed.changes)
    for piece in _pieces(facts, data, lost_from):
        absorbed = take_facts(held, piece, Clock(LATER))
        held = absorbed.state
        _project(projected, absorbed.changes)

    assert _stands(projected) == fold(facts, LATER).rows


@given(facts=st.lists(logged(), min_size=1, max_size=12), data=st.data())
def test_killed_while_it_writes_a_worker_takes_the_rest_again(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    worker = PureWorker()
    for piece in _pieces(facts, data):
        worker.facts(*piece.values(), killed_after=data.draw(st.integers(0, len(piece))))
    worker.tick(LATER)

    assert worker.rows(VICTIM) == fold(facts, LATER).rows
    assert worker.holds(VICTIM).rows == fold(facts, LATER).rows


def _pieces(
    facts: list[LoggedFact], data: st.DataObject, first: int = 0
) -> Iterator[Mapping[int, LoggedFact]]:
    """The facts by their offsets, from the first on, as many at once as happen to wait."""
    while first < len(facts):
        size = data.draw(st.integers(1, 5))
        yield dict(enumerate(facts[first : first + size], first))
        first += size


def _stands(projected: Projected) -> dict[UUID, object]:
    return {row: value for row, (_, value) in projected.items() if value}


def _project(table: Projected, changes: Changes | None) -> None:
    """As ReplacingMergeTree does: of each id the newest revision."""
    if changes is None:
        return
    lines = [(row.id, row) for row in changes.rows] + [(row, None) for _, row in changes.gone]
    for row, value in lines:
        if table.get(row, (-1, None))[0] <= changes.revision:
            table[row] = (changes.revision, value)


@given(fact=logged())
def test_the_log_reads_back_what_was_written(fact: LoggedFact) -> None:
    assert decode_log(fact.written) == fact


@given(facts=st.lists(logged(), max_size=15, unique_by=lambda fact: fact.event), now=instants)
def test_a_month_never_starts_a_deadline(facts: list[LoggedFact], now: datetime) -> None:
    precision = {fact.event: fact.occurred.precision for fact in facts}

    for row in fold(facts, now).rows.values():
        if isinstance(row, Obligation):
            assert precision[row.trigger] in (Precision.INSTANT, Precision.DAY)
            if row.state in (ObligationState.DISCHARGED, ObligationState.DISCHARGED_LATE):
                assert row.ended_by
                assert precision[row.ended_by] in (Precision.INSTANT, Precision.DAY)


@given(facts=journeys)
def test_a_wait_is_measured_between_known_days_and_never_backwards(facts: list[LoggedFact]) -> None:
    moments = {each.occurred.at for each in facts if each.occurred.day is not None}

    for row in fold(facts).rows.values():
        if isinstance(row, StageInterval):
            assert {row.started, row.ended or row.started} <= moments
            assert row.ended is None or row.started <= row.ended


@given(facts=acted_journeys(), data=st.data())
def test_time_alone_changes_nothing_before_the_journey_wakes(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    now = data.draw(moments_of(facts))
    journey = fold(facts, now)
    just_before = (journey.next_change or LATER) - timedelta(microseconds=1)

    assert fold(facts, max(now, just_before)).rows == journey.rows
