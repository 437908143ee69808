"""A victim's waits: the time between one stage of a case and the next, and whom it was on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from events.before_trial import SentToCrownCourt
from events.case_moves import CaseRemitted
from events.court import (
    CaseConcluded,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    SentenceBasis,
    SentencePassed,
    TrialListed,
)
from events.fact import Fact
from events.identifiers import Agency
from events.offences import VictimKind
from events.places import Court
from events.reporting import CrimeReported, VictimIdentified
from processors.case.corrections.correction import applied_correction, is_disputed
from processors.case.course.case_course import Wait
from processors.case.course.case_holders import CaseHolder, CaseHolders
from processors.case.course.case_milestones import crime_report, reporting_agency, victim_kind
from processors.case.course.stages import STEPS, WAITING_ON
from processors.case.history.case_history import CaseHistory, row_id
from schemas.changes import StageInterval, WaitingOn

AT_COURT = (
    FirstHearingListed,
    SentToCrownCourt,
    CaseRemitted,
    TrialListed,
    HearingHeld,
    CaseConcluded,
    SentencePassed,
)
"""The facts that name a court; a case may be sent back without saying where to."""

_KINDS = frozenset({*STEPS, *AT_COURT, CrimeReported, VictimIdentified})
"""The facts that say something of a wait."""


def stage_intervals(
    history: CaseHistory, waits: Sequence[Wait], holders: CaseHolders
) -> list[StageInterval]:
    """The waits of one case, in order. A stage may stand twice, ended in between.

    A wait whose beginning or end is known by month only has no length, and is left out.
    """
    return history.judge(_intervals, _KINDS, waits, holders)


def _intervals(
    history: CaseHistory, waits: Sequence[Wait], holders: CaseHolders
) -> list[StageInterval]:
    of = _OfCase(crime_report(history), victim_kind(history), reporting_agency(history))
    long = filter(_has_length, waits)
    return [_interval(history, of, wait, _holder(holders, wait)) for wait in long]


@dataclass(frozen=True, slots=True)
class _OfCase:
    """What all waits of a case share."""

    report: CrimeReported | None
    victim_kind: VictimKind
    reported_by: Agency | None


def wait_id(history: CaseHistory, wait: Wait) -> UUID:
    """The identity of a wait's row: two defendants' waits may begin with one fact."""
    resumed = [wait.resumed.event] if wait.resumed else []
    return row_id("interval", history.victim, wait.stage, wait.since.event, *resumed)


def _has_length(wait: Wait) -> bool:
    return all(logged.occurred.day is not None for logged in wait.ends)


def _interval(
    history: CaseHistory, of: _OfCase, wait: Wait, holder: CaseHolder | None
) -> StageInterval:
    on, report = WAITING_ON[wait.stage], of.report
    return StageInterval(
        id=wait_id(history, wait),
        case_id=history.case,
        stage=wait.stage,
        next_stage=wait.reached,
        waiting_on=on,
        started=wait.since.occurred.at,
        ended=wait.until.occurred.at if wait.until else None,
        end=wait.end,
        agency=_agency(wait, on, holder),
        court=_court(history, wait) if on is WaitingOn.COURT else None,
        borough=report.borough if report else None,
        offence=report.offence if report else None,
        victim_kind=of.victim_kind,
        revised=any(applied_correction(history.corrections, end) for end in wait.ends),
        restricted=any(is_disputed(history.corrections, end) for end in wait.ends),
        held_by=holder.elsewhere if holder and on is WaitingOn.POLICE else None,
        first_known=wait.since.learned,
        resumed=wait.resumed.occurred.at if wait.resumed else None,
        reported_by=of.reported_by or wait.since.agency,
    )


def _holder(holders: CaseHolders, wait: Wait) -> CaseHolder | None:
    """Who holds the case at the end of a wait, or holds it now: the whole wait counts as theirs."""
    return holders.before(wait.until) if wait.until else holders.last


def _agency(wait: Wait, on: WaitingOn, holder: CaseHolder | None) -> Agency:
    match on:
        case WaitingOn.POLICE:
            return holder.agency if holder else wait.since.agency
        case WaitingOn.CPS:
            return Agency.CPS
        case WaitingOn.COURT:
            return Agency.HMCTS


def _court(history: CaseHistory, wait: Wait) -> Court | None:
    """The court last named by the time the wait ended."""
    last: Court | None = None
    for logged in history.of(*AT_COURT):
        if wait.until and logged.order > wait.until.order:
            break
        if isinstance(logged.fact, AT_COURT) and not _is_beside(logged.fact):
            last = logged.fact.court or last
    return last


def _is_beside(fact: Fact) -> bool:
    """Whether a fact is of an appeal or of an order that was not obeyed: no case waits there.

    After an appeal that was allowed the case is tried anew where it was tried, until it is said
    where else.
    """
    match fact:
        case HearingHeld(hearing=kind):
            return kind in (HearingKind.APPEAL, HearingKind.BREACH)
        case SentencePassed(basis=basis):
            return basis in (SentenceBasis.APPEAL, SentenceBasis.BREACH)
        case _:
            return False
