"""A trial: listed, perhaps more than once, until it is held or cracks on its day."""

from datetime import date, datetime, timedelta

from agencies.simulator.case import Case
from agencies.simulator.chance import Gamma, chance
from agencies.simulator.hearings import conclude, hold, part_way, starting_time
from agencies.simulator.hours import court_day, later
from agencies.simulator.published import share
from agencies.simulator.world import World
from events.clocks import london_date
from events.court import CaseOutcome, HearingKind, TrialListed, TrialResult
from events.identifiers import Agency
from processors.stages import Stage

_LENGTH = Gamma(5, shape=2)
"""Days that a trial takes at the Crown Court; magistrates take one: assumed."""
_ACQUITTED = 0.4
"""Of the trials held: assumed."""
_INEFFECTIVE = share("Ineffective trials Crown Court")
_MOST_RELISTINGS = 4


def try_case(world: World, case: Case, listed: datetime, start: date, cracks: bool) -> None:
    """Every listing of the trial, the days on which it could not be held, and how it ended.

    Relisting is inside the wait that was drawn: the last listing is for `start`.
    """
    for day in [*_ineffective_days(world, case, london_date(listed), start), start]:
        fact = TrialListed(court=case.trial_court, starts_at=starting_time(world, day))
        case.say(listed, Agency.HMCTS, fact)
        if day != start:
            held = hold(world, case, day, HearingKind.TRIAL, TrialResult.INEFFECTIVE)
            listed = held + timedelta(hours=world.rng.randrange(2, 6))
    if cracks:
        hold(world, case, start, HearingKind.TRIAL, TrialResult.CRACKED)
        conclude(world, case, start, CaseOutcome.CONVICTED)
    else:
        _hear(world, case, start)


def _hear(world: World, case: Case, start: date) -> None:
    began = hold(world, case, start, HearingKind.TRIAL, TrialResult.EFFECTIVE)
    case.enter(Stage.TRIAL, began)
    length = _LENGTH.draw(world.rng) if case.at_crown_court else 0.0
    end = court_day(later(began, world.wait(case, Stage.TRIAL, length)))
    acquitted = chance(world.rng, _ACQUITTED)
    conclude(world, case, end, CaseOutcome.ACQUITTED if acquitted else CaseOutcome.CONVICTED)


def _ineffective_days(world: World, case: Case, listed: date, start: date) -> list[date]:
    """The trial's earlier days, on which it could not be held."""
    times = 0
    while times < _MOST_RELISTINGS and chance(world.rng, _INEFFECTIVE):
        times += 1
    days = sorted({part_way(world, case, start, 0.5, 0.9) for _ in range(times)})
    return [day for day in days if listed < day < start]
