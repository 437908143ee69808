"""An event as it was first published: what the ledger of truth is made from."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from events.clocks import Precision, london_date
from events.corrections import ReportWithdrawn
from events.identifiers import Agency, event_identity
from events.vocabulary import AnyFact
from schemas.cloudevents import AgencyEvent
from simulator.simulated_delivery import Delivery


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """Who said what of which case, of which victim if of one; when, and as the platform names it.

    `victim` is the reference given, and `other` another of the same person. `by_day` says that the
    day alone is known: `at` is then its beginning. `order` is that in which events happened,
    simultaneous ones as they first arrived. `joined` is the identifier that it was published under,
    where a link joined that with `case`. Of a result that says anew what was taken back, news is of
    it since `anew`.
    """

    identity: UUID
    agency: Agency
    case: str
    victim: str | None
    at: datetime
    known: datetime | None
    fact: AnyFact
    by_day: bool
    arrived: datetime
    other: str | None = None
    joined: str | None = None
    recorded: datetime | None = None
    anew: datetime | None = None

    @classmethod
    def by(cls, delivery: Delivery) -> "PublishedEvent":
        """What a delivery is the first of."""
        event = delivery.event
        return cls(
            identity=event.identity,
            agency=event.agency,
            case=event.case,
            victim=event.victim,
            at=event.occurred.at,
            known=event.known,
            fact=_named(event),
            by_day=event.occurred.precision is Precision.DAY,
            arrived=delivery.at,
            other=event.other_victim,
            recorded=event.recorded,
        )

    @property
    def identifier(self) -> str:
        """The identifier of the case that it was published under."""
        return self.joined or self.case

    @property
    def order(self) -> tuple[datetime, datetime, UUID]:
        """By this they are sorted."""
        return self.at, self.arrived, self.identity

    @property
    def what(self) -> tuple[Agency, datetime, bool, AnyFact]:
        """Its content: an agency that reports it again says nothing new."""
        return self.agency, self.at, self.by_day, self.fact

    @property
    def day(self) -> date:
        """The London day on which it happened."""
        return london_date(self.at)


def _named(event: AgencyEvent) -> AnyFact:
    """The fact, another event in it named as the platform names it."""
    fact = event.fact
    if not isinstance(fact, ReportWithdrawn) or fact.event_id is None:
        return fact
    identity = event_identity(event.agency, fact.event_source or event.source, fact.event_id)
    return fact.model_copy(update={"event": fact.event or identity})
