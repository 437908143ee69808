"""A victim's waits: the time between one stage of a case and the next, and whom it was on."""

from dataclasses import dataclass

from events.court import (
    CaseConcluded,
    FirstHearingListed,
    HearingHeld,
    SentencePassed,
    TrialListed,
)
from events.identifiers import Agency
from events.places import Court
from processors.case.apply_corrections import applied_correction, is_disputed
from processors.case.case_history import CaseHistory, FactsInOrder, row_id
from processors.case.case_milestones import crime_report, police_force, victim_kind
from processors.case.stage_steps import steps
from processors.case.stages import STEPS, WAITING_ON, Stage
from schemas.changes import StageInterval, WaitEnd, WaitingOn
from schemas.log_records import LoggedFact

AT_COURT = (FirstHearingListed, TrialListed, HearingHeld, CaseConcluded, SentencePassed)
"""The facts that name a court."""


@dataclass(frozen=True, slots=True)
class _Wait:
    stage: Stage
    since: LoggedFact
    until: LoggedFact | None = None
    reached: str | None = None
    end: WaitEnd = WaitEnd.OPEN

    @property
    def ends(self) -> tuple[LoggedFact, ...]:
        return (self.since, self.until) if self.until else (self.since,)


def stage_intervals(history: CaseHistory) -> list[StageInterval]:
    """The waits of one case, in order. A case only goes forward: what repeats a stage is no step.

    A wait whose beginning or end is known by month only has no length, and is left out.
    """
    waits = history.derive(_waits, *STEPS)
    return [_interval(history, wait) for wait in waits if _has_length(wait)]


def _waits(facts: FactsInOrder) -> list[_Wait]:
    waits: list[_Wait] = []
    rank, waiting = -1, False
    for each in steps(facts):
        logged, reached = each.logged, each.reached
        if isinstance(reached, Stage):
            if reached.rank <= rank:
                continue
            if waiting:
                waits[-1] = _ended(waits[-1], logged, reached, WaitEnd.COMPLETED)
            waits.append(_Wait(reached, logged))
            rank, waiting = reached.rank, True
        elif waiting:
            complete = waits[-1].stage in reached.completes
            end = WaitEnd.COMPLETED if complete else WaitEnd.ENDED_OTHERWISE
            waits[-1] = _ended(waits[-1], logged, reached.name, end)
            waiting = False
    return waits


def _ended(wait: _Wait, by: LoggedFact, reached: str, end: WaitEnd) -> _Wait:
    return _Wait(wait.stage, wait.since, by, str(reached), end)


def _has_length(wait: _Wait) -> bool:
    return all(logged.occurred.day is not None for logged in wait.ends)


def _interval(history: CaseHistory, wait: _Wait) -> StageInterval:
    on, report = WAITING_ON[wait.stage], crime_report(history)
    return StageInterval(
        id=row_id("interval", history.victim, wait.stage, wait.since.event),
        case_id=history.case,
        stage=wait.stage,
        next_stage=wait.reached,
        waiting_on=on,
        started=wait.since.occurred.at,
        ended=wait.until.occurred.at if wait.until else None,
        end=wait.end,
        agency=_agency(history, wait, on),
        court=_court(history, wait) if on is WaitingOn.COURT else None,
        borough=report.borough if report else None,
        offence=report.offence if report else None,
        victim_kind=victim_kind(history),
        revised=any(applied_correction(history.corrections, end) for end in wait.ends),
        restricted=any(is_disputed(history.corrections, end) for end in wait.ends),
    )


def _agency(history: CaseHistory, wait: _Wait, on: WaitingOn) -> Agency:
    match on:
        case WaitingOn.POLICE:
            return police_force(history) or wait.since.agency
        case WaitingOn.CPS:
            return Agency.CPS
        case WaitingOn.COURT:
            return Agency.HMCTS


def _court(history: CaseHistory, wait: _Wait) -> Court | None:
    """The court last named by the time the wait ended."""
    last: Court | None = None
    for logged in history.of(*AT_COURT):
        if wait.until and logged.order > wait.until.order:
            break
        if isinstance(logged.fact, AT_COURT):
            last = logged.fact.court
    return last
