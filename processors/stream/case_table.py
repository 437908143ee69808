"""The table of cases: a record for each fact, each victim and each link of each case.

One more of them writes one more record, however large the case is. Keys are `CASE EVENT`,
`CASE VICTIM`, `CASE OTHER` for a link to another case, and `CASE +NAME` for a message that waits.
The version before wrote the whole case under `CASE`; that is read too, and what the other records
say counts before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import chain
from uuid import UUID

from events.identifiers import Pseudonym
from processors.stream.case_entries import (
    EMPTIED,
    CaseEntry,
    KnownSince,
    decode_entry,
    encode_entry,
)
from processors.stream.case_file import CaseFile, freely
from processors.stream.growing_facts import GrowingFacts
from schemas.case_links import CaseMessage
from schemas.log_records import LoggedFact


class CaseTable:
    """Every case, written to a table as it changes, and read when it is needed."""

    def __init__(self, table: MutableMapping[str, bytes]) -> None:
        self._table = table
        self._cases: dict[str, CaseFile] = {}
        self._unread: dict[str, list[str]] = {}
        self._whole: set[str] = set()

    @classmethod
    def of(cls, table: MutableMapping[str, bytes]) -> "CaseTable":
        """What another wrote to a table."""
        cases = cls(table)
        cases.recovered()
        return cases

    def recovered(self) -> None:
        """Begin again from the restored table."""
        self._cases.clear()
        self._whole.clear()
        keys: dict[str, list[str]] = defaultdict(list)
        for key in list(self._table):
            keys[case_of_key(key)].append(key)
        self._unread = dict(keys)

    def get(self, name: str) -> CaseFile:
        """A case; an empty one where it is new. Raises UnreadableRecord, each time anew."""
        case = self._cases.get(name)
        if case is None:
            case = self._cases[name] = self._read(name, self._unread.get(name, []))
            self._unread.pop(name, None)
        return case

    def put(self, name: str, after: CaseFile) -> None:
        """Store a case: what changed since it was stored last.

        A case that the version before wrote is written anew, and its old record emptied at the end.
        """
        before = self.get(name)
        if after is before:
            return
        self._cases[name] = after
        whole = name in self._whole
        for key, entry in _changes(CaseFile() if whole else before, after):
            self._table[f"{name} {key}"] = encode_entry(entry) if entry else EMPTIED
        if whole:
            self._table[name] = EMPTIED
            self._whole.discard(name)

    def _read(self, name: str, keys: Iterable[str]) -> CaseFile:
        """The whole of the version before comes first: a key without a name sorts before others."""
        facts: dict[UUID, LoggedFact] = {}
        known: dict[str, KnownSince] = {}
        waiting: dict[str, CaseMessage] = {}
        for key in sorted(keys):
            match entry := decode_entry(self._table[key]):
                case None:
                    pass
                case CaseFile():
                    self._whole.add(name)
                    facts.update(entry.facts)
                    known.update(_known(entry))
                case LoggedFact():
                    facts[entry.event] = entry
                case KnownSince():
                    known[key.removeprefix(f"{name} ")] = entry
                case _:
                    waiting[entry.name] = entry
        return _case_of(facts, known, waiting)


def case_of_key(key: str) -> str:
    """The case that a key of the table belongs to; no identifier of a case has a space."""
    return key.partition(" ")[0]


def _case_of(
    facts: dict[UUID, LoggedFact], known: dict[str, KnownSince], waiting: dict[str, CaseMessage]
) -> CaseFile:
    """A link's name has a colon, a victim's pseudonym has none."""
    victims = {Pseudonym(name): each for name, each in known.items() if ":" not in name}
    free = {name: each.free for name, each in victims.items() if each.free}
    marked = [*known.items(), *((freely(name), each) for name, each in free.items())]
    return CaseFile(
        victims={name: each.since for name, each in victims.items()},
        free={name: each.since for name, each in free.items()},
        facts=facts,
        links={name: each.since for name, each in known.items() if ":" in name},
        brought={name: each.brought for name, each in marked if each.brought is not None},
        waiting=waiting,
    )


def _changes(before: CaseFile, after: CaseFile) -> Iterator[tuple[str, CaseEntry | None]]:
    """What is new or replaced, by the names of the records; None for what waits no longer."""
    for event in _changed_facts(before, after):
        yield str(event), after.facts[event]
    if after.brought is not before.brought:
        known = _known(before)
        yield from ((name, each) for name, each in _known(after).items() if each != known.get(name))
    if after.waiting is not before.waiting:
        for name in before.waiting.keys() | after.waiting.keys():
            message = after.waiting.get(name)
            if message != before.waiting.get(name):
                yield f"+{name}", message


def _changed_facts(before: CaseFile, after: CaseFile) -> list[UUID]:
    """The facts that are new or replaced; one that was added is the last, and the only one."""
    if after.facts is before.facts:
        return []
    if isinstance(after.facts, GrowingFacts) and len(after.facts) == len(before.facts) + 1:
        return [after.facts.last]
    return [event for event, fact in after.facts.items() if before.facts.get(event) is not fact]


def _known(case: CaseFile) -> dict[str, KnownSince]:
    """The victims and the links of a case, by name."""
    free = {name: KnownSince(at, case.brought.get(freely(name))) for name, at in case.free.items()}
    return {
        name: KnownSince(at, case.brought.get(name), free.get(Pseudonym(name)))
        for name, at in chain(case.victims.items(), case.links.items())
    }
