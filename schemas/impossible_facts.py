"""What cannot have happened, whoever says so: refused where it comes in, with a rule in words.

Only the door asks. What stands in the log already is read as it is.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from events.clocks import Occurred, london_date
from events.court import (
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    HearingListed,
    Sentence,
    SentencePassed,
    TrialListed,
    TrialResult,
)
from events.fact import Fact
from events.identifiers import Agency, CaseLevel, level
from events.identity import CaseLinked
from events.remand import IN_CUSTODY, Remand, RemandDecided
from events.suspects import AboutSuspect
from schemas.permission_check import Saying, guessable_references, permission_problems
from schemas.refusal import Problem

MOST_SUSPECTS = 99
"""No case of London's had so many defendants: a greater number is another system's id."""

_CROWN_COURT_NUMBER = re.compile(r"urn:[A-Z]20[0-9]{6}")
_WITHOUT_CUSTODY = {Sentence.FINE, Sentence.DISCHARGE, Sentence.COMMUNITY_ORDER}
_ENDED_BEFORE = (TrialResult.EFFECTIVE, None)


def unsayable(agency: Agency, saying: Saying, occurred: Occurred) -> Iterator[Problem]:
    """What an agency may not say, of whom it may not, and what cannot be."""
    yield from guessable_references(saying)
    yield from permission_problems(agency, saying)
    yield from impossible(agency, saying.case, occurred, saying.fact)


def impossible(agency: Agency, case: str, occurred: Occurred, fact: Fact) -> Iterator[Problem]:
    """What of an event cannot be: each by the field that must be mended."""
    yield from _subject(agency, case)
    if isinstance(fact, AboutSuspect) and (fact.suspect or 1) > MOST_SUSPECTS:
        yield Problem("data.suspect", "too_many_suspects")
    rule = _RULES.get(type(fact))
    if rule:
        yield from rule(fact)
    if isinstance(fact, CaseLinked) and _are_two_prosecutions(case, fact.other):
        yield Problem("data.other", "two_prosecutions")
    if isinstance(fact, FirstHearingListed | HearingListed | TrialListed):
        yield from _listing(fact, occurred)
    if isinstance(fact, RemandDecided):
        yield from _custody_limit(fact, occurred)


def _subject(agency: Agency, case: str) -> Iterator[Problem]:
    if _CROWN_COURT_NUMBER.fullmatch(case):
        yield Problem("subject", "a_crown_court_number")
    if agency is Agency.HMCTS and case.startswith("asn:"):
        yield Problem("subject", "a_defendant_and_no_case")


def _hearing(fact: HearingHeld) -> Iterator[Problem]:
    if fact.hearing is not HearingKind.TRIAL:
        given = {"trial_result": fact.trial_result, "reason": fact.reason}
        yield from (Problem(f"data.{name}", "of_a_trial_only") for name in given if given[name])
    elif fact.reason and fact.trial_result in _ENDED_BEFORE:
        yield Problem("data.reason", "took_place")


def _sentence(fact: SentencePassed) -> Iterator[Problem]:
    if fact.custody_months is not None and fact.sentence in _WITHOUT_CUSTODY:
        yield Problem("data.custody_months", "no_custody")


def _remand(fact: RemandDecided) -> Iterator[Problem]:
    if fact.conditions and fact.remand is Remand.UNCONDITIONAL_BAIL:
        yield Problem("data.conditions", "no_conditions")
    if fact.remand not in IN_CUSTODY:
        given = {
            "custody_time_limit": fact.custody_time_limit is not None,
            "pending_appeal": fact.pending_appeal,
        }
        yield from (Problem(f"data.{name}", "of_custody_only") for name in given if given[name])


def _custody_limit(fact: RemandDecided, occurred: Occurred) -> Iterator[Problem]:
    limit = fact.custody_time_limit
    if limit and occurred.day and limit < occurred.day:
        yield Problem("data.custody_time_limit", "before_it_was_decided")


def _listing(
    fact: FirstHearingListed | HearingListed | TrialListed, occurred: Occurred
) -> Iterator[Problem]:
    if occurred.day and london_date(fact.starts_at) < occurred.day:
        yield Problem("data.starts_at", "before_it_was_listed")


def _are_two_prosecutions(one: str, other: str) -> bool:
    both = {one, other}
    return len(both) == 2 and all(level(each) is CaseLevel.PROSECUTION for each in both)


_RULES: dict[type[Fact], Callable[[Any], Iterator[Problem]]] = {
    HearingHeld: _hearing,
    SentencePassed: _sentence,
    RemandDecided: _remand,
}
