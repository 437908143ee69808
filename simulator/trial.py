"""A trial: listed, perhaps more than once, until it is held or cracks on its day."""

from datetime import date, datetime, timedelta

from events.before_trial import Plea, TrialVacated
from events.clocks import london_date
from events.court import CaseOutcome, HearingKind, IneffectiveReason, TrialListed, TrialResult
from events.identifiers import Agency
from events.verdict import Verdict, VerdictGiven
from processors.case.stages import Stage
from simulator.before_court import plead
from simulator.case import Case
from simulator.chance import Gamma, Mix, chance
from simulator.chances import likely
from simulator.hearings import conclude, hold, part_way, starting_time
from simulator.hours import at, court_day, later
from simulator.notices import list_hearing
from simulator.published import share
from simulator.world import World

_LENGTH = Gamma(5, shape=2)
"""Days that a trial takes at the Crown Court; magistrates take one: assumed."""
_ACQUITTED = 0.4
"""Of the trials held: assumed."""
_INEFFECTIVE = share("Ineffective trials Crown Court")
_MOST_RELISTINGS = 4
_REASONS = Mix(
    {
        IneffectiveReason.COURT_TIME: 22,
        IneffectiveReason.DEFENCE_NOT_READY: 16,
        IneffectiveReason.PROSECUTION_NOT_READY: 14,
        IneffectiveReason.WITNESS_ABSENT: 13,
        IneffectiveReason.DEFENDANT_ABSENT: 12,
        IneffectiveReason.ADVOCATE_UNAVAILABLE: 10,
        IneffectiveReason.DEFENDANT_UNFIT: 5,
        IneffectiveReason.JUDGE_UNAVAILABLE: 3,
        IneffectiveReason.INTERPRETER_ABSENT: 2,
        IneffectiveReason.EQUIPMENT_FAILED: 2,
        IneffectiveReason.OTHER: 1,
    }
)
_VACATED_BEFORE = (3, 25)
"""Days before a trial's day on which it is taken out of the list."""


def try_case(world: World, case: Case, listed: datetime, start: date, cracks: bool) -> None:
    """Every listing of the trial, the days on which it could not be held, and how it ended.

    Relisting is inside the wait that was drawn: the last listing is for `start`.
    """
    for day in [*_ineffective_days(world, case, london_date(listed), start), start]:
        listed = _vacate(world, case, listed, day)
        fact = TrialListed(court=case.trial_court, starts_at=starting_time(world, day))
        list_hearing(world, case, listed, fact)
        if day != start:
            reason = _reason(world)
            held = hold(world, case, day, HearingKind.TRIAL, TrialResult.INEFFECTIVE, reason)
            listed = held + timedelta(hours=world.rng.randrange(2, 6))
    if cracks:
        held = hold(world, case, start, HearingKind.TRIAL, TrialResult.CRACKED)
        plead(case, held, Plea.GUILTY)
        conclude(world, case, start, CaseOutcome.CONVICTED)
    else:
        _hear(world, case, start)


def _hear(world: World, case: Case, start: date) -> None:
    began = hold(world, case, start, HearingKind.TRIAL, TrialResult.EFFECTIVE)
    case.enter(Stage.TRIAL, began)
    length = _LENGTH.draw(world.rng) if case.at_crown_court else 0.0
    end = court_day(later(began, world.wait(case, Stage.TRIAL, length)))
    acquitted = chance(world.rng, _ACQUITTED)
    said = max(at(world.rng, end, 13, 14), began + timedelta(minutes=30))
    verdict = Verdict.NOT_GUILTY if acquitted else Verdict.GUILTY
    case.say(said, Agency.HMCTS, VerdictGiven(verdict=verdict))
    conclude(world, case, end, CaseOutcome.ACQUITTED if acquitted else CaseOutcome.CONVICTED)


def _vacate(world: World, case: Case, listed: datetime, day: date) -> datetime:
    """Perhaps an earlier date is given first and taken back in time; when the next one is given."""
    vacated = later(starting_time(world, day), -world.rng.uniform(*_VACATED_BEFORE))
    if vacated - listed < timedelta(days=2) or not likely(world, "trial vacated"):
        return listed
    court = case.trial_court
    first = starting_time(world, court_day(later(vacated, world.rng.uniform(2, 10))))
    list_hearing(world, case, listed, TrialListed(court=court, starts_at=first))
    reason = _REASONS.draw(world.rng)
    case.say(vacated, Agency.HMCTS, TrialVacated(court=court, reason=reason))
    return vacated + timedelta(hours=world.rng.randrange(1, 4))


def _reason(world: World) -> IneffectiveReason | None:
    told = likely(world, "decision has the ineffective reason")
    return _REASONS.draw(world.rng) if told else None


def _ineffective_days(world: World, case: Case, listed: date, start: date) -> list[date]:
    """The trial's earlier days, on which it could not be held."""
    times = 0
    while times < _MOST_RELISTINGS and chance(world.rng, _INEFFECTIVE):
        times += 1
    days = sorted({part_way(world, case, start, 0.5, 0.9) for _ in range(times)})
    return [day for day in days if listed < day < start]
