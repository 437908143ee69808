"""The victim as a witness: required or not, prepared, and paid for coming."""

from datetime import datetime, timedelta

from events.before_trial import WitnessRequirementDecided
from events.clocks import london_date
from events.court import HearingHeld, TrialListed
from events.identifiers import Agency
from events.messages import NoticeAbout
from events.needs import AssessmentOccasion
from events.payments import ExpensesClaimed
from events.trial_reasons import TrialResult
from simulator.simulated_case import Case, Happening
from simulator.simulated_court import notify
from simulator.simulated_duties import when_done
from simulator.simulated_support import assess


def prepare_witnesses(case: Case) -> None:
    """For each victim of a case with a trial, once it is listed, up to the day of the trial."""
    listings = case.all_of(TrialListed)
    for victim in case.persons if listings else ():
        listed, trial = listings[0][0].at, listings[-1][1].starts_at
        assert trial, "a simulated court always says the time"
        requirement = _decide(case, victim, case.chance.part_way(listed, trial, 0.05, 0.2))
        fact = requirement.fact
        if isinstance(fact, WitnessRequirementDecided) and fact.required:
            _prepare(case, victim, requirement, trial)


def _decide(case: Case, victim: str, decided: datetime) -> Happening:
    """The prosecutors decide; the witness care unit hears of it, as they say or by a notice."""
    fact = WitnessRequirementDecided(required=case.chance.likely("required to give evidence"))
    heard = decided + case.chance.minutes(5, 2000)
    if case.chance.likely("requirement says when it was known"):
        return case.say(decided, Agency.CPS, fact, victim, known=heard)
    notify(case, Agency.CPS, NoticeAbout.WITNESS_REQUIREMENT, heard)
    return case.say(decided, Agency.CPS, fact, victim)


def _prepare(case: Case, victim: str, requirement: Happening, trial: datetime) -> None:
    """The unit assesses what the victim needs, by the day before the trial as it stands last."""
    due = london_date(trial) - timedelta(days=1)
    if at := when_done(case, "R4.3", requirement, victim, due=due):
        assess(case, at, Agency.WITNESS_CARE, victim, AssessmentOccasion.BEFORE_TRIAL)
    for held, hearing in case.all_of(HearingHeld):
        if hearing.trial_result is TrialResult.EFFECTIVE:
            case.maybe("expenses claimed", held.at, Agency.CPS, ExpensesClaimed(), victim)
