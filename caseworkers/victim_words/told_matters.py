"""What a duty tells the victim of, and which of the things that may have happened it was."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from events.after_sentence import ParoleDecided, PrisonRelease
from events.before_trial import TrialVacated
from events.charging import ProsecutionChange
from events.contact import ToldAbout
from events.court import CaseOutcome, FirstHearingListed, Sentence, TrialListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.messages import NoticeAbout
from events.remand import Remand
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty

_BEYOND_TELLING = {
    "R6.9": ToldAbout.PROGRESS,
    "R12.1": ToldAbout.COMPLAINT,
    "R12.2": ToldAbout.COMPLAINT,
}
"""Duties that other facts discharge than a telling of one matter, and what the victim is told."""


def _matter(duty: Duty) -> ToldAbout | None:
    told = chain.from_iterable(pattern.told for pattern in duty.discharged_by)
    return next(told, _BEYOND_TELLING.get(duty.rule)) if duty.owed_to == "victim" else None


MATTERS: Mapping[str, ToldAbout] = {
    duty.rule: matter for duty in DUTIES if (matter := _matter(duty)) is not None
}
"""What the victim is told by each rule that has the victim told of something."""

_DECISIONS = {
    "R6.6": "charged",
    "R6.10": "not-charged-police",
    "R6.11": "not-charged-cps",
    "R6.12": "out-of-court",
}

_OFF = (TrialVacated.kind, HearingCancelled.kind, HearingAdjourned.kind)

_EVIDENCE = {True: "evidence-needed", False: "evidence-not-needed", None: "evidence-decided"}
"""By what the fact says; a notice does not say it."""

_ENDS = {
    CaseOutcome.CONVICTED: "outcome-convicted",
    CaseOutcome.UNFIT_TO_PLEAD: "outcome-did-the-act",
    CaseOutcome.NOT_GUILTY_BY_REASON_OF_INSANITY: "outcome-insanity",
    CaseOutcome.ACQUITTED: "outcome-acquitted",
    CaseOutcome.DISMISSED: "outcome-dismissed",
    CaseOutcome.DISCONTINUED: "prosecution-stopped",
    CaseOutcome.WITHDRAWN: "prosecution-stopped",
    CaseOutcome.NO_EVIDENCE_OFFERED: "prosecution-stopped",
    CaseOutcome.LIES_ON_FILE: "prosecution-stopped",
    CaseOutcome.JURY_DISCHARGED: "outcome-no-verdict",
    CaseOutcome.DEFENDANT_DIED: "outcome-defendant-died",
}

_REMANDS = {
    Remand.CUSTODY: "remand-custody",
    Remand.CUSTODY_UNTIL_CONDITIONS_ARE_MET: "remand-custody",
    Remand.CONDITIONAL_BAIL: "remand-bail-conditions",
    Remand.UNCONDITIONAL_BAIL: "remand-bail",
}
"""A remand to a hospital or a local authority is told as no more than that bail was decided."""

_SENTENCES = {
    Sentence.LIFE: "sentence-life",
    Sentence.INDETERMINATE: "sentence-indeterminate",
    Sentence.EXTENDED: "sentence-extended",
    Sentence.IMMEDIATE_CUSTODY: "sentence-custody",
    Sentence.YOUTH_CUSTODY: "sentence-custody",
    Sentence.HOSPITAL_ORDER: "sentence-hospital",
    Sentence.SUSPENDED_SENTENCE: "sentence-suspended",
    Sentence.COMMUNITY_ORDER: "sentence-community",
    Sentence.YOUTH_ORDER: "sentence-community",
    Sentence.FINE: "sentence-fine",
    Sentence.DISCHARGE: "sentence-discharge",
}

_RELEASES = {
    PrisonRelease.HOME_DETENTION_CURFEW: PrisonRelease.CONDITIONAL,
    PrisonRelease.COMPASSIONATE: PrisonRelease.CONDITIONAL,
    PrisonRelease.AT_COURT: PrisonRelease.UNCONDITIONAL,
    PrisonRelease.IMMIGRATION: PrisonRelease.UNCONDITIONAL,
}
"""As what a release is told: on licence, with rules to follow, or as a release and no more."""

_SEVERAL: Mapping[ToldAbout, tuple[str, ...]] = {
    ToldAbout.BAIL_OR_RELEASE: (
        "bail-with-conditions",
        "bail-without-conditions",
        "under-investigation",
        "bail-changed",
    ),
    ToldAbout.CHARGING_DECISION: tuple(_DECISIONS.values()),
    ToldAbout.REVIEW_RESULT: ("review-asked",),
    ToldAbout.PROSECUTION_ALTERED: ("prosecution-stopped", "charges-changed"),
    ToldAbout.HEARING: ("hearing", "first-hearing", "trial", "hearing-off"),
    ToldAbout.WITNESS_REQUIREMENT: tuple(_EVIDENCE.values()),
    ToldAbout.SPECIAL_MEASURES: ("measures-granted", "measures-refused"),
    ToldAbout.BAIL_HEARING: ("bail-hearing", *dict.fromkeys(_REMANDS.values())),
    ToldAbout.PAROLE: (
        "parole-hearing",
        "parole-release",
        "parole-no-release",
        "parole-open-conditions",
    ),
    ToldAbout.CASE_OUTCOME: ("case-outcome", *dict.fromkeys(_ENDS.values())),
    ToldAbout.SENTENCE: ("sentence", *dict.fromkeys(_SENTENCES.values())),
    ToldAbout.RELEASE: (
        "release-conditional",
        "release-unconditional",
        "release-temporary",
        "release-in-error",
    ),
    ToldAbout.PROTECTIVE_ORDER: ("order-made", "order-changed", "order-ended"),
}


def may_have_happened(matter: ToldAbout) -> tuple[str, ...]:
    """All that a matter can mean, as the messages name it: at least one."""
    return _SEVERAL.get(matter, (matter.value,))


def what_happened(rule: str, kind: str, data: Mapping[str, Any]) -> str:
    """Which of them it was, by the kind and the values of the fact that raised a duty by a rule."""
    matter = MATTERS[rule]
    match matter:
        case ToldAbout.BAIL_OR_RELEASE:
            return str(data.get("basis", "bail-changed"))
        case ToldAbout.CHARGING_DECISION:
            return _DECISIONS[rule]
        case ToldAbout.PROSECUTION_ALTERED:
            altered = data.get("change") == ProsecutionChange.SUBSTANTIALLY_ALTERED
            return "charges-changed" if altered else "prosecution-stopped"
        case ToldAbout.HEARING:
            return _hearing(kind, data)
        case ToldAbout.WITNESS_REQUIREMENT:
            return _EVIDENCE[data.get("required")]
        case ToldAbout.SPECIAL_MEASURES:
            return "measures-granted" if data["granted"] else "measures-refused"
        case ToldAbout.PAROLE:
            return f"parole-{data['decision']}" if kind == ParoleDecided.kind else "parole-hearing"
        case ToldAbout.RELEASE:
            return f"release-{_RELEASES.get(data['release'], data['release'])}"
        case ToldAbout.PROTECTIVE_ORDER:
            return f"order-{kind.rpartition('-')[2]}"
        case _:
            return may_have_happened(matter)[0]


def how_it_ended(outcome: CaseOutcome) -> str:
    """The same of a case that ended at court, where it is known how."""
    return _ENDS[outcome]


def how_remanded(remand: Remand) -> str:
    """The same of a defendant whom a court bailed or remanded, where it is known how."""
    return _REMANDS.get(remand, ToldAbout.BAIL_HEARING.value)


def how_sentenced(sentence: Sentence) -> str:
    """The same of a sentence, where it is known which."""
    return _SENTENCES.get(sentence, ToldAbout.SENTENCE.value)


def _hearing(kind: str, data: Mapping[str, Any]) -> str:
    if kind in _OFF or data.get("to_be_fixed"):
        return "hearing-off"
    if kind == TrialListed.kind:
        return "trial"
    first = kind == FirstHearingListed.kind or data.get("about") == NoticeAbout.FIRST_HEARING
    return "first-hearing" if first else "hearing"
