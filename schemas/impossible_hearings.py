"""What cannot be said of a hearing: dates that contradict, and reasons that no such trial has."""

from collections.abc import Iterator

from events.before_trial import TrialVacated
from events.court import HearingHeld, HearingKind
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.listings import Listing
from events.places import Court
from events.trial_reasons import (
    ENDED_TRIAL,
    IneffectiveReason,
    TrialResult,
    trial_reasons,
)
from schemas.arriving_event import ArrivingEvent
from schemas.refusal import Problem

_TOOK_PLACE = (TrialResult.EFFECTIVE, None)
_OF_A_CRACKED_TRIAL = ENDED_TRIAL | {
    IneffectiveReason.DEFENDANT_UNFIT,
    IneffectiveReason.WITNESS_ABSENT,
    IneffectiveReason.OTHER,
}


def listing_problems(event: ArrivingEvent[Listing]) -> Iterator[Problem]:
    """Other than one date, a date before the day of the listing, and days that are not its own."""
    fact, day = event.fact, event.occurred.day
    dates = {"starts_at": fact.starts_at, "on_day": fact.on_day, "week_of": fact.week_of}
    given = [name for name, date in dates.items() if date]
    given += ["to_be_fixed"] if fact.to_be_fixed else []
    if len(given) != 1:
        yield Problem(f"data.{given[-1]}" if given else "data.starts_at", "not_one_date")
    elif day and fact.last_day and fact.last_day < day:
        yield Problem(f"data.{given[0]}", "before_it_was_listed")
    yield from _sitting_days(fact)


def held_problems(event: ArrivingEvent[HearingHeld]) -> Iterator[Problem]:
    """What is of a trial alone at another hearing, and a trial's reason that cannot be."""
    fact = event.fact
    if fact.hearing is HearingKind.TRIAL:
        yield from _trial_reason(fact.court, fact.trial_result, fact.reason, fact.reason_code)
        return
    codes = {"reason": fact.reason, "reason_code": fact.reason_code}
    given = {"trial_result": fact.trial_result} | codes
    yield from (Problem(f"data.{name}", "of_a_trial_only") for name in given if given[name])


def vacated_problems(event: ArrivingEvent[TrialVacated]) -> Iterator[Problem]:
    """A trial taken out of the list for no reason, or for one that cannot be."""
    fact = event.fact
    if fact.reason is None and fact.reason_code is None:
        yield Problem("data.reason", "no_reason")
    yield from _trial_reason(fact.court, TrialResult.VACATED, fact.reason, fact.reason_code)


def unnamed_hearing(event: ArrivingEvent[HearingCancelled | HearingAdjourned]) -> Iterator[Problem]:
    """A hearing that neither an id nor a kind names."""
    if event.fact.hearing_id is None and event.fact.hearing is None:
        yield Problem("data.hearing_id", "no_hearing")


def duplicate_problems(event: ArrivingEvent[HearingMarkedDuplicate]) -> Iterator[Problem]:
    """A hearing that is a duplicate of itself."""
    if event.fact.hearing_id == event.fact.duplicate_of:
        yield Problem("data.duplicate_of", "the_same_hearing")


def _sitting_days(fact: Listing) -> Iterator[Problem]:
    if fact.sitting_days and not (fact.starts_at or fact.on_day):
        yield Problem("data.sitting_days", "of_a_hearing_without_a_day")
    elif fact.sitting_days and fact.first_day != min(fact.sitting_days):
        yield Problem("data.sitting_days", "not_from_its_first_day")


def _trial_reason(
    court: Court, result: TrialResult | None, reason: IneffectiveReason | None, code: str | None
) -> Iterator[Problem]:
    """A reason of a trial that took place, or that is of another result, and what its letters say.

    The letters must be of the result and of such a court, and must not contradict the reason.
    """
    if result in _TOOK_PLACE:
        given = {"reason": reason, "reason_code": code}
        yield from (Problem(f"data.{name}", "took_place") for name in given if given[name])
        return
    if result is TrialResult.CRACKED and reason and reason not in _OF_A_CRACKED_TRIAL:
        yield Problem("data.reason", "not_of_a_cracked_trial")
    if result is TrialResult.INEFFECTIVE and reason in ENDED_TRIAL:
        yield Problem("data.reason", "not_of_an_ineffective_trial")
    if code:
        yield from _letters(court, result, reason, code)


def _letters(
    court: Court, result: TrialResult | None, reason: IneffectiveReason | None, code: str
) -> Iterator[Problem]:
    rows = [row for row in trial_reasons() if row.code == code]
    of_result = [row for row in rows if row.result is result]
    if not rows:
        yield Problem("data.reason_code", "not_one_of_the_letters")
    elif not of_result:
        yield Problem("data.reason_code", "of_another_result")
    elif not any(court.is_crown_court in row.at_crown_court for row in of_result):
        yield Problem("data.reason_code", "of_another_court")
    elif reason and reason not in {row.reason for row in of_result}:
        yield Problem("data.reason", "not_what_the_letters_say")
