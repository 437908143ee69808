"""Alerts of hand-offs: the agency that is to tell the victim was not told itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice

from events.clocks import london_date, london_day_after
from events.identifiers import Agency
from processors.case.history.case_history import CaseHistory, moment
from processors.fold.alert_life import AlertCause
from processors.fold.judged_case import JudgedCase
from processors.fold.obligations import JudgedDuty
from processors.victims_code.all_duties import DUTIES, DUTY_BY_RULE
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import DutyInputs, withdrawals
from processors.victims_code.duty import Duty
from processors.victims_code.duty_triggers import Trigger
from processors.victims_code.tellings_after import events_named, kinds_of_tellings, tellings_after
from processors.victims_code.working_days import add_working_days
from schemas.alert_row import AlertKind
from schemas.log_records import LoggedFact

USUAL_DAYS = 5
"""Working days after which a first leg is asked for that has no day by the Code.

The Code gives the court as many for all else that it tells the witness care unit.
"""

GRACE_DAYS = 1
"""Working days after the last day of a first leg before it is asked for.

The news may be on its way, and whoever is late with it has an alert of their own by then.
"""

SECOND_LEGS: Mapping[str, Duty] = {
    duty.rule: DUTY_BY_RULE[duty.second_leg.rule] for duty in DUTIES if duty.second_leg
}
"""By the rule of a first leg, the duty that cannot start before it is done."""


_KINDS = frozenset(chain.from_iterable(map(kinds_of_tellings, SECOND_LEGS.values())))
"""The facts on which it rests whether a victim was told."""


def hand_offs(case: JudgedCase) -> list[AlertCause]:
    """What the receiving agencies are warned of: a first leg is late, or long without a day.

    It ends once that is done or no longer owed, once the victim was told all the same, and once
    the victim is not to be told.
    """
    first = case.duties_by(SECOND_LEGS)
    return case.history.judge(_causes, _KINDS, case.context, first) if first else []


def _causes(
    history: CaseHistory, context: CaseContext, first: Sequence[tuple[DutyInputs, JudgedDuty]]
) -> list[AlertCause]:
    causes = []
    for inputs, duty in first:
        second, late = SECOND_LEGS[duty.obligation.rule], _late(duty)
        if late:
            ends = list(_ends(history, context, inputs, duty, second))
            causes.append(_hand_off(duty, Agency(second.holder), late, ends))
    return causes


def _late(duty: JudgedDuty) -> datetime | None:
    """When a first leg is asked for; None where it has no day for want of a fact."""
    deadline = duty.triggered.deadline
    if deadline.unset:
        return None
    usual = add_working_days(london_date(duty.triggered.starts), USUAL_DAYS)
    return london_day_after(add_working_days(deadline.on or usual, GRACE_DAYS))


def _ends(
    history: CaseHistory,
    context: CaseContext,
    inputs: DutyInputs,
    first: JudgedDuty,
    second: Duty,
) -> Iterator[LoggedFact]:
    trigger, suspect = inputs.trigger, inputs.suspect
    if first.discharge.by:
        yield first.discharge.by
    told = tellings_after(history, context.suspects, second, trigger.fact, suspect)
    of_this = (each for each in told if _may_tell_of(each, trigger))
    yield from islice(of_this, 1)
    yield from withdrawals(context, Trigger(second, trigger.fact, trigger.repetitions), suspect)


def _may_tell_of(telling: LoggedFact, trigger: Trigger) -> bool:
    """Whether a telling names nothing else."""
    named = events_named(telling)
    return not named or any(each.event in named for each in trigger.repetitions)


def _hand_off(
    duty: JudgedDuty, receiver: Agency, late: datetime, ends: list[LoggedFact]
) -> AlertCause:
    obligation = duty.obligation
    return AlertCause(
        about=(obligation.id,),
        case_id=obligation.case_id,
        kind=AlertKind.HAND_OFF,
        agency=receiver,
        breached=late,
        learned=duty.triggered.trigger.learned,
        records_of=obligation.agency,
        ended=min((each.learned for each in ends), default=None),
        mistaken=any(moment(each) < late for each in ends),
        obligation=obligation.id,
        rule=obligation.rule,
        due_on=obligation.due_on,
        disputed=obligation.disputed,
        enhanced=obligation.enhanced,
    )
