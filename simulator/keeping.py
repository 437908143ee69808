"""When an agency does what it owes a victim: mostly in time, else late, never, or excused."""

from datetime import date, datetime, timedelta

from events.clocks import london_date, london_day_after
from events.contact import OptedOutOf
from events.duties import DecidedBy, DutyExcused, GoodReason
from events.identifiers import Agency
from processors.victims_code.rules import RULES, due_on, rule_on
from processors.victims_code.working_days import add_working_days
from simulator.case import Case
from simulator.chance import Mix, chance
from simulator.chances import Kept, how_kept
from simulator.happening import Happening
from simulator.holders import holder
from simulator.hours import at
from simulator.world import World

_REASONS = Mix(
    {
        GoodReason.VICTIM_UNREACHABLE: 45,
        GoodReason.VICTIM_ASKED_NOT_TO: 20,
        GoodReason.UNSAFE_TO_CONTACT: 12,
        GoodReason.INFORMATION_NOT_AVAILABLE: 12,
        GoodReason.SAFEGUARDING_OPERATION: 5,
        GoodReason.MAJOR_INCIDENT: 3,
        GoodReason.LEGAL_RESTRICTION: 3,
    }
)
_DECIDED_BY = Mix({DecidedBy.SUPERVISOR: 60, DecidedBy.MANAGER: 25, DecidedBy.INSPECTOR: 15})
_NAMES_THE_TRIGGER = 0.6
_KINDS = {"R6": OptedOutOf.PROGRESS_UPDATES, "R8": OptedOutOf.COURT_UPDATES}
_KINDS |= {"R9": OptedOutOf.COURT_UPDATES, "R11": OptedOutOf.RELEASE_UPDATES}
_DAYS_LATE = 4
_MOST_DAYS_LATE = 40


def planned(
    world: World,
    case: Case,
    rule: str,
    trigger: Happening,
    victim: str | None,
    latest: date | None = None,
) -> datetime | None:
    """When what a rule asks for is done; None where it is not. A good reason is said here.

    `latest` is the last day on which it still makes sense to do it in time.
    """
    start = trigger.known or trigger.at
    if victim and not wants(case, victim, rule, start):
        return None
    due = due_day(case, rule, start, victim)
    match how_kept(world, rule):
        case Kept.IN_TIME:
            return _in_time(world, start, max(london_date(start), min(due, latest or due)))
        case Kept.LATE:
            after = 1 + min(int(world.rng.expovariate(1 / _DAYS_LATE)), _MOST_DAYS_LATE)
            return at(world.rng, add_working_days(due, after), 8, 20)
        case Kept.EXCUSED:
            excuse(world, case, rule, trigger, victim)
            return None
        case Kept.NEVER:
            return None


def due_day(case: Case, rule: str, start: datetime, victim: str | None) -> date:
    """The last London day on which the agencies think that they are in time.

    Before the first Code that is held they do as under the Code of today, though nothing is owed.
    """
    granted, day = case.enhanced_from.get(victim or ""), london_date(start)
    found = rule_on(rule, day) or RULES[rule]
    return due_on(found, day, granted and london_date(granted))


def owing(case: Case, rule: str, trigger: Happening) -> Agency:
    """The agency that owes what a rule asks for."""
    return holder(rule, case.identifier, trigger.fact)


def excuse(world: World, case: Case, rule: str, trigger: Happening, victim: str | None) -> None:
    """Somebody above decides that there is a good reason, within a few days."""
    if victim is None:
        return
    names = chance(world.rng, _NAMES_THE_TRIGGER)
    fact = DutyExcused(
        rule=rule,
        trigger=trigger.identity if names else None,
        reason=_REASONS.draw(world.rng),
        decided_by=_DECIDED_BY.draw(world.rng),
    )
    start = trigger.known or trigger.at
    decided = start + timedelta(minutes=world.rng.randrange(60, 6 * 24 * 60))
    case.say(decided, owing(case, rule, trigger), fact, victim)


def wants(case: Case, victim: str, rule: str, when: datetime) -> bool:
    """Whether the victim, as far as is known then, wants to be told what a rule is about."""
    since, what = case.opted_out.get(victim, (when, None))
    return since >= when or what not in (OptedOutOf.ALL, _KINDS.get(rule.partition(".")[0]))


def _in_time(world: World, start: datetime, last: date) -> datetime:
    rng, day = world.rng, london_date(start)
    days = [day]
    while (following := add_working_days(days[-1], 1)) <= last:
        days.append(following)
    chosen = rng.choice(days)
    if chosen > day:
        return at(rng, chosen, 8, 20)
    left = london_day_after(day) - start
    return start + min(timedelta(minutes=rng.randrange(15, 180)), left / 2)
