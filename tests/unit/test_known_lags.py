"""The ticker ticks also where it does not know how long to wait for agencies' records."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from kafka.errors import KafkaConnectionError

from events.identifiers import Agency
from projections.record_lags import _waited
from runtime import known_lags
from runtime.known_lags import KnownLags, Lags, policy_of
from schemas.alert_policy import AlertPolicy
from schemas.lag_records import decode_lag, encode_lag
from web import wait_words

HOLD = timedelta(minutes=45)
HOUR = timedelta(hours=1)
SLOW = {Agency.CPS: HOUR, Agency.HMCTS: timedelta()}


class Topic:
    """Answers readings one by one; the last answer is given again. None is no answer."""

    def __init__(self, *answers: Lags | None) -> None:
        self._answers: Iterator[Lags | None] = iter(answers)
        self._last: Lags | None = None
        self.read_all = threading.Event()

    def read(self) -> Lags:
        try:
            self._last = next(self._answers)
        except StopIteration:
            self.read_all.set()
        if self._last is None:
            raise KafkaConnectionError
        return self._last


def test_the_newest_lags_that_could_be_read_count() -> None:
    topic = Topic({}, None, SLOW, None)
    with KnownLags(topic.read, every=0.001) as known:
        assert topic.read_all.wait(10)
        assert known.policy(HOLD) == AlertPolicy(HOLD, ((Agency.CPS, HOUR),))


def test_before_they_could_be_read_a_tick_leaves_the_policy_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a topic that cannot be read, or that does not answer, then a tick has no policy."""
    monkeypatch.setattr(known_lags, "FIRST_READ", 0.05)
    with KnownLags(Topic(None).read, every=0.001) as known:
        assert known.policy(HOLD) is None
    answered = threading.Event()
    with KnownLags(lambda: SLOW if answered.wait(60) else {}) as known:
        assert known.policy(HOLD) is None
        answered.set()


def test_an_empty_topic_is_known() -> None:
    with KnownLags(Topic({}).read) as known:
        assert known.policy(HOLD) == AlertPolicy(HOLD)


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(0, 0), (14, 0), (15, 1), (60, 1), (61, 2), (48 * 60, 48), (5 * 24 * 60, 48)],
)
def test_a_lag_is_waited_for_in_whole_hours(minutes: int, hours: int) -> None:
    assert _waited(timedelta(minutes=minutes)) == hours * HOUR


def test_a_lag_is_read_as_it_was_written() -> None:
    assert decode_lag(b"cps", encode_lag(14 * HOUR)) == (Agency.CPS, 14 * HOUR)


def test_an_agency_that_is_not_waited_for_is_not_on_a_tick() -> None:
    assert policy_of(HOLD, SLOW).written() == {"hold": 2700, "lags": {"cps": 3600}}


@pytest.mark.parametrize(
    ("lag", "says"),
    [
        (timedelta(), "do not wait for its records"),
        (14 * HOUR, "wait 14 hours for its records: on all days but one of two weeks, 95 of 100"),
        (HOUR, "came within 1 hour of being written down"),
        (48 * HOUR, "wait 48 hours for its records, the longest that they wait for any"),
    ],
)
def test_how_long_an_agency_is_waited_for_is_said_with_the_reason(
    lag: timedelta, says: str
) -> None:
    assert says in wait_words.for_records(lag)


@pytest.mark.parametrize(
    ("hold", "says"),
    [
        (timedelta(), "People are told of an event at once."),
        (HOLD, "here for 45 minutes"),
        (timedelta(seconds=30), "here for 30 seconds"),
        (90 * timedelta(minutes=1), "here for 90 minutes"),
    ],
)
def test_the_hold_is_said(hold: timedelta, says: str) -> None:
    assert says in wait_words.for_mistakes(hold)


def test_whatever_goes_wrong_the_next_reading_is_tried() -> None:
    topic = Topic({}, SLOW)
    readings: list[int] = []

    def read() -> Lags:
        readings.append(1)
        if len(readings) == 2:
            raise ValueError("no lag")
        return topic.read()

    with KnownLags(read, every=0.001) as known:
        assert topic.read_all.wait(10)
        assert known.policy(HOLD) == AlertPolicy(HOLD, ((Agency.CPS, HOUR),))
