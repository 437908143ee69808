"""A duty is judged by the parts of its case that bear on it, and by no other."""

from copy import copy
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.fold.case_state import CaseState
from processors.fold.journey import fold
from processors.victims_code.all_duties import DUTIES, DUTY_BY_RULE
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import DutyInputs, settled_duty
from processors.victims_code.duty import Duty
from processors.victims_code.duty_bearings import bear_on, changed_parts, parts_without
from record_strategies import logged
from schemas.log_records import LoggedFact
from simulated_intake import counting
from simulator import simulate

ENDING = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, tzinfo=UTC)
PARTS = {each.name for each in fields(CaseContext)}


def seen(inputs: DutyInputs) -> DutyInputs:
    """What a duty is settled by without the parts of the case that do not bear on it."""
    context = copy(inputs.context)
    for part in parts_without(inputs.trigger.duty):
        delattr(context, part)
    return replace(inputs, context=context)


def check(case: CaseState) -> None:
    for each in case.duties.values():
        assert settled_duty(seen(each.inputs)) == each.settled, each.inputs.trigger.duty.rule


@given(facts=st.lists(logged(), max_size=40))
def test_of_any_facts_a_duty_is_settled_without_what_does_not_bear_on_it(
    facts: list[LoggedFact],
) -> None:
    for case in fold(facts, NOW).cases.values():
        check(case)


def test_of_simulated_victims_each_duty_is_settled_so() -> None:
    deliveries = simulate(80, 3, ENDING, charged_share=0.9).deliveries
    settled = set()
    for _, facts in counting(deliveries):
        for case in fold(facts, NOW).cases.values():
            check(case)
            settled |= {each.inputs.trigger.duty for each in case.duties.values() if each.settled}

    assert len(settled) > len(DUTIES) / 2


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.rule)
def test_what_does_not_bear_on_a_duty_are_parts_of_a_case(duty: Duty) -> None:
    assert parts_without(duty) < PARTS


def test_a_part_that_changed_bears_on_the_duties_that_it_ends() -> None:
    """Given that she opts out of updates on her case, then her interpreter is owed as before."""
    wishes = frozenset({"wishes"})

    assert bear_on(wishes, DUTY_BY_RULE["R6.1"])
    assert not bear_on(wishes, DUTY_BY_RULE["R1.2"])
    assert not bear_on(frozenset(), DUTY_BY_RULE["R6.1"])


@given(fact=logged())
def test_a_case_that_is_the_same_has_no_changed_part(fact: LoggedFact) -> None:
    for case in fold([fact], NOW).cases.values():
        other = replace(case.context, victim="victim-brenda")

        assert changed_parts(case.context, copy(case.context)) == frozenset()
        assert changed_parts(case.context, other) == {"victim"}
