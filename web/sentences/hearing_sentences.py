"""Sentences for `events.hearing_changes`, and for hearings that were listed or held."""

from typing import assert_never

from events.before_trial import TrialVacated
from events.court import (
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    HearingListed,
    TrialListed,
)
from events.hearing_changes import (
    AdjournmentReason,
    HearingAdjourned,
    HearingCancelled,
    HearingMarkedDuplicate,
)
from events.listings import Listing, monday_of
from events.trial_reasons import IneffectiveReason, TrialResult, trial_reason
from events.vocabulary import HearingChange
from processors.victims_code.hearing_names import HEARINGS
from web.formats import day, moment
from web.sentences.phrases import at, listed
from web.wording import plain

_WHY = {
    "prosecution-not-ready": "the prosecution was not ready",
    "defence-not-ready": "the defence was not ready",
    "witness-absent": "a witness was absent",
    "defendant-absent": "a defendant was absent",
    "defendant-unfit": "a defendant was too ill",
    "advocate-unavailable": "an advocate was not available",
    "court-time": "the court had no time",
    "judge-unavailable": "no judge was available",
    "interpreter-absent": "an interpreter was absent",
    "equipment-failed": "equipment failed",
    "other": "another reason",
}

_NOT_GOING_AHEAD = {
    **{IneffectiveReason(code): why for code, why in _WHY.items()},
    IneffectiveReason.GUILTY_PLEA: "a defendant pleaded guilty",
    IneffectiveReason.GUILTY_TO_ALTERNATIVE: "a defendant pleaded guilty to another charge",
    IneffectiveReason.BOUND_OVER: "a defendant was bound over",
    IneffectiveReason.DEFENDANT_DIED: "a defendant had died",
    IneffectiveReason.PROSECUTION_ENDED: "the prosecution ended the case",
}
"""Why a trial did not go ahead."""

_ADJOURNED = {
    **{AdjournmentReason(code): why for code, why in _WHY.items()},
    AdjournmentReason.PART_HEARD: "it was begun and goes on another day",
    AdjournmentReason.REPORTS_AWAITED: "the court waits for a report",
}


def was_listed(fact: FirstHearingListed | HearingListed | TrialListed) -> str:
    """Say at which court a hearing was listed, and for when, as exactly as that is known."""
    match fact:
        case FirstHearingListed():
            hearing = "The first hearing"
        case TrialListed():
            hearing = "A trial"
        case HearingListed(hearing=kind):
            hearing = HEARINGS[kind]
        case _:
            assert_never(fact)
    days = sorted(fact.sitting_days)
    sits = f", sitting on {listed(map(day, days))}" if days else ""
    return f"{hearing} was listed {at(fact.court)} {for_when(fact)}{sits}"


def for_when(fact: Listing) -> str:
    """For when a hearing is listed, to end a sentence with."""
    if fact.starts_at:
        return f"for {moment(fact.starts_at)}"
    if fact.on_day:
        return f"for {day(fact.on_day)}, the time not said"
    if fact.week_of:
        return f"for a day in the week of {day(monday_of(fact.week_of))}"
    return "with no date yet"


def was_held(fact: HearingHeld) -> str:
    """Say that a hearing was held, or of a trial how its day went and why."""
    result = fact.trial_result
    why = _why(result, fact.reason_code, fact.reason)
    details = f": {why}" if why else ""
    if result not in (None, TrialResult.EFFECTIVE):
        return f"The trial was due {at(fact.court)}, but was {plain(result)}{details}"
    effective = ": effective" if result else ""
    return f"{HEARINGS[fact.hearing]} was held {at(fact.court)}{effective}{details}"


def was_vacated(fact: TrialVacated) -> str:
    """Say that a trial was taken out of the list, and why."""
    why = _why(TrialResult.VACATED, fact.reason_code, fact.reason)
    because = f": {why}" if why else ""
    return f"The trial {at(fact.court)} was taken out of the list{because}"


def _why(
    result: TrialResult | None, code: str | None, reason: IneffectiveReason | None
) -> str | None:
    """Why a trial was not held: by its letters, whose rows say most, or else by the reason."""
    if row := trial_reason(result, code):
        return row.why
    if reason is None:
        return f"reason {code}" if code else None
    return _NOT_GOING_AHEAD[reason]


def hearing_change(fact: HearingChange) -> str:
    """Say what became of a hearing that was listed."""
    match fact:
        case HearingCancelled():
            return f"{_hearing(fact)} was taken out of the list, with no other date set"
        case HearingAdjourned(reason=reason):
            why = f": {_ADJOURNED[reason]}" if reason else ""
            return f"{_hearing(fact)} was adjourned{why}"
        case HearingMarkedDuplicate():
            return "A hearing was said to be in the list twice: one of the entries counts no more"
        case _:
            assert_never(fact)


def _hearing(fact: HearingCancelled | HearingAdjourned) -> str:
    return f"{HEARINGS[fact.hearing or HearingKind.OTHER]} {at(fact.court)}"
