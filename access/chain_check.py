"""Whether the records of who looked are all there, unchanged and in their order: pure.

What nobody wrote down elsewhere cannot be checked against anything: who can write to Kafka itself
can make a whole chain anew. So heads are noted elsewhere, and are looked for here.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from access.look_chain import TopicRecord
from schemas.look_records import BEGINNING, ChainHead, LookRecord, decode_look
from schemas.topics import LOOKS
from schemas.unreadable_records import UnreadableRecord

RECENT = 1_000
"""A record that was sent again may stand up to so many records of its chain after the first."""


@dataclass(frozen=True, slots=True)
class LookFault:
    """What is wrong, and where: a place of the topic, or a chain."""

    place: str
    fault: str


@dataclass
class _CheckedChain:
    head: ChainHead
    recent: OrderedDict[int, str] = field(default_factory=OrderedDict)
    missing: list[range] = field(default_factory=list)

    def move(self, record: LookRecord, offset: int) -> None:
        self.head = self.head.moved_to(record, offset)
        self.recent[record.number] = record.hash
        if len(self.recent) > RECENT:
            self.recent.popitem(last=False)


class ChainCheck:
    """Checks the records of the topic, one after another; `heads` were noted before it was read."""

    def __init__(self, heads: Iterable[ChainHead] = (), hashes: Iterable[str] = ()) -> None:
        self._chains: dict[str, _CheckedChain] = {}
        self._noted = {head.hash: head for head in heads if head.number}
        self._hashes = set(hashes)
        self._met: set[str] = set()
        self._next: int | None = 0
        self.records = 0
        self.repeated = 0
        """How many were stored twice, which is no fault: Kafka's answer was lost."""

    @property
    def heads(self) -> list[ChainHead]:
        """The last record of each chain, to be noted elsewhere."""
        return [chain.head for _, chain in sorted(self._chains.items())]

    def faults(self, found: TopicRecord) -> Iterator[LookFault]:
        """What is wrong with the next record of the topic."""
        offset, key, value = found
        self.records += 1
        if offset != self._next:
            yield fault_at(
                offset, f"the records {self._next} to {offset - 1} of the topic are gone"
            )
        self._next = offset + 1
        try:
            record = decode_look(key, value)
        except UnreadableRecord:
            yield fault_at(offset, "the record was changed: it is not what its hash was made of")
            return
        self._met |= {record.hash} & (self._noted.keys() | self._hashes)
        yield from self._in_chain(record, offset)

    def faults_at_the_end(self) -> Iterator[LookFault]:
        """The noted heads that were not met: the end was cut off, or made anew."""
        for head in self._noted.values():
            if head.hash not in self._met:
                chain = self._chains.get(head.chain)
                ends = chain.head.number if chain else 0
                yield LookFault(
                    f"chain {head.chain}",
                    f"record {head.number} was noted as its head and is not there: the chain goes"
                    f" up to record {ends}",
                )
        for hash_ in sorted(self._hashes - self._met):
            yield LookFault(f"head {hash_}", "no record has this hash: it is gone, or was changed")

    def _in_chain(self, record: LookRecord, offset: int) -> Iterator[LookFault]:
        chain = self._chains.setdefault(record.chain, _CheckedChain(ChainHead(record.chain)))
        number, last = record.number, chain.head.number
        if number > last:
            if number > last + 1:
                chain.missing.append(range(last + 1, number))
                yield fault_at(offset, f"{_missing(last + 1, number)} of {_named(record)}")
            elif record.before != chain.head.hash:
                yield fault_at(offset, _unlinked(record))
            chain.move(record, offset)
        elif any(number in gap for gap in chain.missing):
            yield fault_at(offset, f"record {number} of {_named(record)} stands after {last}")
        elif chain.recent.get(number) == record.hash:
            self.repeated += 1
        else:
            yield fault_at(offset, f"record {number} of {_named(record)} is there twice")


def _unlinked(record: LookRecord) -> str:
    if record.before == BEGINNING:
        return f"record {record.number} of {_named(record)} begins it anew"
    return (
        f"record {record.number} of {_named(record)} does not follow on the one before it: that was"
        " changed, or this was put in"
    )


def _missing(first: int, end: int) -> str:
    if end - first == 1:
        return f"record {first} is missing"
    return f"records {first} to {end - 1} are missing"


def _named(record: LookRecord) -> str:
    return f"chain {record.chain}"


def fault_at(offset: int, text: str) -> LookFault:
    """What is wrong with the record at an offset of the topic."""
    return LookFault(f"{LOOKS}/0/{offset}", text)
