"""When an agency does what it owes a victim: mostly in time, else late, never, or excused."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from events.clocks import london_date, london_day_after
from events.complaints import ComplaintMade
from events.contact import ContactOptedOut, OptedOutOf
from events.duties import DutyExcused
from events.identifiers import POLICE, Agency
from processors.victims_code.rules import RULES, due_on, rule_on
from processors.victims_code.working_days import add_working_days
from simulator.chance import Mix, rows
from simulator.simulated_case import Case, Happening, PlayedDuty

_KINDS = {
    "R6": OptedOutOf.PROGRESS_UPDATES,
    "R8": OptedOutOf.COURT_UPDATES,
    "R9": OptedOutOf.COURT_UPDATES,
    "R11": OptedOutOf.RELEASE_UPDATES,
}
_HOLDERS = {
    "cps": Agency.CPS,
    "hmcts": Agency.HMCTS,
    "witness care unit": Agency.WITNESS_CARE,
    "probation": Agency.PROBATION,
}
_MOSTLY_WITHIN = 5
_USUALLY_WITHIN = {"R3.1": 1, "R4.1": 0}
"""Working days within which agencies do what the Code sets no day for, as the simulation has it."""
_DAYS_LATE = 2
_MOST_DAYS_LATE = 40


class DutyCourse(StrEnum):
    """What an agency does with a duty of its own accord: `never` waits for a review."""

    IN_TIME = "in_time"
    LATE = "late"
    NEVER = "never"
    EXCUSED = "excused"


@cache
def _courses() -> dict[str, Mix[DutyCourse]]:
    return {
        row["rule"]: Mix({course: float(row[course]) for course in DutyCourse})
        for row in rows("duties.csv")
    }


def duty_course(case: Case, rule: str) -> DutyCourse:
    """What becomes of a duty by a rule this time, as often as `duties.csv` says."""
    return _courses()[rule].draw(case.chance.rng)


def when_done(
    case: Case,
    rule: str,
    trigger: Happening,
    victim: str | None,
    latest: date | None = None,
    due: date | None = None,
) -> datetime | None:
    """When what a rule asks for is done; None where it is not. A good reason is given here.

    `latest` is the last day on which it still makes sense to do it in time. `due` is the last
    London day to do it on, where the rule has no number of days.
    """
    start = case.since(trigger.heard, victim)
    if victim and not wants(case, victim, rule, start):
        return None
    due = due or due_day(case, rule, trigger, victim)
    course, done = duty_course(case, rule), None
    if course is DutyCourse.IN_TIME:
        done = _in_time(case, start, min(due, latest or due))
    elif course is DutyCourse.LATE:
        after = 1 + min(int(case.chance.rng.expovariate(1 / _DAYS_LATE)), _MOST_DAYS_LATE)
        done = case.chance.on(add_working_days(due, after), 8, 20)
    elif course is DutyCourse.NEVER:
        done = at_a_review(case, due)
    elif course is DutyCourse.EXCUSED and victim:
        excuse(case, rule, trigger, victim)
    case.duties.append(PlayedDuty(rule, due, done, course is DutyCourse.EXCUSED))
    return done


def at_a_review(case: Case, due: date) -> datetime | None:
    """When what nobody did of their own accord is done after all; None where no review finds it.

    Somebody reviews the open cases some working days after what is due in them.
    """
    chance = case.chance
    if not chance.likely("a review finds what is late"):
        return None
    return chance.on(add_working_days(due, round(chance.days("working days to a review"))), 9, 17)


def due_day(case: Case, rule: str, trigger: Happening, victim: str | None) -> date:
    """The last London day on which the agencies think that they are in time.

    Before the first Code that the platform has they do as under the Code of today. Where that sets
    no day they have a practice of their own.
    """
    granted = case.enhanced_from.get(victim or "")
    day = london_date(case.since(trigger.heard, victim))
    found = rule_on(rule, day) or RULES[rule]
    if not found.is_timed:
        return add_working_days(day, _USUALLY_WITHIN.get(rule, _MOSTLY_WITHIN))
    return due_on(found, day, granted and london_date(granted))


def holder(case: Case, rule: str, trigger: Happening) -> Agency:
    """The agency whose duty it is: where the Code says the police, the force that has the case."""
    if isinstance(trigger.fact, ComplaintMade):
        return trigger.fact.about
    police = trigger.agency if trigger.agency in POLICE else case.force
    return _HOLDERS.get(RULES[rule].duty_holder, police)


def excuse(case: Case, rule: str, trigger: Happening, victim: str) -> None:
    """Somebody above decides that there is a good reason, within a few days."""
    named = trigger.identity if case.chance.likely("excuse names the trigger") else None
    fact = case.chance.fact(DutyExcused, rule=rule, trigger=named)
    decided = case.since(trigger.heard, victim) + case.chance.minutes(60, 6 * 24 * 60)
    case.say(decided, holder(case, rule, trigger), fact, victim)


def wants(case: Case, victim: str, rule: str, when: datetime) -> bool:
    """Whether the victim, as far as is known then, wants to hear what a rule is about."""
    kinds = (OptedOutOf.ALL, _KINDS.get(rule.partition(".")[0]))
    opted_out = case.of_victim(victim, ContactOptedOut)
    return not any(each.at < when and fact.of in kinds for each, fact in opted_out)


def _in_time(case: Case, start: datetime, last: date) -> datetime:
    """Some working day up to the last, sooner a late one than an early one.

    On the first day it is within hours, and before that day is over.
    """
    days = [london_date(start)]
    while (following := add_working_days(days[-1], 1)) <= last:
        days.append(following)
    chosen = max(case.chance.rng.choice(days), case.chance.rng.choice(days))
    if chosen > days[0]:
        return case.chance.on(chosen, 8, 20)
    left = london_day_after(days[0]) - start
    return start + min(case.chance.minutes(15, 180), timedelta(seconds=left.total_seconds() // 2))
