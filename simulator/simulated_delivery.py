"""How what happened reaches the platform: recorded late, out of order, and sometimes twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.after_sentence import ContactSchemeOffered
from events.clocks import Occurred, Precision
from events.contact import VictimInformed
from events.identifiers import Agency
from events.investigation import SuspectInterviewed
from events.messages import NoticeReceived
from events.needs import SupportReferred, VictimNeedsAssessed
from events.payments import ExpensesPaid
from events.reporting import VictimIdentified
from schemas.cloudevents import AgencyEvent
from simulator.chance import later
from simulator.simulated_case import Case, Happening

_LONGEST_TO_RECORD = 20 / 24
_SOMETIMES_BY_DAY = (
    VictimInformed,
    VictimNeedsAssessed,
    SupportReferred,
    SuspectInterviewed,
    NoticeReceived,
    ExpensesPaid,
    ContactSchemeOffered,
)
"""The facts of which now and then the day alone is written down."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event as it reaches the platform, at an instant in UTC; a repetition is its own."""

    at: datetime
    agency: Agency
    event: AgencyEvent


def deliveries(case: Case) -> Iterator[Delivery]:
    """Every delivery of a case's events up to the last day; later ones do not come to be."""
    for happening in case.happenings:
        if happening.at < case.world.over:
            yield from _delivered(case, happening, happening.id)
            if case.chance.likely("one thing in two events"):
                yield from _delivered(case, happening, f"{happening.id}-again")


def _delivered(case: Case, happening: Happening, name: str) -> Iterator[Delivery]:
    """An event's deliveries, of which the first may come too late to come at all."""
    chance, over, agency = case.chance, case.world.over, happening.agency
    event = _event(case, happening, name)
    assert event.recorded, "every simulated event says when it was recorded"
    arrives = event.recorded + timedelta(seconds=chance.rng.randrange(2, 90))
    arrives += _held_up(case, happening)
    if case.opens(happening):
        arrives = min(arrives, over - timedelta(seconds=1))
    if arrives < over:
        yield Delivery(arrives, agency, event)
        repeated = arrives + timedelta(seconds=chance.rng.randrange(30, 2 * 86_400))
        if chance.likely("delivered twice") and repeated < over:
            yield Delivery(repeated, agency, event)


def _event(case: Case, happening: Happening, name: str) -> AgencyEvent:
    """A happening as its agency reports it, with what is wrong in that."""
    reported = case.mistakes.get(happening.id, happening)
    vague = isinstance(happening.fact, _SOMETIMES_BY_DAY) and case.chance.likely("by day alone")
    recorded = _recorded(case, happening, reported.at)
    return AgencyEvent(
        id=name,
        source=happening.source,
        agency=happening.agency,
        case=case.name_in(happening),
        occurred=Occurred.of(reported.at, Precision.DAY if vague else Precision.INSTANT),
        fact=reported.fact,
        victim=happening.victim if happening.other else _reference(case, happening),
        recorded=max(recorded, happening.at, happening.known or recorded),
        known=happening.known,
        other_victim=happening.other,
    )


def _reference(case: Case, happening: Happening) -> str | None:
    """The victim as the agency knows them, which may be by a reference of its own."""
    victim = happening.victim
    return victim and case.references.get((happening.agency, victim), victim)


def _recorded(case: Case, happening: Happening, at: datetime) -> datetime:
    chance = case.chance
    if case.opens(happening):
        return at + timedelta(seconds=chance.rng.randrange(60, 3600))
    if chance.likely("recorded late"):
        return at + timedelta(hours=chance.rng.randrange(26, 24 * 21))
    days = chance.days(f"recorded by {happening.agency}")
    return later(at + timedelta(seconds=30), min(days, _LONGEST_TO_RECORD))


def _held_up(case: Case, happening: Happening) -> timedelta:
    """Some events come hours or days after they were recorded, some victims' names even later."""
    named = isinstance(happening.fact, VictimIdentified) and happening.agency is case.force
    if named and case.chance.likely("victim named late"):
        return timedelta(hours=case.chance.rng.randrange(24, 24 * 14))
    if case.chance.likely("held up on the way"):
        return timedelta(hours=case.chance.rng.randrange(1, 72))
    return timedelta()
