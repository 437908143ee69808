"""What cannot have happened, whoever says so: refused where it comes in, with a rule in words.

Only the door asks. What stands in the log already is read as it is.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from events.before_trial import TrialVacated
from events.clocks import Occurred
from events.corrections import CorrectionProposed, ReportWithdrawn
from events.court import (
    HearingHeld,
    HearingKind,
    Sentence,
    SentenceDeferred,
    SentencePassed,
)
from events.fact import Fact
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.identifiers import POLICE, Agency, CaseLevel, leads_to, level
from events.identity import CaseLinked, link_of
from events.listings import Listing
from events.offender_references import is_offender
from events.protective_orders import (
    ProtectiveOrder,
    ProtectiveOrderChanged,
    ProtectiveOrderMade,
)
from events.remand import IN_CUSTODY, Remand, RemandDecided
from events.suspects import AboutSuspect
from events.trial_reasons import TrialResult
from schemas.impossible_hearings import (
    change_problems,
    duplicate_problems,
    listing_problems,
    trial_reason_problems,
)
from schemas.names_and_numbers import persons
from schemas.permission_check import Saying, guessable_references, permission_problems
from schemas.refusal import Problem

MOST_SUSPECTS = 99
"""No case of London's had so many defendants: a greater number is another system's id."""

_CROWN_COURT_NUMBER = re.compile(r"urn:[A-Z]20[0-9]{6}")
_WITHOUT_CUSTODY = {
    Sentence.LIFE,
    Sentence.INDETERMINATE,
    Sentence.COMMUNITY_ORDER,
    Sentence.YOUTH_ORDER,
    Sentence.FINE,
    Sentence.DISCHARGE,
    Sentence.NO_SEPARATE_PENALTY,
}
"""Sentences without a term of custody: for life has a minimum term, which is another thing."""

_WITHOUT_END = {Sentence.LIFE, Sentence.INDETERMINATE}
_CROWN_COURTS = {*_WITHOUT_END, Sentence.EXTENDED}
"""Sentences that no magistrates' court can pass."""

_WEEKS_IN_A_MONTH, _DAYS_IN_A_WEEK, _DAYS_IN_A_MONTH = 4, 6, 30
"""The most of the shorter unit that stands beside the longer one."""
_NEVER_INTERIM = {
    ProtectiveOrder.RESTRAINING_ON_CONVICTION,
    ProtectiveOrder.RESTRAINING_ON_ACQUITTAL,
    ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION_NOTICE,
}
_ENDED_BEFORE = (TrialResult.EFFECTIVE, None)


def unsayable(agency: Agency, saying: Saying, occurred: Occurred) -> Iterator[Problem]:
    """What an agency may not say, of whom it may not, and what cannot be."""
    yield from guessable_references(saying)
    yield from persons(saying)
    yield from permission_problems(agency, saying)
    yield from impossible(agency, saying.case, occurred, saying.fact)


def impossible(agency: Agency, case: str, occurred: Occurred, fact: Fact) -> Iterator[Problem]:
    """What of an event cannot be: each by the field that must be mended."""
    yield from _subject(agency, case)
    if isinstance(fact, AboutSuspect):
        yield from _suspect(case, fact)
    if isinstance(fact, CorrectionProposed) and is_offender(fact.value or ""):
        yield Problem("data.value", "an_offenders_number")
    rule = _RULES.get(type(fact))
    if rule:
        yield from rule(fact)
    yield from _link(case, fact)
    if isinstance(fact, RemandDecided):
        yield from _custody_limit(fact, occurred)
    if isinstance(fact, SentenceDeferred) and occurred.day and fact.until <= occurred.day:
        yield Problem("data.until", "before_it_was_put_off")
    if isinstance(fact, ProtectiveOrderMade | ProtectiveOrderChanged):
        yield from _order(agency, fact, occurred)
    if isinstance(fact, Listing):
        yield from listing_problems(fact, occurred)


def _subject(agency: Agency, case: str) -> Iterator[Problem]:
    if _CROWN_COURT_NUMBER.fullmatch(case):
        yield Problem("subject", "a_crown_court_number")
    if agency is Agency.HMCTS and case.startswith("asn:"):
        yield Problem("subject", "a_defendant_and_no_case")


def _link(case: str, fact: Fact) -> Iterator[Problem]:
    link = link_of(fact)
    if link is None or not link.stated:
        return
    path = f"data.{link.field}"
    if _CROWN_COURT_NUMBER.fullmatch(link.other):
        yield Problem(path, "a_crown_court_number")
    if isinstance(fact, CaseLinked) and _are_two_prosecutions(case, link.other):
        yield Problem(path, "two_prosecutions")
    if link.other == case and not isinstance(fact, CaseLinked):
        yield Problem(path, "the_same_case")
    if link.one_way and not leads_to(case, link.other):
        yield Problem(path, "only_a_crime")


def _suspect(case: str, fact: AboutSuspect) -> Iterator[Problem]:
    if (fact.suspect or 1) > MOST_SUSPECTS:
        yield Problem("data.suspect", "too_many_suspects")
    if is_offender(case):
        given = {"suspect": fact.suspect, "asn": fact.asn}
        yield from (Problem(f"data.{name}", "of_a_case_only") for name in given if given[name])


def _hearing(fact: HearingHeld) -> Iterator[Problem]:
    if fact.hearing is not HearingKind.TRIAL:
        codes = {"reason": fact.reason, "reason_code": fact.reason_code}
        given = {"trial_result": fact.trial_result} | codes
        yield from (Problem(f"data.{name}", "of_a_trial_only") for name in given if given[name])
        return
    yield from trial_reason_problems(fact.court, fact.trial_result, fact.reason, fact.reason_code)


def _sentence(fact: SentencePassed) -> Iterator[Problem]:
    terms = ("custody_months", "custody_weeks", "custody_days")
    given = [name for name in terms if getattr(fact, name) is not None]
    if fact.sentence in _WITHOUT_CUSTODY:
        yield from (Problem(f"data.{name}", "no_custody") for name in given)
    elif too_many := _second_term(fact):
        yield Problem(f"data.{too_many}", "a_second_term")
    if fact.runs and fact.sentence in _WITHOUT_CUSTODY - _WITHOUT_END:
        yield Problem("data.runs", "no_custody")
    if fact.minimum_term_months and fact.sentence not in _WITHOUT_END:
        yield Problem("data.minimum_term_months", "a_fixed_term")
    if fact.extended_licence_months and fact.sentence is not Sentence.EXTENDED:
        yield Problem("data.extended_licence_months", "not_extended")
    if fact.sentence in _CROWN_COURTS and not fact.court.is_crown_court:
        yield Problem("data.sentence", "crown_court_only")


def _second_term(fact: SentencePassed) -> str | None:
    """The unit that says the term again, and not the rest of it."""
    if fact.custody_months and (fact.custody_weeks or 0) > _WEEKS_IN_A_MONTH:
        return "custody_weeks"
    most = _DAYS_IN_A_WEEK if fact.custody_weeks else _DAYS_IN_A_MONTH
    longer = fact.custody_months or fact.custody_weeks
    return "custody_days" if longer and (fact.custody_days or 0) > most else None


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


def _withdrawal(fact: ReportWithdrawn) -> Iterator[Problem]:
    if fact.event is None and fact.event_id is None:
        yield Problem("data.event", "names_no_event")


def _order(
    agency: Agency, fact: ProtectiveOrderMade | ProtectiveOrderChanged, occurred: Occurred
) -> Iterator[Problem]:
    is_notice = fact.order is ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION_NOTICE
    if is_notice and agency not in POLICE:
        yield Problem("data.order", "a_notice_of_the_police")
    if fact.until and occurred.day and fact.until < occurred.day:
        yield Problem("data.until", "before_it_was_ordered")
    if fact.until_further_order and (fact.until or is_notice):
        yield Problem("data.until_further_order", "has_a_last_day")
    if isinstance(fact, ProtectiveOrderMade) and fact.interim and fact.order in _NEVER_INTERIM:
        yield Problem("data.interim", "never_interim")


def _are_two_prosecutions(one: str, other: str) -> bool:
    """Whether both are prosecutions by one system's numbering: a URN and an id can be the same."""
    both = {one, other}
    systems = {each.partition(":")[0] for each in both}
    prosecutions = all(level(each) is CaseLevel.PROSECUTION for each in both)
    return len(both) == 2 and len(systems) == 1 and prosecutions


def _vacated(fact: TrialVacated) -> Iterator[Problem]:
    if fact.reason is None and fact.reason_code is None:
        yield Problem("data.reason", "no_reason")
    yield from trial_reason_problems(fact.court, TrialResult.VACATED, fact.reason, fact.reason_code)


_RULES: dict[type[Fact], Callable[[Any], Iterator[Problem]]] = {
    HearingHeld: _hearing,
    SentencePassed: _sentence,
    RemandDecided: _remand,
    TrialVacated: _vacated,
    HearingCancelled: change_problems,
    HearingAdjourned: change_problems,
    HearingMarkedDuplicate: duplicate_problems,
    ReportWithdrawn: _withdrawal,
}
