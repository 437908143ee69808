"""Tampering with the records of who looked is found: any change of any byte, removal or swap."""

from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.chain_check import RECENT, ChainCheck, LookFault
from access.look_chain import TopicRecord
from access.look_entries import next_record
from access.looks import AccessEntry, NoticeSeen
from access.viewer import Role
from events.identifiers import Agency
from look_topics import ANOTHER, AT, PROVIDER, VICTIM, broken_glass, look
from schemas.look_records import BEGINNING, ChainHead, decode_look, encode_look
from schemas.unreadable_records import UnreadableRecord

CHAINS = ("a" * 32, "b" * 32)


@cache
def topic() -> tuple[TopicRecord, ...]:
    """Twelve records of two chains, of every kind."""
    seen = NoticeSeen(PROVIDER, "2", Role.SUPERVISOR, Agency.MET_POLICE, AT, "c" * 64)
    looks: list[AccessEntry] = [look(number, VICTIM, ANOTHER) for number in range(9)]
    return written([*looks, broken_glass(), seen, look(10)])


def written(
    entries: list[AccessEntry], chains: tuple[str, ...] = CHAINS
) -> tuple[TopicRecord, ...]:
    """Entries as records, in turn of each chain."""
    heads = {chain: ChainHead(chain) for chain in chains}
    records: list[TopicRecord] = []
    for offset, entry in enumerate(entries):
        chain = chains[offset % len(chains)]
        record = next_record(entry, heads[chain])
        heads[chain] = heads[chain].moved_to(record, offset)
        records.append((offset, chain.encode(), encode_look(record)))
    return tuple(records)


def again(records: Iterable[TopicRecord]) -> list[TopicRecord]:
    """Records as a topic that was written anew would have them: without a gap in the offsets."""
    return [(offset, key, value) for offset, (_, key, value) in enumerate(records)]


def heads() -> list[ChainHead]:
    check = ChainCheck()
    assert not [fault for record in topic() for fault in check.faults(record)]
    return check.heads


def faults(records: Iterable[TopicRecord], noted: Iterable[ChainHead] = ()) -> list[LookFault]:
    check = ChainCheck(noted)
    found = [fault for record in records for fault in check.faults(record)]
    return found + list(check.faults_at_the_end())


def test_what_nobody_touched_has_no_fault() -> None:
    assert faults(topic(), heads()) == []
    assert [head.number for head in heads()] == [6, 6]


PLACES = st.integers(0, len(topic()) - 1)


@given(place=PLACES, data=st.data())
def test_any_other_byte_anywhere_is_found(place: int, data: st.DataObject) -> None:
    offset, key, value = topic()[place]
    assert value
    at = data.draw(st.integers(0, len(value) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda other: other != value[at]))
    changed = value[:at] + bytes([byte]) + value[at + 1 :]

    records = [*topic()[:place], (offset, key, changed), *topic()[place + 1 :]]

    assert f"looks/0/{offset}" in {fault.place for fault in faults(records)}


@given(place=PLACES, space=st.sampled_from([b" ", b"\n", b"\t"]))
def test_what_json_does_not_mind_is_found_too(place: int, space: bytes) -> None:
    _, key, value = topic()[place]
    assert value
    with pytest.raises(UnreadableRecord):
        decode_look(key, value + space)
    with pytest.raises(UnreadableRecord):
        decode_look(key, value[:-1] + b',"role":"auditor"}')
    with pytest.raises(UnreadableRecord):
        decode_look(b"c" * 32, value)


@given(place=PLACES)
def test_any_record_left_out_is_found(place: int) -> None:
    records = again([*topic()[:place], *topic()[place + 1 :]])

    assert faults(records, heads())


@given(place=st.integers(0, len(topic()) - 3))
def test_a_record_left_out_before_the_end_is_found_without_any_note(place: int) -> None:
    found = faults(again([*topic()[:place], *topic()[place + 1 :]]))

    assert ["is missing" in fault.fault for fault in found] == [True]


@given(first=PLACES, second=PLACES)
def test_any_swap_within_a_chain_is_found(first: int, second: int) -> None:
    """Between chains there is no order: each has its own."""
    if first == second or first % 2 != second % 2:
        return
    records = list(topic())
    records[first], records[second] = records[second], records[first]

    assert any("stands after" in fault.fault for fault in faults(again(records)))


@given(place=st.integers(0, len(topic()) - 3), entry=st.sampled_from([look(99), broken_glass("9")]))
def test_a_record_put_in_is_found(place: int, entry: AccessEntry) -> None:
    """Even one that follows on the record before it, as the next of the true ones forks then.

    One that is put in at the end is found once the chain goes on.
    """
    _, key, value = topic()[place]
    before = decode_look(key, value)
    forged = next_record(entry, ChainHead(before.chain, before.number, before.hash))
    records = [*topic()[: place + 1], (0, key, encode_look(forged)), *topic()[place + 1 :]]

    assert faults(again(records))


@given(kept=st.integers(0, len(topic()) - 1))
def test_an_end_that_was_cut_off_is_found_by_a_note(kept: int) -> None:
    found = faults(topic()[:kept], heads())

    assert any("was noted as its head and is not there" in fault.fault for fault in found)


def test_a_head_that_was_noted_by_its_hash_alone() -> None:
    check = ChainCheck(hashes=[heads()[0].hash, "d" * 64])
    assert not [fault for record in topic() for fault in check.faults(record)]

    (fault,) = check.faults_at_the_end()
    assert fault.place == f"head {'d' * 64}"


def test_a_chain_made_anew_from_somewhere_on_is_found_by_a_note() -> None:
    """Who can write Kafka's own files makes all hashes fit: only a note tells."""
    forged = written([look(number, ANOTHER) for number in range(12)])

    assert faults(forged) == []
    assert len(faults(forged, heads())) == 2


def test_the_beginning_deleted_is_found() -> None:
    found = faults(topic()[4:])

    assert "the records 0 to 3 of the topic are gone" in found[0].fault
    assert "records 1 to 2 are missing" in found[1].fault


def test_a_chain_that_begins_again_is_found() -> None:
    *_, (_, key, value) = topic()
    last = decode_look(key, value)
    anew = next_record(look(), ChainHead(last.chain, last.number, BEGINNING))

    assert "begins it anew" in faults([*topic(), (12, key, encode_look(anew))])[0].fault


def test_a_record_sent_again_is_no_fault_soon_after_and_one_later() -> None:
    records = written([look(number) for number in range(RECENT + 5)], CHAINS[:1])

    assert faults(again([*records[:9], records[4]])) == []
    assert "is there twice" in faults(again([*records, records[0]]))[0].fault
