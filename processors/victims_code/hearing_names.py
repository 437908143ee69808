"""What each kind of hearing is called: for pages and for messages alike."""

from events.before_trial import TrialVacated
from events.court import FirstHearingListed, HearingKind, TrialListed

HEARINGS = {
    HearingKind.FIRST: "The first hearing",
    HearingKind.BAIL: "A bail hearing",
    HearingKind.PLEA_AND_TRIAL_PREPARATION: "The plea and trial preparation hearing",
    HearingKind.TRIAL: "The trial",
    HearingKind.SENTENCE: "The sentencing hearing",
    HearingKind.GROUND_RULES: "A ground rules hearing",
    HearingKind.SECTION_28: "A hearing to record evidence before the trial",
    HearingKind.MENTION: "A mention hearing",
    HearingKind.PRE_TRIAL_REVIEW: "The pre-trial review",
    HearingKind.COMMITTAL_FOR_SENTENCE: "The hearing of a committal for sentence",
    HearingKind.NEWTON: "A Newton hearing on what happened",
    HearingKind.BREACH: "A hearing on a breach",
    HearingKind.APPEAL: "The hearing of an appeal",
    HearingKind.YOUTH: "A youth court hearing",
    HearingKind.OTHER: "A hearing",
}
"""With its article, to begin a sentence with."""

_OF_KIND = {
    FirstHearingListed.kind: HearingKind.FIRST,
    TrialListed.kind: HearingKind.TRIAL,
    TrialVacated.kind: HearingKind.TRIAL,
}


_CODES = frozenset(HearingKind)


def short_hearing(fact: str, detail: str = "") -> str:
    """The hearing of a fact without its article: "ground rules hearing".

    By the kind of the fact, and by that of the hearing, `detail`, where the fact says it.
    """
    named = HearingKind(detail) if detail in _CODES else HearingKind.OTHER
    return HEARINGS[_OF_KIND.get(fact, named)].partition(" ")[2]
