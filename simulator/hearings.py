"""What HMCTS says of a case: listings, hearings, and how it ended."""

from datetime import date, datetime, timedelta

from events.charging import ProsecutionAltered, ProsecutionChange
from events.clocks import london_date
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    HearingListed,
    IneffectiveReason,
    TrialResult,
)
from events.identifiers import Agency
from events.messages import NoticeAbout
from processors.case.stages import Stage
from simulator.before_court import plead_or_choose
from simulator.case import Case
from simulator.chances import likely
from simulator.hours import at, court_day, later
from simulator.notices import list_hearing, notify
from simulator.sentencing import sentence
from simulator.world import World

_CHANGES = {
    CaseOutcome.DISCONTINUED: ProsecutionChange.DISCONTINUED,
    CaseOutcome.NO_EVIDENCE_OFFERED: ProsecutionChange.NO_EVIDENCE_OFFERED,
}
_TO_PLEA_HEARING = 28
"""Days from the first hearing to the plea and trial preparation hearing: its usual target."""


def first_hearing(world: World, case: Case, charged: datetime, day: date) -> None:
    """The first hearing is listed soon after the charge, and held at the magistrates' court."""
    court = case.court_of(Stage.CHARGED)
    listed = charged + timedelta(minutes=world.rng.randrange(20, 240))
    fact = FirstHearingListed(court=court, starts_at=starting_time(world, day))
    _tell_of_first_hearing(world, case, listed, fact)
    held = at(world.rng, day, 10, 13)
    case.say(held, Agency.HMCTS, HearingHeld(court=court, hearing=HearingKind.FIRST))
    case.enter(Stage.FIRST_HEARING, held)
    plead_or_choose(world, case, held)


def _tell_of_first_hearing(
    world: World, case: Case, listed: datetime, fact: FirstHearingListed
) -> None:
    """The police hear of it, mostly as the listing says, and the witness care unit by a notice."""
    heard = listed + timedelta(minutes=world.rng.randrange(5, 300))
    about = NoticeAbout.FIRST_HEARING
    if likely(world, "first hearing known to police"):
        case.say(listed, Agency.HMCTS, fact, known=heard)
    else:
        case.say(listed, Agency.HMCTS, fact)
        notify(world, case, Agency.HMCTS, about, heard, to=case.force)
    notify(world, case, Agency.HMCTS, about, heard)


def starting_time(world: World, day: date) -> datetime:
    """The full hour at which a hearing is listed to begin: ten in London."""
    return at(world.rng, day, 10, 11).replace(minute=0, second=0)


def hold(
    world: World,
    case: Case,
    day: date,
    hearing: HearingKind,
    result: TrialResult | None = None,
    reason: IneffectiveReason | None = None,
) -> datetime:
    """A hearing at the court that tries the case; when it was."""
    held = at(world.rng, day, 10, 13)
    fact = HearingHeld(court=case.trial_court, hearing=hearing, trial_result=result, reason=reason)
    case.say(held, Agency.HMCTS, fact)
    return held


def listed_and_held(
    world: World, case: Case, listed: datetime, day: date, hearing: HearingKind
) -> datetime:
    """A hearing other than the first or a trial, from its listing on; when it was held."""
    fact = HearingListed(
        court=case.trial_court, hearing=hearing, starts_at=starting_time(world, day)
    )
    list_hearing(world, case, listed, fact)
    return hold(world, case, day, hearing)


def part_way(world: World, case: Case, last: date, low: float, high: float) -> date:
    """A court day at some share of the way from the first hearing to the last day."""
    whole = (last - london_date(case.reached)).days
    return min(court_day(later(case.reached, whole * world.rng.uniform(low, high))), last)


def plea_hearing(world: World, case: Case, last: date) -> datetime:
    """The plea and trial preparation hearing at the Crown Court; when a trial is listed there."""
    usual = court_day(later(case.reached, _TO_PLEA_HEARING))
    day = min(usual, part_way(world, case, last, 0.2, 0.4))
    listed = later(case.reached, 0.1)
    held = listed_and_held(world, case, listed, day, HearingKind.PLEA_AND_TRIAL_PREPARATION)
    return held + timedelta(hours=world.rng.randrange(2, 5))


def conclude(world: World, case: Case, day: date, outcome: CaseOutcome) -> None:
    """The case ends at court in the afternoon; a conviction goes on to sentence."""
    concluded = at(world.rng, day, 14, 16)
    if outcome in _CHANGES:
        decided = concluded - timedelta(minutes=world.rng.randrange(20, 180))
        case.say(decided, Agency.CPS, ProsecutionAltered(change=_CHANGES[outcome]))
    fact = CaseConcluded(court=case.trial_court, outcome=outcome)
    case.say(concluded, Agency.HMCTS, fact)
    if outcome is CaseOutcome.CONVICTED:
        case.enter(Stage.CONCLUDED, concluded)
        sentence(world, case)
    else:
        case.end(concluded, completed=outcome is CaseOutcome.ACQUITTED)
