"""What became of every event that a soak sent, as its clients know it."""

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from threading import Lock
from uuid import UUID

from schemas.cloudevents import AgencyEvent
from soak.soak_plan import ClientKind


class SendOutcome(IntEnum):
    """What a client knows of an event that it sent; of two sends the greater counts."""

    ABORTED = 0
    """Its transaction was never committed: it must not count."""
    UNKNOWN = 1
    """It was not confirmed: it may be stored or not."""
    CONFIRMED = 2


class SendOutcomes:
    """The outcome of each event, and what each client sent; several threads write to it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: dict[UUID, SendOutcome] = {}
        self._sent: dict[tuple[ClientKind, SendOutcome], int] = Counter()
        self._confirmed_by: dict[UUID, ClientKind] = {}
        self.refused = 0
        """How many sends a door refused for good, though nothing is wrong with the events."""

    def note(self, client: ClientKind, events: Iterable[AgencyEvent], outcome: SendOutcome) -> None:
        """Note what a client knows after it sent some events."""
        with self._lock:
            for event in events:
                identity = event.identity
                self._sent[client, outcome] += 1
                self._of[identity] = max(outcome, self._of.get(identity, outcome))
                if outcome is SendOutcome.CONFIRMED:
                    self._confirmed_by.setdefault(identity, client)

    def note_refused(self) -> None:
        """Note a send that was refused."""
        with self._lock:
            self.refused += 1

    def with_outcome(self, outcome: SendOutcome) -> frozenset[UUID]:
        """The identities of the events with an outcome."""
        with self._lock:
            return frozenset(each for each, known in self._of.items() if known is outcome)

    def sent(self, client: ClientKind, *outcomes: SendOutcome) -> int:
        """How many events a client sent with these outcomes; each time that it is sent counts."""
        with self._lock:
            return sum(self._sent.get((client, outcome), 0) for outcome in outcomes)

    def confirmed_by(self, client: ClientKind) -> frozenset[UUID]:
        """The events whose first confirmation came to a client."""
        with self._lock:
            return frozenset(each for each, by in self._confirmed_by.items() if by is client)
