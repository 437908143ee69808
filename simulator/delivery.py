"""How what happened reaches the platform: recorded late, out of order, and sometimes twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from simulator.case import Case
from simulator.chance import chance
from simulator.happening import Happening
from simulator.world import World

_HOURS_TO_RECORD = {
    Agency.MET_POLICE: 1.0,
    Agency.CITY_POLICE: 1.0,
    Agency.CPS: 2.0,
    Agency.HMCTS: 5.0,
    Agency.WITNESS_CARE: 0.5,
    Agency.PROBATION: 8.0,
    Agency.VICTIM_SUPPORT: 4.0,
    Agency.ADVOCATES: 8.0,
}
"""How long an agency usually takes to write things down, on average: assumed."""
_RECORDED_LATE = 0.06
_HELD_UP = 0.03
_NAMED_LATE = 0.08
"""Of the police's identifications, those that reach the platform days after the case does."""
_TWICE = 0.025
_TOLD_AGAIN = 0.006
"""Of what happened, that which an agency tells in a second event, as if it were another."""
_BY_DAY = 0.04
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


def deliveries(world: World, case: Case) -> Iterator[Delivery]:
    """Every delivery of a case's events up to the last day; later ones do not come to be."""
    for happening in case.happenings:
        if happening.at < world.over:
            yield from _delivered(world, case, happening)
            if chance(world.rng, _TOLD_AGAIN):
                yield from _delivered(world, case, happening, "-again")


def _delivered(
    world: World, case: Case, happening: Happening, again: str = ""
) -> Iterator[Delivery]:
    told = case.mistakes.get(happening.id, happening)
    recorded = _recorded(world, happening.agency, told.at, prompt=case.opens(happening))
    recorded = max(recorded, happening.at, happening.known or recorded)
    arrives = (
        recorded + timedelta(seconds=world.rng.randrange(2, 90)) + _held_up(world, case, happening)
    )
    if case.opens(happening):
        arrives = min(arrives, world.over - timedelta(seconds=1))
    if arrives >= world.over:
        return
    event = _event(world, case, happening, recorded)
    yield Delivery(arrives, happening.agency, replace(event, id=f"{event.id}{again}"))
    repeated = arrives + timedelta(seconds=world.rng.randrange(30, 2 * 86_400))
    if chance(world.rng, _TWICE) and repeated < world.over:
        yield Delivery(repeated, happening.agency, replace(event, id=f"{event.id}{again}"))


def _recorded(world: World, agency: Agency, at: datetime, prompt: bool) -> datetime:
    if prompt:
        return at + timedelta(seconds=world.rng.randrange(60, 3600))
    if chance(world.rng, _RECORDED_LATE):
        return at + timedelta(hours=world.rng.randrange(26, 24 * 21))
    hours = world.rng.expovariate(1 / _HOURS_TO_RECORD[agency])
    return at + timedelta(seconds=30 + round(min(hours, 20.0) * 3600))


def _held_up(world: World, case: Case, happening: Happening) -> timedelta:
    named = isinstance(happening.fact, VictimIdentified) and happening.agency is case.force
    if named and chance(world.rng, _NAMED_LATE):
        return timedelta(hours=world.rng.randrange(24, 24 * 14))
    if chance(world.rng, _HELD_UP):
        return timedelta(hours=world.rng.randrange(1, 72))
    return timedelta()


def _precision(world: World, happening: Happening) -> Precision:
    vague = isinstance(happening.fact, _SOMETIMES_BY_DAY)
    return Precision.DAY if vague and chance(world.rng, _BY_DAY) else Precision.INSTANT


def _event(world: World, case: Case, happening: Happening, recorded: datetime) -> AgencyEvent:
    told = case.mistakes.get(happening.id, happening)
    return AgencyEvent(
        id=happening.id,
        source=happening.source,
        agency=happening.agency,
        case=case.named_by(happening),
        occurred=Occurred.of(told.at, _precision(world, happening)),
        fact=told.fact,
        victim=case.reference(happening),
        recorded=recorded,
        known=happening.known,
        other_victim=happening.other,
    )
