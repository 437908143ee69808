"""That a hearing took place, and how the trial went that was listed for it."""

from typing import Any

from agencies.adapters.code_tables import trial_reason_at
from agencies.adapters.conversion import ConversionNotes, Draft
from agencies.adapters.hearing_parts import HearingPart, day_of
from agencies.adapters.message_parts import Part
from events.trial_reasons import TrialResult


def held(hearing: HearingPart, subject: str, notes: ConversionNotes) -> Draft:
    """The hearing took place, or the day set for the trial passed; or the trial was vacated.

    What says how the trial went, and cannot be said, is counted; the hearing is said without it.
    A message that comes with the result of the trial later gives another event.
    """
    trial = hearing.part.part("crackedIneffectiveTrial")
    data: dict[str, Any] = {"court": hearing.court, "hearing_id": hearing.id}
    ids: tuple[str, ...] = (hearing.id, subject, hearing.day)
    result = _result(hearing, trial, notes)
    if hearing.part.flag("isVacatedTrial") or result == TrialResult.VACATED:
        data |= _why(hearing, trial, "vacated", notes) or {"reason": "other"}
        return Draft("trial-vacated", ids, subject, day_of(trial, "date", hearing.day), data)
    data["hearing"] = hearing.kind
    if result:
        data |= {"trial_result": result, **_why(hearing, trial, result, notes)}
        ids = (*ids, result, data.get("reason_code", ""))
    return Draft("hearing-held", ids, subject, hearing.starts_at or hearing.day, data)


def _result(hearing: HearingPart, trial: Part, notes: ConversionNotes) -> str | None:
    result = (trial.text("type") or "").lower() or None
    if result is None and hearing.part.flag("isEffectiveTrial"):
        result = "effective"
    if result is None:
        return None
    if result not in list(TrialResult):
        notes.unsaid("result of a trial", "not_in_the_list")
        return None
    if hearing.kind != "trial" and result != TrialResult.VACATED:
        notes.unsaid("result of a trial", "of_a_hearing_that_is_no_trial")
        return None
    return result


def _why(hearing: HearingPart, trial: Part, result: str, notes: ConversionNotes) -> dict[str, str]:
    given = trial.text("code")
    letters = trial_reason_at(hearing.court, result, given)
    if not letters and (given or result == TrialResult.VACATED):
        rule = "letters_of_no_such_result_and_court" if given else "no_letters"
        notes.unsaid("reason of a trial", rule)
    return {"reason_code": letters} if letters else {}
