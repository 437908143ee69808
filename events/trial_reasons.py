"""Why a trial was not held as listed, by the field's letters."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import StringConstraints

from events.code_list_rows import code_list


class TrialResult(StrEnum):
    """How a listed trial went, in HMCTS's terms."""

    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    CRACKED = "cracked"
    VACATED = "vacated"


class IneffectiveReason(StrEnum):
    """Why a trial did not go ahead on the day set for it, as courts record it.

    The last five ended the trial before it began: it cracked, or it was vacated.
    """

    PROSECUTION_NOT_READY = "prosecution-not-ready"
    DEFENCE_NOT_READY = "defence-not-ready"
    WITNESS_ABSENT = "witness-absent"
    DEFENDANT_ABSENT = "defendant-absent"
    DEFENDANT_UNFIT = "defendant-unfit"
    """Too ill to stand trial that day."""
    ADVOCATE_UNAVAILABLE = "advocate-unavailable"
    COURT_TIME = "court-time"
    """Another case took longer, or too many were listed."""
    JUDGE_UNAVAILABLE = "judge-unavailable"
    INTERPRETER_ABSENT = "interpreter-absent"
    EQUIPMENT_FAILED = "equipment-failed"
    OTHER = "other"
    GUILTY_PLEA = "guilty-plea"
    GUILTY_TO_ALTERNATIVE = "guilty-to-alternative"
    """To another charge than the one that was to be tried."""
    BOUND_OVER = "bound-over"
    DEFENDANT_DIED = "defendant-died"
    PROSECUTION_ENDED = "prosecution-ended"


ENDED_TRIAL = frozenset(
    {
        IneffectiveReason.GUILTY_PLEA,
        IneffectiveReason.GUILTY_TO_ALTERNATIVE,
        IneffectiveReason.BOUND_OVER,
        IneffectiveReason.DEFENDANT_DIED,
        IneffectiveReason.PROSECUTION_ENDED,
    }
)
"""Reasons after which there is nothing left to try: no trial with one of them is ineffective."""

TrialReasonCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][1-9]?$")]
"""A reason by the field's letters, such as N3: of a result, and in some cases of a court's tier."""


class AbsentWitness(StrEnum):
    """Whose witness was absent, and of which kind as far as the letters say it."""

    PROSECUTION = "prosecution"
    PROSECUTION_POLICE = "prosecution-police"
    PROSECUTION_PROFESSIONAL_OR_EXPERT = "prosecution-professional-or-expert"
    PROSECUTION_OTHER = "prosecution-other"
    """A civilian: it may be the victim."""
    DEFENCE = "defence"


_TIERS = {"M": frozenset({False}), "CC": frozenset({True}), "CCM": frozenset({False, True})}
"""The courts of a row of the list: whether they are Crown Courts."""


@dataclass(frozen=True, slots=True)
class TrialReason:
    """A row of the list: which result the letters are of, at which courts, and what they mean.

    `at_crown_court` has whether they are used at a Crown Court, at others, or both. `why` is a
    clause: "a police witness of the prosecution was absent".
    """

    result: TrialResult
    code: str
    at_crown_court: frozenset[bool]
    reason: IneffectiveReason
    witness: AbsentWitness | None
    why: str


@cache
def trial_reasons() -> tuple[TrialReason, ...]:
    """All of the list, in its order."""
    return tuple(
        TrialReason(
            TrialResult(row["trial_result"]),
            row["code"],
            _TIERS[row["courts"]],
            IneffectiveReason(row["reason"]),
            AbsentWitness(row["witness"]) if row["witness"] else None,
            row["why"],
        )
        for row in code_list("trial-reason-codes").rows
    )


def trial_reason(result: TrialResult | None, code: str | None) -> TrialReason | None:
    """The first row of a result with these letters; None where there is none.

    Rows of one result and letters differ by their courts alone.
    """
    rows = trial_reasons() if code else ()
    return next((row for row in rows if (row.result, row.code) == (result, code)), None)


def reason_of(result: TrialResult | None, code: str | None) -> IneffectiveReason | None:
    """The reason that follows from the letters, if one does."""
    row = trial_reason(result, code)
    return row.reason if row else None
