"""From the charge to the trial, or to whatever ends the case at court before it."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from events.before_trial import Plea, TrialVacated
from events.case_moves import CaseRemitted, CaseReopened, ReopenedFor, ReopeningReason
from events.clocks import london_date
from events.court import CaseOutcome, HearingKind, SentencePassed, TrialListed
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.trial_reasons import IneffectiveReason, TrialResult
from events.verdict import Verdict, VerdictGiven
from processors.case.course.stages import Stage
from simulator.calibration import (
    MAGISTRATES_TRIAL,
    RAPE_CHARGE_TO_COMPLETION,
    TO_FIRST_HEARING,
    crown_charge_to_completion,
    share,
)
from simulator.chance import court_day, full_hour, later
from simulator.police_outcome import withdraw
from simulator.simulated_case import Case
from simulator.simulated_court import (
    day_part_way,
    first_hearing,
    hold,
    list_hearing,
    listed_and_held,
    plea_hearing,
    plead,
)
from simulator.simulated_remand import answer_bail, remand_first
from simulator.simulated_sentence import conclude


class ProsecutionEnd(StrEnum):
    """How a prosecution ends; a trial cracks when the defendant pleads guilty on its day."""

    DROPPED = "dropped"
    PLEADED = "pleaded"
    CRACKED = "cracked"
    TRIED = "tried"


_SHORTEST_AT_CROWN_COURT = 28.0
_INEFFECTIVE = share("Ineffective trials Crown Court")
_MOST_RELISTINGS = 4


def prosecute(case: Case, charged: datetime) -> None:
    """Say what happens at court, as far as the sentence."""
    first = _bring_to_court(case, charged)
    end = case.chance.choose("prosecution end", ProsecutionEnd)
    if end is ProsecutionEnd.PLEADED and not (case.at_crown_court or case.all_of(CaseRemitted)):
        plead(case, case.reached, Plea.GUILTY)
        conclude(case, first, CaseOutcome.CONVICTED)
        return
    days = max(case.stretched(_days_after_first(case, charged)), 1.0)
    last = court_day(later(case.reached, days))
    listed = plea_hearing(case, last) if case.at_crown_court else later(case.reached, 0.1)
    match end:
        case ProsecutionEnd.DROPPED:
            _drop(case, last)
        case ProsecutionEnd.PLEADED:
            held = listed_and_held(case, later(listed, 0.1), last, HearingKind.OTHER)
            plead(case, held, Plea.GUILTY)
            conclude(case, last, CaseOutcome.CONVICTED)
        case ProsecutionEnd.CRACKED | ProsecutionEnd.TRIED:
            plead(case, listed, Plea.NOT_GUILTY)
            _try(case, listed, last, cracks=end is ProsecutionEnd.CRACKED)


def try_again(case: Case) -> None:
    """A few who were sentenced are tried again, as the Court of Appeal has ordered."""
    sentences = [each for each, fact in case.all_of(SentencePassed) if case.is_own(fact)]
    if not sentences or not case.chance.likely("tried again"):
        return
    ordered = case.chance.after(sentences[-1].at, "tried again")
    reopened = CaseReopened(back_to=ReopenedFor.TRIAL, reason=ReopeningReason.APPEAL_ALLOWED)
    case.say(ordered, Agency.HMCTS, reopened)
    case.stage, case.reached, case.defendants = Stage.CHARGED, ordered, ()
    _try(case, ordered, court_day(case.chance.after(ordered, "tried again")), cracks=False)


def _bring_to_court(case: Case, charged: datetime) -> date:
    chance, tier = case.chance, "Crown Court" if case.at_crown_court else "magistrates"
    remanded = chance.likely(f"remanded: {tier}")
    days = 1.0 if remanded else chance.gamma(TO_FIRST_HEARING, 6)
    day = court_day(later(charged, max(1.0, case.stretched(days))))
    first_hearing(case, charged, day)
    remand_first(case, case.reached, in_custody=remanded)
    if remanded and chance.likely("bail hearing"):
        asked = court_day(later(case.reached, chance.days("to bail hearing")))
        listed = case.reached + timedelta(hours=2)
        answer_bail(case, listed_and_held(case, listed, asked, HearingKind.BAIL))
    return day


def _days_after_first(case: Case, charged: datetime) -> float:
    """From the first hearing to the last or to the trial: what the published whole leaves."""
    if not case.at_crown_court:
        return MAGISTRATES_TRIAL.draw(case.chance.rng)
    rape = case.offence.group is OffenceGroup.RAPE
    whole = RAPE_CHARGE_TO_COMPLETION if rape else crown_charge_to_completion()
    before = min((case.reached - charged) / timedelta(days=1), TO_FIRST_HEARING)
    return max(whole.draw(case.chance.rng) - before, _SHORTEST_AT_CROWN_COURT)


def _drop(case: Case, last: date) -> None:
    chance = case.chance
    if chance.likely("dropped after withdrawing"):
        withdraw(case, chance.on(day_part_way(case, last, 0.3, 0.9), 8, 9))
    without = chance.likely("dropped for no evidence")
    outcome = CaseOutcome.NO_EVIDENCE_OFFERED if without else CaseOutcome.DISCONTINUED
    conclude(case, last, outcome)


def _try(case: Case, listed: datetime, start: date, cracks: bool) -> None:
    """Every listing of the trial, the days on which it could not be held, and how it ended.

    Relisting is inside the wait that was drawn: the last listing is for `start`.
    """
    for day in [*_ineffective_days(case, london_date(listed), start), start]:
        listed = _vacate(case, listed, day)
        fact = TrialListed(court=case.trial_court, starts_at=full_hour(day, 10))
        list_hearing(case, listed, fact)
        if day != start:
            told = case.chance.likely("decision has the ineffective reason")
            reason = case.chance.choose("ineffective trial", IneffectiveReason) if told else None
            held = hold(case, day, HearingKind.TRIAL, TrialResult.INEFFECTIVE, reason)
            listed = held + case.chance.minutes(120, 360)
    if cracks:
        plead(case, hold(case, start, HearingKind.TRIAL, TrialResult.CRACKED), Plea.GUILTY)
        conclude(case, start, CaseOutcome.CONVICTED)
    else:
        _hear(case, start)


def _ineffective_days(case: Case, listed: date, start: date) -> list[date]:
    """The trial's earlier days, on which it could not be held."""
    times = 0
    while times < _MOST_RELISTINGS and case.chance.happens(_INEFFECTIVE):
        times += 1
    days = sorted({day_part_way(case, start, 0.5, 0.9) for _ in range(times)})
    return [day for day in days if listed < day < start]


def _vacate(case: Case, listed: datetime, day: date) -> datetime:
    """Perhaps an earlier date is given first and taken back in time; when the next one is given."""
    chance, court = case.chance, case.trial_court
    vacated = later(full_hour(day, 10), -chance.days("trial vacated before its day"))
    if vacated - listed < timedelta(days=2) or not chance.likely("trial vacated"):
        return listed
    first = court_day(later(vacated, chance.days("vacated trial was to begin")))
    list_hearing(case, listed, TrialListed(court=court, starts_at=full_hour(first, 10)))
    reason = chance.choose("ineffective trial", IneffectiveReason)
    case.say(vacated, Agency.HMCTS, TrialVacated(court=court, reason=reason))
    return vacated + chance.minutes(60, 240)


def _hear(case: Case, start: date) -> None:
    """The trial is held: magistrates take a day, the Crown Court some more."""
    began = hold(case, start, HearingKind.TRIAL, TrialResult.EFFECTIVE)
    case.enter(Stage.TRIAL, began)
    length = case.chance.days("Crown Court trial") if case.at_crown_court else 0.0
    end = court_day(later(began, case.stretched(length)))
    acquitted = case.chance.likely("acquitted")
    given = max(case.chance.on(end, 13, 14), began + timedelta(minutes=30))
    verdict = Verdict.NOT_GUILTY if acquitted else Verdict.GUILTY
    case.say(given, Agency.HMCTS, VerdictGiven(verdict=verdict))
    conclude(case, end, CaseOutcome.ACQUITTED if acquitted else CaseOutcome.CONVICTED)
