"""Alerts are raised by ticks in the log alone, by their policies. Times are London's."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.corrections import CorrectionAgreed, CorrectionProposed
from events.identifiers import Agency, Pseudonym
from events.investigation import SuspectArrested
from log_of_ticks import HOLD, SLOW, Log, log_of, policy, ticks, told
from processors.fold.journey import fold
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from schemas.alert_policy import AlertPolicy, AlertTiming
from schemas.alert_row import AlertKind
from schemas.log_records import LoggedFact
from schemas.ticks import Tick

HOUR = timedelta(hours=1)
OVER = london("2025-03-12 00:00")
"""When the day is over by which a victim must be told of an arrest on 4 March."""

TOLD = VictimInformed(
    about=ToldAbout.ARREST, channel=Channel.TELEPHONE, outcome=ContactOutcome.REACHED
)
NO_LAG, WITH_LAG = policy(), policy(met_police=SLOW)


def arrested(number: int = 0) -> Notes:
    notes = Notes(Pseudonym(f"victim-{number}"))
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    return notes


def told_on_the_last_day(number: int) -> Notes:
    """Told at five on the last day, which an upload at two in the night brings."""
    notes = arrested(number)
    notes.happened("2025-03-11 17:00", TOLD, received="2025-03-12 02:00")
    return notes


def hourly(said: AlertPolicy | None, days: int = 3) -> list[Tick]:
    return list(ticks(london("2025-03-03 00:00"), OVER + timedelta(days=days), said, HOUR))


def test_a_nightly_upload_makes_no_storm() -> None:
    """Given twelve victims who were told in time, and three who were not, of a force that uploads
    at two in the night, when its lag is waited for, then nobody hears of the twelve, and of the
    three the lag later. Without it there are fifteen alerts at midnight, of which twelve are false.
    """
    people = [told_on_the_last_day(number) for number in range(12)]
    forgotten = [arrested(number) for number in range(12, 15)]

    storm = told(log_of([*people, *forgotten], hourly(NO_LAG))).late()
    calm = told(log_of([*people, *forgotten], hourly(WITH_LAG))).late()

    assert [alert.raised for alert in storm] == [OVER] * 15
    assert [alert.raised for alert in calm] == [OVER + SLOW] * 3
    assert {alert.breached for alert in calm} == {OVER}


def test_a_mistaken_event_withdrawn_within_the_hold_alerts_nobody() -> None:
    """Given an arrest that is recorded three weeks late, which was another day's, when that is put
    right within the hold, then nobody is told; and somebody is where it takes longer.
    """
    told_of = []
    for agreed in ("2025-03-25 10:40", "2025-03-25 12:40"):
        notes = Notes()
        notes.reported("2025-03-03 10:00")
        arrest = notes.happened("2025-03-04 10:00", SuspectArrested(), received="2025-03-25 10:00")
        value = london("2025-03-24 10:00").isoformat()
        wrong = CorrectionProposed(correction="1", event=arrest.event, field="time", value=value)
        notes.happened("2025-03-25 10:20", wrong, Agency.VICTIM_SUPPORT)
        right = CorrectionAgreed(proposed_by=Agency.VICTIM_SUPPORT, correction="1")
        notes.happened(agreed, right)
        minutes = ticks(
            london("2025-03-25 09:00"), london("2025-03-25 14:00"), NO_LAG, timedelta(minutes=5)
        )
        told_of.append(len(told(log_of([notes], minutes)).late()))

    assert told_of == [0, 1]


def test_what_was_missed_in_a_downtime_appears_once() -> None:
    """Given no tick for two days in which three duties fell late, when the next one comes, then all
    three appear at it, each once, and no later tick repeats one.
    """
    people = [arrested(number) for number in range(3)]
    gone = (OVER - HOUR, OVER + timedelta(days=2))
    log = log_of(people, [each for each in hourly(NO_LAG, 4) if not gone[0] < each.at < gone[1]])

    seen = told(log)

    (back,) = [number for number, each in enumerate(log) if _at(each) == gone[1]]
    late = [(at, alert) for at, alert in seen.raised.values() if alert.kind is AlertKind.LATE]
    assert [at for at, alert in late if alert.rule == "R6.1"] == [back] * 3
    assert {alert.raised for alert in seen.late()} == {OVER}


def _at(record: LoggedFact | Tick) -> datetime | None:
    return record.at if isinstance(record, Tick) else None


@pytest.mark.parametrize("fault", ["doubled", "an hour back", "two tickers", "shuffled"])
def test_faults_of_tickers_change_nothing(fault: str) -> None:
    """Given each tick twice, or a clock that is set back for an hour around the end of the day, or
    a second ticker out of step, then people are told of the same, as if there were none.
    """
    people = [arrested(number) for number in range(3)]
    good = hourly(WITH_LAG)
    faulty = {
        "doubled": [each for tick in good for each in (tick, tick)],
        "an hour back": _set_back(good),
        "two tickers": sorted([*good, *_later(good)], key=lambda each: each.at),
        "shuffled": [each for pair in zip(good[1::2], good[::2], strict=False) for each in pair],
    }[fault]

    right = told(log_of(people, good))
    wrong = told(_merged(people, faulty))

    assert {i: alert for i, (_, alert) in wrong.raised.items()} == {
        i: alert for i, (_, alert) in right.raised.items()
    }


def _set_back(good: Sequence[Tick]) -> list[Tick]:
    """From the end of the day on, each tick comes as if it were an hour before, for a day."""
    back = (OVER, OVER + timedelta(days=1))
    return [
        Tick(each.at - HOUR, each.policy) if back[0] <= each.at < back[1] else each for each in good
    ]


def _later(good: Sequence[Tick]) -> list[Tick]:
    return [Tick(each.at + timedelta(minutes=7), each.policy) for each in good]


def _merged(people: Sequence[Notes], ticked: Sequence[Tick]) -> Log:
    """All facts were there before the first tick: here ticks need not be in order."""
    return [*(fact for notes in people for fact in notes.facts), *ticked]


def test_of_two_tickers_with_other_policies_the_first_at_an_instant_counts() -> None:
    """Given two tickers of which one waits for the force and one does not, then each tick says what
    counts from then on, the first of two at one instant; a replay raises the same.
    """
    people = [arrested(number) for number in range(3)]
    both = [each for at in hourly(None) for each in (Tick(at.at, WITH_LAG), Tick(at.at, NO_LAG))]
    log = log_of(people, both)

    seen = told(log)

    assert {alert.raised for alert in seen.late()} == {OVER + SLOW}
    assert told(log, killed_before=range(0, len(log), 7)).raised == seen.raised


@pytest.mark.parametrize(
    ("arrest", "over"),
    [
        ("2025-03-21 10:00", "2025-03-29 00:00"),  # the clocks go forward on Sunday the 30th
        ("2025-03-24 10:00", "2025-04-01 00:00"),
        ("2025-10-17 10:00", "2025-10-25 00:00"),  # and back on Sunday the 26th
        ("2025-10-20 10:00", "2025-10-28 00:00"),
    ],
)
def test_a_day_is_over_at_midnight_in_london_on_both_sides_of_a_clock_change(
    arrest: str, over: str
) -> None:
    notes = Notes()
    notes.reported(arrest)
    notes.happened(arrest, SuspectArrested())
    first = london(arrest).replace(hour=0)
    ticked = ticks(first, first + timedelta(days=20), WITH_LAG, timedelta(minutes=15))

    log = log_of([notes], ticked)
    seen = told(log)

    (alert,) = seen.late()
    assert (alert.breached, alert.raised) == (london(over), london(over) + SLOW)
    assert _at(log[seen.raised[alert.id][0]]) == alert.raised


HOURS = st.integers(min_value=0, max_value=48)
POLICIES = st.builds(
    lambda hold, lag: policy(timedelta(minutes=hold), met_police=timedelta(hours=lag)),
    st.sampled_from([0, 30, 45, 600]),
    HOURS,
)


@given(
    st.lists(st.tuples(st.integers(0, 11 * 8), st.none() | POLICIES), max_size=12),
    st.frozensets(st.integers(0, 103), max_size=3),
    st.dictionaries(st.integers(0, 103), st.integers(0, 4), max_size=3),
)
def test_a_rebuild_raises_the_same_at_the_same_ticks(
    changes: list[tuple[int, AlertPolicy | None]],
    killed_before: frozenset[int],
    killed_within: dict[int, int],
) -> None:
    """Given policies that change, ticks without one, and workers killed anywhere, then people are
    told of the same at the same records as without a kill; and the rows are those of the fold.
    """
    people = [arrested(0), told_on_the_last_day(1)]
    said: dict[int, AlertPolicy | None] = {n: WITH_LAG if n % 50 else None for n in range(12 * 8)}
    said |= dict(changes)
    start = london("2025-03-03 00:00")
    ticked = [Tick(start + 3 * number * HOUR, each) for number, each in said.items()]
    log = log_of(people, ticked)

    once, again = told(log), told(log, killed_before, killed_within)

    assert again.raised == once.raised
    assert again.rows == once.rows
    timing = AlertTiming.of((each.at, each.policy) for each in ticked if each.policy)
    for notes in people:
        folded = fold(notes.facts, ticked[-1].at, timing).rows
        assert {row: once.rows[row] for row in folded} == folded


def test_a_policy_that_shortens_the_wait_lets_the_first_alert_be_raised() -> None:
    """Given a lag of two days, by which nobody would be told in time that a duty falls due, when it
    is none before that day, then people are told that it falls due soon.
    """
    start = london("2025-03-03 00:00")
    slow = ticks(start, start + timedelta(days=2), policy(met_police=timedelta(hours=48)), HOUR)
    fast = ticks(start + timedelta(days=2, hours=1), OVER, NO_LAG, HOUR)

    seen = told(log_of([arrested()], [*slow, *fast]))

    kinds = [alert.kind for _, alert in seen.raised.values() if alert.rule == "R6.1"]
    assert kinds == [AlertKind.DUE_SOON, AlertKind.LATE]


def test_the_clock_of_a_partition_does_not_grow_with_policies() -> None:
    """Given a policy that changes each hour, then each change is stored once, and the clock's own
    record, which each tick writes, is as long as ever.
    """
    changing = [
        Tick(datetime(2025, 3, 3, tzinfo=UTC) + n * HOUR, policy(timedelta(minutes=n)))
        for n in range(200)
    ]
    table, lengths = _stored(changing)

    assert max(lengths) - min(lengths) <= len("199")
    assert sum("/policy/" in key for key in table) == len(changing)


def _stored(ticked: Sequence[Tick]) -> tuple[dict[str, bytes], list[int]]:
    table: dict[str, bytes] = {}
    worker, lengths = JourneyProcessor(table, lambda name: 0), []
    for offset, each in enumerate(ticked):
        assert list(worker.take([StreamRecord(0, offset, each)])) == []
        lengths.append(len(table["clock:0"]))
    return table, lengths


def test_alerts_of_the_hold_say_when_people_were_told() -> None:
    """Given an arrest that was recorded when its duty was late, then people are told at the first
    tick that is the hold later."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested(), received="2025-03-20 10:02")
    minutes = ticks(
        london("2025-03-20 09:00"), london("2025-03-20 12:00"), NO_LAG, timedelta(minutes=5)
    )
    log = log_of([notes], minutes)

    seen = told(log)

    (alert,) = seen.late()
    assert alert.detected == london("2025-03-20 10:02")
    assert alert.raised == london("2025-03-20 10:02") + HOLD
    assert _at(log[seen.raised[alert.id][0]]) == london("2025-03-20 10:50")
