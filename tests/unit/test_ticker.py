"""The clock ticks at the same instants for everyone, and never backwards."""

from datetime import UTC, datetime, timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from runtime.ticker import beats

EVERY = timedelta(seconds=15)
NINE = datetime(2025, 3, 3, 9, tzinfo=UTC)


class FakeClock:
    """A clock that is moved by waiting, and by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pause(self, seconds: float) -> bool:
        self.now += timedelta(seconds=seconds)
        return False


def test_the_first_tick_comes_at_once_and_the_others_on_the_beat() -> None:
    clock = FakeClock(NINE + timedelta(seconds=7))
    at = list(islice(beats(EVERY, clock, clock.pause), 4))
    assert at == [NINE + number * EVERY for number in range(4)]


def test_what_was_missed_is_left_out() -> None:
    clock = FakeClock(NINE)
    ticks = beats(EVERY, clock, clock.pause)
    next(ticks)
    clock.now = NINE + timedelta(hours=8, seconds=3)  # the lid was closed
    assert next(ticks) == NINE + timedelta(hours=8)
    assert next(ticks) == NINE + timedelta(hours=8) + EVERY


def test_a_clock_set_back_repeats_nothing() -> None:
    clock = FakeClock(NINE)
    ticks = beats(EVERY, clock, clock.pause)
    next(ticks)
    clock.now = NINE - timedelta(minutes=1)
    assert next(ticks) == NINE + EVERY


def test_it_ends_when_it_is_told_to() -> None:
    assert list(beats(EVERY, FakeClock(NINE), lambda _: True)) == [NINE]


@given(
    st.floats(min_value=1.4e9, max_value=4e9),
    st.integers(min_value=1, max_value=3600),
)
def test_ticks_are_multiples_of_the_beat_and_never_in_the_future(
    start: float, seconds: int
) -> None:
    clock = FakeClock(datetime.fromtimestamp(start, UTC))
    for at in islice(beats(timedelta(seconds=seconds), clock, clock.pause), 5):
        assert at.timestamp() % seconds == 0
        assert at <= clock.now < at + timedelta(seconds=seconds)
