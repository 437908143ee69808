"""A writer's chain of looks goes on, and nothing forks it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.chain_check import ChainCheck, LookFault
from access.chain_files import noted_heads
from access.look_chain import LookChain
from access.looks import NotRecordedError
from look_topics import TopicInMemory, broken_glass, look
from schemas.look_records import LookRecord, decode_look


@contextmanager
def writer(folder: Path, topic: TopicInMemory) -> Iterator[LookChain]:
    """A process that writes, until it ends."""
    chain = LookChain(folder, topic, patience=1.0)
    try:
        yield chain
    finally:
        chain.close()


def stored(topic: TopicInMemory) -> list[LookRecord]:
    return [decode_look(key, value) for _, key, value in topic.records]


def faults(topic: TopicInMemory, folder: Path) -> list[LookFault]:
    check = ChainCheck(noted_heads(folder))
    found = [fault for record in topic.records for fault in check.faults(record)]
    return found + list(check.faults_at_the_end())


def test_each_record_has_the_hash_of_the_one_before_it(tmp_path: Path) -> None:
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain:
        for entry in (look(1), broken_glass(), look(2)):
            chain.record(entry)

    first, second, third = stored(topic)
    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert (second.before, third.before) == (first.hash, second.hash)
    assert faults(topic, tmp_path) == []


def test_a_chain_goes_on_after_a_restart(tmp_path: Path) -> None:
    topic = TopicInMemory()
    for number in range(3):
        with writer(tmp_path, topic) as chain:
            chain.record(look(number))

    assert [each.number for each in stored(topic)] == [1, 2, 3]
    assert len({each.chain for each in stored(topic)}) == 1


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff\n"])
def test_it_goes_on_where_the_file_of_its_head_is_damaged(tmp_path: Path, damaged: bytes) -> None:
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain:
        chain.record(look(1))
    (head,) = tmp_path.glob("*.head")
    head.write_bytes(damaged)
    with writer(tmp_path, topic) as chain:
        chain.record(look(2))

    assert [each.number for each in stored(topic)] == [1, 2]
    assert faults(topic, tmp_path) == []


def test_a_new_chain_begins_where_the_directory_is_lost(tmp_path: Path) -> None:
    topic = TopicInMemory()
    for folder in ("one", "two"):
        with writer(tmp_path / folder, topic) as chain:
            chain.record(look(1))

    assert [each.number for each in stored(topic)] == [1, 1]
    assert faults(topic, tmp_path / "two") == []


def test_it_goes_on_from_a_head_that_is_older_than_the_topic(tmp_path: Path) -> None:
    """As after the machine lost its power, or the directory came from a backup."""
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain:
        chain.record(look(1))
        (head,) = tmp_path.glob("*.head")
        old = head.read_bytes()
        chain.record(look(2))
    head.write_bytes(old)
    with writer(tmp_path, topic) as chain:
        chain.record(look(3))

    assert [each.number for each in stored(topic)] == [1, 2, 3]


def test_two_processes_at_once_have_two_chains(tmp_path: Path) -> None:
    topic = TopicInMemory()
    with writer(tmp_path, topic) as one, writer(tmp_path, topic) as two:
        for number in range(3):
            one.record(look(number))
            two.record(look(number))

    assert len({each.chain for each in stored(topic)}) == 2
    assert faults(topic, tmp_path) == []


def test_an_answer_that_was_lost_does_not_fork_the_chain(tmp_path: Path) -> None:
    """Given a record that is stored and not confirmed, the next one follows on it."""
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain:
        chain.record(look(1))
        topic.deaf = True
        with pytest.raises(NotRecordedError):
            chain.record(look(2))
        topic.deaf = False
        chain.record(look(3))

    assert [each.number for each in stored(topic)] == [1, 2, 2, 3]
    assert faults(topic, tmp_path) == []


def test_a_record_that_arrives_after_the_next_ones_is_no_fork(tmp_path: Path) -> None:
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain:
        topic.slow = True
        with pytest.raises(NotRecordedError):
            chain.record(look(1))
        topic.slow = False
        chain.record(look(2))
        topic.arrive()
        chain.record(look(3))

    assert [each.number for each in stored(topic)] == [1, 2, 1, 3]
    assert faults(topic, tmp_path) == []


@pytest.mark.parametrize("arrives", ["before", "after", "never"])
def test_a_killed_writer_leaves_what_it_sent_to_the_next(tmp_path: Path, arrives: str) -> None:
    """Given a kill between sending and the answer, then a new process goes on without a fork."""
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain:
        chain.record(look(1))
        topic.slow = True
        with pytest.raises(NotRecordedError):
            chain.record(look(2))
    topic.slow = False
    if arrives == "before":
        topic.arrive()
    with writer(tmp_path, topic) as chain:
        chain.record(look(3))
        if arrives == "after":
            topic.arrive()
        chain.record(look(4))

    assert {each.number for each in stored(topic)} == {1, 2, 3, 4}
    assert faults(topic, tmp_path) == []


def test_while_the_topic_is_away_nothing_is_recorded_and_it_comes_back(tmp_path: Path) -> None:
    topic = TopicInMemory(away=True)
    with writer(tmp_path, topic) as chain:
        for _ in range(2):
            with pytest.raises(NotRecordedError):
                chain.record(look(1))
        topic.away = False
        chain.record(look(2))

    assert [each.number for each in stored(topic)] == [1]


def test_a_disk_that_cannot_be_written_records_nothing(tmp_path: Path) -> None:
    topic = TopicInMemory()
    (tmp_path / "looks").write_text("no directory")
    with writer(tmp_path / "looks", topic) as chain, pytest.raises(NotRecordedError):
        chain.record(look(1))

    assert topic.records == []


def test_threads_take_turns(tmp_path: Path) -> None:
    topic = TopicInMemory()
    with writer(tmp_path, topic) as chain, ThreadPoolExecutor(8) as pool:
        list(pool.map(chain.record, map(look, range(200))))

    assert [each.number for each in stored(topic)] == list(range(1, 201))
    assert faults(topic, tmp_path) == []


@given(steps=st.lists(st.sampled_from(["", "away", "deaf", "slow", "arrive", "kill"]), max_size=25))
def test_whatever_goes_wrong_every_look_that_was_answered_is_there_and_nothing_forks(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, topic, answered = tmp_path_factory.mktemp("looks"), TopicInMemory(), set()
    chain = LookChain(folder, topic)
    for number, step in enumerate(steps):
        topic.away, topic.deaf, topic.slow = (step == name for name in ("away", "deaf", "slow"))
        if step == "arrive":
            topic.arrive()
        elif step == "kill":
            chain.close()
            chain = LookChain(folder, topic)
        with suppress(NotRecordedError):
            chain.record(look(number))
            answered.add(look(number).at)
    chain.close()
    topic.arrive()

    assert answered <= {each.at for each in stored(topic)}
    assert len({each.chain for each in stored(topic)}) <= 1
    assert faults(topic, folder) == []
