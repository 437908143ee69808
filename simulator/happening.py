"""What happened in a simulated case: facts in the world's order, waits, wishes, and mistakes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.contact import Channel
from events.identifiers import Agency, event_identity
from events.vocabulary import AnyFact
from processors.case.stages import Stage


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact, when it happened and which agency says so; `victim` for facts about one of them.

    `id` is its event's within `source`. `known` is when the agency that must act heard of it,
    `other` another reference of the victim.
    """

    id: str
    at: datetime
    agency: Agency
    fact: AnyFact
    victim: str | None = None
    known: datetime | None = None
    other: str | None = None

    @property
    def source(self) -> str:
        """Where its agency's events come from."""
        return f"urn:simulated:{self.agency}"

    @property
    def identity(self) -> UUID:
        """Its event as the platform names it."""
        return event_identity(self.agency, self.source, self.id)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is told in place of a happening: another time, or a fact with another value in a field.

    `field` is `time` or the field's name.
    """

    field: str
    at: datetime
    fact: AnyFact


@dataclass(frozen=True, slots=True)
class Wish:
    """What a victim wants of contact, and from when; `every_days` None where nothing regular."""

    at: datetime
    every_days: int | None
    unsafe: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Wait:
    """The whole of one wait, whether or not its end lies after the simulation's.

    `completed` is False where the case ended in that stage without reaching the next.
    """

    stage: Stage
    started: datetime
    ended: datetime
    completed: bool

    @property
    def days(self) -> float:
        """Its length."""
        return (self.ended - self.started).total_seconds() / 86_400
