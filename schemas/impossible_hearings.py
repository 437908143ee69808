"""What cannot be said of a hearing: dates that contradict, and reasons of another trial."""

from collections.abc import Iterator

from events.clocks import Occurred
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.listings import Listing
from events.places import Court
from events.trial_reasons import (
    ENDED_TRIAL,
    IneffectiveReason,
    TrialResult,
    trial_reasons,
)
from schemas.refusal import Problem

_TOOK_PLACE = (TrialResult.EFFECTIVE, None)
_OF_A_CRACKED_TRIAL = ENDED_TRIAL | {
    IneffectiveReason.DEFENDANT_UNFIT,
    IneffectiveReason.WITNESS_ABSENT,
    IneffectiveReason.OTHER,
}


def listing_problems(fact: Listing, occurred: Occurred) -> Iterator[Problem]:
    """Other than one date, a date before the day of the listing, and days that are not its own."""
    dates = {"starts_at": fact.starts_at, "on_day": fact.on_day, "week_of": fact.week_of}
    given = [name for name, date in dates.items() if date]
    given += ["to_be_fixed"] if fact.to_be_fixed else []
    if len(given) != 1:
        yield Problem(f"data.{given[-1]}" if given else "data.starts_at", "not_one_date")
    elif occurred.day and fact.last_day and fact.last_day < occurred.day:
        yield Problem(f"data.{given[0]}", "before_it_was_listed")
    if fact.sitting_days and not (fact.starts_at or fact.on_day):
        yield Problem("data.sitting_days", "of_a_hearing_without_a_day")
    elif fact.sitting_days and fact.first_day != min(fact.sitting_days):
        yield Problem("data.sitting_days", "not_from_its_first_day")


def change_problems(fact: HearingCancelled | HearingAdjourned) -> Iterator[Problem]:
    """A hearing that neither an id nor a kind names."""
    if fact.hearing_id is None and fact.hearing is None:
        yield Problem("data.hearing_id", "no_hearing")


def duplicate_problems(fact: HearingMarkedDuplicate) -> Iterator[Problem]:
    """A hearing that is a duplicate of itself."""
    if fact.hearing_id == fact.duplicate_of:
        yield Problem("data.duplicate_of", "the_same_hearing")


def trial_reason_problems(
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
