"""When the intake of an agency pauses, and what a worker holds meanwhile."""

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from faust.types.tuples import TP
from hypothesis import given
from hypothesis import strategies as st
from mode.utils.queues import FlowControlEvent, FlowControlQueue

from events.identifiers import Agency
from processors.faust.intake_pausing import AgencyRates, IntakePausing
from processors.faust.patches.partition_progress import worker_progress
from processors.faust.patches.paused_topics import PausedTopics
from processors.stream.event_rate import MINUTE
from processors.stream.refused_share import Limit, Recent
from schemas.intake_pauses import (
    Paused,
    PauseRecord,
    RateLimited,
    Resumed,
    decode_pause,
    decode_pause_record,
    encode_pause,
    rate_key,
)

MET, CPS = Agency.MET_POLICE, Agency.CPS
TOPIC = "agency.met-police"
LIMIT = Limit(share=0.5, events=4)

outcomes = st.lists(st.booleans(), max_size=60)
limits = st.builds(Limit, st.floats(0, 1), st.integers(1, 20))


def after(said: list[bool], limit: Limit) -> Recent:
    recent = Recent()
    for refused in said:
        recent = recent.after(limit, refused=refused)
    return recent


@given(outcomes, limits)
def test_what_counts_is_the_share_of_the_last_so_many(said: list[bool], limit: Limit) -> None:
    last = said[-limit.events :]
    recent = after(said, limit)

    assert (recent.events, recent.refused) == (len(last), sum(last))
    many = len(last) == limit.events and sum(last) > limit.share * limit.events
    assert recent.too_many(limit) is many


@given(outcomes, st.integers(1, 20))
def test_a_share_of_all_switches_it_off(said: list[bool], events: int) -> None:
    limit = Limit(1, events)
    assert not after(said, limit).too_many(limit)


@given(st.integers(0, 49))
def test_by_itself_it_does_not_mind_a_few_bad_events(bad: int) -> None:
    assert not after([True] * bad, Limit()).too_many(Limit())


paused = st.builds(Paused, st.integers(0, 10**4), st.integers(1, 10**4))
resumed = st.builds(
    Resumed, st.dictionaries(st.integers(0, 1023), st.integers(0, 2**63 - 1), max_size=5)
)


limited = st.builds(RateLimited, st.integers(1, 10**6), st.floats(0, MINUTE))


@given(paused | resumed | limited)
def test_what_is_said_of_an_intake_is_read_as_it_was_written(said: PauseRecord) -> None:
    assert decode_pause(encode_pause(said)) == said


@given(limited)
def test_a_full_minute_replaces_no_pause_and_names_its_agency(full: RateLimited) -> None:
    assert rate_key(MET) != MET.encode()
    assert decode_pause_record(rate_key(MET), encode_pause(full)) == (MET, full)


class SentPauses(list[tuple[Agency, Paused]]):
    """The pauses that a worker published, and the minutes that were full."""

    def __init__(self) -> None:
        super().__init__()
        self.full: list[tuple[Agency, int, float]] = []

    def publish(self, agency: Agency, paused: Paused) -> None:
        self.append((agency, paused))

    def publish_rate(self, agency: Agency, events: int, seconds: float) -> None:
        self.full.append((agency, events, seconds))


def pausing() -> tuple[IntakePausing, SentPauses]:
    told = SentPauses()
    rates = AgencyRates(told.publish_rate, most=5, clock=lambda: CLOCK[0])
    return IntakePausing(LIMIT, PausedTopics(), told.publish, rates, queue=queue()), told


CLOCK = [0.0]


def at(seconds: float) -> None:
    CLOCK[0] = seconds


def taken(worker: IntakePausing, agency: Agency, count: int) -> None:
    for _ in range(count):
        worker.count_minute(agency)


def queue() -> Any:
    return FlowControlQueue(1, flow_control=FlowControlEvent())


def bad(worker: IntakePausing, agency: Agency, *offsets: int) -> None:
    for offset in offsets:
        worker.count(agency, 0, offset, refused=True)


def test_too_much_refused_pauses_that_agency_alone_and_is_told_once() -> None:
    worker, told = pausing()
    bad(worker, CPS, 0, 1)
    worker.count(MET, 0, 0, refused=False)
    bad(worker, MET, 1, 2, 3)

    assert told == [(MET, Paused(refused=3, events=4))]
    worker.apply(*told[0])  # as it comes back from Kafka
    assert worker.paused.topics == {TOPIC}


def test_after_a_resume_counting_begins_anew() -> None:
    worker, told = pausing()
    bad(worker, MET, 0, 1, 2, 3)

    worker.apply(MET, Resumed())
    bad(worker, MET, 4, 5, 6)

    assert not worker.paused.topics
    assert len(told) == 1
    bad(worker, MET, 7)
    assert len(told) == 2


def test_a_full_minute_pauses_that_agency_alone_until_it_is_over() -> None:
    """Given as many events as 60 seconds may have, then the agency waits for their end, once."""
    worker, told = pausing()
    at(100.0)
    taken(worker, MET, 4)
    taken(worker, CPS, 4)
    at(110.0)
    taken(worker, MET, 1)

    assert told.full == [(MET, 5, 50.0)]
    assert worker.paused.topics == {TOPIC}
    at(159.0)
    worker.end_minutes()
    assert worker.paused.topics == {TOPIC}
    at(160.0)
    worker.end_minutes()
    assert not worker.paused.topics
    assert len(told.full) == 1


def test_each_minute_counts_anew() -> None:
    worker, told = pausing()
    for minute in range(10):
        at(minute * MINUTE)
        taken(worker, MET, 4)
        worker.end_minutes()

    assert told.full == []


def test_neither_pause_ends_the_other() -> None:
    """Given an agency paused for both reasons, then it goes on when both are over, in any order."""
    for first in ("minute", "person"):
        worker, _ = pausing()
        at(0.0)
        taken(worker, MET, 5)
        bad(worker, MET, 0, 1, 2, 3)
        at(MINUTE)
        for _ in range(2):
            assert worker.paused.topics == {TOPIC}
            if first == "minute":
                worker.end_minutes()
            else:
                worker.apply(MET, Resumed())
            first = "person" if first == "minute" else "minute"
        assert not worker.paused.topics


def test_what_waited_need_not_count() -> None:
    """Given a resume of all that waits, when it is refused, only what came after may pause."""
    worker, told = pausing()
    worker.apply(MET, Resumed({0: 100}))

    bad(worker, MET, *range(100))
    assert told == []
    bad(worker, MET, *range(100, 104))
    assert len(told) == 1


def test_nothing_of_a_paused_agency_is_fetched_and_what_came_is_given_back_in_order() -> None:
    consumer = SimpleNamespace(unacked=set())
    topics, back = PausedTopics(), queue()
    met, cps = TP(TOPIC, 0), TP("agency.cps", 0)
    events = [handed_on(consumer, name, place) for place in (met, cps) for name in "abc"]
    assert not any(map(topics.set_aside, events))

    topics.topics |= {TOPIC, "agency.hmcts"}
    assert topics.without_paused({met, cps}) == {cps}
    assert list(map(topics.set_aside, events)) == [True] * 3 + [False] * 3
    assert {message.name for message in consumer.unacked} == set("abc")
    assert {message.topic for message in consumer.unacked} == {"agency.cps"}

    topics.resume(TOPIC, back)
    assert topics.without_paused({met, cps}) == {met, cps}
    assert [back.get_nowait() for _ in range(back.qsize())] == events[:3]


def test_what_came_first_is_given_back_before_what_is_in_the_queue() -> None:
    """Given a short pause, when later events of the topic are in the queue already, then those that
    were set aside come before them: acknowledged later, they could be passed over after a crash."""
    consumer = SimpleNamespace(unacked=set())
    topics, back = PausedTopics(), queue()
    events = [handed_on(consumer, name, TP(TOPIC, 0)) for name in "abcd"]
    topics.topics.add(TOPIC)
    assert all(map(topics.set_aside, events[:2]))
    for event in events[2:]:
        back.force_put_nowait(event)

    topics.resume(TOPIC, back)

    assert [back.get_nowait() for _ in range(back.qsize())] == events


def test_what_will_be_read_again_after_a_rebalance_is_not_given_back_too() -> None:
    flow, back, topics = FlowControlEvent(), queue(), PausedTopics()
    flow.manage_queue(topics)
    topics.topics.add(TOPIC)
    topics.set_aside(handed_on(SimpleNamespace(unacked=set()), "a", TP(TOPIC, 0)))

    asyncio.run(_resume(flow))
    topics.resume(TOPIC, back)

    assert back.empty()


async def _resume(flow: FlowControlEvent) -> None:
    flow.resume()


def test_a_worker_that_holds_a_topic_does_not_stand_still() -> None:
    places = {TP(TOPIC, 0), TP("agency.cps", 0)}
    consumer = SimpleNamespace(
        assignment=lambda: places,
        _thread=SimpleNamespace(unread=lambda _: True),
        handed_on={},
        finished=0,
        unacked=set(),
        _committed_offset=dict.fromkeys(places, 5),
        _read_offset=dict.fromkeys(places, 5),
        _is_changelog_tp=lambda _: False,
    )
    topics = PausedTopics()
    app: Any = SimpleNamespace(
        consumer=consumer,
        transport=SimpleNamespace(paused=topics),
        flow_control=SimpleNamespace(_queues=[topics]),
    )
    assert set(worker_progress(app).partitions) == places

    topics.topics.add(TOPIC)

    assert set(worker_progress(app).partitions) == {TP("agency.cps", 0)}


def handed_on(consumer: Any, name: str, place: TP) -> Any:
    """An event as the stream gives it to the agent."""
    message = Named(name=name, topic=place.topic, tracked=True)
    consumer.unacked.add(message)
    return SimpleNamespace(app=SimpleNamespace(consumer=consumer), message=message)


@dataclass(eq=False)
class Named:
    """A message that can be in a set, as Faust's can."""

    name: str
    topic: str
    tracked: bool
