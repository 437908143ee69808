"""What a soak sends and what it kills, from a seed alone. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random

from schemas.cloudevents import AgencyEvent
from simulator import simulate

ENDING = date(2026, 6, 30)
"""The last day of the simulated journeys: all lies in the past, and most deadlines have passed."""

EVENTS_A_SECOND = 20.0
_EVENTS_A_VICTIM = 28
_DOUBLED = 0.15
"""The share of events that are sent a second time, later or earlier, by any client."""
_ABORTED = 0.2
"""How many aborted transactions there are for each that is committed."""
_SENT_AGAIN = 0.7
"""The share of sends that are repeated until they are confirmed. The others are given up."""
_MOST_AT_ONCE = 8
_LONGEST_PAUSE = 5.0
_STOPPED = (2.0, 25.0)
"""Seconds that something is stopped: Kafka takes a consumer for dead after 10."""


class ClientKind(StrEnum):
    """By what an agency publishes."""

    KAFKA_PYTHON = "kafka-python"
    TRANSACTIONS = "confluent-kafka, transactions"
    GATEWAY = "HTTP gateway"


class KillKind(StrEnum):
    """What is done to the platform."""

    KILL_PART = "kill-part"
    KILL_TWO_PARTS = "kill-two-parts"
    STOP_PART = "stop-part"
    KILL_BROKER = "kill-broker"
    STOP_BROKER = "stop-broker"
    KILL_SUPERVISOR = "kill-supervisor"
    KILL_ALL = "kill-all"
    STOP_SUPERVISOR = "stop-supervisor"
    FULL_DISK = "full-disk"
    WORKERS = "workers"

    @property
    def label(self) -> str:
        """What is done, in words."""
        return _LABELS[self]


_LABELS = {
    KillKind.KILL_PART: "SIGKILL of a part",
    KillKind.KILL_TWO_PARTS: "SIGKILL of two parts at once",
    KillKind.STOP_PART: "SIGSTOP of a part",
    KillKind.KILL_BROKER: "SIGKILL of the broker",
    KillKind.STOP_BROKER: "SIGSTOP of the broker",
    KillKind.KILL_SUPERVISOR: "SIGKILL of the supervisor alone",
    KillKind.KILL_ALL: "SIGKILL of the supervisor and all parts",
    KillKind.STOP_SUPERVISOR: "SIGSTOP of the supervisor",
    KillKind.FULL_DISK: "full disk, and a part killed",
    KillKind.WORKERS: "a worker added or removed",
}

DECK: Mapping[KillKind, int] = {
    KillKind.KILL_PART: 5,
    KillKind.KILL_TWO_PARTS: 1,
    KillKind.STOP_PART: 4,
    KillKind.KILL_BROKER: 2,
    KillKind.STOP_BROKER: 1,
    KillKind.KILL_SUPERVISOR: 1,
    KillKind.KILL_ALL: 1,
    KillKind.STOP_SUPERVISOR: 1,
    KillKind.FULL_DISK: 1,
    KillKind.WORKERS: 1,
}
"""How often each kind comes in one round; the rounds are shuffled."""


@dataclass(frozen=True)
class PlannedSend:
    """Events that a client sends together, so many seconds after the start.

    `aborted` events are sent in a transaction that is aborted. What is not confirmed is sent again
    where `again` says so.
    """

    at: float
    client: ClientKind
    events: tuple[AgencyEvent, ...]
    aborted: bool = False
    again: bool = True


@dataclass(frozen=True)
class PlannedKill:
    """One kill, `pause` seconds after the platform was whole again.

    `turn` chooses the parts, in turns, among those that run then. `seconds` is how long something
    is stopped, or the disk full.
    """

    kind: KillKind
    turn: int
    pause: float
    seconds: float


@dataclass(frozen=True)
class SoakPlan:
    """The sends in the order of their times, and more kills than there is time for."""

    seconds: float
    sends: tuple[PlannedSend, ...]
    kills: tuple[PlannedKill, ...]


def soak_plan(
    seconds: float, seed: int, deck: Mapping[KillKind, int] = DECK, rate: float = EVENTS_A_SECOND
) -> SoakPlan:
    """The plan of a soak of so many seconds: the same for the same arguments."""
    rng = Random(seed)
    events = _numbered(_events(round(seconds * rate), seed))
    doubled = [each for each in events if rng.random() < _DOUBLED]
    sends = [*_sends([*events, *doubled], seconds, rng), *_aborted(events, seconds, rng)]
    kills = tuple(_kills(round(seconds), deck, rng))
    return SoakPlan(seconds, tuple(sorted(sends, key=lambda each: each.at)), kills)


def _events(number: int, seed: int) -> list[AgencyEvent]:
    """About so many different events: the whole journeys of simulated victims."""
    victims = max(2, number // _EVENTS_A_VICTIM)
    deliveries = simulate(victims, seed, ENDING).deliveries
    return list({(each.event.source, each.event.id): each.event for each in deliveries}.values())


def _numbered(events: Sequence[AgencyEvent]) -> list[AgencyEvent]:
    """The events, those of each source numbered from 1."""
    numbers: dict[str, int] = {}
    numbered = []
    for each in events:
        numbers[each.source] = numbers.get(each.source, 0) + 1
        numbered.append(replace(each, sequence=numbers[each.source]))
    return numbered


def _sends(events: Sequence[AgencyEvent], seconds: float, rng: Random) -> Iterator[PlannedSend]:
    """The events shuffled, each once, in sends of a few."""
    left = rng.sample(events, len(events))
    while left:
        size = rng.randint(1, _MOST_AT_ONCE)
        some, left = tuple(left[:size]), left[size:]
        client = rng.choice(list(ClientKind))
        yield PlannedSend(rng.uniform(0, seconds), client, some, again=rng.random() < _SENT_AGAIN)


def _aborted(events: Sequence[AgencyEvent], seconds: float, rng: Random) -> Iterator[PlannedSend]:
    """Copies of events under other ids, which would count if they were read."""
    for number in range(round(len(events) / _MOST_AT_ONCE * _ABORTED)):
        some = rng.sample(events, min(len(events), rng.randint(1, _MOST_AT_ONCE)))
        copies = tuple(
            replace(each, id=f"{each.id}-aborted-{number}", sequence=None) for each in some
        )
        yield PlannedSend(rng.uniform(0, seconds), ClientKind.TRANSACTIONS, copies, aborted=True)


def _kills(number: int, deck: Mapping[KillKind, int], rng: Random) -> Iterator[PlannedKill]:
    left: list[KillKind] = []
    turns = dict.fromkeys(KillKind, 0)
    for _ in range(number):
        if not left:
            left = [kind for kind, times in deck.items() for _ in range(times)]
            rng.shuffle(left)
        kind = left.pop()
        pause, seconds = rng.uniform(0, _LONGEST_PAUSE), rng.uniform(*_STOPPED)
        yield PlannedKill(kind, turns[kind], pause, seconds)
        turns[kind] += 1
