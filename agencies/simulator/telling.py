"""What the police owe victims, and whether they do it: mostly in time, some late, some never."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from agencies.simulator.case import Case, Happening
from agencies.simulator.chance import Mix, chance
from agencies.simulator.hours import at, in_office_hours, later
from agencies.simulator.world import World
from events.charging import ChargingDecisionMade
from events.clocks import london_date, london_day_after
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.fact import Fact
from events.investigation import SuspectArrested
from processors.rules import due_on, rule_on
from processors.working_days import add_working_days


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule of the Victims' Code that the simulated police keep or break."""

    rule: str
    trigger: type[Fact]
    about: ToldAbout


DUTIES = (
    Duty("R6.1", SuspectArrested, ToldAbout.ARREST),
    Duty("R6.6", ChargingDecisionMade, ToldAbout.CHARGING_DECISION),
)


class _Kept(Enum):
    IN_TIME = auto()
    LATE = auto()
    NEVER = auto()


_KEPT = Mix({_Kept.IN_TIME: 78, _Kept.LATE: 14, _Kept.NEVER: 8})
"""How duties are kept: assumed, for nobody publishes it."""
_FAILS_FIRST = 0.25
_TRIED_IN_VAIN = 0.5
"""Of the victims never told, those whom somebody at least tried to reach."""
CHANNELS = Mix(
    {
        Channel.TELEPHONE: 55,
        Channel.EMAIL: 15,
        Channel.TEXT: 10,
        Channel.IN_PERSON: 8,
        Channel.LETTER: 7,
        Channel.PORTAL: 5,
    }
)
_FAILURES = Mix(
    {
        (Channel.TELEPHONE, ContactOutcome.NO_ANSWER): 60,
        (Channel.TELEPHONE, ContactOutcome.MESSAGE_LEFT): 28,
        (Channel.LETTER, ContactOutcome.UNDELIVERABLE): 5,
        (Channel.EMAIL, ContactOutcome.UNDELIVERABLE): 7,
    }
)


def tell_of_duties(world: World, case: Case) -> None:
    """Tell each victim, or fail to tell, of every arrest and charging decision so far said."""
    for duty in DUTIES:
        triggers = [each for each in case.happenings if isinstance(each.fact, duty.trigger)]
        for trigger in triggers:
            for victim in case.victims:
                _tell(world, case, duty, trigger, victim)


def due_day(case: Case, duty: Duty, triggered: datetime, victim: str) -> date:
    """The last London day on which the victim is told in time."""
    granted = case.enhanced_from.get(victim)
    return by_the_code(duty.rule, london_date(triggered), granted and london_date(granted))


def by_the_code(name: str, start: date, granted: date | None) -> date:
    """When a rule's duty is due whose clock starts on a London day."""
    rule = rule_on(name, start)
    assert rule, "no Code held is in force on a day that is simulated"
    return due_on(rule, start, granted)


def reached_by(world: World, about: ToldAbout) -> VictimInformed:
    """The victim was told, over some channel."""
    channel = CHANNELS.draw(world.rng)
    return VictimInformed(about=about, channel=channel, outcome=ContactOutcome.REACHED)


def _tell(world: World, case: Case, duty: Duty, trigger: Happening, victim: str) -> None:
    due = due_day(case, duty, trigger.at, victim)
    kept = _KEPT.draw(world.rng)
    match kept:
        case _Kept.NEVER:
            if chance(world.rng, _TRIED_IN_VAIN):
                _try_in_vain(world, case, duty, trigger.at, london_day_after(due), victim)
        case _Kept.IN_TIME | _Kept.LATE:
            told = _moment(world, trigger.at, due, late=kept is _Kept.LATE)
            if chance(world.rng, _FAILS_FIRST):
                _try_in_vain(world, case, duty, trigger.at, told, victim)
            case.say(told, case.force, reached_by(world, duty.about), victim)


def _moment(world: World, triggered: datetime, due: date, late: bool) -> datetime:
    rng, day = world.rng, london_date(triggered)
    if late:
        after = 1 + min(int(rng.expovariate(1 / 4)), 40)
        return at(rng, add_working_days(due, after), 8, 20)
    days = [day]
    while (following := add_working_days(days[-1], 1)) <= due:
        days.append(following)
    chosen = rng.choice(days)
    if chosen == day:
        return triggered + timedelta(minutes=rng.randrange(15, 180))
    return at(rng, chosen, 8, 20)


def _try_in_vain(
    world: World, case: Case, duty: Duty, start: datetime, end: datetime, victim: str
) -> None:
    """One or two attempts between two instants that reach nobody."""
    days = (end - start) / timedelta(days=1)
    for _ in range(world.rng.randint(1, 2)):
        channel, outcome = _FAILURES.draw(world.rng)
        tried = in_office_hours(world.rng, later(start, days * world.rng.random()))
        if tried < end:
            fact = VictimInformed(about=duty.about, channel=channel, outcome=outcome)
            case.say(tried, case.force, fact, victim)
