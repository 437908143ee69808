"""The victim as a witness: required or not, prepared, recorded, and paid for coming."""

from datetime import datetime, timedelta

from events.before_trial import (
    EvidencePart,
    EvidenceRecorded,
    SpecialMeasure,
    SpecialMeasuresDecided,
    SpecialMeasuresRequested,
    WitnessRequirementDecided,
)
from events.clocks import london_date
from events.court import HearingHeld, TrialListed, TrialResult
from events.identifiers import Agency
from events.messages import NoticeAbout
from events.needs import AssessmentOccasion
from events.offences import VictimKind
from events.payments import ExpensesClaimed
from simulator.case import Case
from simulator.chance import Mix
from simulator.chances import Kept, how_kept, likely
from simulator.happening import Happening
from simulator.hours import at, between, in_office_hours, later
from simulator.keeping import excuse
from simulator.needs import assessed
from simulator.notices import notify
from simulator.world import World

_MEASURES = Mix(
    {
        (SpecialMeasure.SCREENS,): 45,
        (SpecialMeasure.LIVE_LINK,): 25,
        (SpecialMeasure.SCREENS, SpecialMeasure.EVIDENCE_IN_PRIVATE): 8,
        (SpecialMeasure.RECORDED_EVIDENCE_IN_CHIEF,): 10,
        (SpecialMeasure.RECORDED_EVIDENCE_IN_CHIEF, SpecialMeasure.RECORDED_CROSS_EXAMINATION): 5,
        (SpecialMeasure.INTERMEDIARY, SpecialMeasure.AIDS_TO_COMMUNICATION): 4,
        (SpecialMeasure.REMOVAL_OF_WIGS_AND_GOWNS,): 3,
    }
)
_PARTS = Mix({EvidencePart.EVIDENCE_IN_CHIEF: 75, EvidencePart.CROSS_EXAMINATION: 25})
_ASSESSED_BEFORE = "R4.3"


def prepare_witnesses(world: World, case: Case) -> None:
    """For each victim of a case with a trial, once it is listed, up to the day of the trial."""
    listings = case.said(TrialListed)
    if not listings or case.victim_kind is not VictimKind.PERSON:
        return
    first, last = listings[0], listings[-1]
    assert isinstance(last.fact, TrialListed)
    trial = last.fact.starts_at
    for victim in case.victims:
        decided = between(first.at, trial, world.rng.uniform(0.05, 0.2))
        required = likely(world, "required to give evidence")
        requirement = _require(world, case, victim, decided, required)
        if required:
            _prepare(world, case, victim, requirement, trial)


def _require(world: World, case: Case, victim: str, decided: datetime, required: bool) -> Happening:
    """The prosecutors decide; the witness care unit hears of it, as they say or by a notice."""
    fact = WitnessRequirementDecided(required=required)
    heard = decided + timedelta(minutes=world.rng.randrange(5, 2000))
    if likely(world, "requirement says when it was known"):
        return case.say(decided, Agency.CPS, fact, victim, known=heard)
    notify(world, case, Agency.CPS, NoticeAbout.WITNESS_REQUIREMENT, heard)
    return case.say(decided, Agency.CPS, fact, victim)


def _prepare(
    world: World, case: Case, victim: str, requirement: Happening, trial: datetime
) -> None:
    _assess(world, case, victim, requirement, trial)
    _ask_for_measures(world, case, victim, requirement.at, trial)
    effective = [each for each in case.said(HearingHeld) if _is_trial(each)]
    if effective and likely(world, "expenses claimed"):
        claimed = later(effective[-1].at, world.rng.uniform(1, 20))
        case.say(in_office_hours(world.rng, claimed), Agency.CPS, ExpensesClaimed(), victim)


def _is_trial(each: Happening) -> bool:
    fact = each.fact
    return isinstance(fact, HearingHeld) and fact.trial_result is TrialResult.EFFECTIVE


def _assess(world: World, case: Case, victim: str, requirement: Happening, trial: datetime) -> None:
    """The unit assesses what the victim needs, by the day before the trial as it stands last."""
    day = london_date(between(requirement.at, trial, world.rng.uniform(0.1, 0.8)))
    match how_kept(world, _ASSESSED_BEFORE):
        case Kept.IN_TIME | Kept.LATE:
            when = max(at(world.rng, day, 9, 17), requirement.at + timedelta(hours=1))
            fact = assessed(world, AssessmentOccasion.BEFORE_TRIAL)
            case.say(when, Agency.WITNESS_CARE, fact, victim)
        case Kept.EXCUSED:
            excuse(world, case, _ASSESSED_BEFORE, requirement, victim)
        case Kept.NEVER:
            pass


def _ask_for_measures(
    world: World, case: Case, victim: str, since: datetime, trial: datetime
) -> None:
    enhanced = " with enhanced rights" if victim in case.enhanced_from else ""
    if not likely(world, f"special measures asked{enhanced}"):
        return
    measures = _MEASURES.draw(world.rng)
    asked = between(since, trial, world.rng.uniform(0.05, 0.3))
    case.say(asked, Agency.CPS, SpecialMeasuresRequested(measures=measures), victim)
    granted = likely(world, "special measures granted")
    decided = between(since, trial, world.rng.uniform(0.35, 0.6))
    fact = SpecialMeasuresDecided(measures=measures, granted=granted)
    case.say(decided, Agency.HMCTS, fact, victim)
    if granted and likely(world, "evidence recorded"):
        recorded = between(since, trial, world.rng.uniform(0.65, 0.95))
        part = EvidenceRecorded(part=_PARTS.draw(world.rng))
        case.say(recorded, case.force, part, victim)
