"""`journey-lent`: what the journey of one victim sends to that of another, after a merge."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from events.identifiers import Pseudonym
from schemas.log_records import LoggedFact, decode_log, pseudonyms
from schemas.unreadable_records import key_text, reads_records, text


@dataclass(frozen=True, slots=True)
class MergedFact:
    """A fact of one victim, for the journey of the one that they turned out to be.

    `through` are the victims between the two, who passed it on: it never comes to one twice.
    """

    owner: Pseudonym
    to: Pseudonym
    fact: LoggedFact
    through: tuple[Pseudonym, ...] = ()

    def passed_on(self, to: Pseudonym) -> "MergedFact | None":
        """The same for the victim whom its receiver was merged into; None if it was there."""
        passed = (*self.through, self.to)
        return None if to in (self.owner, *passed) else replace(self, to=to, through=passed)


@dataclass(frozen=True, slots=True)
class FactsWithdrawn:
    """The facts of some victims that `sender` sent to another journey no longer belong there.

    `through` are the victims who passed it on before the sender: it never comes to one twice.
    """

    owners: tuple[Pseudonym, ...]
    sender: Pseudonym
    to: Pseudonym
    through: tuple[Pseudonym, ...] = ()

    def passed_on(self, to: Pseudonym, still: Container[Pseudonym]) -> "FactsWithdrawn | None":
        """The same for the victim whom its receiver was merged into, but for those `still` there.

        None if nothing is left, or if it came from that victim.
        """
        owners = tuple(each for each in self.owners if each not in still and each != to)
        passed = (*self.through, self.sender)
        return FactsWithdrawn(owners, self.to, to, passed) if owners and to not in passed else None


@dataclass(frozen=True, slots=True)
class JourneyGap:
    """A record of a victim, or of one who was merged into them, cannot be read.

    From there on the victim's journey stands still: with the rest it would have a gap. `passed`
    are the merged victims that the gap came through.
    """

    victim: Pseudonym
    passed: tuple[Pseudonym, ...] = ()

    def on_to(self, into: Pseudonym | None) -> Iterator["JourneyGap"]:
        """The gap of the journey that this one was merged into, unless it came from there."""
        if into and into not in (self.victim, *self.passed):
            yield JourneyGap(into, (*self.passed, self.victim))


MergeRecord = MergedFact | FactsWithdrawn | JourneyGap
"""What one journey sends to another one."""


def encode_merged(merged: MergeRecord) -> bytes:
    """Write what goes to another journey; the record's key says to whose."""
    match merged:
        case JourneyGap(passed=passed):
            return orjson.dumps({"gap": passed})
        case FactsWithdrawn(owners=owners, sender=sender):
            record: dict[str, Any] = {"withdrawn": owners, "sender": sender}
        case MergedFact(owner=owner, fact=fact):
            record = {"owner": owner, "fact": orjson.Fragment(fact.written)}
    return orjson.dumps(record | ({"through": merged.through} if merged.through else {}))


@reads_records
def decode_merged(key: bytes | None, value: bytes) -> MergeRecord:
    """Read what goes to another journey. Raises UnreadableRecord."""
    raw, to = orjson.loads(value), Pseudonym(key_text(key))
    if "gap" in raw:
        return JourneyGap(to, pseudonyms(raw["gap"]))
    through = pseudonyms(raw.get("through", ()))
    if "withdrawn" in raw:
        sender = Pseudonym(text(raw["sender"]))
        return FactsWithdrawn(pseudonyms(raw["withdrawn"]), sender, to, through)
    return MergedFact(Pseudonym(text(raw["owner"])), to, fact_of(raw["fact"]), through)


def fact_of(raw: Any) -> LoggedFact:
    """A fact of the log inside another record. Raises TypeError for a tick."""
    fact = decode_log(orjson.dumps(raw))
    if not isinstance(fact, LoggedFact):
        raise TypeError
    return fact
