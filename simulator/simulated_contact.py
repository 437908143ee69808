"""How victims are kept in touch with: what was agreed, over which channel, with what success."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from events.charging import ChargingDecisionMade
from events.clocks import london_date
from events.complaints import ComplaintMade
from events.contact import (
    Channel,
    ContactAgreed,
    ContactOutcome,
    ToldAbout,
    VictimContacted,
    VictimInformed,
)
from events.identifiers import Agency
from events.investigation import InvestigationOpened, NotInvestigated, PoliceOutcomeRecorded
from events.offences import OffenceGroup
from simulator.chance import full_hour, later
from simulator.simulated_case import Case, Happening, PlayedDuty
from simulator.simulated_duties import DutyCourse, at_a_review, duty_course, excuse, wants

_IN_TOUCH = "R6.9"
_USUALLY_EVERY = 28
"""Days from one contact to the next until the victim agrees on others."""
_MOST_DAYS_LATE = 12


def hear_wishes(case: Case) -> None:
    """The police agree on contact with some victims; a few complain about an agency."""
    chance = case.chance
    for victim in case.victims:
        if chance.likely("contact agreed"):
            agreed, unsafe = later(case.found[victim], chance.days("contact agreed")), _unsafe(case)
            case.say(agreed, case.force, _agreement(case, unsafe), victim)
            case.maybe("contact agreed anew", agreed, case.force, _agreement(case, unsafe), victim)
        about = chance.choose("complained about", str)
        agency = case.force if about == "police" else Agency(about)
        case.maybe("complained", case.found[victim], agency, ComplaintMade(about=agency), victim)


def inform(
    case: Case,
    at: datetime,
    agency: Agency,
    victim: str,
    about: ToldAbout,
    outcome: ContactOutcome = ContactOutcome.REACHED,
) -> Happening:
    """Somebody tells the victim of something, or tries to."""
    return tell(case, at, agency, victim, {"about": about, "outcome": outcome})


def tell(
    case: Case, at: datetime, agency: Agency, victim: str, says: Mapping[str, object]
) -> Happening:
    """Somebody tells the victim what a telling `says`; it reaches them unless that says else."""
    known = {"channel": _channel_for(case, victim), "outcome": ContactOutcome.REACHED}
    return case.say(at, agency, VictimInformed.model_validate(known | dict(says)), victim)


def speak_with(
    case: Case,
    at: datetime,
    agency: Agency,
    victim: str,
    outcome: ContactOutcome = ContactOutcome.REACHED,
) -> Happening:
    """Somebody speaks with the victim of the case's progress or of something else, or tries to."""
    if case.chance.likely("told of progress"):
        return inform(case, at, agency, victim, ToldAbout.PROGRESS, outcome)
    language, channel = _language(case), _channel_for(case, victim)
    fact = case.chance.fact(
        VictimContacted,
        channel=channel,
        outcome=outcome,
        language=language,
        interpreter=True if language else None,
    )
    return case.say(at, agency, fact, victim)


def try_in_vain(
    case: Case, agency: Agency, about: ToldAbout, span: tuple[datetime, datetime], victim: str
) -> None:
    """One or two attempts between two instants that reach nobody."""
    start, end = span
    for _ in range(case.chance.rng.randint(1, 2)):
        channel, outcome = case.chance.choose("failed contact", str.split)
        tried = case.chance.in_office_hours(case.chance.part_way(start, end, 0, 1))
        if tried < end:
            fact = case.chance.fact(VictimInformed, about=about, channel=channel, outcome=outcome)
            case.say(tried, agency, fact, victim)


def agree_anew(case: Case) -> None:
    """After a contact over an unsafe channel a review has its agency agree with the victim anew."""
    for victim in case.victims:
        for contact, channel in _contacts(case, victim):
            agreed = _agreed_by(case, victim, contact.at)
            if agreed and channel in agreed.unsafe_channels:
                at = at_a_review(case, london_date(contact.at))
                if at:
                    case.say(at, contact.agency, agreed, victim)


def _contacts(case: Case, victim: str) -> list[tuple[Happening, Channel]]:
    """Every contact with a victim and every attempt at one, with its channel."""
    informed = [(each, fact.channel) for each, fact in case.of_victim(victim, VictimInformed)]
    contacted = [(each, fact.channel) for each, fact in case.of_victim(victim, VictimContacted)]
    return informed + contacted


def _agreed_by(case: Case, victim: str, at: datetime) -> ContactAgreed | None:
    """The newest of the agreements with a victim at an instant."""
    agreed = [each for each in case.of_victim(victim, ContactAgreed) if each[0].at <= at]
    return max(agreed, key=lambda each: each[0].at)[1] if agreed else None


def keep_in_touch(case: Case) -> None:
    """Contacts from the opening of the investigation to its end, or to the last day."""
    kinds = (NotInvestigated, PoliceOutcomeRecorded, ChargingDecisionMade)
    found = [each for kind in kinds for each in case.by_kind.get(kind, ())]
    ends = [each.at for each in found if case.is_own(each.fact)]
    for opened, _ in case.all_of(InvestigationOpened):
        until = min([*(end for end in ends if end > opened.at), case.world.over])
        for victim in case.victims:
            _keep_in_touch(case, opened, victim, until)


def _unsafe(case: Case) -> tuple[Channel, ...]:
    domestic = case.offence.group is OffenceGroup.DOMESTIC_ABUSE
    what = "a channel is unsafe in domestic abuse" if domestic else "a channel is unsafe"
    return (case.chance.choose("unsafe channel", Channel),) if case.chance.likely(what) else ()


def _agreement(case: Case, unsafe: tuple[Channel, ...]) -> ContactAgreed:
    every = {"every_days": None} if case.chance.likely("no regular contact wished") else {}
    return case.chance.fact(
        ContactAgreed, unsafe_channels=unsafe, language=_language(case), **every
    )


def _language(case: Case) -> str | None:
    """Another language than English, for some."""
    speaks = case.chance.likely("speaks another language")
    return case.chance.choose("language", str) if speaks else None


def _channel_for(case: Case, victim: str) -> Channel:
    """A channel: one that the victim called unsafe only by mistake."""
    agreed = case.of_victim(victim, ContactAgreed)
    unsafe = {channel for _, agreement in agreed for channel in agreement.unsafe_channels}
    channel = case.chance.choose("channel", Channel)
    while channel in unsafe and not case.chance.likely("unsafe channel used all the same"):
        channel = case.chance.choose("channel", Channel)
    return channel


def _keep_in_touch(case: Case, opened: Happening, victim: str, until: datetime) -> None:
    last, agreed = opened, case.of_victim(victim, ContactAgreed)
    since = max([case.since(opened.at, victim), *(first.at for first, _ in agreed[:1])])
    while every := _every_days(agreed, since):
        duty = _next(case, last, victim, london_date(since) + timedelta(days=every), every)
        day = full_hour(duty.due, 9)
        if not wants(case, victim, _IN_TOUCH, duty.done or day):
            return
        if until == case.world.over or day < until:
            case.duties.append(duty)
        if not duty.done or duty.done >= until:
            return
        if case.chance.likely("nobody answers first"):
            tried = duty.done - case.chance.minutes(120, 1200)
            speak_with(case, tried, case.force, victim, ContactOutcome.NO_ANSWER)
        last = speak_with(case, duty.done, case.force, victim)
        since = last.at


def _every_days(agreed: list[tuple[Happening, ContactAgreed]], when: datetime) -> int | None:
    by_then = [agreement.every_days for happening, agreement in agreed if happening.at <= when]
    return by_then[-1] if by_then else _USUALLY_EVERY


def _next(case: Case, last: Happening, victim: str, due: date, every: int) -> PlayedDuty:
    """The next contact, due on a London day so many days after the last."""
    rng, course, done = case.chance.rng, duty_course(case, _IN_TOUCH), None
    excused = course is DutyCourse.EXCUSED
    if excused:
        excuse(case, _IN_TOUCH, last, victim)
    if course is DutyCourse.NEVER:
        done = at_a_review(case, due)
    else:
        in_time = course is DutyCourse.IN_TIME
        days = -rng.randrange(max(1, every // 4)) if in_time else rng.randint(1, _MOST_DAYS_LATE)
        done = case.chance.on(due + timedelta(days=days), 9, 19)
    return PlayedDuty(_IN_TOUCH, due, done, excused)
