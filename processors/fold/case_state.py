"""Where one case stands for one victim: its waits, its duties with their alerts, what cannot all
be so, and who has it. This is the one place where a case is judged: always from all of its facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from processors.case.history.case_history import CaseHistory
from processors.case.suspects.meant_suspects import naming_strangers
from processors.fold.acted_alerts import with_acts
from processors.fold.alert_causes import case_causes
from processors.fold.alert_life import alert_life
from processors.fold.assigned_cases import assignments
from processors.fold.case_naming import CaseNaming
from processors.fold.contradictions import contradictions
from processors.fold.duty_states import DutyStates, JudgingBasis, duty_states
from processors.fold.events_meant import naming_none
from processors.fold.judged_case import JudgedCase
from processors.fold.judging_clock import Clock
from processors.fold.open_questions import open_questions
from processors.fold.stage_intervals import stage_intervals
from processors.victims_code.case_context import CaseContext
from processors.victims_code.context_parts import case_context
from processors.victims_code.deeds_of_duty import deeds
from processors.victims_code.duty import Duty, FactPattern
from processors.victims_code.duty_bearings import changed_parts
from processors.victims_code.duty_triggers import Trigger, triggers
from processors.victims_code.meant_deeds import MeantDeeds, OwedAlike, meant_deeds
from schemas.changes import Row


@dataclass(slots=True)
class CaseState:
    """What the duties of a case are judged by, these duties, and every row of it but its timeline.

    It was judged at `now`; `next_change` is the instant at which time alone will next change a row.
    """

    history: CaseHistory
    context: CaseContext
    duties: DutyStates
    rows: tuple[Row, ...]
    now: datetime
    next_change: datetime | None


def case_state(
    history: CaseHistory, clock: Clock, before: CaseState | None = None, *, whole: bool = True
) -> CaseState:
    """Where a case stands by the clock, judged from all of its facts.

    `before` is the case as it stood by other facts, or another clock: a duty whose inputs are the
    same is not settled again, and keeps its rows while time has not changed them. That changes what
    judging costs, and never what it answers. Unless `whole` it has the rows of its duties and
    alerts alone: of the past, and of what was first reported, no others are asked for.
    """
    basis, now = _basis(history, clock, before), clock.now
    context, found = basis.context, list(triggers(history))
    by_duty = _deeds(context, history, found)
    duties = duty_states(basis, found, by_duty, before.duties if before else {})
    judged_duties = [(each.inputs, each.judged) for each in duties.values() if each.judged]
    causes = case_causes(JudgedCase(history, context, judged_duties))
    naming = basis.naming
    warned = [alert_life(cause, cause.raised(clock.timing), now, naming) for cause in causes]
    rows = chain(
        (life.alert for life in warned if life.alert),
        _other_rows(history, context, by_duty, duties) if whole else (),
        *(duty.rows for duty in duties.values()),
    )
    acted = with_acts(rows, history, now)
    of_alerts = (life.next_change for life in warned)
    of_duties = (duty.next_change for duty in duties.values())
    changes = (*of_duties, *of_alerts, acted.next_change)
    change = min(filter(None, changes), default=None)
    return CaseState(history, context, duties, acted.rows, now, change)


def _other_rows(
    history: CaseHistory,
    context: CaseContext,
    done: Mapping[Duty, MeantDeeds],
    duties: DutyStates,
) -> Iterable[Row]:
    """The waits of a case, what cannot all be so or is left open, and who has it."""
    settled = ((each.inputs, each.settled) for each in duties.values())
    none_named = naming_none(done.values(), settled)
    return chain(
        stage_intervals(history, context.waits, context.holders),
        contradictions(history, context.suspects),
        assignments(history),
        open_questions(history, context.suspects, done.values(), none_named),
    )


def _basis(history: CaseHistory, clock: Clock, before: CaseState | None) -> JudgingBasis:
    context, changed = case_context(history), frozenset[str]()
    if before:
        changed = changed_parts(before.context, context)
        context = context if changed else before.context  # the same object compares at once
    since = before.now if before else clock.now
    naming = CaseNaming(history.case, history.names, context.suspects)
    renamed = before is not None and before.history.names != history.names
    return JudgingBasis(context, changed, history.corrections, clock, since, naming, renamed)


def _deeds(
    context: CaseContext, history: CaseHistory, found: Sequence[Trigger]
) -> Mapping[Duty, MeantDeeds]:
    """What was done of each duty of a case. The same deeds mean the same suspects to all duties."""
    by_deeds: dict[tuple[FactPattern, ...], list[Trigger]] = {}
    for trigger in found:
        by_deeds.setdefault(trigger.duty.discharged_by, []).append(trigger)
    agreements, alike = context.agreements, by_deeds.values()
    done = [deeds(history, same[0].duty, agreements) for same in alike]
    of_one = not context.suspects.are_several and not naming_strangers(history, context.suspects)
    if of_one:
        meant = [MeantDeeds(each) for each in done]
    else:
        meant = meant_deeds(context, [*map(OwedAlike, alike, done)])
    both = zip(alike, meant, strict=True)
    return {each.duty: done for same, done in both for each in same}
